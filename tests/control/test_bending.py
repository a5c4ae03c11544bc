"""What a test chooses of the world: recipients, blocklists, calls that fail; in both transports, undone by a reset."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from moto_ses_managed import InvalidValueError, NotFoundError, SendingPolicy, SesManaged, mock_aws
from tests.control.calling import control
from tests.support.sending import managed_pool

CONTENT = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}


pytestmark = pytest.mark.usefixtures("identity")


def send(v2: Any, to: str, **more: Any) -> str:
    sent: str = v2.send_email(
        FromEmailAddress="me@example.com", Destination={"ToAddresses": [to]}, Content=CONTENT, **more
    )["MessageId"]
    return sent


def refused(call: Any, **parameters: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as raised:
        call(**parameters)
    response = raised.value.response
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]


def test_an_address_goes_before_its_domain_until_a_reset(hooks: SesManaged, v2: Any) -> None:
    hooks.recipient("example.org", "BOUNCE")
    hooks.recipient("ann@example.org", "COMPLAINT")
    for to in ("bob@example.org", "Ann <ANN@example.org>", "cid@example.net"):
        send(v2, to)
    assert [message.status for message in hooks.messages] == ["BOUNCED", "COMPLAINED", "DELIVERED"]
    hooks.reset()
    v2.create_email_identity(EmailIdentity="example.com")
    send(v2, "bob@example.org")
    assert [message.status for message in hooks.messages] == ["DELIVERED"]


@pytest.mark.fidelity(
    operation="Managed pools (12)",
    case="the Bounce event of a blocklisted IP",
    answer="ses:outgoing-ip says which, and the customer has it delisted",
    kind="documented",
    source="FAQs on dedicated IPs (managed)",
)
def test_a_blocklisted_ip_is_found_in_the_bounce_event_and_delisted(hooks: SesManaged, v2: Any) -> None:
    managed_pool(v2)
    hooks.policy = SendingPolicy(first_ip_days=1)
    [ip] = hooks.warm_up("pool", {"Outlook": 1_000, "Gmail": 1_000}).ips
    hooks.blocklist(ip.address, isps=["Outlook"])
    for to in ("ann@outlook.com", "ann@gmail.com"):
        send(v2, to, ConfigurationSetName="set")
    hooks.delist(ip.address)
    send(v2, "ann@outlook.com", ConfigurationSetName="set")
    assert [message.status for message in hooks.messages] == ["BOUNCED", "DELIVERED", "DELIVERED"]
    [bounce] = [event for event in hooks.events if event["eventType"] == "Bounce"]
    assert bounce["mail"]["tags"]["ses:outgoing-ip"] == [ip.address]


def test_a_reset_ends_a_blocklist_and_gives_its_address_out_again(hooks: SesManaged, v2: Any) -> None:
    addresses = set()
    for _ in range(2):
        managed_pool(v2)
        [ip] = hooks.warm_up("pool", {"Gmail": 1_000}).ips
        send(v2, "ann@gmail.com", ConfigurationSetName="set")
        assert [(message.status, message.ip) for message in hooks.messages] == [("DELIVERED", ip.address)]
        addresses.add(ip.address)
        hooks.blocklist(ip.address)
        hooks.reset()
        v2.create_email_identity(EmailIdentity="example.com")
    assert len(addresses) == 1


def test_the_next_calls_of_an_operation_fail_and_then_no_more(hooks: SesManaged, v1: Any, v2: Any) -> None:
    hooks.fail("ListContactLists", "TooManyRequestsException", times=2)
    assert [refused(v2.list_contact_lists) for _ in range(2)] == [(429, "TooManyRequestsException")] * 2
    assert v2.list_contact_lists()["ContactLists"] == []
    hooks.fail("SendEmail", "TooManyRequestsException")
    message = {"FromEmailAddress": "me@example.com", "Destination": {"ToAddresses": ["a@b.co"]}, "Content": CONTENT}
    assert refused(v2.send_email, **message) == (429, "TooManyRequestsException")
    send(v2, "a@b.co")
    hooks.fail("GetSendQuota", "Throttling")
    assert refused(v1.get_send_quota) == (400, "Throttling")
    assert v1.get_send_quota()["Max24HourSend"] > 0
    hooks.fail("DeleteReceiptRule", "RuleSetDoesNotExistException")
    assert refused(v1.delete_receipt_rule, RuleSetName="a", RuleName="b") == (400, "RuleSetDoesNotExist")
    hooks.fail("GetAccount", "BadRequestException", times=5)
    hooks.reset()
    assert v2.get_account()["SendingEnabled"] is True
    assert len(hooks.messages) == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("SendMail", "MessageRejected"), "'SendMail'"),
        (("SendEmail", "Boom"), "'Boom'"),
        (("GetAccount", "MessageRejected"), "TooManyRequestsException"),
        (("SendEmail", "MessageRejected", 0), "0"),
        (("SendEmail", "MessageRejected", True), "True"),
        ((5, "MessageRejected"), "5"),
    ],
)
def test_what_can_not_fail_so_is_named(hooks: SesManaged, arguments: Any, named: str) -> None:
    with pytest.raises(InvalidValueError, match=named):
        hooks.fail(*arguments)


def test_what_can_not_be_bent_is_named(hooks: SesManaged) -> None:
    with pytest.raises(InvalidValueError, match="EXPLODE"):
        hooks.recipient("ann@example.org", "EXPLODE")
    with pytest.raises(NotFoundError, match=r"198\.18\.7\.7' in us-east-1"):
        hooks.blocklist("198.18.7.7")
    with pytest.raises(NotFoundError, match=r"198\.18\.7\.7' in us-east-1"):
        hooks.delist("198.18.7.7")
    with pytest.raises(InvalidValueError, match="Unknown ISP 'outlook'"):
        hooks.blocklist("198.18.7.7", isps=["outlook"])  # type: ignore[list-item]


def test_the_calls_over_http_answer_what_they_were_told() -> None:
    with mock_aws():
        assert control("POST", "fail", json={"Operation": "SendEmail", "Error": "MessageRejected"}) == (
            200,
            {"Operation": "SendEmail", "Error": "MessageRejected", "Times": 1},
        )
        bounce = {"Recipient": "bob@example.org", "Outcome": "BOUNCE"}
        assert control("POST", "recipients", json=bounce) == (200, bounce)
        for path in ("recipients", "blocklist", "delist", "fail"):
            assert control("POST", path, json={})[0] == 400
