"""The operations of SES v2 on the sending authorization policies of an identity."""

from __future__ import annotations

from moto_ses_managed.ses.identities import policies

from ..wire.errors import NotFound
from ..wire.parsing import Parameters
from .base import OperationsBase, operation


class IdentityPolicyOperations(OperationsBase):
    """Create, get, update and delete policies. v1 and v2 share them."""

    @operation
    def get_email_identity_policies(self) -> Parameters:
        return {"Policies": self._identity().policies}

    @operation
    def create_email_identity_policy(self) -> None:
        policies.create(self._identity(), self._parameters["PolicyName"], self._parameters["Policy"])

    @operation
    def update_email_identity_policy(self) -> None:
        policies.put(self._identity(), self._known_policy(), self._parameters["Policy"])

    @operation
    def delete_email_identity_policy(self) -> None:
        del self._identity().policies[self._known_policy()]

    def _known_policy(self) -> str:
        name: str = self._parameters["PolicyName"]
        if name not in self._identity().policies:
            raise NotFound(f"Policy <{name}> does not exist")
        return name
