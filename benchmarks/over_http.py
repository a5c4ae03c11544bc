"""What a call costs over HTTP, and how soon a server answers: this package, moto's own server, and a Node emulator.

boto3 is the client each time, in processes of its own: one, and eight at once, which send the same message through a
warm managed pool where there is such a thing. Every contestant is started anew in each round, all in turn. Ratios say
more than milliseconds. Run it with ``make bench``.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import node_emulator
from contest import Row, as_installed, compared, table, take_turns
from operations import send, warm_up

OWN = "this package"
MOTO = "moto_server"
NODE = node_emulator.NAME

ROUNDS = 5
CALLS = 300
"""A client's calls that are counted."""

WARM_UP = 50
CLIENTS = 8
START_SECONDS = 60.0
POLL_SECONDS = 0.002

READY = "ready after start"
ONE = "SendEmail, one client"
EIGHT = "SendEmail, eight clients"

# Plain moto asks for no more than this of the header: whose account and Region it is.
SIGNATURE = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, "
    "SignedHeaders=host, Signature=0"
)
ROOT = Path(__file__).parent.parent


def results(rounds: int = ROUNDS) -> tuple[dict[str, Row], list[str]]:
    """The rows by what they are about, and a note for each contestant that could not take part."""
    contestants, notes = [OWN, MOTO], []
    try:
        node_emulator.command(0)
        contestants.append(NODE)
    except node_emulator.NotToBeHadError as error:
        notes.append(f"{NODE} was left out: {error}.")
    for each in (OWN, MOTO):
        with started(each) as url:
            answer_first_request(url)  # Python compiles once what it then keeps
    measured = take_turns(contestants, measure, rounds)
    rows = {
        f"{name} / {other}": compared(measured, name, OWN, other, 1.0)
        for name, other in ((ONE, NODE), (EIGHT, NODE), (ONE, MOTO), (EIGHT, MOTO), (READY, MOTO))
    }
    return {title: row for title, row in rows.items() if row is not None}, notes


def measure(contestant: str) -> dict[str, float]:
    """One contestant's figures in milliseconds; for eight clients the time that passes from one answer to the next."""
    began = time.perf_counter()
    with started(contestant) as url:
        figures = {}
        if contestant != NODE:  # it takes no identities, which are what a test begins with
            answer_first_request(url)
            figures[READY] = (time.perf_counter() - began) * 1000
        prepare(contestant, url)
        figures[ONE] = statistics.median(clients_at_once(url, 1)[1])
        figures[EIGHT] = clients_at_once(url, CLIENTS)[0] / (CLIENTS * CALLS)
    return figures


@contextmanager
def started(contestant: str) -> Iterator[str]:
    """The URL of a contestant's server, once it takes connections."""
    port = 0 if contestant == OWN else free_port()
    commands = {
        OWN: lambda: [sys.executable, "-m", "moto_ses_managed.cli", "server", "--port", "0"],
        MOTO: lambda: [sys.executable, "-m", "moto.server", "-p", str(port)],
        NODE: lambda: node_emulator.command(port),
    }
    process = subprocess.Popen(
        commands[contestant](),
        stdout=subprocess.PIPE if contestant == OWN else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=as_installed("MOTO_", "TEST_SERVER"),
    )
    try:
        yield url_said_by(process) if contestant == OWN else url_once_open(process, port)
    finally:
        process.terminate()
        process.communicate()


def url_said_by(process: subprocess.Popen[str]) -> str:
    """As the server announces it, which took a free port by itself."""
    if process.stdout is None:
        raise AssertionError("it was opened with a pipe")
    line = process.stdout.readline()
    if not line.startswith("Listening at "):
        raise RuntimeError(f"the server did not start: {line!r}")
    return line.removeprefix("Listening at ").strip()


def url_once_open(process: subprocess.Popen[str], port: int) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(POLL_SECONDS)
            continue
        return f"http://127.0.0.1:{port}"
    raise RuntimeError(f"no server listens at port {port}: {process.args!r}")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def answer_first_request(url: str) -> None:
    """Wait for the first answer of SES, without the time that a client of boto3's takes to be made."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=START_SECONDS)
    headers = {"Authorization": SIGNATURE, "Content-Type": "application/json"}
    connection.request("POST", "/v2/email/identities", json.dumps({"EmailIdentity": "example.com"}), headers)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{url} answered {response.status}: {response.read()!r}")
    connection.close()


def prepare(contestant: str, url: str) -> None:
    """What the message needs: the Node emulator takes any message, and knows of nothing else."""
    if contestant == NODE:
        return
    ses = client(url)
    ses.create_dedicated_ip_pool(PoolName="pool", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="set", DeliveryOptions={"SendingPoolName": "pool"})
    if contestant == OWN:
        from moto_ses_managed import SesManaged

        warm_up(SesManaged(server=url))


def client(url: str) -> Any:
    return boto3.client("sesv2", "us-east-1", endpoint_url=url, aws_access_key_id="x", aws_secret_access_key="y")


def clients_at_once(url: str, how_many: int) -> tuple[float, list[float]]:
    """Milliseconds from the first call to the last answer, and each client's median of a call."""
    command = [sys.executable, __file__, "--client", url]
    clients = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(how_many)
    ]
    try:
        for each in clients:
            said_by(each)
        for each in clients:
            print(file=each.stdin, flush=True)
        done = [said_by(each) for each in clients]
    finally:
        for each in clients:
            each.terminate()
            each.communicate()
    elapsed = max(each["ended"] for each in done) - min(each["began"] for each in done)
    return elapsed * 1000, [each["median"] * 1000 for each in done]


def said_by(process: subprocess.Popen[str]) -> dict[str, float]:
    if process.stdout is None:
        raise AssertionError("it was opened with a pipe")
    said: dict[str, float] = json.loads(process.stdout.readline() or "null")
    if said is None:
        raise RuntimeError(f"a client failed: {process.args!r}")
    return said


def be_a_client(url: str) -> None:
    """Warm up, say so, wait for a line, and send; the clock is one for all processes."""
    ses = client(url)
    times = []
    for number in range(WARM_UP + CALLS):
        if number == WARM_UP:
            print("{}", flush=True)
            sys.stdin.readline()
        began = time.monotonic()
        send(ses)
        times.append((began, time.monotonic()))
    counted = times[WARM_UP:]
    median = statistics.median(ended - began for began, ended in counted)
    print(json.dumps({"began": counted[0][0], "ended": counted[-1][1], "median": median}), flush=True)


def main() -> None:
    """Let the contestants take turns, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="how often all take their turn (default: %(default)s)"
    )
    parser.add_argument(
        "--client", metavar="URL", help="be one client of the server at URL, and print the bare figures"
    )
    options = parser.parse_args()
    if options.client is not None:
        be_a_client(options.client)
        return
    rows, notes = results(options.rounds)
    print(table(list(rows.values())))
    print("\n".join(notes))


if __name__ == "__main__":
    main()
