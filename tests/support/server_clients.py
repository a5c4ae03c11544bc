"""boto3 clients of a started server, closed when their test ends, and the command line run to its end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.support.clients import ACCOUNT, REGION
from tests.support.processes import ROOT, TIMEOUT

CREDENTIALS = {"aws_access_key_id": "x", "aws_secret_access_key": "y"}


class Closable(Protocol):
    def close(self) -> None: ...


Client = TypeVar("Client", bound=Closable)

_OPEN: list[Closable] = []


def closed_later(client: Client) -> Client:
    """This client, whose connections are closed when the test ends."""
    _OPEN.append(client)
    return client


def close_clients() -> None:
    """Close the connections of all clients so far: the collector would do so in another test, which would be blamed."""
    while _OPEN:
        _OPEN.pop().close()


def client_at(
    url: str | None, service: str = "sesv2", account: str = ACCOUNT, connections: int = 10, *, region: str = REGION
) -> Any:
    """A client that sends its calls to the server at ``url``, for one account; it does not retry."""
    config = Config(max_pool_connections=connections, retries={"total_max_attempts": 1})
    made = closed_later(boto3.client(service, region, endpoint_url=url, config=config, **CREDENTIALS))
    made.meta.events.register(
        "before-send", lambda request, **_: request.headers.update({"x-moto-account-id": account})
    )
    return made


def outcome(operation: Callable[..., Any], **parameters: Any) -> str:
    try:
        operation(**parameters)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "done"


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "moto_ses_managed.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=TIMEOUT,
    )
