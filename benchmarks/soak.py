"""A server under mixed load for minutes: its memory, its descriptors, and how long its answers take, window by window.

Clients send, read, create and delete; others idle, trickle, hang up and send what is no request; now and then a Region
lets days pass. It fails where an answer is missing or wrong, and where memory or descriptors grow from one half of the
time to the other by more than what is stored accounts for. Run it with ``make soak``.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
MINUTES = 10.0
WINDOWS = 10
CLIENTS = 8
TRICKLERS = 20
STORED = 2000
"""Messages that the soak's Regions keep: beyond them nothing may grow."""

MOST_GROWTH = 1.15
MOST_DESCRIPTORS = 20
"""More open files at the end than at the beginning; connections come and go meanwhile."""

SIGNATURE = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/{region}/ses/aws4_request, "
    "SignedHeaders=host, Signature=0"
)
REGIONS = ("us-east-1", "eu-west-1", "ap-south-1", "eu-north-1")
EMAIL = {
    "FromEmailAddress": "me@example.com",
    "Destination": {"ToAddresses": ["ann@gmail.com"]},
    "Content": {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "x" * 1024}}}},
    "ConfigurationSetName": "set",
}
NONSENSE = (
    b"\0\1\2\3\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /v2/email/identities HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{",
    b"GET /" + b"x" * 70_000,
)


