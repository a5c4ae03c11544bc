"""The fixture's account, Region and scope, the client beside it, and what pytest says of it."""

from __future__ import annotations

import pytest

from tests.plugin.running import MANAGED, run

PLACES = """
import boto3
import pytest

def test_the_ini_file(ses_managed, sesv2):
    assert (ses_managed.region, ses_managed.account_id) == ("eu-west-1", "111122223333")
    assert sesv2.meta.region_name == "eu-west-1"
    sesv2.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    assert [pool.name for pool in ses_managed.pools()] == ["pool"]
    assert [(found.account_id, found.region, found.pools) for found in ses_managed.regions()] == [
        ("111122223333", "eu-west-1", 1)
    ]

@pytest.mark.ses_managed(region="us-west-2")
def test_the_marker_goes_first(ses_managed, sesv2):
    assert (ses_managed.region, ses_managed.account_id) == ("us-west-2", "111122223333")
    sesv2.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    assert ses_managed.pool("pool").ips == ()
"""


def test_the_ini_file_names_the_region_and_the_account_where_no_marker_does(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nses_managed_region = eu-west-1\nses_managed_account = 111122223333\n")
    pytester.makepyfile(PLACES)
    result = run(pytester, "--strict-markers")
    result.assert_outcomes(passed=2)
    assert "managed pools on" in "\n".join(result.outlines)


@pytest.mark.parametrize(("scope", "kept"), [("module", True), ("session", True), ("function", False)])
def test_a_wider_scope_keeps_what_tests_made(pytester: pytest.Pytester, scope: str, kept: bool) -> None:
    pytester.makeini(f"[pytest]\nses_managed_scope = {scope}\nses_managed_autouse = false\n")
    pytester.makepyfile(
        f"""
        import pytest

        def test_first(ses_managed, sesv2):
            sesv2.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")

        def test_second(ses_managed):
            assert bool(ses_managed.pools()) is {kept}
        """
    )
    result = run(pytester)
    result.assert_outcomes(passed=2)
    assert "managed pools off" in "\n".join(result.outlines)


def test_a_marker_that_comes_too_late_and_a_scope_that_is_none_are_named(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nses_managed_scope = module\n")
    pytester.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.ses_managed(region="eu-west-1")

        def test_of_the_module(ses_managed):
            assert ses_managed.region == "eu-west-1"

        @pytest.mark.ses_managed(region="us-west-2")
        def test_of_its_own(ses_managed):
            pass
        """
    )
    result = run(pytester)
    result.assert_outcomes(passed=1, errors=1)
    assert "ses_managed_scope is module: mark the module" in "\n".join(result.outlines)
    pytester.makeini("[pytest]\nses_managed_scope = minute\n")
    assert "ses_managed_scope is 'minute': one of function, class" in "\n".join(run(pytester).errlines)


def test_the_report_shows_each_region_with_pools_and_a_set_up_that_failed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
import pytest

@pytest.fixture
def broken(ses_managed):
    make_pool()
    boto3.client("sesv2", "eu-west-1").create_dedicated_ip_pool(PoolName="other", ScalingMode="MANAGED")
    elsewhere = boto3.client("sesv2", "eu-west-1")
    elsewhere.meta.events.register(
        "before-sign.*", lambda request, **_: request.headers.add_header("x-moto-account-id", "111122223333")
    )
    elsewhere.create_dedicated_ip_pool(PoolName="of-another-account", ScalingMode="MANAGED")
    raise RuntimeError("not today")

@pytest.mark.ses_managed(region="us-west-2")
def test_it(broken):
    pass
"""
    )
    result = run(pytester)
    result.assert_outcomes(errors=1)
    output = "\n".join(result.outlines)
    parts = [
        output.partition(f"Dedicated IP pools of 123456789012 in {region}")[2] for region in ("us-west-2", "eu-west-1")
    ]
    assert parts[0].splitlines()[2].startswith("no dedicated IP pool")
    assert parts[1].splitlines()[2].startswith("other (MANAGED)")
    assert "pool (MANAGED): Insufficient volume" in output
    other_account = output.partition("Dedicated IP pools of 111122223333 in eu-west-1")[2]
    assert other_account.splitlines()[2].startswith("of-another-account (MANAGED)")


def test_the_module_can_be_run_and_the_fixture_works_with_other_plugins(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
import asyncio
import subprocess
import sys
import threading

import pytest
from moto_ses_managed import SesManaged, mock_aws

def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "moto_ses_managed", "--version"], capture_output=True, text=True)
    assert (done.returncode, "moto-ses-managed" in done.stdout) == (0, True)

@pytest.mark.asyncio
async def test_in_a_coroutine(ses_managed):
    await asyncio.to_thread(make_pool)
    assert [pool.name for pool in ses_managed.pools()] == ["pool"]

def test_in_threads(ses_managed):
    clients = [boto3.client("sesv2", region_name="us-east-1") for _ in range(8)]
    threads = [
        threading.Thread(target=client.create_dedicated_ip_pool, kwargs={"PoolName": f"pool-{number}"})
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ses_managed.pools()) == 8

@mock_aws(config={"core": {"service_whitelist": ["sesv2", "ses"]}})
def test_with_a_configuration_of_moto():
    make_pool()
    assert [pool.name for pool in SesManaged().pools()] == ["pool"]
"""
    )
    plugins = ("-p", "pytest_asyncio.plugin", "-p", "randomly", "-p", "xdist", "-n", "2")
    run(pytester, *plugins).assert_outcomes(passed=4)
