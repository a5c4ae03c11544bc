"""The operations of SES v2 that send mail. Each builds an OutgoingEmail from its request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from moto_ses_managed.ses.arns import TEMPLATE_ARN_KIND
from moto_ses_managed.ses.mail import request_members as members
from moto_ses_managed.ses.mail.build import Template, from_content, from_raw, from_template
from moto_ses_managed.ses.mail.compose import Attachment, Content, TransferEncoding
from moto_ses_managed.ses.mail.headers import Headers
from moto_ses_managed.ses.mail.list_management import ListManagement
from moto_ses_managed.ses.mail.message import Api, Destination, OutgoingEmail, Sender, Tags
from moto_ses_managed.ses.mail.rendering import shows_attributes_alone
from moto_ses_managed.ses.sending import rules as sending_rules
from moto_ses_managed.ses.sending import sent_messages as records
from moto_ses_managed.ses.sending.bulk import BulkRequest, BulkResult, attempt, check_entry_count
from moto_ses_managed.ses.sending.endpoints import check_endpoint
from moto_ses_managed.ses.sending.rules import SendingAs
from moto_ses_managed.ses.sending.send import Record, send
from moto_ses_managed.ses.templates import store as templates

from ..wire.errors import BadRequest
from ..wire.parsing import Parameters
from .base import OperationsBase, operation
from .templates import content_from

_CONTENTS = ("Simple", "Raw", "Template")
_TEMPLATES = ("TemplateName", "TemplateArn", "TemplateContent")

Made = tuple[OutgoingEmail, Record, SendingAs | None]
"""A message, the function that records it for moto, and the result of ``check_sender``.

