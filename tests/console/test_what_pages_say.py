"""What the pages say of pools in words and numbers, read off their HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
import requests

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.simulation.isp import ISPS
from tests.support.clients import ses_client

PAGE = "http://motoapi.amazonaws.com/moto-api/ses-managed/console/pools/pool"
AT_ONCE = SendingPolicy(
    first_ip_daily_volume=1, first_ip_days=1, cold_capacity=50_000, full_rates=dict.fromkeys(ISPS, 50_000)
)


@pytest.fixture
def hooks() -> Iterator[SesManaged]:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        yield SesManaged()


def page_text(pattern: str) -> str:
    """What the pool's page has where the pattern has its group, as a person reads it."""
    match = re.search(pattern, requests.get(PAGE, timeout=30).text, re.DOTALL)
    assert match is not None, pattern
    return " ".join(unescape(re.sub("<[^>]*>", "", match[1])).split())


def why() -> str:
    return page_text('<p class="why">(.*?)</p>')


@pytest.mark.parametrize(
    ("first", "then", "displayed"),
    [
        (1, 20_000, "over 99.9%"),
        (20_000, 1, "under 0.1%"),
        (0, 20_000, "100%"),
        (20_000, 0, "0%"),
        (0, 0, "\N{EN DASH}"),
        (5_000, 15_000, "75%"),
        (2_000, 4_000, "66.7%"),
    ],
)
def test_a_percentage_is_whole_only_where_it_is(hooks: SesManaged, first: int, then: int, displayed: str) -> None:
    hooks.policy = AT_ONCE
    if not first and then:
        hooks.send_traffic("pool", {"Gmail": 1})
        hooks.send_traffic("pool", {"Gmail": 1_000}, days=7)
    hooks.send_traffic("pool", {"Gmail": first})
    hooks.send_traffic("pool", {"Gmail": then})
    assert page_text('id="card-percentage">(.*?)</dd>') == displayed


def test_why_mail_goes_its_way_is_the_simulations_own_sentence_at_each_stage(hooks: SesManaged) -> None:
    stages = [why()]
    hooks.policy = SendingPolicy(first_ip_daily_volume=1_500, first_ip_days=1, full_rates={"Gmail": 300})
    stages.append(why())
    hooks.send_traffic("pool", {"Yahoo": 2_000}, days=2)
    stages.append(why())
    hooks.send_traffic("pool", {"Yahoo": 2_000, "AOL": 10, "Gmail": 1_000})
    assert why() == hooks.pool("pool").explanation
    hooks.advance(days=2)
    stages.append(why())
    assert len(set(stages)) == len(stages)
    assert why() == hooks.pool("pool").explanation


def test_a_standard_pool_says_who_moves_its_mail() -> None:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="STANDARD")
        assert why() == SesManaged().pool("pool").explanation
        SesManaged().lease_standard_ips(1, pool="pool")
        assert why() == SesManaged().pool("pool").explanation


def test_of_more_than_250_ips_the_page_says_how_many_more_there_are(hooks: SesManaged) -> None:
    hooks.policy = SendingPolicy(first_ip_days=1, cold_capacity=100, full_rates={"Gmail": 100}, largest_pool=300)
    hooks.send_traffic("pool", {"Gmail": 90_000}, days=4)
    assert len(hooks.pool("pool").ips) == 300
    assert requests.get(PAGE, timeout=30).text.count('<th scope="row">198.18.') == 250
    assert page_text("(And [^<]* more: [^<]*)</p>") == (
        "And 50 IPs more: GET /moto-api/ses-managed/pools/pool has them all."
    )


def test_a_pool_whose_mail_bounced_is_not_shown_as_one_that_delivered_all(hooks: SesManaged) -> None:
    ses = ses_client()
    ses.create_email_identity(EmailIdentity="shop.example")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    hooks.warm_up("pool", {"Gmail": 90_000})
    hooks.recipient("refused@gmail.com", "SOFT_BOUNCE")
    for _ in range(2):
        ses.send_email(
            FromEmailAddress="news@shop.example",
            Destination={"ToAddresses": ["refused@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
            ConfigurationSetName="set",
        )
    hooks.advance(hours=15)
    assert page_text('id="card-bounced">(.*?)</dd>') == "2"
    for days, status_end in ((0, "2 bounced in 7 days"), (6, "2 bounced in 7 days"), (1, "Sending via Dedicated IPs")):
        if days:
            hooks.advance(days=days)
        status = page_text('id="card-status">(.*?)</dd>')
        assert status.startswith("Sending via Dedicated IPs")
        assert status.endswith(status_end)
