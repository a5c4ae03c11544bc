"""A process that forks, and a deactivate(), while threads use the mock."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import boto3
import pytest
from moto.ses.models import SESBackend, ses_backends

import moto_ses_managed
from moto_ses_managed import SesManaged, mock_aws
from moto_ses_managed.ses.models import ManagedSESBackend
from tests.support.sending import managed_pool

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
ACCOUNT = "123456789012"
SECONDS = 60
"""How long a child may take: one that waits for a lock that nobody gives back takes for ever."""


def send(ses: Any, number: int) -> None:
    ses.send_email(
        FromEmailAddress="a@example.com",
        Destination={"ToAddresses": [f"a{number}@gmail.com"]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
    )


@contextmanager
def busy(work: Any, threads: int = 4) -> Iterator[None]:
    """Threads that do ``work`` over and over meanwhile."""
    stop = Event()
    failed: list[Exception] = []

    def run(thread: int) -> None:
        number = 0
        try:
            while not stop.is_set():
                work(thread * 100_000 + number)
                number += 1
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    running = [Thread(target=run, args=(thread,)) for thread in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in running:
            thread.join()
    assert failed == []


def child(ses: Any) -> int:
    """What a child finds and does: 0 where all is well."""
    signal.alarm(SECONDS)
    hooks = SesManaged()
    messages = hooks.messages
    pool = hooks.pool("pool")
    counted = sum(sending.sent_last_24_hours for sending in pool.by_isp.values())
    whole = len(messages) == counted + sum(sending.queued for sending in pool.by_isp.values())
    send(ses, 1)
    ses.create_email_identity(EmailIdentity="child.com")
    # A backend that moto has to make.
    boto3.client("sesv2", "eu-west-3").list_email_identities()
    return 0 if whole and len(hooks.messages) == len(messages) + 1 else 1


@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_that_is_forked_while_threads_send_finds_whole_states_and_goes_on() -> None:
    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")
        managed_pool(ses)
        ses.create_email_identity(EmailIdentity="example.com", ConfigurationSetName="set")
        with busy(lambda number: send(ses, number)):
            for _ in range(20):
                pid = os.fork()
                if pid == 0:
                    ended = 2
                    with suppress(BaseException):
                        ended = child(ses)
                    os._exit(ended)
                assert os.waitpid(pid, 0)[1] == 0
        assert "child.com" not in {
            identity["IdentityName"] for identity in ses.list_email_identities()["EmailIdentities"]
        }


def _count(_: int) -> int:
    return len(SesManaged().messages)


@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_pool_of_forked_processes_sees_what_was_sent() -> None:
    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")
        ses.create_email_identity(EmailIdentity="example.com")
        send(ses, 1)
        with busy(lambda _: ses.get_account()), multiprocessing.get_context("fork").Pool(3) as processes:
            assert processes.map_async(_count, range(6)).get(SECONDS) == [1] * 6


@pytest.mark.slow
def test_deactivate_while_threads_change_things_leaves_whole_states() -> None:
    with mock_aws():
        ses = boto3.client("sesv2", "us-east-1")

        def work(number: int) -> None:
            with suppress(ses.exceptions.ClientError):
                ses.create_configuration_set(
                    ConfigurationSetName=f"set-{number}", Tags=[{"Key": "k", "Value": str(number)}]
                )
                ses.create_email_identity(EmailIdentity=f"n{number}.com", ConfigurationSetName=f"set-{number}")

        for _ in range(5):
            moto_ses_managed.activate()
            try:
                with busy(work):
                    wait_until_busy(ses)
                    moto_ses_managed.deactivate()
                    assert type(ses_backends[ACCOUNT]["us-east-1"]) is SESBackend
            finally:
                # Not while they run: moto's own calls, which know no lock, are theirs by now.
                moto_ses_managed.activate()
            assert type(ses_backends[ACCOUNT]["us-east-1"]) is ManagedSESBackend
            for name in names_of_sets(ses):
                assert ses.get_configuration_set(ConfigurationSetName=name)["ConfigurationSetName"] == name
            for identity in ses.list_email_identities(PageSize=1000)["EmailIdentities"]:
                ses.get_email_identity(EmailIdentity=identity["IdentityName"])


def wait_until_busy(ses: Any) -> None:
    before = len(names_of_sets(ses))
    until = time.monotonic() + SECONDS
    while len(names_of_sets(ses)) < before + 8:
        assert time.monotonic() < until


def names_of_sets(ses: Any) -> list[str]:
    page = ses.list_configuration_sets(PageSize=1000)
    names: list[str] = page["ConfigurationSets"]
    while "NextToken" in page:
        page = ses.list_configuration_sets(PageSize=1000, NextToken=page["NextToken"])
        names += page["ConfigurationSets"]
    return names
