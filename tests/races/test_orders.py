"""Answers to calls that run at the same time: some order of the calls explains them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.races.linearizability import Call, State, explained
from tests.support.processes import TIMEOUT
from tests.support.server_clients import client_at

CLIENTS = 64
KEYS = 8
"""Things that the clients meet at, eight of them each."""

CALLS = 15
"""Of each client."""


def a_pool(state: State, name: str, argument: Any) -> tuple[State, Any]:
    """A pool as it should behave: ``state`` is its scaling mode, None while there is none."""
    if name == "create":
        return (state, "AlreadyExistsException") if state else (argument, "done")
    if name == "get":
        return state, state or "NotFoundException"
    if state is None:
        return state, "NotFoundException"
    if name == "delete":
        return None, "done"
    return (state, "BadRequestException") if (state, argument) == ("MANAGED", "STANDARD") else (argument, "done")


def a_set(state: State, name: str, argument: Any) -> tuple[State, Any]:
    """A configuration set's sending pool."""
    return (state, state) if name == "get" else (argument, "done")


def recorded(name: str, argument: Any, operation: Callable[..., Any], **parameters: Any) -> Call:
    began = time.monotonic()
    try:
        answer = _summary(operation(**parameters))
    except ClientError as error:
        answer = str(error.response["Error"]["Code"])
    return Call(name, argument, answer, began, time.monotonic())


def _summary(reply: dict[str, Any]) -> str:
    if "DedicatedIpPool" in reply:
        return str(reply["DedicatedIpPool"]["ScalingMode"])
    return str(reply["DeliveryOptions"]["SendingPoolName"]) if "DeliveryOptions" in reply else "done"


def at_once(work: Callable[[int], list[Call]]) -> dict[int, list[Call]]:
    """Every client's calls, all clients at the same time, by the thing that they met at."""
    barrier = Barrier(CLIENTS)

    def begin(number: int) -> list[Call]:
        barrier.wait(timeout=TIMEOUT)
        return work(number)

    calls_by_key: dict[int, list[Call]] = {key: [] for key in range(KEYS)}
    with ThreadPoolExecutor(CLIENTS) as threads:
        for number, calls in enumerate(threads.map(begin, range(CLIENTS), timeout=TIMEOUT)):
            calls_by_key[number % KEYS] += calls
    return calls_by_key


def test_pools_are_made_converted_and_deleted_in_an_order_that_all_answers_agree_on(server_url: str) -> None:
    ses = client_at(server_url, account="640000000011", connections=CLIENTS)

    def work(number: int) -> list[Call]:
        chance, pool = random.Random(number), f"pool-{number % KEYS}"
        calls = []
        for _ in range(CALLS):
            name = chance.choice(["create", "create", "delete", "convert", "get"])
            mode = chance.choice(["MANAGED", "STANDARD"])
            operation, more = {
                "create": (ses.create_dedicated_ip_pool, {"ScalingMode": mode}),
                "delete": (ses.delete_dedicated_ip_pool, {}),
                "convert": (ses.put_dedicated_ip_pool_scaling_attributes, {"ScalingMode": mode}),
                "get": (ses.get_dedicated_ip_pool, {}),
            }[name]
            calls.append(recorded(name, mode, operation, PoolName=pool, **more))
        return calls

    for calls in at_once(work).values():
        assert {call.answer for call in calls} > {"done", "AlreadyExistsException", "NotFoundException"}
        assert explained(calls, None, a_pool) is None


def test_no_association_gets_lost(server_url: str) -> None:
    ses = client_at(server_url, account="640000000012", connections=CLIENTS)
    pools = [f"pool-{number}" for number in range(4)]
    for pool in pools:
        ses.create_dedicated_ip_pool(PoolName=pool, ScalingMode="MANAGED")
    for key in range(KEYS):
        ses.create_configuration_set(ConfigurationSetName=f"set-{key}", DeliveryOptions={"SendingPoolName": pools[0]})

    def work(number: int) -> list[Call]:
        chance, name = random.Random(number), f"set-{number % KEYS}"
        calls = []
        for _ in range(CALLS):
            if chance.random() < 0.5:
                calls.append(recorded("get", None, ses.get_configuration_set, ConfigurationSetName=name))
                continue
            pool = chance.choice(pools)
            put = ses.put_configuration_set_delivery_options
            calls.append(recorded("put", pool, put, ConfigurationSetName=name, SendingPoolName=pool))
        return calls

    for calls in at_once(work).values():
        assert explained(calls, pools[0], a_set) is None


@pytest.mark.parametrize(
    ("calls", "explainable"),
    [
        ([Call("put", "a", "done", 0, 1), Call("get", None, "a", 2, 3)], True),
        ([Call("put", "a", "done", 0, 3), Call("get", None, "b", 1, 2), Call("put", "b", "done", 0, 4)], True),
        # Read before it was written, forgotten after it was, and two readers who saw two writes in different orders.
        ([Call("get", None, "a", 0, 1), Call("put", "a", "done", 2, 3)], False),
        ([Call("put", "a", "done", 0, 1), Call("get", None, "start", 2, 3)], False),
        (
            [
                Call("put", "a", "done", 0, 9),
                Call("put", "b", "done", 0, 9),
                *(Call("get", None, "a", 1, 2), Call("get", None, "b", 3, 4)),
                *(Call("get", None, "a", 5, 6), Call("get", None, "b", 7, 8)),
            ],
            False,
        ),
    ],
)
def test_an_order_is_found_where_there_is_one_and_nowhere_else(calls: list[Call], explainable: bool) -> None:
    assert (explained(calls, "start", a_set) is None) == explainable
