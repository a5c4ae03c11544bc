"""v1's GetSendStatistics, and the sending quota as both APIs show it, by the simulated clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.ses.models import ses_backends

from moto_ses_managed import SendingPolicy, SesManaged
from tests.metrics.sending import START, send
from tests.support.clients import ACCOUNT, REGION

QUARTER = START.replace(minute=15, second=0)
Row = tuple[datetime, int, int, int, int]


def rows(v1: Any) -> list[Row]:
    return [
        (
            point["Timestamp"].astimezone(timezone.utc),
            point["DeliveryAttempts"],
            point["Bounces"],
            point["Complaints"],
            point["Rejects"],
        )
        for point in v1.get_send_statistics()["SendDataPoints"]
    ]


def quotas(ses: Any, v1: Any) -> Iterator[dict[str, float]]:
    yield ses.get_account()["SendQuota"]
    reply = v1.get_send_quota()
    yield {name: value for name, value in reply.items() if name != "ResponseMetadata"}


def test_each_quarter_of_an_hour_has_its_data_point(ses: Any, v1: Any, hooks: SesManaged) -> None:
    assert rows(v1) == []
    send(ses, "ann@gmail.com", "bob@yahoo.com")
    v1.send_email(
        Source="me@example.com",
        Destination={"ToAddresses": ["complaint@simulator.amazonses.com"]},
        Message={"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}},
    )
    hooks.advance(minutes=10)
    send(ses, "bounce@simulator.amazonses.com", configuration_set=None)
    hooks.advance(minutes=40)
    with pytest.raises(ClientError, match="not verified"):
        send(ses, "ann@gmail.com", source="me@elsewhere.example")
    assert rows(v1) == [
        (QUARTER, 3, 0, 1, 0),
        (QUARTER + timedelta(minutes=15), 1, 1, 0, 0),
        (QUARTER + timedelta(minutes=45), 0, 0, 0, 1),
    ]


def test_what_is_no_bounce_of_the_account_is_none_of_the_statistics(ses: Any, v1: Any) -> None:
    send(ses, "ooto@simulator.amazonses.com")
    send(ses, "success@simulator.amazonses.com")
    assert rows(v1) == [(QUARTER, 2, 0, 0, 0)]
    send(ses, "suppressionlist@simulator.amazonses.com")
    assert rows(v1) == [(QUARTER, 3, 1, 0, 0)]


def test_a_data_point_is_gone_after_two_weeks(ses: Any, v1: Any, hooks: SesManaged) -> None:
    send(ses, "ann@gmail.com")
    hooks.advance(days=14)
    assert rows(v1) == [(QUARTER, 1, 0, 0, 0)]
    hooks.advance(minutes=15)
    assert rows(v1) == []
    send(ses, "ann@gmail.com")
    [(at, *_)] = rows(v1)
    assert at == QUARTER + timedelta(days=14, minutes=15)


def test_traffic_in_bulk_is_counted_and_none_of_it_is_given_up(ses: Any, v1: Any, hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(
        first_ip_days=1, early_phase_end=0, cold_capacity=100, full_rates={"Gmail": 100}, scale_out_days=30
    )
    send(ses, "ann@gmail.com")
    pool = hooks.send_traffic("marketing", {"Gmail": 720}, days=3)
    quarter_hours = rows(v1)
    assert sum(row[1] for row in quarter_hours) == 720 * 3 + 1
    assert sum(row[2] for row in quarter_hours) == sum(day.bounced for day in pool.history) == 0
    assert [row[1] for row in quarter_hours[:3]] == [1, 30, 30]
    # The region's hours begin at twenty past, and their mail goes as they end.
    assert [row[0].minute for row in quarter_hours] == [15] * len(quarter_hours)


def test_a_known_message_that_is_given_up_bounces_in_its_own_quarter(ses: Any, v1: Any, hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(
        first_ip_days=1, early_phase_end=0, cold_capacity=100, full_rates={"Gmail": 100}, scale_out_days=30
    )
    hooks.send_traffic("marketing", {"Gmail": 240}, days=2)
    ses.put_configuration_set_delivery_options(
        ConfigurationSetName="set", SendingPoolName="marketing", MaxDeliverySeconds=300
    )
    before = sum(row[2] for row in rows(v1))
    hooks.recipient("ann@gmail.com", "SOFT_BOUNCE")
    hooks.advance(minutes=20)
    send(ses, "ann@gmail.com")
    hooks.advance(minutes=6)
    assert hooks.messages[-1].status.value == "BOUNCED"
    assert sum(row[2] for row in rows(v1)) == before + 1
    given_up = START + timedelta(days=2, minutes=25)
    assert rows(v1)[-1][0] == given_up.replace(minute=45, second=0)


def test_a_deleted_pools_traffic_stays_in_the_statistics(ses: Any, v1: Any, hooks: SesManaged) -> None:
    hooks.send_traffic("marketing", {"Gmail": 240})
    before = rows(v1)
    ses.delete_dedicated_ip_pool(PoolName="marketing")
    assert rows(v1) == before != []


def test_both_apis_show_one_quota_that_forgets_after_24_hours(ses: Any, v1: Any, hooks: SesManaged) -> None:
    send(ses, "ann@gmail.com", "joe@gmail.com")
    hooks.send_traffic("marketing", {"Gmail": 240})
    ses.put_suppressed_destination(EmailAddress="gone@gmail.com", Reason="BOUNCE")
    send(ses, "gone@gmail.com")
    send(ses, "suppressionlist@simulator.amazonses.com", "success@simulator.amazonses.com")
    send(ses, "bob@gmail.com", configuration_set=None)

    def sent() -> float:
        first, second = quotas(ses, v1)
        assert first == second
        assert (first["Max24HourSend"], first["MaxSendRate"]) == (50_000, 14)
        return first["SentLast24Hours"]

    # A recipient on the suppression list counts [AWS], the mailbox simulator does not; the first message was a day ago.
    assert sent() == 240 + 2
    hooks.advance(hours=23, minutes=58)
    assert sent() == 10 + 2
    hooks.advance(minutes=3)
    assert sent() == 0


def test_motos_count_of_all_messages_goes_on(ses: Any, v1: Any, hooks: SesManaged) -> None:
    send(ses, "ann@gmail.com", "bob@gmail.com")
    hooks.advance(days=30)
    send(ses, "ann@gmail.com")
    backend = ses_backends[ACCOUNT][REGION]
    assert backend.sent_message_count == 3
    assert v1.get_send_quota()["SentLast24Hours"] == backend.get_send_quota().sent_last24_hours == 1
