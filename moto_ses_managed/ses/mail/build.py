"""Outgoing mail from a request: from its content, a template, or a raw message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from moto.ses.exceptions import InvalidParameterValue

from . import raw
from .addresses import check_address
from .compose import Attachment, Content, Envelope, Text, compose
from .content_checks import is_plain
from .headers import Headers
from .list_management import PLACEHOLDER, PLACEHOLDER_ATTRIBUTE, read_header
from .message import Api, Destination, OutgoingEmail, Sender, Tags
from .rendering import Data, MissingAttributeError, TemplateContent, TemplateSyntaxError, render
from .sent_mail import PlainContent, SendOperation

# "Sender" is not checked (seen live), but must be verified.
_ADDRESS_HEADERS = ("to", "cc", "bcc", "reply-to", "return-path")

_SUBJECTS = 64
"""The number of subjects that are shared among messages (our choice: a test sends few kinds of messages)."""


@dataclass(frozen=True)
class Template:
    """A template in a request, with its data.

    ``name`` is None if the request includes the content itself.
    """

    name: str | None
    content: TemplateContent
    data: Data
    headers: Headers = ()
    attachments: tuple[Attachment, ...] = ()


def from_content(api: Api, sender: Sender, destination: Destination, content: Content, tags: Tags) -> OutgoingEmail:
    """Mail from simple content. Raises InvalidParameterValue for content that SES refuses."""
    if is_plain(content):
        plain = _plain(sender, destination, content)
        return OutgoingEmail(api, sender, destination, plain.write, tags, plain=plain)
    message = compose(Envelope(sender.address, destination.to, destination.cc, sender.reply_to), content)
    return OutgoingEmail(api, sender, destination, lambda: message, tags)


def from_template(api: Api, sender: Sender, destination: Destination, template: Template, tags: Tags) -> OutgoingEmail:
    """Mail from a template. If the template cannot be rendered, the mail has a ``rendering_failure``.

    Raises InvalidParameterValue for errors that do not depend on the data.
    """
    try:
        data = {PLACEHOLDER_ATTRIBUTE: PLACEHOLDER} | template.data  # SES's own placeholder, which is replaced later
        rendering = render(template.content, data, template.headers)
    except (MissingAttributeError, TemplateSyntaxError) as error:
        return OutgoingEmail(
            api,
            sender,
            destination,
            bytes,
            tags,
            template.name,
            rendering_failure=str(error),
            operation=SendOperation.SEND_TEMPLATED_EMAIL,
        )
    filled = rendering.content
    content = Content(
        subject=Text(filled.subject),
        text=Text(filled.text) if filled.text else None,
        html=Text(filled.html) if filled.html else None,
        headers=rendering.headers,
        attachments=template.attachments,
    )
    outgoing = from_content(api, sender, destination, content, tags)
    return replace(outgoing, template=template.name, operation=SendOperation.SEND_TEMPLATED_EMAIL)


def from_raw(api: Api, sender: Sender, destination: Destination, data: bytes, tags: Tags) -> OutgoingEmail:
    """Mail from a raw message. Its headers supply what the request does not name.

    ``sender.address`` is empty if the request names no sender. The headers are parsed and checked even if the request
    names everything (seen live). Raises InvalidParameterValue.
    """
    raw.check_header_lines(data)
    mime = raw.parse(data)
    named = raw.addresses(mime, "from")
    if not sender.address and not named:
        raise InvalidParameterValue("Missing required header 'From'.")
    for address in (*named, *raw.addresses(mime, *_ADDRESS_HEADERS)):
        check_address(address)
    sender = Sender(
        address=sender.address or raw.bare_addresses(mime, "from")[0],
        identity_arn=sender.identity_arn or raw.header(mime, raw.SOURCE_ARN),
        return_path=sender.return_path or (raw.bare_addresses(mime, "return-path") or (None,))[0],
        return_path_arn=sender.return_path_arn or raw.header(mime, raw.RETURN_PATH_ARN),
        reply_to=sender.reply_to,
        named_in_headers=(*named, *raw.addresses(mime, "sender")),
        from_arn=sender.from_arn or raw.header(mime, raw.FROM_ARN),
        configuration_set=sender.configuration_set or raw.header(mime, raw.CONFIGURATION_SET),
        tenant=sender.tenant or raw.header(mime, raw.TENANT),
    )
    if not destination.recipients:
        destination = Destination(*(raw.addresses(mime, kind) for kind in ("to", "cc", "bcc")))
    if not destination.recipients:
        raise InvalidParameterValue("Missing required header 'To'.")
    message, managed = raw.without_instructions(data), raw.header(mime, raw.LIST_MANAGEMENT)
    return OutgoingEmail(
        api,
        sender,
        destination,
        lambda: message,
        tags or raw.message_tags(mime),
        operation=SendOperation.SEND_RAW_EMAIL,
        list_management=read_header(managed) if managed is not None else None,
    )


def _plain(sender: Sender, destination: Destination, content: Content) -> PlainContent:
    return PlainContent(
        sender=sender.address,
        to=destination.to,
        cc=destination.cc,
        reply_to=sender.reply_to,
        subject=_shared_subject(content.subject.text),
        text=content.text.text if content.text else None,
        html=content.html.text if content.html else None,
    )


@lru_cache(maxsize=_SUBJECTS)
def _shared_subject(subject: str) -> str:
    # Many stored messages have the same subject.
    return subject
