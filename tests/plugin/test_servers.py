"""The plugin with servers: one that it starts itself, and moto's modes in which the mock is elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
import time

import pytest

from tests.plugin.running import run
from tests.support.processes import ROOT, TIMEOUT
from tests.support.serving import proxy

SERVED = """
import boto3, requests, pytest
from moto_ses_managed import SesManaged

def client(url):
    return boto3.client("sesv2", "us-east-1", endpoint_url=url, aws_access_key_id="x", aws_secret_access_key="y")

def test_first(ses_managed_server):
    assert isinstance(ses_managed_server, str)
    client(ses_managed_server).create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    hooks = SesManaged(server=ses_managed_server)
    assert hooks.send_traffic("pool", {"Gmail": 3000}, days=5).ips

def test_second_has_the_same_server(ses_managed_server):
    hooks = SesManaged(server=ses_managed_server)
    hooks.reset()
    assert hooks.pools() == []

@pytest.mark.parametrize("number", range(4))
def test_more(ses_managed_server, number):
    assert requests.get(f"{ses_managed_server}/moto-api/ses-managed/health", timeout=300).json()["Status"] == "OK"
    with open(f"url-{number}", "w") as file:
        file.write(ses_managed_server)
"""


def ended(url: str) -> bool:
    host, _, port = url.removeprefix("http://").partition(":")
    until = time.monotonic() + TIMEOUT
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))):
                return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("-p", "xdist", "-n", "2")], ids=["one process", "xdist"])
def test_the_fixture_serves_a_session_and_ends_with_it(pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    pytester.makepyfile(SERVED)
    run(pytester, *arguments).assert_outcomes(passed=6)
    urls = {path.read_text() for path in pytester.path.glob("url-*")}
    assert len(urls) <= max(1, len(arguments) // 2)
    assert all(map(ended, urls))


def test_without_the_extra_it_says_what_to_install(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(ses_managed_server): pass")
    # What makes waitress unimportable in the server's process, too.
    (pytester.path / "waitress.py").write_text("raise ImportError('not installed')")
    outcome = run(pytester, PYTHONPATH=f"{pytester.path}{os.pathsep}{ROOT}")
    outcome.assert_outcomes(errors=1)
    output = "\n".join(outcome.outlines)
    assert "pip install 'moto-ses-managed[server]'" in output
    assert "Traceback" not in output


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed: proxy mode is NOT tested")
def test_in_proxy_mode_the_fixture_speaks_to_the_proxy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3, pytest
        from moto_ses_managed import SendingPolicy, Route

        @pytest.mark.ses_managed(policy=SendingPolicy(first_ip_days=1))
        def test_a_pool_lives(ses_managed):
            ses = boto3.client("sesv2", "us-east-1")
            assert ses.meta.endpoint_url == "https://email.us-east-1.amazonaws.com"
            ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
            with pytest.raises(ses.exceptions.AlreadyExistsException):
                ses.create_dedicated_ip_pool(PoolName="pool")
            ses.create_email_identity(EmailIdentity="example.com")
            ses.create_configuration_set(
                ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"}
            )
            assert len(ses_managed.send_traffic("pool", {"Gmail": 3000}, days=2).ips) == 1
            ses.send_email(
                FromEmailAddress="a@example.com",
                Destination={"ToAddresses": ["ann@gmail.com"]},
                Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
                ConfigurationSetName="set",
            )
            [message] = ses_managed.messages
            assert message.pool == "pool"
            assert ses_managed.server.startswith("http://localhost:")

        def test_the_next_one_starts_from_nothing(ses_managed):
            assert ses_managed.pools() == []
        """
    )
    with proxy() as port:
        run(pytester, TEST_PROXY_MODE="true", MOTO_PROXY_PORT=str(port)).assert_outcomes(passed=2)
