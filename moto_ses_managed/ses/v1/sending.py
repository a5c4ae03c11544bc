"""The operations of SES v1 that send mail. Each builds an OutgoingEmail from its request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from moto.core.responses import ActionResult

from ..errors import translate_errors
from ..ids import new_message_id
from ..mail import request_members as members
from ..mail.build import Template, from_content, from_raw, from_template
from ..mail.compose import Content
from ..mail.message import Api, Destination, Sender, Tags
from ..mail.sent_mail import SendOperation
from ..sending import rules as sending_rules
from ..sending import sent_messages as records
from ..sending.bounces import bounce_message
from ..sending.bulk import BulkRequest, BulkResult, BulkStatus, attempt, check_entry_count
from ..sending.send import send
from ..templates import store as templates
from .request import V1Request

Parameters = dict[str, Any]

_BULK_STATUS = {
    BulkStatus.SUCCESS: "Success",
    BulkStatus.MESSAGE_REJECTED: "MessageRejected",
    BulkStatus.MAIL_FROM_DOMAIN_NOT_VERIFIED: "MailFromDomainNotVerified",
    BulkStatus.ACCOUNT_THROTTLED: "AccountThrottled",
    BulkStatus.ACCOUNT_DAILY_QUOTA_EXCEEDED: "AccountDailyQuotaExceeded",
    BulkStatus.ACCOUNT_SENDING_PAUSED: "AccountSendingPaused",
    BulkStatus.CONFIGURATION_SET_SENDING_PAUSED: "ConfigurationSetSendingPaused",
    BulkStatus.INVALID_PARAMETER: "InvalidParameterValue",
    BulkStatus.FAILED: "Failed",
}


class SendingOperations(V1Request):
    """SendEmail, SendRawEmail, SendTemplatedEmail, SendBulkTemplatedEmail and SendBounce."""

    def send_email(self) -> ActionResult:
        parameters = self._get_params()
        backend, sender = self.managed_backend, _sender(parameters)
        subject, body = members.text(parameters["Message"]["Subject"]), parameters["Message"]["Body"]
        content = Content(subject, members.body_part(body, "Text"), members.body_part(body, "Html"))
        with translate_errors():
            sending_as = sending_rules.check_sender(backend, sender)
            destination = Destination.of(parameters["Destination"])
            outgoing = from_content(Api.V1, sender, destination, content, members.tags(parameters.get("Tags")))
            kept_body = members.body_kept_by_moto(body)
            record = records.message(backend, outgoing, subject.text, kept_body, parameters["Destination"])
            return ActionResult({"MessageId": send(backend, outgoing, record, sending_as)})

    def send_raw_email(self) -> ActionResult:
        parameters = self._get_params()
        data: bytes = parameters["RawMessage"]["Data"]
        destinations = parameters.get("Destinations", [])
        sender = Sender(
            address=parameters.get("Source") or "",
            identity_arn=parameters.get("SourceArn"),
            return_path_arn=parameters.get("ReturnPathArn"),
            from_arn=parameters.get("FromArn"),
            configuration_set=parameters.get("ConfigurationSetName") or None,
        )
        return self._send_raw(sender, destinations, data, members.tags(parameters.get("Tags")))

    def send_templated_email(self) -> ActionResult:
        parameters = self._get_params()
        backend, sender = self.managed_backend, _sender(parameters)
        with translate_errors():
            sending_as = sending_rules.check_sender(backend, sender)
            template = self._template(parameters["Template"], parameters["TemplateData"])
            destination = Destination.of(parameters["Destination"])
            outgoing = from_template(Api.V1, sender, destination, template, members.tags(parameters.get("Tags")))
            record = records.template_message(
                backend, sender, template.name, parameters["TemplateData"], parameters["Destination"]
            )
            return ActionResult({"MessageId": send(backend, outgoing, record, sending_as)})

    def send_bulk_templated_email(self) -> ActionResult:
        parameters = self._get_params()
        backend, sender = self.managed_backend, _sender(parameters)
        entries: list[Parameters] = parameters["Destinations"]
        tags = members.tags(parameters.get("DefaultTags"))
        check_entry_count(len(entries))
        sending_rules.check_tags(tags)
        with translate_errors():
            sending_rules.check_sender(backend, sender)
        template = self._template(parameters["Template"], parameters["DefaultTemplateData"])
        request, went = BulkRequest(Api.V1, sender, template, tags), dict[str, Parameters]()
        results = [attempt(partial(self._send_entry, request, entry, went)) for entry in entries]
        if went:  # moto stores one message per bulk request: the last message sent refers to it
            default_data = parameters["DefaultTemplateData"]
            record = records.template_message(backend, sender, template.name, default_data, list(went.values()))
            backend.mail[[*went][-1]].kept_by_moto = record(new_message_id(backend.region.clock.now))
        return ActionResult({"Status": [_status(result) for result in results]})

    def send_bounce(self) -> ActionResult:
        parameters = self._get_params()
        sender = Sender(parameters["BounceSender"], identity_arn=parameters.get("BounceSenderArn"))
        with translate_errors():
            sending_rules.check_sender(self.managed_backend, sender)
        destination, data = bounce_message(self.managed_backend, parameters)
        return self._send_raw(sender, destination.recipients, data, (), SendOperation.SEND_BOUNCE)

    def _send_raw(
        self,
        sender: Sender,
        destinations: Any,
        data: bytes,
        tags: Tags,
        operation: SendOperation = SendOperation.SEND_RAW_EMAIL,
    ) -> ActionResult:
        with translate_errors():
            read = from_raw(Api.V1, sender, Destination(tuple(destinations)), data, tags)
            outgoing = replace(read, operation=operation)
            record = records.raw_message(self.managed_backend, outgoing.sender, destinations, data)
            return ActionResult({"MessageId": send(self.managed_backend, outgoing, record)})

    def _send_entry(self, request: BulkRequest, entry: Parameters, went: dict[str, Parameters]) -> str:
        outgoing = request.entry(
            Destination.of(entry["Destination"]),
            entry.get("ReplacementTemplateData"),
            members.tags(entry.get("ReplacementTags")),
        )
        return send(self.managed_backend, outgoing, lambda message_id: went.update({message_id: entry}))

    def _template(self, name: str, data: str) -> Template:
        return Template(name, templates.content_of(self.managed_backend, name), templates.data_from(data))


def _sender(parameters: Parameters) -> Sender:
    return Sender(
        address=parameters["Source"],
        identity_arn=parameters.get("SourceArn"),
        return_path=parameters.get("ReturnPath"),
        return_path_arn=parameters.get("ReturnPathArn"),
        reply_to=tuple(parameters.get("ReplyToAddresses", ())),
        configuration_set=parameters.get("ConfigurationSetName") or None,
    )


def _status(result: BulkResult) -> Parameters:
    status = {"Status": _BULK_STATUS[result.status], "Error": result.error, "MessageId": result.message_id}
    return {name: value for name, value in status.items() if value is not None}
