"""Requests that ask for much: refused, or answered in bounded time."""

from __future__ import annotations

import time

import pytest
import requests

from moto_ses_managed import InvalidValueError, SesManaged, mock_aws
from tests.support.clients import ses_client
from tests.support.processes import TIMEOUT
from tests.support.serving import AUTHORIZATION


@pytest.mark.parametrize(
    "step", [{"days": 1_000_000}, {"days": 3651}, {"hours": 1e9}, {"minutes": 1e300}, {"days": 1e18}]
)
def test_a_leap_of_more_than_ten_years_is_refused_at_once(step: dict[str, float]) -> None:
    with mock_aws():
        hooks = SesManaged()
        before = hooks.now
        with pytest.raises(InvalidValueError):
            hooks.advance(**step)
        assert (hooks.now - before).total_seconds() < 60


@pytest.mark.slow
def test_ten_years_pass_in_seconds_whatever_the_account_has() -> None:
    with mock_aws():
        ses, hooks = ses_client(), SesManaged()
        for number in range(50):
            ses.create_dedicated_ip_pool(PoolName=f"pool-{number}", ScalingMode="STANDARD" if number % 2 else "MANAGED")
        hooks.lease_standard_ips(1000, "pool-1")
        hooks.lease_standard_ips(1000)
        hooks.send_plan({f"pool-{number}": {"Gmail": 100_000, "Other": 10**9} for number in range(10)})
        began = time.monotonic()
        hooks.advance(days=3650)
        assert time.monotonic() - began < 200  # it took minutes once for the IPs alone: bounded, on a busy machine too


def test_a_line_feed_in_a_path_is_answered_in_json_like_any_other_name(server_url: str) -> None:
    for path in ("/v2/email/dedicated-ip-pools/a%0Ab", "/moto-api/ses-managed/pools/a%0Ab", "/v2/email/%0A"):
        response = requests.get(server_url + path, headers={"Authorization": AUTHORIZATION}, timeout=TIMEOUT)
        assert response.status_code == 404
        assert response.json()["message"]
