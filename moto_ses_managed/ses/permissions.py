"""What IAM is asked for a call: the action by its right name, and the resource that it is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from moto.ses.exceptions import InvalidParameterValue

from moto_ses_managed.moto_compat import IamRefusal
from moto_ses_managed.simulation.mailboxes import bare_address

from .arns import arn
from .mail import raw
from .mail.message import Api
from .models import ManagedSESBackend
from .sending.rules import verifier

Parameters = Mapping[str, Any]

ALL_RESOURCES: Final = "*"
"""What v1's management calls are on: they take no resource in a policy [AWS: Service Authorization Reference]."""

_V2_SENDS: Final = {"Simple": "SendEmail", "Raw": "SendRawEmail", "Template": "SendTemplatedEmail"}
"""The action of v2's SendEmail goes by the content (seen live for Raw)."""

_V1_SENDS: Final = frozenset(
    {"SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail", "SendBounce"}
)

_V2_RESOURCES: Final = {
    "EmailIdentity": "identity",
    "ConfigurationSetName": "configuration-set",
    "PoolName": "dedicated-ip-pool",
    "TemplateName": "template",
    "ContactListName": "contact-list",
}
"""The kinds of resources by the request member that names one."""


@dataclass(frozen=True)
class Permission:
    """``action`` has no ``ses:``. Where ``sends`` says that it is to send mail, ``resource`` is an identity's ARN."""

    action: str
    resource: str
    sends: bool = False

    def denial(self, caller: str) -> str:
        """SES's words for a caller who does not have it (seen live, the two quotation marks included)."""
        if self.sends:
            return f"User `{caller}' is not authorized to perform `ses:{self.action}' on resource `{self.resource}'"
        on = f" on resource: {self.resource}" if self.resource != ALL_RESOURCES else ""
        return f"User: {caller} is not authorized to perform: ses:{self.action}{on}"

    def words(self, refusal: IamRefusal) -> str:
        """What SES says where IAM refuses it."""
        return self.denial(refusal.caller) if refusal.caller is not None else refusal.message


def permission(backend: ManagedSESBackend, api: Api, operation: str, parameters: Parameters) -> Permission:
    """What a call needs. Its parameters are read, and maybe not valid."""
    if api is Api.V1:
        if operation not in _V1_SENDS:
            return Permission(operation, ALL_RESOURCES)
        named = parameters.get("SourceArn") or parameters.get("BounceSenderArn")
        sender = parameters.get("Source") or parameters.get("BounceSender")
        return Permission(operation, named or _identity(backend, sender, parameters.get("RawMessage")), sends=True)
    if operation in {"SendEmail", "SendBulkEmail"}:
        content = parameters.get("Content") or {}
        action = next((action for kind, action in _V2_SENDS.items() if kind in content), "SendEmail")
        named, sender = parameters.get("FromEmailAddressIdentityArn"), parameters.get("FromEmailAddress")
        resource = named or _identity(backend, sender, content.get("Raw"))
        return Permission("SendBulkTemplatedEmail" if operation == "SendBulkEmail" else action, resource, sends=True)
    if "ResourceArn" in parameters:
        return Permission(operation, parameters["ResourceArn"])
    named = next(((kind, parameters[member]) for member, kind in _V2_RESOURCES.items() if member in parameters), None)
    return Permission(operation, arn(backend, *named) if named is not None else ALL_RESOURCES)


def _identity(backend: ManagedSESBackend, sender: str | None, raw_message: Parameters | None) -> str:
    """The ARN of the identity that a sender's mail is sent as: the sender's own address where there is none."""
    address = sender or _sender_in(raw_message)
    identity = verifier(backend, bare_address(address))
    return arn(backend, "identity", identity.email_identity if identity is not None else bare_address(address))


def _sender_in(raw_message: Parameters | None) -> str:
    try:
        senders = raw.bare_addresses(raw.parse((raw_message or {}).get("Data", b"")), "from")
    except InvalidParameterValue:
        return ""
    return senders[0] if senders else ""
