"""What a call costs: botocore alone (a constant answers its request), plain moto, and this package, side by side.

Each contestant runs in a process of its own, all in turn for several rounds, so that whatever else the machine does
meets them alike. Ratios say more than milliseconds. Run it with ``make bench``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from moto import mock_aws

ROUNDS = 5
CALLS = 200
WARM_UP = 30
CONTESTANTS = ("floor", "plain moto", "this package")
SIMPLE = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello" * 200}}}}


class Constant:
    """A response's raw body."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> Any:
        yield self._body


def operations(ses: Any) -> dict[str, Callable[[int], Any]]:
    """The calls that are compared, each given a number of its own."""
    return {
        "SendEmail": lambda _: ses.send_email(
            FromEmailAddress="me@example.com",
            Destination={"ToAddresses": ["ann@gmail.com"]},
            Content=SIMPLE,
            ConfigurationSetName="set",
        ),
        "CreateDedicatedIpPool": lambda number: create_and_delete(ses, f"pool-{number}"),
        "GetConfigurationSet": lambda _: ses.get_configuration_set(ConfigurationSetName="set"),
        "ListDedicatedIpPools": lambda _: ses.list_dedicated_ip_pools(),
    }


def create_and_delete(ses: Any, name: str) -> None:
    """Both, as there are 50 pools at most."""
    ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    ses.delete_dedicated_ip_pool(PoolName=name)


def measure(contestant: str) -> dict[str, float]:
    """The median of each call in milliseconds."""
    if contestant == "floor":
        ses = boto3.client("sesv2", "us-east-1", aws_access_key_id="x", aws_secret_access_key="y")
        body = json.dumps({"MessageId": "x"}).encode()
        headers = {"content-type": "application/json"}
        ses.meta.events.register(
            "before-send.sesv2",
            lambda request, **_: AWSResponse(request.url, 200, headers, Constant(body)),
        )
        return medians(ses)
    if contestant == "this package":
        import moto_ses_managed

        moto_ses_managed.activate()
    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")
        ses.create_email_identity(EmailIdentity="example.com")
        ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
        if contestant == "this package":
            warm_up()
        return medians(ses)


def warm_up() -> None:
    """Give the pool an IP that may send all that is to come."""
    from moto_ses_managed import SendingPolicy, SesManaged

    hooks = SesManaged()
    hooks.policy = SendingPolicy(first_ip_days=1, first_ip_daily_volume=1, cold_capacity=5_000)
    hooks.send_traffic("pool", {"Gmail": 10})


def medians(ses: Any) -> dict[str, float]:
    found = {}
    for name, call in operations(ses).items():
        times = []
        for number in range(WARM_UP + CALLS):
            began = time.perf_counter()
            call(number)
            times.append(time.perf_counter() - began)
        found[name] = statistics.median(times[WARM_UP:]) * 1000
    return found


def main() -> None:
    """Let the contestants take turns, and print each call's cost against the floor's and plain moto's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contestant", choices=CONTESTANTS, help="measure one here, and print the bare figures")
    chosen = parser.parse_args().contestant
    if chosen is not None:
        print(json.dumps(measure(chosen)))
        return
    rounds = [{contestant: in_a_process(contestant) for contestant in CONTESTANTS} for _ in range(ROUNDS)]
    print(f"{'call':<24}{'ms':>8}{'/ floor':>18}{'/ plain moto':>18}")
    for call in rounds[0]["floor"]:
        own = statistics.median(each["this package"][call] for each in rounds)
        against = [
            [each["this package"][call] / each[contestant][call] for each in rounds] for contestant in CONTESTANTS[:2]
        ]
        print(f"{call:<24}{own:>8.2f}" + "".join(f"{shown(ratios):>18}" for ratios in against))


def in_a_process(contestant: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--contestant", contestant]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def shown(ratios: list[float]) -> str:
    """The median, and the least and the greatest."""
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"


if __name__ == "__main__":
    main()
