"""pytest within a process that has run it before, or is running it: mutation testers and pytester do that."""

from __future__ import annotations

import pytest

from tests.plugin.running import run

TESTS = '''
PLUGIN = ("-p", "moto_ses_managed.pytest_plugin")

INNER = """
import app

def test_the_fixture(ses_managed):
    app.client.create_email_identity(EmailIdentity="example.com")
    body = {"Text": {"Data": "Hello"}}
    app.client.send_email(
        FromEmailAddress="news@example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "News"}, "Body": body}},
    )
    assert len(ses_managed.messages) == 1
"""

APP = """
import boto3

client = boto3.client("sesv2", region_name="us-east-1")
"""

def check_managed():
    import boto3
    from botocore.config import Config
    from moto import mock_aws

    with mock_aws():
        # moto knows no such endpoint: nothing but the plugin can have it import its SES.
        fips = Config(use_fips_endpoint=True, retries={"total_max_attempts": 1})
        ses = boto3.client("sesv2", region_name="us-east-1", config=fips)
        ses.create_dedicated_ip_pool(PoolName="pool")
        try:
            ses.create_dedicated_ip_pool(PoolName="pool")
        except ses.exceptions.AlreadyExistsException:
            return
        raise AssertionError("moto is plain")

def test_before_moto_is_imported(pytester):
    pytester.makepyfile(conftest="import app", app=APP, test_inner=INNER)
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)
    pytester.runpytest_inprocess(*PLUGIN, "-o", "ses_managed_autouse=false").assert_outcomes(passed=1)

def test_the_run_around_it():
    check_managed()

def test_after_moto_is_imported(pytester):
    pytester.makepyfile(conftest="import app", app=APP, test_inner=INNER)
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)

def test_the_run_around_it_after_that():
    check_managed()
'''


def test_a_run_within_a_run_leaves_both_their_pools(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_outer=TESTS)
    credentials = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    run(pytester, "-p", "pytester", **credentials).assert_outcomes(passed=4)
