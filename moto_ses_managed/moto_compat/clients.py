"""Clients that call moto in this process, in a mock or in a server."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from moto.core import botocore_stubber as stubbing
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber


@lru_cache(maxsize=64)
def client_in_process(service: str, region_name: str, account_id: str) -> Any:
    """A boto3 client for an account. moto answers its requests in this process, whether or not a mock is active."""
    session = boto3.session.Session("in-process", "in-process", region_name=region_name)
    client = session.client(service, config=Config(retries={"total_max_attempts": 1}))

    def answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        request.headers["x-moto-account-id"] = account_id
        reply: Any = botocore_stubber.process_request(_as_moto_takes(request))
        if reply is None:
            return None
        status, headers, body = reply
        raw: Any = MockRawResponse(body)
        return AWSResponse(request.url, status, headers, raw)

    client.meta.events.register_first(f"before-send.{service}", answer)
    return client


def answer_of_mock(event_name: str, request: AWSPreparedRequest, **details: Any) -> AWSResponse | None:
    """The running mock's answer to botocore's event ``before-send``; None if no mock is running."""
    return botocore_stubber(event_name, request, **details)


def url_of_client(request: Any) -> str | None:
    """The URL of a request from a botocore client in this process; None for any other request."""
    if isinstance(request, AWSPreparedRequest):
        return str(request.url)
    # Only moto 5.2.4 converts botocore's request to its own class first.
    url: str | None = getattr(request, "raw_url", None)
    return url


def body_of_client(request: Any) -> Any:
    """The body of a request from a botocore client in this process."""
    return request.body if isinstance(request, AWSPreparedRequest) else request.get_data()


def _as_moto_takes(request: AWSPreparedRequest) -> Any:
    stubber: Any = stubbing
    if hasattr(stubber.BotocoreStubber, "process_prepared_request"):
        return request
    normalize = getattr(stubber, "normalize_request", None)
    return request if normalize is None else normalize(request)
