"""The operations of SES v2 on message insights, email address insights, and recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.ses.exceptions import InvalidParameterValue

from moto_ses_managed.ses.arns import IDENTITY_ARN_KIND, arn
from moto_ses_managed.ses.identities.model import DkimKeyLength, EasyDkim, ManagedEmailIdentity
from moto_ses_managed.ses.mail.addresses import check_address
from moto_ses_managed.ses.mail.sent_mail import SentMail
from moto_ses_managed.simulation.isp import isp_of
from moto_ses_managed.simulation.mail.mailbox_simulator import Fate

from ...wire.errors import NotFound
from ...wire.parsing import Parameters
from ..base import OperationsBase, operation
from .message_insights import events_by_recipient, subject_of

_ROLES = frozenset({"admin", "contact", "help", "info", "noreply", "no-reply", "postmaster", "sales", "support"})
"""The role addresses [AWS: IsRoleAddress, "such as admin@, support@, or info@"]; the others are our choice."""

_DISPOSABLE = frozenset({"mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com", "trashmail.com"})
"""The domains of disposable addresses (our choice: AWS does not list any)."""

_HIGH, _LOW = "HIGH", "LOW"


class InsightsOperations(OperationsBase):
    """Insights from the simulation: deliveries, the outcomes that a test sets for recipients, and identities."""

    @operation
    def get_message_insights(self) -> Parameters:
        message_id = self._parameters["MessageId"]
        mail = self._ses_backend.mail.get(message_id)
        if mail is None:
            raise NotFound(f"The message {message_id} does not exist.")
        insights: Parameters = {
            "MessageId": message_id,
            "FromEmailAddress": mail.source,
            "EmailTags": [{"Name": name, "Value": value} for name, values in mail.tags.items() for value in values],
            "Insights": list(self._insights(mail)),
        }
        subject = subject_of(mail)
        return insights | ({"Subject": subject} if subject is not None else {})

    @operation
    def get_email_address_insights(self) -> Parameters:
        """Evaluate an address, without DNS queries.

        A mailbox exists unless a test or the mailbox simulator makes its mail bounce.
        """
        address = self._parameters["EmailAddress"]
        syntax = _has_valid_syntax(address)
        local, _, domain = address.lower().rpartition("@")
        exists = syntax and self._ses_backend.region.fate_of(address) is not Fate.BOUNCED
        evaluations = {
            "HasValidSyntax": syntax,
            "HasValidDnsRecords": syntax and "." in domain,
            "MailboxExists": exists,
            "IsRoleAddress": local in _ROLES,
            "IsDisposable": domain in _DISPOSABLE,
            "IsRandomInput": False,
        }
        valid = exists and "." in domain and domain not in _DISPOSABLE
        return {
            "MailboxValidation": {
                "IsValid": _verdict(valid),
                "Evaluations": {name: _verdict(value) for name, value in evaluations.items()},
            }
        }

    @operation
    def list_recommendations(self) -> Parameters:
        """The recommendations of the Virtual Deliverability Manager's advisor; none if VDM is disabled."""
        selection = self._parameters.get("Filter", {})
        vdm = self._ses_backend.account_settings.vdm
        recommendations = list(self._recommendations()) if vdm is not None and vdm.enabled else []
        keys = {"TYPE": "Type", "IMPACT": "Impact", "STATUS": "Status", "RESOURCE_ARN": "ResourceArn"}
        wanted = [
            item for item in recommendations if all(item[keys[name]] == value for name, value in selection.items())
        ]
        return self._page(
            "Recommendations",
            sorted(wanted, key=_place),
            key=_place,
            show=lambda item: item,
        )

    def _insights(self, mail: SentMail) -> Iterator[Parameters]:
        events = [event for _, event in self._ses_backend.event_log.of({mail.message_id})]
        for recipient, happened in events_by_recipient(mail, events).items():
            yield {
                "Destination": recipient,
                "Isp": isp_of(recipient),
                "Events": [event.to_member() for event in happened],
            }

    def _recommendations(self) -> Iterator[dict[str, Any]]:
        for name, identity in self._ses_backend.email_identities.items():
            if not identity.is_domain:
                continue
            for kind, impact, description in self._faults(identity):
                yield {
                    "ResourceArn": arn(self._ses_backend, IDENTITY_ARN_KIND, name),
                    "Type": kind,
                    "Description": description,
                    "Status": "OPEN",
                    "CreatedTimestamp": identity.created_at,
                    "LastUpdatedTimestamp": identity.created_at,
                    "Impact": impact,
                }

    def _faults(self, identity: ManagedEmailIdentity) -> Iterator[tuple[str, str, str]]:
        dkim = self._ses_backend.dkim_of(identity)
        if not dkim.signing_enabled:
            yield "DKIM", _HIGH, "DKIM signing is not enabled."
        elif isinstance(dkim.key, EasyDkim) and dkim.key.key_length is DkimKeyLength.RSA_1024_BIT:
            yield "DKIM", _LOW, "DKIM signing key length is below 2048 bits."
        if identity.mail_from is None:
            yield "SPF", _LOW, "SPF record is not aligned: there is no custom MAIL FROM domain."


def _place(item: dict[str, Any]) -> list[str]:
    return [item["ResourceArn"], item["Type"]]


def _has_valid_syntax(address: str) -> bool:
    try:
        check_address(address)
    except InvalidParameterValue:
        return False
    return "<" not in address


def _verdict(value: bool) -> Parameters:
    return {"ConfidenceVerdict": _HIGH if value else _LOW}
