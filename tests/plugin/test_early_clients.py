"""Clients that the code under test creates as it is imported, before anything has imported moto."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.plugin.running import run
from tests.support.processes import ROOT, TIMEOUT

APP = """
import boto3
from botocore.config import Config

once = Config(retries={"total_max_attempts": 1})
client = boto3.client("sesv2", region_name="us-east-1", config=once)
session = boto3.Session(region_name="us-east-1")
elsewhere = boto3.client("sesv2", region_name="us-east-1", config=once, endpoint_url="http://127.0.0.1:9")
"""

TESTS = """
import sys

import app
import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

assert "moto" not in sys.modules

def test_the_fixture(ses_managed):
    app.client.create_dedicated_ip_pool(PoolName="client", ScalingMode="MANAGED")
    app.session.client("sesv2").create_dedicated_ip_pool(PoolName="session", ScalingMode="MANAGED")
    # The session that boto3 keeps for all such calls was made by the first one.
    boto3.client("sesv2", region_name="us-east-1").create_dedicated_ip_pool(PoolName="default", ScalingMode="MANAGED")
    app.session.client("s3").create_bucket(Bucket="bucket")
    assert [pool.name for pool in ses_managed.pools()] == ["client", "session", "default"]

def test_motos_own_mock():
    from moto import mock_aws
    from moto.core import patch_client

    with mock_aws():
        assert app.client.list_dedicated_ip_pools()["DedicatedIpPools"] == []
        patch_client(app.client)
        app.client.create_email_identity(EmailIdentity="example.com")
        app.client.send_email(
            FromEmailAddress="news@example.com",
            Destination={"ToAddresses": ["ann@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "News"}, "Body": {"Text": {"Data": "Hello"}}}},
        )
        assert app.session.client("ses").get_send_quota()["SentLast24Hours"] == 1

def test_no_mock():
    with pytest.raises(EndpointConnectionError):
        app.elsewhere.list_dedicated_ip_pools()
"""


@pytest.mark.parametrize(("autouse", "conftest"), [("true", "import app"), ("false", "")])
def test_a_mock_answers_clients_that_were_created_before_moto_was_imported(
    pytester: pytest.Pytester, autouse: str, conftest: str
) -> None:
    pytester.makepyfile(app=APP, test_app=TESTS, conftest=conftest)
    credentials = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    run(pytester, "-o", f"ses_managed_autouse={autouse}", **credentials).assert_outcomes(passed=3)


SCRIPT = """
from moto_ses_managed import SesManaged, mock_aws
import boto3

session = boto3.Session("key", "secret", region_name="us-east-1")
ses = session.client("sesv2")
with mock_aws():
    ses.create_dedicated_ip_pool(PoolName="client", ScalingMode="MANAGED")
    session.client("sesv2").create_dedicated_ip_pool(PoolName="session", ScalingMode="MANAGED")
    print(*(pool.name for pool in SesManaged().pools()))
"""


def test_a_mock_answers_clients_that_were_created_after_mock_aws_was_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=TIMEOUT, cwd=ROOT
    )
    assert (done.stdout.split(), done.returncode) == (["client", "session"], 0), done.stderr
