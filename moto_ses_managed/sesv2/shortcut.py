"""Answers requests to SES v2 in process, without moto's dispatcher.

moto finds the service of a request among hundreds of patterns, and builds a web request and a web response. Operations
of this package need none of that. If moto has more to do with a request (recording, IAM's policies, passthrough), it is
not answered here.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from moto.core.utils import utcnow
from werkzeug.http import http_date

from moto_ses_managed.moto_compat import account_of_key, body_of_client, is_passed_through, url_of_client
from moto_ses_managed.ses.sending.endpoints import region_of_endpoint

from .direct import NO_KEY, answer_call, handled_call, moto_looks_on
from .wire.replies import Reply

_URL = re.compile(
    r"https?://email\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?P<path>/v2/email/[^?#]*)\??(?P<query>[^#]*)"
)
_THROUGH_ENDPOINT = re.compile(
    r"https?://(?P<endpoint>[A-Za-z0-9-]+\.[A-Za-z0-9-]+)\.endpoints\.email(?:\.global|\.us-gov)?"
    r"\.(?:amazonaws\.com|api\.aws)(?P<path>/v2/email/[^?#]*)\??(?P<query>[^#]*)"
)
"""The hosts to which SDKs send requests with an EndpointId. moto does not know them."""

_ACCESS_KEY = re.compile(r"AWS.*?(?P<key>(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]))[:/]")
# moto confuses these hosts when it looks for the service of a request.
_NAMES = ("ses", "sesv2")


def answer_client(request: Any) -> Reply | None:
    """The reply to a request of botocore; None if moto must answer it."""
    sent_to = url_of_client(request) or ""
    url = _URL.fullmatch(sent_to) or _THROUGH_ENDPOINT.fullmatch(sent_to)
    if url is None:
        return None
    sent = body_of_client(request)
    body = sent if sent is not None else b""
    if not isinstance(body, (bytes, str)) or _moto_has_more_to_do(url[0]):
        return None
    call = handled_call(request.method, url["path"])
    if call is None:
        return None
    key = _access_key(request.headers)
    query = parse_qs(url["query"], keep_blank_values=True) if url["query"] else {}
    raw_body = body.encode() if isinstance(body, str) else body
    account, named = _account(request.headers, key), url.groupdict()
    region = named["region"] if "region" in named else region_of_endpoint(account, named["endpoint"])
    reply = answer_call(call, account, key, region, query, raw_body)
    if reply is None:
        return None
    status, headers, text = reply
    headers["server"] = "amazon.com"
    headers["date"] = _http_date(utcnow().replace(microsecond=0))
    return status, headers, text


def _moto_has_more_to_do(url: str) -> bool:
    return moto_looks_on() or is_passed_through(url, *_NAMES)


@lru_cache(maxsize=1)
def _http_date(second: datetime) -> str:
    return http_date(second)


def _access_key(headers: Any) -> str:
    authorization = _text(headers.get("Authorization"))
    # The usual order of its parts: the long parts after the credential have no capitals, so no access key.
    credential, _, _ = authorization.partition(", SignedHeaders=")
    match = _ACCESS_KEY.search(credential if "Credential=" in credential else authorization)
    return match["key"] if match else NO_KEY


def _account(headers: Any, key: str) -> str:
    """The account, found as moto does: from the environment, the request, or the access key."""
    named = os.environ.get("MOTO_ACCOUNT_ID") or _text(headers.get("x-moto-account-id"))
    return named or account_of_key(key)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value or ""
