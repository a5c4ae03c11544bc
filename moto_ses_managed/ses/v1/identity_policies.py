"""The operations of SES v1 on the sending authorization policies of an identity. v1 and v2 share the policies."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.exceptions import InvalidParameterValue

from ..arns import IDENTITY_ARN_KIND, arn
from ..errors import InvalidPolicy, LimitExceeded
from ..identities import policies
from ..identities.model import ManagedEmailIdentity
from .request import ResponsesBase


class IdentityPolicyResponses(ResponsesBase):
    """Operations on policies. A request can name an identity by its ARN [AWS: PutIdentityPolicy]."""

    def put_identity_policy(self) -> ActionResult:
        identity = self._named_identity()
        try:
            policies.put(identity, self._get_param("PolicyName"), self._get_param("Policy"))
        except LimitExceeded as error:
            # v1 declares only this error for the operation.
            raise InvalidPolicy(error.message) from error
        return EmptyResult()

    def get_identity_policies(self) -> ActionResult:
        return ActionResult({"Policies": policies.some(self._named_identity(), self._get_param("PolicyNames"))})

    def list_identity_policies(self) -> ActionResult:
        return ActionResult({"PolicyNames": sorted(self._named_identity().policies)})

    def delete_identity_policy(self) -> ActionResult:
        """Delete a policy. A missing policy is not an error [AWS: DeleteIdentityPolicy]."""
        self._named_identity().policies.pop(self._get_param("PolicyName"), None)
        return EmptyResult()

    def _named_identity(self) -> ManagedEmailIdentity:
        backend = self.managed_backend
        name = self._get_param("Identity").removeprefix(arn(backend, IDENTITY_ARN_KIND, ""))
        if name not in backend.email_identities:
            raise InvalidParameterValue(f"Identity <{name[:256]}> does not exist.")
        return backend.email_identities.named(name)