The result is None if the sender has not been checked yet."""

MAX_INLINE_TEMPLATE = 1024 * 1024
"""The largest inline template, in bytes [AWS: "Each input JSON file can be up to 1 MB in size"]."""


class SendingOperations(OperationsBase):
    """SendEmail and SendBulkEmail."""

    @operation
    def send_email(self) -> Parameters:
        self._check_endpoint()
        content = self._parameters["Content"]
        kinds = [kind for kind in _CONTENTS if kind in content]
        if len(kinds) != 1:
            raise BadRequest(f"Content must have exactly one of {', '.join(_CONTENTS)}: it has {kinds or 'none'}.")
        make = {"Simple": self._simple, "Raw": self._raw, "Template": self._templated}[kinds[0]]
        outgoing, record, sending_as = make(content[kinds[0]])
        managed = self._list_management()
        if managed is not None:
            outgoing = replace(outgoing, list_management=managed)
        return {"MessageId": send(self._ses_backend, outgoing, record, sending_as)}

    @operation
    def send_bulk_email(self) -> Parameters:
        self._check_endpoint()
        entries = self._parameters["BulkEmailEntries"]
        check_entry_count(len(entries))
        tags = members.tags(self._parameters.get("DefaultEmailTags"))
        sending_rules.check_tags(tags)
        member = self._parameters["DefaultContent"].get("Template")
        if member is None:
            raise BadRequest("DefaultContent must have a Template.")
        sender = self._sender()
        sending_as, template = sending_rules.check_sender(self._ses_backend, sender), self._template(member)
        sending_rules.check_tenant(self._ses_backend, sender, sending_as, template.name)
        request = BulkRequest(Api.V2, sender, template, tags)
        results = [attempt(partial(self._send_entry, request, entry)) for entry in entries]
        return {"BulkEmailEntryResults": [_result(result) for result in results]}

    def _simple(self, simple: Parameters) -> Made:
        body = simple["Body"]
        if members.body_kept_by_moto(body) is None:
            raise BadRequest("Body must have Text, Html or both.")
        sender, subject = self._sender(), members.text(simple["Subject"])
        sending_as = sending_rules.check_sender(self._ses_backend, sender)
        content = Content(
            subject,
            members.body_part(body, "Text"),
            members.body_part(body, "Html"),
            _headers(simple),
            _attachments(simple),
        )
        outgoing = from_content(Api.V2, sender, self._destination(), content, self._tags())
        kept = members.body_kept_by_moto(body)
        record = records.message(self._ses_backend, outgoing, subject.text, kept, self._parameters.get("Destination"))
        return outgoing, record, sending_as

    def _raw(self, member: Parameters) -> Made:
        data: bytes = member["Data"]
        destination = self._destination()
        outgoing = from_raw(Api.V2, self._sender(required=False), destination, data, self._tags())
        return outgoing, records.raw_message(self._ses_backend, outgoing.sender, destination.recipients, data), None

    def _templated(self, member: Parameters) -> Made:
        sender = self._sender()
        sending_as = sending_rules.check_sender(self._ses_backend, sender)
        template = self._template(member)
        outgoing = from_template(Api.V2, sender, self._destination(), template, self._tags())
        data, destination = member.get("TemplateData", "{}"), self._parameters.get("Destination")
        record = records.template_message(self._ses_backend, sender, template.name, data, destination)
        return outgoing, record, sending_as

    def _send_entry(self, request: BulkRequest, entry: Parameters) -> str:
        replacement = entry.get("ReplacementEmailContent", {}).get("ReplacementTemplate", {})
        data = replacement.get("ReplacementTemplateData")
        outgoing = request.entry(
            Destination.of(entry["Destination"]),
            data,
            members.tags(entry.get("ReplacementTags")),
            _headers(entry, "ReplacementHeaders"),
        )
        replacement_data = data or self._parameters["DefaultContent"]["Template"].get("TemplateData", "{}")
        record = records.template_message(
            self._ses_backend, request.sender, request.template.name, replacement_data, entry["Destination"]
        )
        return send(self._ses_backend, outgoing, record)

    def _sender(self, *, required: bool = True) -> Sender:
        address = self._parameters.get("FromEmailAddress", "")
        if required and not address:
            raise BadRequest("FromEmailAddress is required where the content is not Raw.")
        return Sender(
            address=address,
            identity_arn=self._parameters.get("FromEmailAddressIdentityArn"),
            return_path=self._parameters.get("FeedbackForwardingEmailAddress"),
            return_path_arn=self._parameters.get("FeedbackForwardingEmailAddressIdentityArn"),
            reply_to=tuple(self._parameters.get("ReplyToAddresses", ())),
            configuration_set=self._parameters.get("ConfigurationSetName") or None,
            tenant=self._parameters.get("TenantName"),
        )

    def _check_endpoint(self) -> None:
        """Raise NotFoundError for an unknown endpoint. The mail is sent from the Region of the request."""
        endpoint_id = self._parameters.get("EndpointId")
        if endpoint_id is not None:
            check_endpoint(self._ses_backend, endpoint_id)

    def _destination(self) -> Destination:
        return Destination.of(self._parameters.get("Destination", {}))

    def _tags(self) -> Tags:
        return members.tags(self._parameters.get("EmailTags"))

    def _template(self, member: Parameters) -> Template:
        """The template that the request names or contains. Raises BadRequest or TemplateDoesNotExist."""
        kinds = [kind for kind in _TEMPLATES if kind in member]
        if len(kinds) != 1:
            raise BadRequest(f"Template must have exactly one of {', '.join(_TEMPLATES)}: it has {kinds or 'none'}.")
        if kinds == ["TemplateContent"]:
            name, content = None, content_from(member["TemplateContent"])
            if content.size > MAX_INLINE_TEMPLATE:
                raise BadRequest(f"TemplateContent has at most {MAX_INLINE_TEMPLATE:,} bytes: {content.size:,} given.")
            if not shows_attributes_alone(content):
                raise BadRequest("Template contains unsupported operations.")
        else:
            name = member.get("TemplateName") or self._template_of_arn(member["TemplateArn"])
            content = templates.content_of(self._ses_backend, name)
        data = templates.data_from(member.get("TemplateData", "{}"))
        return Template(name, content, data, _headers(member), _attachments(member))

    def _template_of_arn(self, template_arn: str) -> str:
        ses_backend = self._ses_backend
        beginning = (
            f"arn:{ses_backend.partition}:ses:{ses_backend.region_name}:{ses_backend.account_id}:{TEMPLATE_ARN_KIND}/"
        )
        if not template_arn.startswith(beginning):
            raise BadRequest(f"{template_arn[:200]!r} is not an ARN of a template here: {beginning}NAME was expected.")
        return template_arn.removeprefix(beginning)

    def _list_management(self) -> ListManagement | None:
        options = self._parameters.get("ListManagementOptions")
        if options is None:
            return None
        return ListManagement(options["ContactListName"], options.get("TopicName") or None)


def _headers(member: Parameters, name: str = "Headers") -> Headers:
    return tuple((header["Name"], header["Value"]) for header in member.get(name, ()))


def _attachments(member: Parameters) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            content=attachment["RawContent"],
            filename=attachment["FileName"],
            content_type=attachment.get("ContentType"),
            inline=attachment.get("ContentDisposition") == "INLINE",
            description=attachment.get("ContentDescription"),
            content_id=attachment.get("ContentId"),
            transfer_encoding=TransferEncoding[attachment.get("ContentTransferEncoding", "SEVEN_BIT")],
        )
        for attachment in member.get("Attachments", ())
    )


def _result(result: BulkResult) -> Parameters:
    entry_result = {"Status": result.status.name, "Error": result.error, "MessageId": result.message_id}
    return {name: value for name, value in entry_result.items() if value is not None}
