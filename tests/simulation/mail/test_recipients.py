"""What becomes of mail at its recipients: outcomes of addresses and domains, and blocklists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.clock import HOUR, MINUTE
from moto_ses_managed.simulation.errors import InvalidValueError, NotFoundError
from moto_ses_managed.simulation.mail.mail_events import BounceReason, DelayReason, MailEventKind
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, MessageOrigin, MessageStatus, Route
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region

START = datetime(2026, 1, 1, 13, 37, 11, 5, tzinfo=timezone.utc)
POLICY = SendingPolicy(first_ip_days=1, first_ip_daily_volume=1, cold_capacity=10, full_rates={"Gmail": 10})

Send = Callable[..., AcceptedMessage]


@pytest.fixture
def region() -> Region:
    region = Region(lambda: START)
    region.policy = POLICY
    region.create_pool("pool", ScalingMode.MANAGED)
    region.send_traffic({"pool": {"Cox": 1}}, 1)
    return region


@pytest.fixture
def send(region: Region) -> Send:
    def send(*recipients: str, pool: str | None = "pool", max_wait: timedelta | None = None) -> AcceptedMessage:
        return region.accept("id", MessageOrigin("me@example.com"), recipients, pool, max_wait=max_wait)

    return send


def counts(region: Region, isp: str = "Gmail") -> tuple[int, ...]:
    at = region.pool_snapshot("pool").by_isp[isp]
    return at.dedicated, at.shared, at.deferred, at.bounced, at.queued


def kinds(region: Region) -> list[MailEventKind]:
    return [event.kind for event in region.take_events()]


@pytest.mark.parametrize(
    ("chosen", "outcome", "status"),
    [
        ("bob@gmail.com", "BOUNCE", MessageStatus.BOUNCED),
        ("BOB@Gmail.com", "BOUNCE", MessageStatus.BOUNCED),
        ("Bob <bob@gmail.com>", "BOUNCE", MessageStatus.BOUNCED),
        ("gmail.com", "BOUNCE", MessageStatus.BOUNCED),
        ("GMAIL.com", "COMPLAINT", MessageStatus.COMPLAINED),
        ("ann@gmail.com", "BOUNCE", MessageStatus.DELIVERED),
        ("bob@gmail.com", "DELIVER", MessageStatus.DELIVERED),
        ("mail.com", "BOUNCE", MessageStatus.DELIVERED),
    ],
)
def test_an_outcome_is_an_addresss_or_a_domains(
    region: Region, send: Send, chosen: str, outcome: str, status: MessageStatus
) -> None:
    region.set_recipient_outcome(chosen, outcome)
    assert send("Bob <bob@gmail.com>").deliveries[0].status is status


def test_an_address_goes_before_its_domain_and_the_last_outcome_holds(region: Region, send: Send) -> None:
    region.set_recipient_outcome("gmail.com", "BOUNCE")
    region.set_recipient_outcome("bob@gmail.com", "DELIVER")
    assert send("bob@gmail.com").deliveries[0].status is MessageStatus.DELIVERED
    assert send("ann@gmail.com").deliveries[0].status is MessageStatus.BOUNCED
    region.set_recipient_outcome("gmail.com", "DELIVER")
    assert send("ann@gmail.com").deliveries[0].status is MessageStatus.DELIVERED


def test_the_mailbox_simulator_answers_as_ever_unless_its_address_is_chosen(region: Region, send: Send) -> None:
    region.set_recipient_outcome("gmail.com", "BOUNCE")
    assert send("bounce@simulator.amazonses.com").deliveries[0].status is MessageStatus.BOUNCED
    region.set_recipient_outcome("bounce@simulator.amazonses.com", "DELIVER")
    assert send("bounce@simulator.amazonses.com").deliveries[0].status is MessageStatus.DELIVERED


@pytest.mark.parametrize("chosen", ["", "  ", "@", "bob@", "@gmail.com", "two words", "a,b", None, 7, b"gmail.com"])
def test_what_is_no_recipient_is_refused(region: Region, send: Send, chosen: object) -> None:
    with pytest.raises(InvalidValueError, match="must be an email address or a domain"):
        region.set_recipient_outcome(chosen, "BOUNCE")  # type: ignore[arg-type]
    assert send("bob@gmail.com").deliveries[0].status is MessageStatus.DELIVERED


@pytest.mark.parametrize("outcome", ["", "bounce", "DELIVERED", None, 3])
def test_what_is_no_outcome_is_refused(region: Region, outcome: object) -> None:
    with pytest.raises(InvalidValueError, match=r"DELIVER, BOUNCE, SOFT_BOUNCE, COMPLAINT: .* was given"):
        region.set_recipient_outcome("bob@gmail.com", outcome)  # type: ignore[arg-type]


def test_a_permanent_bounce_left_through_an_ip(region: Region, send: Send) -> None:
    region.set_recipient_outcome("bob@gmail.com", "BOUNCE")
    [delivery] = send("bob@gmail.com").deliveries
    assert (delivery.route, delivery.reason) == (Route.DEDICATED, "RECIPIENT")
    assert delivery.ip is not None
    assert counts(region) == (1, 0, 0, 0, 0)
    [_, bounce] = region.take_events()
    assert (bounce.kind, bounce.circumstances.bounce) == (MailEventKind.BOUNCE, BounceReason.NO_SUCH_RECIPIENT)


@pytest.mark.parametrize("wait", [timedelta(minutes=5), timedelta(hours=5), timedelta(hours=14)])
@pytest.mark.parametrize("pool", ["pool", None])
def test_a_soft_bounce_is_tried_until_its_deadline_and_then_expires(
    region: Region, send: Send, wait: timedelta, pool: str | None
) -> None:
    region.set_recipient_outcome("gmail.com", "SOFT_BOUNCE")
    region.advance(MINUTE * 20)
    message = send("bob@gmail.com", pool=pool, max_wait=wait)
    assert (message.deliveries[0].status, message.deliveries[0].reason) == (MessageStatus.QUEUED, "WAITING")
    assert "rejected the message temporarily" in message.deliveries[0].explanation
    [_, delay] = region.take_events()
    assert (delay.kind, delay.circumstances.delay, delay.circumstances.expires_at) == (
        MailEventKind.DELIVERY_DELAY,
        DelayReason.RECIPIENT,
        message.accepted_at + wait,
    )
    region.advance(wait - timedelta(seconds=1))
    assert message.waits
    region.advance(timedelta(seconds=1))
    [delivery] = message.deliveries
    assert (delivery.status, delivery.reason, delivery.route) == (MessageStatus.BOUNCED, "EXPIRED", None)
    [bounce] = region.take_events()
    assert (bounce.circumstances.bounce, bounce.at) == (BounceReason.EXPIRED, message.accepted_at + wait)
    assert counts(region) == ((0, 0, 1, 1, 0) if pool else (0, 0, 0, 0, 0))


def test_a_soft_bounce_expires_in_the_hour_of_its_deadline_however_far_one_call_goes(
    region: Region, send: Send
) -> None:
    region.set_recipient_outcome("gmail.com", "SOFT_BOUNCE")
    message = send("bob@gmail.com", max_wait=HOUR * 5)
    region.advance(timedelta(days=3))
    assert message.deliveries[0].status is MessageStatus.BOUNCED
    assert [day.bounced for day in region.pool_snapshot("pool").history] == [0, 1, 0, 0]
    assert [event.at for event in region.take_events()][-1] == message.accepted_at + HOUR * 5


def test_a_soft_bounce_that_the_server_takes_at_a_later_try_is_delivered(region: Region, send: Send) -> None:
    region.set_recipient_outcome("gmail.com", "SOFT_BOUNCE")
    region.advance(MINUTE * 20)
    message = send("bob@gmail.com")
    region.advance(HOUR * 2)
    region.set_recipient_outcome("gmail.com", "DELIVER")
    region.advance(MINUTE * 39)
    assert message.waits
    region.advance(MINUTE)
    [delivery] = message.deliveries
    assert (delivery.status, delivery.route, delivery.reason) == (
        MessageStatus.DELIVERED,
        Route.DEDICATED,
        "WITHIN_CAPACITY",
    )
    assert counts(region) == (1, 0, 1, 0, 0)
    assert kinds(region) == [MailEventKind.SEND, MailEventKind.DELIVERY_DELAY, MailEventKind.DELIVERY]


def test_a_soft_bounce_that_is_taken_by_its_deadline_does_not_expire(region: Region, send: Send) -> None:
    region.set_recipient_outcome("gmail.com", "SOFT_BOUNCE")
    message = send("bob@gmail.com", max_wait=MINUTE * 10)
    region.advance(MINUTE * 5)
    region.set_recipient_outcome("gmail.com", "DELIVER")
    region.advance(MINUTE * 5)
    assert message.deliveries[0].status is MessageStatus.DELIVERED


def test_a_soft_bounce_holds_up_nothing_behind_it(region: Region, send: Send) -> None:
    region.set_recipient_outcome("bob@gmail.com", "SOFT_BOUNCE")
    send("bob@gmail.com")
    assert send("ann@gmail.com").deliveries[0].route is Route.DEDICATED
    assert counts(region) == (1, 0, 1, 0, 1)


def test_a_soft_bounce_outlives_its_pool(region: Region, send: Send) -> None:
    region.set_recipient_outcome("gmail.com", "SOFT_BOUNCE")
    first, second = send("bob@gmail.com"), send("ann@gmail.com")
    quota = region.accepted_last_24_hours()
    region.delete_pool("pool")
    assert first.waits
    assert region.accepted_last_24_hours() == quota
    region.set_recipient_outcome("ann@gmail.com", "DELIVER")
    region.advance(HOUR)
    assert second.deliveries[0].route is Route.SHARED
    region.advance(HOUR * 14)
    assert first.deliveries[0].reason == "EXPIRED"


@pytest.mark.fidelity(
    operation="Managed pools (12)",
    case="an IP on a blocklist",
    answer="stays, and mail through it bounces where the list is used",
    kind="documented",
    source="FAQs on dedicated IPs (managed)",
)
def test_a_blocklisted_ip_bounces_at_the_isps_that_use_the_list(region: Region, send: Send) -> None:
    [ip] = region.ips()
    region.blocklist(ip.address, ["Outlook"])
    [bounced] = send("bob@outlook.com").deliveries
    assert (bounced.status, bounced.route, bounced.ip) == (MessageStatus.BOUNCED, Route.DEDICATED, ip.address)
    assert bounced.reason == "BLOCKLISTED_IP"
    assert bounced.explanation == (
        f"Outlook uses a blocklist that {ip.address} is on: mail from this IP bounces there until it is delisted."
    )
    [_, event] = region.take_events()
    assert (event.circumstances.bounce, event.circumstances.ip) == (BounceReason.BLOCKLISTED_IP, ip.address)
    assert send("bob@gmail.com").deliveries[0].status is MessageStatus.DELIVERED
    region.delist(ip.address)
    assert send("bob@outlook.com").deliveries[0].status is MessageStatus.DELIVERED


def test_a_blocklist_of_all_isps_and_of_several_calls(region: Region, send: Send) -> None:
    [ip] = region.ips()
    region.blocklist(ip.address, ["Outlook"])
    region.blocklist(ip.address, ["Yahoo"])
    statuses = [send(f"bob@{domain}").deliveries[0].status for domain in ("outlook.com", "yahoo.com", "gmail.com")]
    assert statuses == [MessageStatus.BOUNCED, MessageStatus.BOUNCED, MessageStatus.DELIVERED]
    region.blocklist(ip.address)
    assert send("bob@gmail.com").deliveries[0].status is MessageStatus.BOUNCED


def test_traffic_through_a_blocklisted_ip_is_counted_as_such(region: Region) -> None:
    region.policy = SendingPolicy(cold_capacity=24, full_rates={"Gmail": 24})
    region.send_traffic({"pool": {"Gmail": 96}}, 2)
    assert len(region.ips()) == 4
    region.blocklist(region.ips()[1].address, ["Gmail"])
    for days in (1, 3):
        region.send_traffic({"pool": {"Gmail": 96}}, days)
        assert region.pool_snapshot("pool").history[-1].reasons == {
            "Gmail": {"WITHIN_CAPACITY": 72, "BLOCKLISTED_IP": 24}
        }
    region.delist(region.ips()[1].address)
    region.send_traffic({"pool": {"Gmail": 96}}, 1)
    assert region.pool_snapshot("pool").history[-1].reasons == {"Gmail": {"WITHIN_CAPACITY": 96}}


def test_a_standard_ip_may_be_blocklisted_too(region: Region, send: Send) -> None:
    region.create_pool("standard", ScalingMode.STANDARD)
    first, second = region.lease_standard_ips(2, "standard")
    region.blocklist(first.address)
    statuses = {
        message.deliveries[0].ip: message.deliveries[0].status
        for message in (send("bob@gmail.com", pool="standard") for _ in range(2))
    }
    assert statuses == {first.address: MessageStatus.BOUNCED, second.address: MessageStatus.DELIVERED}
    region.send_traffic({"standard": {"Gmail": 100}}, 1)
    assert region.pool_snapshot("standard").history[-1].reasons["Gmail"] == {
        "WITHIN_CAPACITY": 51,
        "BLOCKLISTED_IP": 51,
    }


def test_an_ip_that_is_not_there_and_an_isp_that_is_none_are_refused(region: Region) -> None:
    with pytest.raises(NotFoundError, match=r"192\.0\.2\.1"):
        region.blocklist("192.0.2.1")
    with pytest.raises(NotFoundError, match=r"192\.0\.2\.1"):
        region.delist("192.0.2.1")
    [ip] = region.ips()
    with pytest.raises(InvalidValueError, match="Unknown ISP 'Nowhere'"):
        region.blocklist(ip.address, ["Gmail", "Nowhere"])
    assert ip.blocklisted_at == frozenset()
