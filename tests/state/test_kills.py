"""A server that is killed while clients write: nothing that was answered longer ago than it may lose is lost.

SES_MANAGED_KILL_ROUNDS says how often; three times without it.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from moto_ses_managed import SesManaged
from tests.support.processes import TIMEOUT
from tests.support.server_clients import client_at
from tests.support.serving import start

ROUNDS = int(os.environ.get("SES_MANAGED_KILL_ROUNDS", "3"))
LOST_SECONDS = 5.0
WRITERS = 3


class Writer(Thread):
    """Sends one message after the other until the server is gone; when each of them was answered."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.answered: dict[str, float] = {}
        self._ses = client_at(url)

    def run(self) -> None:
        number = 0
        while True:
            try:
                sent = self._ses.send_email(
                    FromEmailAddress="a@example.com",
                    Destination={"ToAddresses": [f"a{number}@gmail.com"]},
                    Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "x" * 2000}}}},
                )
            except (BotoCoreError, ClientError):
                return
            self.answered[sent["MessageId"]] = time.monotonic()
            number += 1


def one_round(path: Path, seconds: float) -> tuple[dict[str, float], float]:
    """When each message was answered that clients wrote until the server was killed, and when that was."""
    process, url = start("--state", str(path))
    with suppress(ClientError):  # it is there from the round before
        client_at(url).create_email_identity(EmailIdentity="example.com")
    writers = [Writer(url) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(seconds)
    killed = time.monotonic()
    process.kill()
    process.communicate(timeout=TIMEOUT)
    for writer in writers:
        writer.join()
    answered: dict[str, float] = {}
    for writer in writers:
        answered |= writer.answered
    return answered, killed


@pytest.mark.slow
def test_a_kill_loses_no_change_that_was_answered_five_seconds_before(tmp_path: Path) -> None:
    path = tmp_path / "state"
    chance = random.Random(11)
    certain: set[str] = set()
    lost: list[float] = []
    for _ in range(ROUNDS):
        answered, killed = one_round(path, 5.5 + chance.uniform(0, 3))
        process, url = start("--state", str(path))
        kept: Any = {message.message_id for message in SesManaged(server=url).messages}
        process.terminate()
        assert process.communicate(timeout=TIMEOUT)[1] == ""
        missing = answered.keys() - kept
        assert missing.isdisjoint(certain)
        assert certain <= kept
        ages = [killed - answered[message] for message in missing]
        assert max(ages, default=0.0) <= LOST_SECONDS
        lost.append(max(ages, default=0.0))
        certain |= kept
        print(f"{len(lost)} kills, {len(certain)} messages kept, {max(lost):.2f} s lost at most", flush=True)
