"""Why each delivery went its way: a reason, and a sentence with the figures of that moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from moto_ses_managed import Message, MessageStatus, Route, SendingPolicy, SesManaged
from tests.simulation.sending import managed_pool, send
from tests.support.sending import SIMPLE

ROOMY = SendingPolicy(
    first_ip_daily_volume=1, first_ip_days=1, cold_capacity=10, full_rates={"Gmail": 10, "AOL": 1000}, largest_pool=1
)
"""One day of mail earns the only IP: warm at Gmail with ten messages a day, cold at AOL with ten of a thousand."""


def last(hooks: SesManaged) -> Message:
    return hooks.messages[-1]


@pytest.fixture
def pool(hooks: SesManaged, ses: Any) -> SesManaged:
    managed_pool(ses)
    hooks.policy = ROOMY
    hooks.send_traffic("marketing", {"Cox": 1})
    return hooks


def test_mail_that_names_no_pool(hooks: SesManaged, ses: Any) -> None:
    ses.create_configuration_set(ConfigurationSetName="plain")
    send(ses, "ann@gmail.com", configuration_set="plain")
    assert (last(hooks).route, last(hooks).reason, last(hooks).pool) == (Route.SHARED, "NO_POOL", None)
    assert last(hooks).explanation == ("The message named no dedicated IP pool, so it left through SES's shared pool.")


def test_a_pool_without_an_ip_says_what_brings_the_first(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 200}, days=2)
    send(ses, "ann@gmail.com")
    assert (last(hooks).route, last(hooks).reason) == (Route.SHARED, "NO_DEDICATED_IP")
    assert last(hooks).explanation == (
        "The pool has no dedicated IP, so the message left through the shared pool: "
        "2 of the last 7 days reached 200 messages; the first IP needs 3."
    )
    assert hooks.pool("marketing").explanation == (
        "No dedicated IP yet: 2 of the last 7 days reached 200 messages; the first IP needs 3; today 1 so far."
    )


def test_a_message_within_capacity_says_how_much_had_been_sent(pool: SesManaged, ses: Any) -> None:
    send(ses, "ann@gmail.com", times=3)
    assert (last(pool).route, last(pool).reason) == (Route.DEDICATED, "WITHIN_CAPACITY")
    assert last(pool).explanation == (
        "Gmail accepts 10 messages a day from this IP (100 % warm) and 2 had been sent: there was room for this "
        "message."
    )


def test_the_early_phases_overflow_names_the_level_and_how_it_grows(pool: SesManaged, ses: Any) -> None:
    send(ses, "ann@aol.com", times=11)
    assert (last(pool).route, last(pool).reason) == (Route.SHARED, "OVER_WARM_UP_LEVEL")
    assert last(pool).explanation == (
        "AOL accepts 10 messages a day from this IP (0 % warm) and 10 had been sent: early in the warm-up, the rest "
        "takes the shared pool. This phase ends when each IP may send 500 a day; the level grows by a factor of up to "
        "1.4 a day while it is used."
    )


def test_mail_waits_overflows_and_leaves_with_the_figures_of_each_moment(pool: SesManaged, ses: Any) -> None:
    send(ses, "ann@gmail.com", times=10)
    pool.advance(hours=12)
    send(ses, "bob@gmail.com", times=11)
    waiting, overflow = pool.messages[11], last(pool)
    assert (waiting.status, waiting.route, waiting.reason) == (MessageStatus.QUEUED, None, "WAITING")
    deadline = waiting.accepted_at + timedelta(hours=14)
    assert waiting.explanation == (
        "Gmail accepts 10 messages a day from this IP (100 % warm) and 10 had been sent with 1 waiting ahead of this "
        "message: SES tries again every hour. If there is no room before "
        f"{deadline:%H:%M} UTC on {deadline.day} {deadline:%B}, the message takes the shared pool."
    )
    assert (overflow.route, overflow.reason) == (Route.SHARED, "OVER_CAPACITY")
    assert (
        "10 had been sent with 10 waiting: the message could not leave before its deadline at " in overflow.explanation
    )
    pool.advance(hours=13)
    sent = pool.messages[11]
    assert (sent.route, sent.reason) == (Route.DEDICATED, "WITHIN_CAPACITY")
    assert sent.explanation.startswith("The message waited until there was room: Gmail accepts 10 messages a day")


def test_a_message_to_several_isps_has_a_reason_for_each_and_shows_the_first(pool: SesManaged, ses: Any) -> None:
    send(ses, "ann@aol.com", times=10)
    ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["ann@aol.com", "bob@gmail.com"]},
        Content=SIMPLE,
        ConfigurationSetName="marketing",
    )
    message = last(pool)
    assert [delivery.reason for delivery in message.deliveries] == ["OVER_WARM_UP_LEVEL", "WITHIN_CAPACITY"]
    assert (message.reason, message.explanation) == (message.deliveries[0].reason, message.deliveries[0].explanation)
    assert message.deliveries[1].explanation.startswith("Gmail accepts 10")


@pytest.mark.parametrize(
    ("address", "status", "reason", "words"),
    [
        ("bounce@simulator.amazonses.com", "BOUNCED", "RECIPIENT", "rejected the message permanently"),
        ("complaint@simulator.amazonses.com", "COMPLAINED", "RECIPIENT", "marked it as spam"),
        ("suppressionlist@simulator.amazonses.com", "SUPPRESSED", "SUPPRESSED", "global suppression list"),
        ("success@simulator.amazonses.com", "DELIVERED", "WITHIN_CAPACITY", "there was room"),
    ],
)
def test_the_mailbox_simulators_answers_are_reasons(
    pool: SesManaged, ses: Any, address: str, status: str, reason: str, words: str
) -> None:
    send(ses, address)
    assert (last(pool).status, last(pool).reason) == (status, reason)
    assert words in last(pool).explanation


def test_an_address_on_the_accounts_suppression_list(pool: SesManaged, ses: Any) -> None:
    ses.put_suppressed_destination(EmailAddress="gone@gmail.com", Reason="BOUNCE")
    send(ses, "gone@gmail.com")
    assert (last(pool).status, last(pool).reason) == (MessageStatus.SUPPRESSED, "SUPPRESSED")
    assert last(pool).explanation == (
        "gone@gmail.com is on the account's suppression list: SES did not try to send to it."
    )


def test_a_standard_pool_says_so_too(hooks: SesManaged, ses: Any) -> None:
    hooks.policy = SendingPolicy(standard_cold_capacity=2)
    ses.create_dedicated_ip_pool(PoolName="standard")
    ses.create_configuration_set(ConfigurationSetName="marketing", DeliveryOptions={"SendingPoolName": "standard"})
    send(ses, "ann@gmail.com")
    assert (last(hooks).reason, hooks.pool("standard").explanation) == (
        "NO_DEDICATED_IP",
        "A standard pool without a dedicated IP: mail takes the shared pool until IPs are leased for it.",
    )
    hooks.lease_standard_ips(1, pool="standard")
    send(ses, "ann@gmail.com", times=3)
    assert [message.reason for message in hooks.messages[1:]] == [
        "WITHIN_CAPACITY",
        "WITHIN_CAPACITY",
        "OVER_WARM_UP_LEVEL",
    ]
    assert last(hooks).explanation == (
        "The warm-up plan allows 2 messages a day from the pool's 1 standard IP and 2 had been sent: the rest takes "
        "the shared pool."
    )
    assert hooks.pool("standard").explanation == (
        "A standard pool with 1 dedicated IP, used in turn: each warms up by the plan."
    )


def test_traffic_in_bulk_is_counted_by_reason_day_and_isp(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    pool = hooks.send_traffic("marketing", {"Gmail": 500, "Cox": 24}, days=4)
    assert [day.reasons for day in pool.history] == [
        {"Gmail": {"NO_DEDICATED_IP": 500}, "Cox": {"NO_DEDICATED_IP": 24}},
        {"Gmail": {"NO_DEDICATED_IP": 500}, "Cox": {"NO_DEDICATED_IP": 24}},
        {"Gmail": {"NO_DEDICATED_IP": 500}, "Cox": {"NO_DEDICATED_IP": 24}},
        {"Gmail": {"WITHIN_CAPACITY": 200, "OVER_WARM_UP_LEVEL": 300}, "Cox": {"WITHIN_CAPACITY": 24}},
    ]
    send(ses, "ann@gmail.com")
    assert hooks.pool("marketing").by_isp["Gmail"].reasons_today == {"WITHIN_CAPACITY": 1}
    assert hooks.pool("marketing").by_isp["Cox"].reasons_today == {}


def test_a_pool_says_where_it_stands(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 500}, days=3)
    since = hooks.now
    pool = hooks.send_traffic("marketing", {"Gmail": 500})
    assert pool.explanation == (
        f"1 dedicated IP, since {since.day} {since:%B}; early in the warm-up at Gmail, where mail over the capacity "
        "takes the shared pool."
    )
    hooks.send_traffic("marketing", {"Gmail": 40_000}, days=30)
    pool = hooks.send_traffic("marketing", {"Gmail": 190}, days=2)
    assert pool.explanation.endswith(
        "warm enough that mail over the capacity waits for room; 2 days under 200 messages: after 7 in a row, the IP "
        "is relinquished."
    )
    hooks.send_traffic("marketing", {"Gmail": 190}, days=5)
    gone = hooks.now
    assert hooks.pool("marketing").explanation == (
        f"Its last IP was relinquished on {gone.day} {gone:%B}, after 7 days under 200 messages. Since then, "
        "0 of the last 7 days reached 200 messages; the first IP needs 3; today 0 so far."
    )


def test_a_pool_says_of_each_isp_how_it_stands_and_why_todays_mail_went_its_way(pool: SesManaged, ses: Any) -> None:
    def explanation_of(isp: str) -> str:
        return pool.pool("marketing").by_isp[isp].explanation

    assert (
        explanation_of("Orange")
        == "Orange: 0 of 10 used, 0 % warm; mail over that takes the shared pool; no mail today."
    )
    send(ses, "ann@aol.com", times=12)
    assert explanation_of("AOL") == (
        "AOL: 10 of 10 used, 0 % warm; mail over that takes the shared pool; today 10 had room on the dedicated "
        "IPs, 2 took the shared pool (over the warm-up level)."
    )
    send(ses, "ann@gmail.com", times=10)
    pool.advance(hours=12)
    send(ses, "bob@gmail.com", times=11)
    assert explanation_of("Gmail") == (
        "Gmail: 10 of 10 used, 100 % warm, 10 waiting; mail over that waits for room; today 10 had room on the "
        "dedicated IPs, 1 took the shared pool (more than could leave in time), 10 were deferred."
    )


@pytest.mark.parametrize(
    ("leased", "auto_warmup", "expected"),
    [
        (
            0,
            True,
            "Gmail: no dedicated IP, so all mail takes the shared pool; today 1 took the shared pool (no dedicated "
            "IP).",
        ),
        (1, False, "Gmail: the IPs are used in turn, without a limit; today 1 had room on the dedicated IPs."),
        (
            1,
            True,
            "Gmail: 1 of 200 a day of the warm-up plan used, all ISPs together; mail over that takes the shared "
            "pool; today 1 had room on the dedicated IPs.",
        ),
    ],
)
def test_a_standard_pool_says_how_it_stands_by_its_plan(
    hooks: SesManaged, ses: Any, leased: int, auto_warmup: bool, expected: str
) -> None:
    ses.create_dedicated_ip_pool(PoolName="marketing")
    ses.create_configuration_set(ConfigurationSetName="marketing", DeliveryOptions={"SendingPoolName": "marketing"})
    ses.put_account_dedicated_ip_warmup_attributes(AutoWarmupEnabled=auto_warmup)
    if leased:
        hooks.lease_standard_ips(leased, pool="marketing")
    send(ses, "ann@gmail.com")
    assert hooks.pool("marketing").by_isp["Gmail"].explanation == expected
