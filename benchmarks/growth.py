"""What grows: the memory of stored messages, calls on an account that is full, and days in which nothing happens.

Each figure is measured in a process of its own, for several rounds.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import boto3
from contest import in_a_process
from moto import mock_aws
from operations import warm_up
from results import Result

import moto_ses_managed
from moto_ses_managed import SesManaged

ROUNDS = 5
KILOBYTE = 1024

MESSAGES = 5_000
SETTLING = 1_000
"""Messages before the measured ones, which bring what is kept once."""

IDENTITIES = 10_000
SAMPLE = 200
"""Calls whose median stands for the hundredth and for the last identity."""

PAGE = 100
ADVANCES = 200
CAP = 500


TARGETS: dict[str, tuple[str, float]] = {
    "memory of a stored message of 1 KB": ("KB", 2.5),
    "memory of a message of 1 KB beyond max_stored_messages": ("KB", 0.1),
    "the 10,000th CreateEmailIdentity / the 100th": ("x", 1.2),
    "a page of 10,000 identities / a page of 1,000": ("x", 1.2),
    "advance(days=1) of an empty Region / the cheapest other call": ("x", 1.0),
    "advance(days=1) with an idle pool / the cheapest other call": ("x", 1.0),
}
"""Units and targets by what is measured."""


def results(rounds: int = ROUNDS) -> list[Result]:
    """Measure everything, ``rounds`` times, each figure in a process of its own."""
    values_by_name: dict[str, list[float]] = {name: [] for name in TARGETS}
    for _ in range(rounds):
        for figure in FIGURES:
            for name, value in in_a_process("growth.py", "--figure", figure).items():
                values_by_name[name].append(value)
    return [Result(name, TARGETS[name][0], values, TARGETS[name][1]) for name, values in values_by_name.items()]


def message_memory() -> dict[str, float]:
    """Kilobytes that the process grows by with each message, as the system counts them: stored, and beyond the cap."""
    with mock_aws():
        ses, hooks = clients()
        warm_up(hooks)
        stored = growth(ses)
        hooks.policy = replace(hooks.policy, max_stored_messages=CAP)
        beyond = growth(ses)
    return {
        "memory of a stored message of 1 KB": stored,
        "memory of a message of 1 KB beyond max_stored_messages": beyond,
    }


def growth(ses: Any) -> float:
    send_many(ses, SETTLING)
    before = resident()
    send_many(ses, MESSAGES)
    return (resident() - before) / MESSAGES / KILOBYTE


def send_many(ses: Any, count: int) -> None:
    for number in range(count):
        ses.send_email(
            FromEmailAddress="me@example.com",
            Destination={"ToAddresses": [f"ann+{number}@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": f"{number:<{KILOBYTE}}"}}}},
            ConfigurationSetName="set",
        )


def resident() -> int:
    """Bytes of memory that the process has at present."""
    gc.collect()
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * KILOBYTE
    raise RuntimeError("This system does not say how much memory a process has: Linux does.")


def identity_growth() -> dict[str, float]:
    """How much more the last of 10,000 identities costs than the hundredth, and a page when there are as many."""
    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")
        create: list[float] = []
        page_of: dict[int, float] = {}
        for number in range(IDENTITIES):
            # In no order, as names come.
            name = f"d{number * 7_919 % IDENTITIES}.example.com"
            create.append(seconds(partial(ses.create_email_identity, EmailIdentity=name)))
            if number + 1 in {IDENTITIES // 10, IDENTITIES}:
                page_of[number + 1] = seconds_a_page(ses)
    hundredth = statistics.median(create[PAGE - SAMPLE // 2 : PAGE + SAMPLE // 2])
    return {
        "the 10,000th CreateEmailIdentity / the 100th": statistics.median(create[-SAMPLE:]) / hundredth,
        "a page of 10,000 identities / a page of 1,000": page_of[IDENTITIES] / page_of[IDENTITIES // 10],
    }


def seconds_a_page(ses: Any) -> float:
    """The median of all pages: in a list that costs by its length, each of them does."""
    times: list[float] = []
    token: dict[str, str] = {}
    while True:
        began = time.perf_counter()
        reply = ses.list_email_identities(PageSize=PAGE, **token)
        times.append(time.perf_counter() - began)
        if "NextToken" not in reply:
            return statistics.median(times)
        token = {"NextToken": reply["NextToken"]}


def idle_days() -> dict[str, float]:
    """What a day costs in which nothing happens, without a pool and with one."""
    ratios = {}
    for name, pool in (("of an empty Region", False), ("with an idle pool", True)):
        with mock_aws():
            hooks = SesManaged()
            ses = clients(with_pool=pool)[0]
            others: dict[str, Callable[[], Any]] = {
                "GetConfigurationSet": partial(ses.get_configuration_set, ConfigurationSetName="set"),
                "ListDedicatedIpPools": ses.list_dedicated_ip_pools,
                "GetAccount": ses.get_account,
            }
            days: list[float] = []
            calls: dict[str, list[float]] = {call: [] for call in others}
            for _ in range(ADVANCES):
                days.append(seconds(partial(hooks.advance, days=1)))
                for call, other in others.items():
                    calls[call].append(seconds(other))
        cheapest = min(map(statistics.median, calls.values()))
        ratios[f"advance(days=1) {name} / the cheapest other call"] = statistics.median(days) / cheapest
    return ratios


FIGURES = {"memory": message_memory, "identities": identity_growth, "idle days": idle_days}


def clients(*, with_pool: bool = True) -> tuple[Any, SesManaged]:
    ses = boto3.client("sesv2", "us-east-1")
    ses.create_email_identity(EmailIdentity="example.com")
    options = {}
    if with_pool:
        ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
        options = {"DeliveryOptions": {"SendingPoolName": "pool"}}
    ses.create_configuration_set(ConfigurationSetName="set", **options)
    return ses, SesManaged()


def seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main() -> None:
    """Print each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figure", choices=FIGURES, help="measure one once, here, and print the bare figures")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    if chosen.figure is not None:
        moto_ses_managed.activate()
        print(json.dumps(FIGURES[chosen.figure]()))
        return
    for result in results(chosen.rounds):
        print(f"{result.what}: {result.median:.2f} {result.unit}")


if __name__ == "__main__":
    main()
