"""The pytest plugin as a project that installs it meets it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT, server

MANAGED = """
import boto3
from moto import mock_aws

def make_pool():
    ses = boto3.client("sesv2", region_name="us-east-1")
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    return ses
"""

# Plain moto takes the same name twice; managed pools do not.
TWICE = """
def assert_managed(ses):
    import pytest
    with pytest.raises(ses.exceptions.AlreadyExistsException):
        ses.create_dedicated_ip_pool(PoolName="pool")
"""


def run(pytester: pytest.Pytester, *arguments: str, **environment: str) -> pytest.RunResult:
    """pytest in a process of its own, where nothing has imported moto yet."""
    command = [sys.executable, "-m", "pytest", "-p", "moto_ses_managed.pytest_plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        cwd=pytester.path,
        check=False,
        timeout=120,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", **environment},
    )
    return pytest.RunResult(done.returncode, done.stdout.splitlines(), done.stderr.splitlines(), 0.0)


def test_the_fixture_gives_hooks_with_the_mock_around_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3

        def test_first(ses_managed):
            ses = boto3.client("sesv2", region_name="us-east-1")
            ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
            assert ses_managed.pool("pool").sending_status == "Insufficient volume"
            assert (ses_managed.advance(days=3) - ses_managed.now).total_seconds() < 1

        def test_second_starts_from_nothing(ses_managed):
            assert ses_managed.pools() == []
        """
    )
    run(pytester).assert_outcomes(passed=2)


def test_the_marker_chooses_region_and_account_the_nearest_one_first(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.ses_managed(region="eu-west-1", account_id="111122223333")
        class TestMarked:
            def test_of_the_class(self, ses_managed):
                assert (ses_managed.region, ses_managed.account_id) == ("eu-west-1", "111122223333")

            @pytest.mark.ses_managed(region="us-west-2")
            def test_of_its_own(self, ses_managed):
                assert (ses_managed.region, ses_managed.account_id) == ("us-west-2", "111122223333")
        """
    )
    run(pytester, "--strict-markers").assert_outcomes(passed=2)


@pytest.mark.parametrize(("marker", "named"), [("colour=1", "'colour'"), ("'us-east-1'", "'us-east-1'")])
def test_a_wrong_marker_is_named(pytester: pytest.Pytester, marker: str, named: str) -> None:
    pytester.makepyfile(
        f"""
        import pytest

        @pytest.mark.ses_managed({marker})
        def test_it(ses_managed):
            pass
        """
    )
    result = run(pytester)
    result.assert_outcomes(errors=1)
    assert named in "\n".join(result.outlines)


def test_the_fixture_joins_a_mock_that_is_active(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
import pytest

@pytest.fixture
def aws():
    with mock_aws():
        make_pool()
        yield

def test_joined(aws, ses_managed):
    assert [pool.name for pool in ses_managed.pools()] == ["pool"]

@mock_aws
def test_decorated_inside(ses_managed):
    make_pool()
    assert [pool.name for pool in ses_managed.pools()] == ["pool"]
"""
    )
    run(pytester).assert_outcomes(passed=2)


EVERY_FORM = (
    MANAGED
    + TWICE
    + """
import unittest

@mock_aws
def test_function():
    assert_managed(make_pool())

@mock_aws()
def test_called_decorator():
    assert_managed(make_pool())

def test_context_manager_nested():
    with mock_aws():
        ses = make_pool()
        with mock_aws():
            assert_managed(ses)
        assert_managed(ses)
    with mock_aws():
        assert_managed(make_pool())

def test_start_and_stop():
    mock = mock_aws()
    mock.start()
    assert_managed(make_pool())
    mock.stop()

@mock_aws
class TestClass:
    def test_method(self):
        assert_managed(make_pool())

    def test_other_method_starts_from_nothing(self):
        assert_managed(make_pool())

@mock_aws
class Case(unittest.TestCase):
    def setUp(self):
        self.ses = make_pool()

    def test_method(self):
        assert_managed(self.ses)
"""
)


def test_plain_mock_aws_has_managed_pools_in_each_of_its_forms(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(EVERY_FORM)
    run(pytester).assert_outcomes(passed=7)


def test_the_ini_option_leaves_plain_moto_alone_outside_the_fixture(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nses_managed_autouse = false\n")
    pytester.makepyfile(
        MANAGED
        + TWICE
        + """
@mock_aws
def test_plain_before():
    make_pool().create_dedicated_ip_pool(PoolName="pool")

def test_fixture(ses_managed):
    assert_managed(make_pool())

@mock_aws
def test_plain_afterwards():
    make_pool().create_dedicated_ip_pool(PoolName="pool")
"""
    )
    run(pytester).assert_outcomes(passed=3)


def test_plain_mock_aws_has_managed_pools_after_the_fixture_too(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + TWICE
        + """
def test_fixture(ses_managed):
    assert_managed(make_pool())

@mock_aws
def test_plain_afterwards():
    assert_managed(make_pool())
"""
    )
    run(pytester).assert_outcomes(passed=2)


def test_a_deactivation_before_motos_ses_is_imported_holds(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
import moto_ses_managed

moto_ses_managed.deactivate()

@mock_aws
def test_plain():
    make_pool().create_dedicated_ip_pool(PoolName="pool")
"""
    )
    run(pytester).assert_outcomes(passed=1)


def test_an_unused_plugin_imports_neither_moto_nor_boto3(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            heavy = ("moto", "boto3", "botocore", "responses", "werkzeug", "requests")
            assert [name for name in heavy if name in sys.modules] == []
            assert "moto_ses_managed.simulation" not in sys.modules
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_moto_that_is_imported_without_ses_does_not_pay_for_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys
        from moto import mock_aws

        @mock_aws
        def test_it():
            assert "moto.ses.models" not in sys.modules
            assert "moto_ses_managed.extension" not in sys.modules
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_a_failing_test_shows_its_pools(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    ses = make_pool()
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    assert False

def test_without_pools(ses_managed):
    assert False
"""
    )
    result = run(pytester)
    result.assert_outcomes(failed=2)
    shown = "\n".join(result.outlines)
    assert "pool (MANAGED): Insufficient volume, 0 IPs" in shown
    assert "configuration sets: set" in shown
    assert "no dedicated IP pool" in shown


def test_a_failing_test_whose_pools_are_gone_says_why(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import moto_ses_managed

        def test_it(ses_managed):
            moto_ses_managed.deactivate()
            assert False
        """
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    assert "They can't be shown: moto's SES has no managed pools at present" in "\n".join(result.outlines)


def test_the_fixture_speaks_to_the_server_in_motos_server_mode(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    make_pool()
    assert ses_managed.server is not None
    assert [pool.name for pool in ses_managed.pools()] == ["pool"]
"""
    )
    with server() as url:
        endpoint = {"TEST_SERVER_MODE": "true", "TEST_SERVER_MODE_ENDPOINT": url}
        run(pytester, **endpoint).assert_outcomes(passed=1)
