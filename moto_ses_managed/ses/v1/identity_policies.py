"""v1's calls about an identity's sending authorization policies, in the store that v2 has too."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.ses.exceptions import InvalidParameterValue

from ..arns import IDENTITY_ARN_KIND, arn
from ..errors import InvalidPolicy, LimitExceeded
from ..identities import policies
from ..identities.model import ManagedEmailIdentity
from .request import ResponsesBase


class IdentityPolicyResponses(ResponsesBase):
    """An identity may be named by its ARN [AWS: PutIdentityPolicy]."""

    def put_identity_policy(self) -> ActionResult:
        identity = self._named_identity()
        try:
            policies.put(identity, self._get_param("PolicyName"), self._get_param("Policy"))
        except LimitExceeded as error:
            # The one error that v1 declares for the operation.
            raise InvalidPolicy(error.message) from error
        return EmptyResult()

    def get_identity_policies(self) -> ActionResult:
        return ActionResult({"Policies": policies.some(self._named_identity(), self._get_param("PolicyNames"))})

    def list_identity_policies(self) -> ActionResult:
        return ActionResult({"PolicyNames": sorted(self._named_identity().policies)})

    def delete_identity_policy(self) -> ActionResult:
        """A policy that is not there is no error [AWS: DeleteIdentityPolicy]."""
        self._named_identity().policies.pop(self._get_param("PolicyName"), None)
        return EmptyResult()

    def _named_identity(self) -> ManagedEmailIdentity:
        backend = self.managed_backend
        name = self._get_param("Identity").removeprefix(arn(backend, IDENTITY_ARN_KIND, ""))
        if name not in backend.email_identities:
            raise InvalidParameterValue(f"Identity <{name[:256]}> does not exist.")
        return backend.email_identities.named(name)
