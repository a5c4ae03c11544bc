"""A large state: what saving it costs the clients, the memory and the end of a server, and how soon it is there again.

``python benchmarks/state.py --messages 100000``: clients send messages of 2 KB to a server with ``--state`` and to one
without.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import boto3

TEXT = 2_000
CLIENTS = 4
MEGABYTE = 1_000_000


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "moto_ses_managed.cli", "server", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().removeprefix("Listening at ").strip()


def client(url: str) -> Any:
    return boto3.client("sesv2", "us-east-1", endpoint_url=url, aws_access_key_id="x", aws_secret_access_key="y")


def send(url: str, number: int) -> list[float]:
    """Send so many, and how long each took."""
    ses = client(url)
    times = []
    for message in range(number):
        began = time.perf_counter()
        ses.send_email(
            FromEmailAddress="a@example.com",
            Destination={"ToAddresses": [f"a{message}@gmail.com"]},
            Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": f"{os.urandom(4).hex()}" * 250}}}},
        )
        times.append(time.perf_counter() - began)
    return times


def watch(url: str, stop: Event) -> list[float]:
    """How long each call took that only reads."""
    ses = client(url)
    times = []
    while not stop.is_set():
        began = time.perf_counter()
        ses.get_account()
        times.append(time.perf_counter() - began)
        time.sleep(0.01)
    return times


def memory(process: subprocess.Popen[str]) -> float:
    """Resident megabytes."""
    [line] = [line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1_000


def filled(url: str, messages: int) -> tuple[list[float], list[float]]:
    """Send all messages; how long the sends took, and calls that read while they went on and 10 seconds longer."""
    client(url).create_email_identity(EmailIdentity="example.com")
    stop = Event()
    with ThreadPoolExecutor(CLIENTS + 1) as threads:
        watching = threads.submit(watch, url, stop)
        sending = [threads.submit(send, url, messages // CLIENTS) for _ in range(CLIENTS)]
        sends = [duration for done in sending for duration in done.result()]
        time.sleep(10)
        stop.set()
        return sorted(sends), sorted(watching.result())


def ended(process: subprocess.Popen[str]) -> float:
    began = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    process.wait()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    messages = parser.parse_args().messages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state"
        for arguments in ([], ["--state", str(path)]):
            process, url = started(*arguments)
            before = memory(process)
            sends, reads = filled(url, messages)
            print(
                f"{'with' if arguments else 'without'} --state: {messages:,} messages of {TEXT} bytes; "
                f"send median {sends[len(sends) // 2] * 1000:.1f} ms, longest {sends[-1]:.2f} s; "
                f"read median {reads[len(reads) // 2] * 1000:.1f} ms, longest {reads[-1]:.2f} s; "
                f"memory {before:.0f} to {memory(process):.0f} MB"
            )
            print(f"  end {ended(process):.1f} s", flush=True)
        print(f"  file {path.stat().st_size / MEGABYTE:.0f} MB")
        began = time.perf_counter()
        process, url = started("--state", str(path))
        print(f"  start {time.perf_counter() - began:.1f} s, memory {memory(process):.0f} MB")
        print(f"  end {ended(process):.1f} s")


if __name__ == "__main__":
    main()
