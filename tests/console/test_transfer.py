"""How much the console sends: compressed, and nothing again that the browser has already."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
import requests

from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.console.transfer import takes_gzip
from tests.serving import PATIENCE
from tests.support import ses_client

PAGE = "http://motoapi.amazonaws.com/moto-api/ses-managed/"
POOL = f"{PAGE}console/pools/pool"


@pytest.fixture
def pool() -> Iterator[SesManaged]:
    with mock_aws():
        ses_client().create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        hooks = SesManaged()
        hooks.send_traffic("pool", {"Gmail": 20_000, "Yahoo": 3_000}, days=30)
        yield hooks


def wire(url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers, and the body as it goes over the wire."""
    reply = requests.get(url, headers=headers, timeout=PATIENCE, stream=True)
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
