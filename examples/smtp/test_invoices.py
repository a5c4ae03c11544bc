"""Test it against SES's SMTP interface: `pip install 'moto-ses-managed[smtp]' pytest`, then `pytest`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import boto3
import pytest
from invoices import send_invoice

from moto_ses_managed import SesManaged

REGION = "us-east-1"


@pytest.fixture(scope="module")
def places() -> Iterator[tuple[str, int]]:
    """The URL of a server, and the port of its SMTP interface: it chooses both, and says so."""
    command = ["moto-ses-managed", "server", "--port", "0", "--smtp-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline().strip() for _ in range(3)]
        yield lines[0].removeprefix("Listening at "), int(lines[2].rpartition(":")[2])
        server.terminate()


def test_an_invoice_leaves_through_the_pool_of_its_configuration_set(places: tuple[str, int]) -> None:
    url, smtp_port = places
    ses = boto3.client("sesv2", REGION, endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test")
    ses.create_dedicated_ip_pool(PoolName="invoices", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="invoices", DeliveryOptions={"SendingPoolName": "invoices"})
    ses.create_email_identity(EmailIdentity="example.com")
    hooks = SesManaged(REGION, server=url)
    hooks.warm_up("invoices", {"Gmail": 2_000})

    send_invoice("127.0.0.1", smtp_port, "ann@gmail.com", b"%PDF-1.7")

    [message] = hooks.messages
    assert message.ip in {ip.address for ip in hooks.pool("invoices").ips}
    [attachment] = message.attachments
    assert (attachment.filename, attachment.content) == ("invoice.pdf", b"%PDF-1.7")
