"""Crowds of clients: those that say nothing, those that say it slowly, and those that wait for one Region."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Thread

import pytest
import requests

from moto_ses_managed import SesManaged
from moto_ses_managed.server.connections import CONNECTIONS, HEADER_SECONDS
from moto_ses_managed.simulation.errors import SesManagedError
from tests.support.processes import TIMEOUT
from tests.support.serving import AUTHORIZATION, server, start

from .http import answers, connect, converse, request

CROWD = 80
MANY = 200
BUSY = "530000000001"
HEALTH = "/moto-api/ses-managed/health"
CLOCK = "/moto-api/ses-managed/clock"
SOON = 10.0
"""Seconds within which an answer comes even on a slow machine, and never where it waits for a crowd."""


@pytest.fixture
def own_server() -> Iterator[str]:
    with server() as url:
        yield url


@contextmanager
def busy_region(url: str) -> Iterator[Thread]:
    """A Region whose ten years take minutes."""
    hooks = SesManaged(account_id=BUSY, server=url)
    for _ in range(40):
        hooks.lease_standard_ips(1000)

    def pass_ages() -> None:
        with suppress(SesManagedError):  # the server is stopped meanwhile
            hooks.advance(days=3650)

    ages = Thread(target=pass_ages, daemon=True)
    ages.start()
    while not _waits(f"{url}{CLOCK}?AccountId={BUSY}"):
        assert ages.is_alive()
    yield ages


def _waits(url: str) -> bool:
    try:
        requests.get(url, timeout=0.5)
    except requests.ReadTimeout:
        return True
    return False


@contextmanager
def trickling(url: str, *heads: bytes) -> Iterator[None]:
    """A crowd that sends the heads, and then a byte every two seconds."""
    done = Event()
    with ExitStack() as stack:
        crowd = [stack.enter_context(connect(url)) for _ in range(CROWD)]
        for number, connection in enumerate(crowd):
            connection.sendall(heads[number % len(heads)])

        def trickle() -> None:
            while not done.wait(2.0):
                for connection in crowd:
                    try:
                        connection.send(b"x")
                    except OSError:
                        continue  # the server had enough of it

        thread = Thread(target=trickle)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def signed(account: str, path: str = "/v2/email/account") -> bytes:
    return request(f"GET {path}", f"Authorization: {AUTHORIZATION}", f"x-moto-account-id: {account}")


def ask_others(url: str) -> list[float]:
    """Seconds that health and other Regions take to answer."""
    paths = (HEALTH, f"{CLOCK}?Region=eu-west-1", f"{CLOCK}?AccountId=530000000002", "/v2/email/account")
    seconds = []
    for path in paths:
        began = time.monotonic()
        assert requests.get(url + path, timeout=SOON).status_code == 200
        seconds.append(time.monotonic() - began)
    return seconds


@pytest.mark.slow
def test_health_and_other_regions_answer_while_crowds_idle_trickle_and_wait(own_server: str) -> None:
    ask_others(own_server)
    body = request("POST /v2/email/identities", "Content-Length: 100000")
    with ExitStack() as stack:
        for _ in range(CROWD):
            stack.enter_context(connect(own_server))
        stack.enter_context(trickling(own_server, b"GET / HTTP/1.1\r\nX-Slow: ", body))
        ages = stack.enter_context(busy_region(own_server))
        for number in range(2 * CROWD):
            waiting = stack.enter_context(connect(own_server))
            waiting.sendall(signed(BUSY) if number % 2 else request(f"GET {CLOCK}?AccountId={BUSY}"))
        for _ in range(5):
            ask_others(own_server)
        # New clients are served as well as those that kept their connection.
        with requests.Session() as session:
            for _ in range(20):
                assert session.get(own_server + HEALTH, timeout=SOON).status_code == 200
        assert ages.is_alive()


def test_calls_that_wait_for_a_busy_region_leave_threads_to_others(own_server: str) -> None:
    with ExitStack() as stack, busy_region(own_server):
        for _ in range(MANY):
            stack.enter_context(connect(own_server)).sendall(signed(BUSY))
        # The same Region under other names, as the server can't know: by an access key, without an account's number.
        ask_others(own_server)


def test_those_in_a_regions_line_are_all_answered(own_server: str) -> None:
    account = "530000000003"
    hooks = SesManaged(account_id=account, server=own_server)
    hooks.lease_standard_ips(100)
    ages = Thread(target=hooks.advance, kwargs={"days": 2000})
    ages.start()
    with ExitStack() as stack:
        crowd = [stack.enter_context(connect(own_server)) for _ in range(MANY)]
        for connection in crowd:
            connection.sendall(signed(account))
        for connection in crowd:
            [(status, _, _)] = answers(connection.recv(65536))
            assert status == 200
    ages.join()


@pytest.mark.slow
def test_headers_that_do_not_come_in_time_are_a_408(own_server: str) -> None:
    with connect(own_server) as connection:
        connection.settimeout(0.5)
        began, received = time.monotonic(), b""
        for byte in b"GET / HTTP/1.1\r\nX-Slow: " + b"x" * 1000:
            connection.sendall(bytes([byte]))
            try:
                received = connection.recv(65536)
                break
            except TimeoutError:
                assert time.monotonic() - began < HEADER_SECONDS + TIMEOUT
    [(status, headers, _)] = answers(received)
    assert (status, headers["connection"]) == (408, "close")
    assert time.monotonic() - began >= HEADER_SECONDS


def test_connections_that_idle_make_room_for_new_ones(own_server: str) -> None:
    with ExitStack() as stack:
        for _ in range(CONNECTIONS + 50):
            stack.enter_context(connect(own_server))
        assert requests.get(own_server + HEALTH, timeout=2 * SOON).status_code == 200


def test_a_half_closed_connection_still_gets_its_answer(own_server: str) -> None:
    [(status, _, _)] = converse(own_server, request(f"GET {HEALTH}"), ends=True)
    assert status == 200


def test_clients_that_hang_up_in_the_middle_leave_nothing_behind(own_server: str) -> None:
    for sent in (b"", b"GET /", request("POST /v2/email/identities", "Content-Length: 10", body=b"{"), signed(BUSY)):
        for _ in range(50):
            connection = connect(own_server)
            connection.sendall(sent)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
    assert requests.get(own_server + HEALTH, timeout=SOON).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("state", [False, True])
def test_sigterm_ends_a_server_within_ten_seconds_whatever_runs(state: bool, tmp_path: object) -> None:
    process, url = start(*(("--state", f"{tmp_path}/state") if state else ()))
    try:
        with ExitStack() as stack, busy_region(url):
            for _ in range(CROWD):
                stack.enter_context(connect(url)).sendall(signed(BUSY))
            stack.enter_context(trickling(url, b"GET / HTTP/1.1\r\nX-Slow: "))
            began = time.monotonic()
            process.terminate()
            _, errors = process.communicate(timeout=TIMEOUT)
            seconds = time.monotonic() - began
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert seconds < 10.0
    assert "Traceback" not in errors
    assert process.returncode in {0, 1}
    assert (process.returncode == 1) == ("not saved" in errors)