@dataclass
class Window:
    """What was seen in a part of the time."""

    seconds: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Soak:
    """Everybody who talks to the server, each in a thread."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.address = (parts.hostname or "", parts.port or 0)
        self.window = Window()
        self.done = Event()

    def prepare(self) -> None:
        """A pool, a set and an identity in each Region."""
        for region in REGIONS:
            connection = self._connect()
            for path, body in (
                ("/v2/email/dedicated-ip-pools", {"PoolName": "pool", "ScalingMode": "MANAGED"}),
                (
                    "/v2/email/configuration-sets",
                    {"ConfigurationSetName": "set", "DeliveryOptions": {"SendingPoolName": "pool"}},
                ),
                ("/v2/email/identities", {"EmailIdentity": "example.com"}),
            ):
                self._ask(connection, "POST", path, region, body)
            policy = f"/moto-api/ses-managed/policy?Region={region}"
            self._ask(connection, "PUT", policy, region, {"MaxStoredMessages": STORED})

    def run(self) -> None:
        threads = [Thread(target=self._client, args=(number,)) for number in range(CLIENTS)]
        threads += [Thread(target=each) for each in (self._watch, self._trickle, self._disturb, self._pass_time)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _client(self, number: int) -> None:
        chance, connection = random.Random(number), self._connect()
        region = REGIONS[number % len(REGIONS)]
        while not self.done.is_set():
            what, name = chance.random(), f"p{number}"
            if what < 0.7:
                self._timed(connection, "POST", "/v2/email/outbound-emails", region, EMAIL)
            elif what < 0.9:
                self._timed(connection, "GET", "/v2/email/configuration-sets/set", region)
            else:
                self._timed(connection, "POST", "/v2/email/dedicated-ip-pools", region, {"PoolName": name})
                self._timed(connection, "DELETE", f"/v2/email/dedicated-ip-pools/{name}", region)
            if chance.random() < 0.01:
                connection.close()

    def _timed(self, connection: HTTPConnection, method: str, path: str, region: str, body: object = None) -> None:
        began = time.monotonic()
        self._ask(connection, method, path, region, body)
        self.window.seconds.append(time.monotonic() - began)

    def _watch(self) -> None:
        while not self.done.wait(0.2):
            began = time.monotonic()
            self._ask(self._connect(), "GET", "/moto-api/ses-managed/health", "us-east-1")
            self.window.health.append(time.monotonic() - began)

    def _trickle(self) -> None:
        while not self.done.is_set():
            crowd = [socket.create_connection(self.address) for _ in range(TRICKLERS)]
            for byte in b"GET / HTTP/1.1\r\nX-Slow":
                if self.done.wait(1.0):
                    break
                for slow in crowd:
                    try:
                        slow.send(bytes([byte]))
                    except OSError:
                        continue  # the server had enough of it
            for slow in crowd:
                slow.close()

    def _disturb(self) -> None:
        chance = random.Random(0)
        while not self.done.wait(0.1):
            with socket.create_connection(self.address) as connection:
                try:
                    connection.sendall(chance.choice(NONSENSE))
                    connection.settimeout(chance.choice((0.01, 1.0)))
                    if (answer := connection.recv(4096)) and b" 4" not in answer[:12]:
                        self.window.failures.append(f"nonsense was answered {answer[:40]!r}")
                except OSError:
                    continue  # it hung up, or did not wait

    def _pass_time(self) -> None:
        connection = self._connect()
        while not self.done.wait(5.0):
            for region in REGIONS:
                path = f"/moto-api/ses-managed/advance?Region={region}"
                self._ask(connection, "POST", path, region, {"Days": 3})

    def _connect(self) -> HTTPConnection:
        return HTTPConnection(*self.address, timeout=60)

    def _ask(self, connection: HTTPConnection, method: str, path: str, region: str, body: object = None) -> None:
        data = None if body is None else json.dumps(body)
        headers = {"Authorization": SIGNATURE.format(region=region), "Content-Type": "application/json"}
        try:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            answer = response.read()
        except (HTTPException, OSError) as error:
            connection.close()
            self.window.failures.append(f"{method} {path}: {error!r}")
            return
        if response.status not in {200, 404} or (response.status == 404 and method != "DELETE"):
            self.window.failures.append(f"{method} {path}: {response.status} {answer[:200]!r}")


def memory(process: int) -> float:
    """Megabytes that a process has in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def descriptors(process: int) -> int:
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def percentile(seconds: list[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")


def main() -> int:
    """Soak, print a line for each window, and say what did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES, help="how long (default: %(default)s)")
    minutes = parser.parse_args().minutes
    command = [sys.executable, "-m", "moto_ses_managed.cli", "server", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    if process.stdout is None:
        raise AssertionError("it was opened with a pipe")
    soak = Soak(process.stdout.readline().removeprefix("Listening at ").strip())
    soak.prepare()
    running = Thread(target=soak.run)
    running.start()
    seen, wrong = [], list(soak.window.failures)
    print("window  calls  p50 ms  p99 ms  max ms  health p99  health max     MB  descriptors", flush=True)
    for number in range(1, WINDOWS + 1):
        soak.window = window = Window()
        time.sleep(minutes * 60 / WINDOWS)
        seen.append((memory(process.pid), descriptors(process.pid)))
        figures = [percentile(window.seconds, share) for share in (0.5, 0.99, 1)]
        health = [percentile(window.health, share) for share in (0.99, 1)]
        print(
            f"{number:6} {len(window.seconds):6} {figures[0]:7.2f} {figures[1]:7.1f} {figures[2]:7.0f} "
            f"{health[0]:11.1f} {health[1]:11.0f} {seen[-1][0]:6.1f} {seen[-1][1]:12}",
            flush=True,
        )
        wrong += window.failures
    soak.done.set()
    running.join()
    process.send_signal(signal.SIGTERM)
    code = process.wait(timeout=60)
    half = len(seen) // 2
    before, after = (statistics.median(each[0] for each in part) for part in (seen[1:half], seen[half:]))
    if after > before * MOST_GROWTH:
        wrong.append(f"memory grew from {before:.1f} to {after:.1f} MB")
    if seen[-1][1] > seen[0][1] + MOST_DESCRIPTORS:
        wrong.append(f"descriptors grew from {seen[0][1]} to {seen[-1][1]}")
    if code:
        wrong.append(f"the server ended with {code}")
    print(*wrong[:20], f"{len(wrong)} things did not hold" if wrong else "all held", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
