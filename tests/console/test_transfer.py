"""How much the console sends: compressed, and nothing again that the browser has already."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import datetime, timezone

import boto3
import pytest
import requests
import time_machine

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.console.transfer import takes_gzip
from tests.support.clients import ses_client
from tests.support.processes import TIMEOUT

PAGE = "http://motoapi.amazonaws.com/moto-api/ses-managed/"
POOL = f"{PAGE}console/pools/pool"
START = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)


@pytest.fixture
def pool() -> Iterator[SesManaged]:
    # No minute ends by itself while a test runs.
    with time_machine.travel(START, tick=False), mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        hooks = SesManaged()
        hooks.send_traffic("pool", {"Gmail": 20_000, "Yahoo": 3_000}, days=30)
        yield hooks


def wire(url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers, and the body as it goes over the wire."""
    reply = requests.get(url, headers=headers, timeout=TIMEOUT, stream=True)
    return reply.status_code, {name.lower(): value for name, value in reply.headers.items()}, reply.raw.read()


@pytest.mark.usefixtures("pool")
def test_a_page_is_compressed_for_those_that_take_it_and_is_the_same_page() -> None:
    _, headers, plain = wire(POOL, {"Accept-Encoding": "identity"})
    assert "content-encoding" not in headers
    _, headers, packed = wire(POOL, {"Accept-Encoding": "gzip, br"})
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "accept-encoding"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 4


@pytest.mark.usefixtures("pool")
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_the_browser_has_already_is_not_sent_again(encoding: str) -> None:
    for url in (POOL, PAGE, f"{PAGE}console/figures/pool", f"{PAGE}console/static/console.js"):
        _, headers, body = wire(url, {"Accept-Encoding": encoding})
        status, again, nothing = wire(url, {"Accept-Encoding": encoding, "If-None-Match": headers["etag"]})
        assert (status, nothing, again["etag"]) == (304, b"", headers["etag"])
        assert body


def test_a_page_that_changed_is_sent_again(pool: SesManaged) -> None:
    _, headers, _ = wire(POOL, {})
    pool.advance(hours=1)
    status, changed, body = wire(POOL, {"If-None-Match": headers["etag"]})
    assert (status, bool(body)) == (200, True)
    assert changed["etag"] != headers["etag"]


@pytest.mark.usefixtures("pool")
def test_a_look_at_a_page_that_has_not_changed_costs_less_than_a_kilobyte() -> None:
    _, headers, _ = wire(POOL, {"Accept-Encoding": "gzip"})
    _, again, body = wire(POOL, {"Accept-Encoding": "gzip", "If-None-Match": headers["etag"]})
    assert sum(len(f"{name}: {value}\r\n") for name, value in again.items()) + len(body) < 1_000


def version() -> str:
    return str(requests.get(f"{PAGE}console/version", timeout=TIMEOUT).json()["Version"])


def test_no_look_changes_the_version_and_it_costs_less_than_a_kilobyte(pool: SesManaged) -> None:
    before = version()
    for url in (POOL, PAGE, f"{PAGE}console/figures/pool", f"{PAGE}console/messages", f"{PAGE}console/bill"):
        requests.get(url, timeout=TIMEOUT).raise_for_status()
    _ = (pool.pools(), pool.last_7_days("pool"), pool.messages, pool.events, pool.policy, pool.now, pool.bill())
    boto3.client("cloudwatch", "us-east-1").list_metrics()
    assert version() == before
    _, headers, body = wire(f"{PAGE}console/version", {"Accept-Encoding": "gzip"})
    assert sum(len(f"{name}: {value}\r\n") for name, value in headers.items()) + len(body) < 1_000


def test_whatever_changes_changes_the_version(pool: SesManaged) -> None:
    ses, v1 = ses_client(), boto3.client("ses", "us-east-1")
    content = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
    arn = "arn:aws:ses:us-east-1:123456789012:dedicated-ip-pool/pool"
    mail = {"FromEmailAddress": "a@shop.example", "Content": content}
    refused = {"ToAddresses": ["refused@gmail.com"]}
    changes: list[Callable[[], object]] = [
        lambda: ses.create_email_identity(EmailIdentity="shop.example"),
        lambda: ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"}),
        lambda: ses.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "growth"}]),
        lambda: v1.create_configuration_set(ConfigurationSet={"Name": "other"}),
        lambda: pool.recipient("refused@gmail.com", "SOFT_BOUNCE"),
        lambda: ses.send_email(**mail, Destination=refused, ConfigurationSetName="set"),
        lambda: v1.send_email(
            Source="a@shop.example",
            Destination=refused,
            Message={"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}},
        ),
        lambda: pool.advance(minutes=1),
        lambda: pool.advance(hours=15),  # what is refused expires
        lambda: setattr(pool, "policy", SendingPolicy(first_ip_days=1)),
        lambda: pool.lease_standard_ips(1),
        lambda: pool.send_traffic("pool", {"Gmail": 1}),
        lambda: pool.warm_up("pool", {"Gmail": 90_000}),
        pool.reset,
        lambda: requests.post("http://motoapi.amazonaws.com/moto-api/reset", timeout=TIMEOUT).raise_for_status(),
    ]
    versions = [version()]
    for change in changes:
        change()
        versions.append(version())
    assert len(set(versions)) == len(versions), versions
    other = f"{PAGE}console/version?Region=eu-west-1"
    assert requests.get(other, timeout=TIMEOUT).json()["Version"] not in versions


@pytest.mark.usefixtures("pool")
def test_an_error_is_never_not_modified() -> None:
    status, headers, _ = wire(f"{PAGE}console/pools/nowhere", {"If-None-Match": "*"})
    assert status == 404
    assert "etag" not in headers


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        (" gzip ; q=1", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0, br", False),
        ("gzip;q=0.0", False),
        ("xgzip", False),
    ],
)
def test_gzip_is_for_those_that_take_it(offered: str, taken: bool) -> None:
    request = requests.Request("GET", PAGE, headers={"Accept-Encoding": offered})
    assert takes_gzip(request) is taken
