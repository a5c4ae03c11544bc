"""The IAM permissions that a call needs: actions and resources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from moto.ses.exceptions import InvalidParameterValue

from moto_ses_managed.moto_compat import IamRefusal
from moto_ses_managed.simulation.mailboxes import bare_address

from .arns import (
    CONTACT_LIST_ARN_KIND,
    IDENTITY_ARN_KIND,
    POOL_ARN_KIND,
    SET_ARN_KIND,
    TEMPLATE_ARN_KIND,
    arn,
)
from .mail import raw
from .mail.message import Api
from .models import ManagedSESBackend
from .sending.rules import verifier

Parameters = Mapping[str, Any]

ALL_RESOURCES: Final = "*"
"""The resource of v1's management calls: they have no resource types [AWS: Service Authorization Reference]."""

_V2_SENDS: Final = {"Simple": "SendEmail", "Raw": "SendRawEmail", "Template": "SendTemplatedEmail"}
"""The action of v2's SendEmail by its content (seen live for Raw)."""

_V1_SENDS: Final = frozenset(
    {"SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail", "SendBounce"}
)

_V2_RESOURCES: Final = {
    "EmailIdentity": IDENTITY_ARN_KIND,
    "ConfigurationSetName": SET_ARN_KIND,
    "PoolName": POOL_ARN_KIND,
    "TemplateName": TEMPLATE_ARN_KIND,
    "ContactListName": CONTACT_LIST_ARN_KIND,
}
"""The kinds of resources by the request member that names them."""


@dataclass(frozen=True)
class Permission:
    """An action on a resource. ``action`` has no ``ses:`` prefix. SES words the error differently if it ``sends``."""

    action: str
    resource: str
    sends: bool = False

    def denial(self, caller: str) -> str:
        """SES's message for a caller without this permission (seen live, including the two quotation marks)."""
        if self.sends:
            return f"User `{caller}' is not authorized to perform `ses:{self.action}' on resource `{self.resource}'"
        on = f" on resource: {self.resource}" if self.resource != ALL_RESOURCES else ""
        return f"User: {caller} is not authorized to perform: ses:{self.action}{on}"

    def words(self, refusal: IamRefusal) -> str:
        """SES's message if IAM denies it."""
        return self.denial(refusal.caller) if refusal.caller is not None else refusal.message


class NotAllowedError(Exception):
    """IAM denies a call. It has an error code of v1 and SES's message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def authorize(
    backend: ManagedSESBackend, api: Api, operation: str, parameters: Parameters, check: Callable[[str, str], bool]
) -> None:
    """Call ``check`` for each action and resource that a call needs, until it returns that it checks none.

    The parameters have been read but may be invalid. Raises NotAllowedError if ``check`` raises IamRefusal.
    """
    for needed in _needed(backend, api, operation, parameters):
        try:
            if not check(needed.action, needed.resource):
                return
        except IamRefusal as refusal:
            raise NotAllowedError(refusal.code, needed.words(refusal)) from refusal


def _needed(backend: ManagedSESBackend, api: Api, operation: str, parameters: Parameters) -> Iterator[Permission]:
    send = _send(api, operation, parameters)
    if send is not None:
        yield from _to_send(backend, send)
    elif api is Api.V1:
        yield Permission(operation, ALL_RESOURCES)
    elif "ResourceArn" in parameters:
        yield Permission(operation, parameters["ResourceArn"])
    else:
        named = next(
            ((kind, parameters[member]) for member, kind in _V2_RESOURCES.items() if member in parameters), None
        )
        yield Permission(operation, arn(backend, *named) if named is not None else ALL_RESOURCES)


@dataclass(frozen=True)
class _Send:
    """The resources that a request to send mail uses."""

    action: str
    sender: str | None
    identity_arn: str | None
    raw_message: Parameters | None
    configuration_set: str | None
    template: str | None


def _send(api: Api, operation: str, parameters: Parameters) -> _Send | None:
    """None for a call that sends no mail."""
    if api is Api.V1 and operation in _V1_SENDS:
        return _Send(
            action=operation,
            sender=parameters.get("Source") or parameters.get("BounceSender"),
            identity_arn=parameters.get("SourceArn") or parameters.get("BounceSenderArn"),
            raw_message=parameters.get("RawMessage"),
            configuration_set=parameters.get("ConfigurationSetName"),
            template=parameters.get("Template"),
        )
    if api is Api.V1 or operation not in {"SendEmail", "SendBulkEmail"}:
        return None
    content = parameters.get("Content") or parameters.get("DefaultContent") or {}
    action = next((action for kind, action in _V2_SENDS.items() if kind in content), "SendEmail")
    template = content.get("Template") or {}
    return _Send(
        action="SendBulkTemplatedEmail" if operation == "SendBulkEmail" else action,
        sender=parameters.get("FromEmailAddress"),
        identity_arn=parameters.get("FromEmailAddressIdentityArn"),
        raw_message=content.get("Raw"),
        configuration_set=parameters.get("ConfigurationSetName"),
        template=template.get("TemplateName") or (template.get("TemplateArn") or "").rpartition("/")[2],
    )


def _to_send(backend: ManagedSESBackend, send: _Send) -> Iterator[Permission]:
    """The permissions to send: on the identity, the configuration set (also a default one), and the template.

    [AWS: Service Authorization Reference, "SendEmail"; seen live for each of them]
    """
    mime = _read(send.raw_message)
    address = bare_address(send.sender or _sender_in(mime))
    identity = verifier(backend, address)
    name = identity.email_identity if identity is not None else address
    yield Permission(send.action, send.identity_arn or arn(backend, IDENTITY_ARN_KIND, name), sends=True)
    configuration_set = send.configuration_set or (
        raw.header(mime, raw.CONFIGURATION_SET) if mime is not None else None
    )
    if not configuration_set and identity is not None:
        configuration_set = identity.configuration_set_name
    if configuration_set:
        yield Permission(send.action, arn(backend, SET_ARN_KIND, configuration_set), sends=True)
    if send.template:
        yield Permission(send.action, arn(backend, TEMPLATE_ARN_KIND, send.template), sends=True)


def _read(raw_message: Parameters | None) -> raw.Mime | None:
    if raw_message is None:
        return None
    try:
        return raw.parse(raw_message.get("Data", b""))
    except InvalidParameterValue:
        return None


def _sender_in(mime: raw.Mime | None) -> str:
    try:
        senders = raw.bare_addresses(mime, "from") if mime is not None else ()
    except InvalidParameterValue:
        return ""
    return senders[0] if senders else ""
