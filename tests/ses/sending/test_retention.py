"""What goes with a message that is forgotten: all that SES and moto keep of it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.ses.models import Message, RawMessage, TemplateMessage, ses_backends

from moto_ses_managed import MessageStatus, SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.ses.moto_views import RemovalInTurn
from tests.support.clients import ACCOUNT, REGION, ses_client
from tests.support.receivers import Listener
from tests.support.refusals import refusal
from tests.support.sending import managed_pool

CAP = 3
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    with mock_aws():
        hooks = SesManaged()
        hooks.policy = SendingPolicy(max_stored_messages=CAP)
        yield hooks


@pytest.fixture
def ses(hooks: SesManaged) -> Any:
    client = ses_client()
    client.create_email_identity(EmailIdentity="example.com")
    client.create_email_template(TemplateName="t", TemplateContent={"Subject": "Hi {{name}}", "Text": "Hello"})
    return client


@pytest.fixture
def backend(ses: Any) -> ManagedSESBackend:
    managed_backend = ses_backends[ACCOUNT][REGION]
    assert isinstance(managed_backend, ManagedSESBackend)
    return managed_backend


def simple(text: str = "Hello") -> dict[str, Any]:
    return {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": text}}}}


def send(ses: Any, content: dict[str, Any], **members: Any) -> str:
    message_id: str = ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content=content,
        **members,
    )["MessageId"]
    return message_id


def test_every_kind_of_message_goes_wherever_it_is_kept(hooks: SesManaged, ses: Any, backend: Any) -> None:
    raw = {"Raw": {"Data": b"From: me@example.com\r\nTo: ann@gmail.com\r\nSubject: Hi\r\n\r\nHello"}}
    templated = {"Template": {"TemplateName": "t", "TemplateData": '{"name": "Ann"}'}}
    ids = [send(ses, content) for content in (simple(), raw, templated) * 3]
    kept = [message.message_id for message in hooks.messages]
    assert kept == ids[-CAP:] == list(backend.mail) == [message.id for message in backend.sent_messages]
    models: list[Any] = [Message, RawMessage, TemplateMessage]
    for model in models:
        [tracked] = model.instances_tracked
        assert any(tracked is message for message in backend.sent_messages)
    assert backend.sent_message_count == len(ids)


def test_what_the_test_took_out_itself_is_not_missed(ses: Any, backend: Any) -> None:
    for _ in range(CAP):
        send(ses, simple())
    backend.sent_messages.clear()
    last = [send(ses, simple()) for _ in range(CAP + 1)]
    assert [message.id for message in backend.sent_messages] == last[1:]


def test_what_moto_keeps_of_a_bulk_request_goes_with_the_last_of_its_messages(ses: Any, backend: Any) -> None:
    boto3.client("ses", REGION).send_bulk_templated_email(
        Source="me@example.com",
        Template="t",
        DefaultTemplateData='{"name": "you"}',
        Destinations=[{"Destination": {"ToAddresses": [f"{name}@gmail.com"]}} for name in ("ann", "bob")],
    )
    [bulk] = backend.sent_messages
    for _ in range(CAP - 1):
        send(ses, simple())
    assert backend.sent_messages[0] is bulk
    send(ses, simple())
    assert (bulk in backend.sent_messages, len(backend.sent_messages)) == (False, CAP)


def test_mail_that_went_nowhere_is_not_kept_for_ever(ses: Any, backend: Any) -> None:
    virus = b"From: me@example.com\r\nTo: ann@gmail.com\r\nSubject: Hi\r\n\r\n" + EICAR
    failing = {"Template": {"TemplateName": "t", "TemplateData": "{}"}}
    refused = [send(ses, content) for content in ({"Raw": {"Data": virus}}, failing) * 3]
    assert list(backend.mail) == refused[-CAP:]
    accepted = send(ses, simple())
    assert list(backend.mail) == [*refused[-CAP:], accepted]


def test_a_forgotten_message_can_not_be_bounced(ses: Any) -> None:
    first, *_ = [send(ses, simple()) for _ in range(CAP + 1)]
    refused = refusal(
        boto3.client("ses", REGION).send_bounce,
        OriginalMessageId=first,
        BounceSender="me@example.com",
        BouncedRecipientInfoList=[{"Recipient": "ann@gmail.com", "BounceType": "DoesNotExist"}],
    )
    assert (refused.code, first in refused.message) == ("MessageRejected", True)


def test_a_message_that_is_forgotten_as_it_settles_has_published_all_its_events(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    listener = Listener(ses, types=["SEND", "DELIVERY", "DELIVERY_DELAY", "BOUNCE"])
    hooks.policy = SendingPolicy(
        max_stored_messages=0, first_ip_days=1, first_ip_daily_volume=1, cold_capacity=1, full_rates={"Gmail": 1}
    )
    hooks.send_traffic("pool", {"Gmail": 1})
    sent = [send(ses, simple(), ConfigurationSetName="set")]
    hooks.recipient("gmail.com", "SOFT_BOUNCE")
    sent += [send(ses, simple(), ConfigurationSetName="set") for _ in range(2)]
    assert [(message.message_id, message.status) for message in hooks.messages] == [
        (message_id, MessageStatus.QUEUED) for message_id in sent[1:]
    ]
    hooks.advance(hours=15)
    assert hooks.messages == []
    received = [(event["mail"]["messageId"], event["eventType"]) for event in listener.receive()]
    delivered, *late = sent
    expected = [(delivered, "Send"), (delivered, "Delivery")]
    expected += [(message_id, kind) for message_id in late for kind in ("Send", "DeliveryDelay", "Bounce")]
    assert sorted(received) == sorted(expected)


def test_things_are_taken_out_in_any_order_and_only_themselves() -> None:
    things = [[number % 2] for number in range(8)]
    left, removal = list(things), RemovalInTurn()
    for place in (2, 3, 4, 0, 7, 6):
        removal.take_out(left, things[place])
        removal.take_out(left, things[place])
    assert [id(thing) for thing in left] == [id(things[1]), id(things[5])]
