"""SES v2's requests answered where they come in, without the way through moto.

moto finds a request's service by walking hundreds of patterns, builds a web request of it and a web response after it.
A client's request to an operation of this package needs none of that. What moto does besides on that way (recording,
IAM's policies, services that are passed through) is left to moto: then there is no answer here.
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
"""Where SDKs send what has an EndpointId. moto knows no such host."""

_ACCESS_KEY = re.compile(r"AWS.*?(?P<key>(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]))[:/]")
# moto takes one for the other where it looks for a request's service by its host.
_NAMES = ("ses", "sesv2")


def answer_client(request: Any) -> Reply | None:
    """The reply to a request of botocore's, None where it is moto's to answer."""
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
    # The usual order of its parts: the long ones after the credential have no capitals, and so no key.
    credential, _, _ = authorization.partition(", SignedHeaders=")
    match = _ACCESS_KEY.search(credential if "Credential=" in credential else authorization)
    return match["key"] if match else NO_KEY


def _account(headers: Any, key: str) -> str:
    """As moto finds it: the environment's, the request's, the access key's."""
    named = os.environ.get("MOTO_ACCOUNT_ID") or _text(headers.get("x-moto-account-id"))
    return named or account_of_key(key)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value or ""
