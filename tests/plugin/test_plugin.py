"""The pytest plugin as a project that installs it meets it."""

from __future__ import annotations

import re

import pytest

from tests.plugin.running import MANAGED, run

# Plain moto takes the same name twice; managed pools do not.
TWICE = """
def assert_managed(ses):
    import pytest
    with pytest.raises(ses.exceptions.AlreadyExistsException):
        ses.create_dedicated_ip_pool(PoolName="pool")
"""


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

            @pytest.mark.parametrize(
                "region",
                [pytest.param("sa-east-1", marks=pytest.mark.ses_managed(region="sa-east-1")), "us-west-2"],
            )
            @pytest.mark.ses_managed(region="us-west-2")
            def test_of_its_parameters(self, ses_managed, region):
                assert (ses_managed.region, ses_managed.account_id) == (region, "111122223333")

            def test_without_the_fixture(self):
                pass

            @pytest.mark.ses_managed(region="us-west-2")
            def test_that_forgot_it(self):
                pass
        """
    )
    result = run(pytester, "--strict-markers")
    result.assert_outcomes(passed=6, warnings=1)
    result.stdout.fnmatch_lines(["*@pytest.mark.ses_managed does nothing without the fixture ses_managed."])


POLICY = (
    MANAGED
    + """
import pytest
from moto_ses_managed import SendingPolicy

@pytest.mark.ses_managed(policy=SendingPolicy(first_ip_daily_volume=50, first_ip_days=1))
class TestMarked:
    def test_the_policy_holds_before_the_test(self, ses_managed):
        make_pool()
        assert ses_managed.policy.first_ip_days == 1
        assert len(ses_managed.send_traffic("pool", {"Gmail": 50}).ips) == 1

    @pytest.mark.ses_managed(policy=SendingPolicy(first_ip_days=2))
    def test_the_nearest_policy_goes_first(self, ses_managed):
        assert (ses_managed.policy.first_ip_days, ses_managed.policy.first_ip_daily_volume) == (2, 200)

def test_the_next_test_has_the_default_policy(ses_managed):
    assert ses_managed.policy == SendingPolicy()
"""
)


def test_the_markers_policy_holds_for_its_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(POLICY)
    run(pytester, "--strict-markers").assert_outcomes(passed=3)


def test_the_markers_policy_holds_in_motos_server_mode_too(pytester: pytest.Pytester, server_url: str) -> None:
    pytester.makepyfile(POLICY)
    endpoint = {"TEST_SERVER_MODE": "true", "TEST_SERVER_MODE_ENDPOINT": server_url}
    run(pytester, **endpoint).assert_outcomes(passed=3)


def test_the_hooks_can_be_the_first_to_ask_for_ses(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from moto import mock_aws
        from moto_ses_managed import SesManaged

        @mock_aws
        def test_it():
            assert SesManaged().pools() == []
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_a_mock_that_outlives_the_marked_test_has_its_own_policy_back(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        from moto import mock_aws
        from moto_ses_managed import SendingPolicy, SesManaged, deactivate

        @pytest.fixture(scope="module", autouse=True)
        def aws():
            with mock_aws():
                SesManaged().policy = SendingPolicy(first_ip_days=4)
                yield

        @pytest.mark.ses_managed(policy=SendingPolicy(first_ip_days=1))
        def test_marked(ses_managed):
            assert ses_managed.policy.first_ip_days == 1

        def test_not_marked(ses_managed):
            assert ses_managed.policy.first_ip_days == 4

        @pytest.mark.ses_managed(policy=SendingPolicy(first_ip_days=1))
        def test_that_deactivates(ses_managed):
            deactivate()
        """
    )
    run(pytester).assert_outcomes(passed=3)


def test_the_markers_help_names_its_options(pytester: pytest.Pytester) -> None:
    markers = "\n".join(run(pytester, "--markers").outlines)
    assert "ses_managed(region='us-east-1', account_id='123456789012', policy=SendingPolicy())" in markers


WRONG_MARKERS = {
    "colour=1": "'colour'",
    "'us-east-1'": "'us-east-1'",
    "policy={'FirstIpDays': 1}": "policy={'FirstIpDays': 1}: a moto_ses_managed.SendingPolicy expected",
    "policy=None": "policy=None",
}


def test_a_wrong_marker_is_named(pytester: pytest.Pytester) -> None:
    tests = [
        f"@pytest.mark.ses_managed({marker})\ndef test_{number}(ses_managed):\n    pass\n"
        for number, marker in enumerate(WRONG_MARKERS)
    ]
    pytester.makepyfile("\n".join(["import pytest", *tests]))
    result = run(pytester)
    result.assert_outcomes(errors=len(WRONG_MARKERS))
    reports = re.split(r"^_+ ERROR at setup of test_\d _+$", "\n".join(result.outlines), flags=re.MULTILINE)[1:]
    for report, named in zip(reports, WRONG_MARKERS.values(), strict=True):
        assert named in report


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


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", ["sesv2.models", "sesv2.responses", "sesv2.urls", "ses.responses", "cloudwatch.models"]
)
def test_any_of_motos_modules_may_be_imported_first(pytester: pytest.Pytester, module: str) -> None:
    pytester.makepyfile(
        f"import moto.{module}"
        + MANAGED
        + TWICE
        + """
@mock_aws
def test_managed():
    assert_managed(make_pool())
"""
    )
    run(pytester).assert_outcomes(passed=1)


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
            heavy = ("moto", "boto3", "botocore", "responses", "werkzeug", "requests", "rich", "plotly")
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


def test_the_fixture_speaks_to_the_server_in_motos_server_mode(pytester: pytest.Pytester, server_url: str) -> None:
    pytester.makepyfile(
        MANAGED
        + """
def test_it(ses_managed):
    make_pool()
    assert ses_managed.server is not None
    assert [pool.name for pool in ses_managed.pools()] == ["pool"]

def test_made_by_hand(ses_managed):
    from moto_ses_managed import SesManaged

    make_pool()
    by_hand = SesManaged("us-east-1")
    assert by_hand.server == ses_managed.server
    assert [pool.name for pool in by_hand.pools()] == ["pool"]
"""
    )
    endpoint = {"TEST_SERVER_MODE": "true", "TEST_SERVER_MODE_ENDPOINT": server_url}
    run(pytester, **endpoint).assert_outcomes(passed=2)
