"""Custom verification emails: sent like other messages, they create an identity with pending verification."""

from __future__ import annotations

from urllib.parse import urlencode

from moto.ses.exceptions import InvalidParameterValue, SesError

from ..mail.build import from_content
from ..mail.compose import Content, Text
from ..mail.message import Api, Destination, Sender
from ..models import ManagedSESBackend
from ..verification.templates import (
    CustomVerificationEmailTemplateDoesNotExist,
    VerificationTemplate,
    check_template,
)
from . import sent_messages as records
from .rules import is_verified
from .send import send

DISCLAIMER = "If you did not request to verify this email address, please disregard this message."
"""The text that SES adds to each message [AWS: "Using custom verification email templates"]."""

LONGEST_ADDRESS = 320


class ProductionAccessNotGranted(SesError):
    """The account is in the sandbox [AWS: "your account has to be out of the sandbox"]."""

    code = "ProductionAccessNotGranted"


class FromEmailAddressNotVerified(SesError):
    """The template's sender is not a verified identity."""

    code = "FromEmailAddressNotVerified"


def create(backend: ManagedSESBackend, template: VerificationTemplate) -> None:
    """Raises InvalidParameterValue, FromEmailAddressNotVerified, CustomVerificationEmailTemplateAlreadyExists, ..."""
    _check(backend, template)
    backend.verification_templates.add(template)


def update(backend: ManagedSESBackend, template: VerificationTemplate) -> None:
    """Raises InvalidParameterValue, FromEmailAddressNotVerified or CustomVerificationEmailTemplateDoesNotExist."""
    backend.verification_templates.named(template.name)
    _check(backend, template)
    backend.verification_templates.replace(template)


def send_verification(
    backend: ManagedSESBackend, api: Api, address: str, name: str, configuration_set: str | None
) -> str:
    """Send the message, create the address as an identity that is not verified yet, and return the message ID.

    Raises InvalidParameterValue, CustomVerificationEmailTemplateDoesNotExist, FromEmailAddressNotVerified,
    ProductionAccessNotGranted or NotFoundError (the set).
    """
    if backend.region.policy.sandbox:
        raise ProductionAccessNotGranted("Your account has not been granted production access.")
    _check_recipient(address)
    template = backend.verification_templates.by_name.get(name)
    if template is None:
        raise CustomVerificationEmailTemplateDoesNotExist(f"Template <{name}> does not exist")
    if not is_verified(backend, template.sender):
        raise FromEmailAddressNotVerified(
            "Email address is not verified. The following identities failed the check in region "
            f"{backend.region_name.upper()}: {template.sender}"
        )
    sender, destination = Sender(template.sender, configuration_set=configuration_set), Destination((address,))
    query = urlencode({"address": address, "success": template.success_url, "failure": template.failure_url})
    link = f"https://email-verification.{backend.region_name}.amazonaws.com/?{query}"
    html = f'{template.content}<p><a href="{link}">{link}</a></p><p>{DISCLAIMER}</p>'
    outgoing = from_content(api, sender, destination, Content(Text(template.subject), html=Text(html)), ())
    record = records.message(backend, outgoing, template.subject, html, {"ToAddresses": [address]})
    message_id = send(backend, outgoing, record)
    backend.await_verification(address)
    return message_id


def _check(backend: ManagedSESBackend, template: VerificationTemplate) -> None:
    check_template(template)
    if not is_verified(backend, template.sender):
        raise FromEmailAddressNotVerified(f"The from email address <{template.sender}> is not verified")


def _check_recipient(address: str) -> None:
    if not address.strip():
        raise InvalidParameterValue("Email address not specified.")
    local, _, domain = address.rpartition("@")
    odd = any(character.isspace() for character in address) or ("@" in local and not local.startswith('"'))
    if len(address) > LONGEST_ADDRESS or odd or not local or not domain:
        raise InvalidParameterValue(f"Invalid email address<{address}>.")
