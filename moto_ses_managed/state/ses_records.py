"""What of moto's SES backend is state, this package's part and moto's."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from types import GenericAlias
from typing import Any

from moto.ses.models import (
    BulkTemplateMessage,
    Contact,
    ContactList,
    Message,
    RawMessage,
    ReceiptRuleSet,
    TemplateMessage,
)
from moto.utilities.tagging_service import TaggingService

from moto_ses_managed.ses.account.settings import AccountSettings
from moto_ses_managed.ses.account.suppression import SuppressedDestination, SuppressionList
from moto_ses_managed.ses.configuration_sets.event_destinations import EventDestination, EventDestinations
from moto_ses_managed.ses.configuration_sets.model import ManagedConfigurationSet
from moto_ses_managed.ses.configuration_sets.store import ConfigurationSets
from moto_ses_managed.ses.identities.model import EasyDkim, MailFrom, ManagedEmailIdentity, OwnDkim
from moto_ses_managed.ses.identities.store import Identities
from moto_ses_managed.ses.mail.sent_mail import HeaderBlock, PlainContent, SentMail
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.sorted_dict import SortedDict
from moto_ses_managed.simulation.mail.mail_events import MailEvent
from moto_ses_managed.simulation.region import Region

from .kinds import member_kinds
from .records import Record, schema_of
from .simulation_records import SIMULATION


def _stays() -> None:
    """It is the backend's from its start: its name, and moto's views of what is kept elsewhere."""


BACKEND = Record(
    ManagedSESBackend,
    {
        "region": Region,
        "mail": dict[str, SentMail],
        "mail_events": list[MailEvent],
        "refused_mail": deque[str],
        "account_settings": AccountSettings,
        "suppression_list": SuppressionList,
        "config_sets": GenericAlias(ConfigurationSets, (str, ManagedConfigurationSet)),
        "email_identities": GenericAlias(Identities, (str, ManagedEmailIdentity)),
        "templates": SortedDict[str, Any],
        "receipt_rule_set": dict[str, ReceiptRuleSet],
        "contacts": dict[str, Contact],
        "contacts_lists": dict[str, ContactList],
        "sent_messages": list[Message | TemplateMessage | BulkTemplateMessage | RawMessage],
        "tagger": TaggingService,
    },
    left_out=dict.fromkeys(
        (
            "region_name",
            "account_id",
            "partition",
            "dedicated_ip_pools",
            "config_set_event_destination",
            "event_destinations",
            "removal",
            "outbox",
        ),
        _stays,
    ),
    open=True,
)
"""The backend of one account in one Region: a living one is given what was kept."""

SES = schema_of(
    Record(
        SentMail,
        member_kinds(SentMail) | {"read_headers": PlainContent | HeaderBlock},
    ),
    Record(ManagedConfigurationSet, {"event_destinations": EventDestinations}, open=True),
    Record(EventDestinations, {"configuration_set": str, "_by_name": dict[str, EventDestination]}),
    Record(
        ManagedEmailIdentity,
        {
            "created_at": datetime,
            "headers_in_notifications": frozenset[str],
            "mail_from": MailFrom | None,
            "dkim_key": EasyDkim | OwnDkim | None,
        },
        open=True,
    ),
    Record(
        SuppressionList,
        {
            "_entries": SortedDict[str, SuppressedDestination],
            "_by_mailbox": dict[str, dict[str, SuppressedDestination]],
        },
    ),
    Record(ReceiptRuleSet, open=True),
    Record(Contact, open=True),
    Record(ContactList, {"contacts": dict[str, Contact]}, open=True),
    Record(Message, open=True),
    Record(TemplateMessage, open=True),
    Record(BulkTemplateMessage, open=True),
    Record(RawMessage, open=True),
    Record(TaggingService, open=True),
    and_those_of=SIMULATION,
)
