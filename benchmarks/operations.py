"""What is called in the benchmarks, by whom, and the clients that do it: real ones of boto3."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
from botocore.awsrequest import AWSResponse
from moto import mock_aws

if TYPE_CHECKING:
    from moto_ses_managed import SesManaged

FLOOR, PLAIN_MOTO, THIS_PACKAGE = "floor", "plain moto", "this package"
CONTESTANTS = (FLOOR, PLAIN_MOTO, THIS_PACKAGE)
"""The floor is botocore alone: a constant answers its requests."""

SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello" * 200}}}}

Call = Callable[[], Any]


def operations(ses: Any) -> dict[str, Call]:
    """The calls that are compared."""
    return {
        "SendEmail": lambda: send(ses),
        "CreateDedicatedIpPool": lambda: create_and_delete(ses),
        "GetConfigurationSet": lambda: ses.get_configuration_set(ConfigurationSetName="set"),
        "ListDedicatedIpPools": ses.list_dedicated_ip_pools,
    }


def send(ses: Any) -> Any:
    """One message of 1 KB through the managed pool."""
    return ses.send_email(
        FromEmailAddress="me@example.com",
        Destination={"ToAddresses": ["ann@gmail.com"]},
        Content=SIMPLE,
        ConfigurationSetName="set",
    )


def create_and_delete(ses: Any) -> None:
    """Both, as there are 50 pools at most."""
    ses.create_dedicated_ip_pool(PoolName="another", ScalingMode="MANAGED")
    ses.delete_dedicated_ip_pool(PoolName="another")


class Constant:
    """A response's raw body."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> Any:
        yield self._body


@contextmanager
def client(contestant: str) -> Iterator[Any]:
    """A client of SES v2 that this contestant answers, with a managed pool and its configuration set."""
    if contestant == FLOOR:
        yield _answered_by_a_constant()
        return
    import moto_ses_managed

    if contestant == THIS_PACKAGE:
        moto_ses_managed.activate()
    try:
        with mock_aws():
            ses = boto3.client("sesv2", "us-east-1")
            ses.create_email_identity(EmailIdentity="example.com")
            ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
            ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
            if contestant == THIS_PACKAGE:
                warm_up(moto_ses_managed.SesManaged())
            yield ses
    finally:
        moto_ses_managed.deactivate()


def _answered_by_a_constant() -> Any:
    ses = boto3.client("sesv2", "us-east-1", aws_access_key_id="x", aws_secret_access_key="y")
    body, headers = json.dumps({"MessageId": "x"}).encode(), {"content-type": "application/json"}
    ses.meta.events.register(
        "before-send.sesv2", lambda request, **_: AWSResponse(request.url, 200, headers, Constant(body))
    )
    return ses


def warm_up(hooks: SesManaged) -> None:
    """Give the pool an IP that may send all that is to come."""
    from moto_ses_managed import SendingPolicy

    hooks.policy = SendingPolicy(first_ip_days=1, first_ip_daily_volume=1, cold_capacity=5_000)
    hooks.send_traffic("pool", {"Gmail": 10})
