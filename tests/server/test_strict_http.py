"""Requests that two readers may understand differently are refused, and change nothing."""

from __future__ import annotations

import json

import pytest

from moto_ses_managed import SesManaged
from tests.support.serving import AUTHORIZATION

from .http import converse, request

ACCOUNT = "510000000001"
CREATE = (
    "POST /v2/email/dedicated-ip-pools",
    f"Authorization: {AUTHORIZATION}",
    f"x-moto-account-id: {ACCOUNT}",
)
BODY = b'{"PoolName": "pool"}'
LENGTH = f"Content-Length: {len(BODY)}"
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
SMUGGLED = request("POST /moto-api/reset", "Content-Length: 0")

ATTACKS = {
    "a length and chunks": request(*CREATE, LENGTH, "Transfer-Encoding: chunked", body=CHUNKED + SMUGGLED),
    "chunks and a length": request(*CREATE, "Transfer-Encoding: chunked", "Content-Length: 6", body=CHUNKED + SMUGGLED),
    "chunks in HTTP/1.0": request(*CREATE, "Transfer-Encoding: chunked", body=CHUNKED).replace(
        b"HTTP/1.1", b"HTTP/1.0"
    ),
    "chunks twice": request(*CREATE, "Transfer-Encoding: chunked, identity", body=CHUNKED),
    "a space before the colon": request(*CREATE, "Content-Length : 20", body=BODY),
    "a tab in a name": request(*CREATE, LENGTH, "X\tName: x", body=BODY),
    "a space in a name": request(*CREATE, LENGTH, "X Name: x", body=BODY),
    "a NUL in a name": request(*CREATE, LENGTH, "X\0Name: x", body=BODY),
    "a NUL in a value": request(*CREATE, LENGTH, "X-Name: \0x", body=BODY),
    "no name": request(*CREATE, LENGTH, ": x", body=BODY),
    "a bare LF": request(*CREATE, LENGTH, "X-Name: x\nContent-Length: 3", body=BODY),
    "a bare CR": request(*CREATE, LENGTH, "X-Name: x\rContent-Length: 3", body=BODY),
    "no host": request(*CREATE, LENGTH, body=BODY, host=None),
    "an empty host": request(*CREATE, LENGTH, body=BODY, host=""),
    "two hosts": request(*CREATE, LENGTH, "Host: localhost", body=BODY),
    "a method in small letters": request("post /v2/email/dedicated-ip-pools", *CREATE[1:], LENGTH, body=BODY),
    "two spaces in the first line": request(*CREATE, LENGTH, body=BODY).replace(b"POST ", b"POST  ", 1),
    "two spaces before the version": request(*CREATE, LENGTH, body=BODY).replace(b" HTTP/", b"  HTTP/", 1),
    "another protocol": request(*CREATE, LENGTH, body=BODY).replace(b"HTTP/1.1", b"RTSP/1.0", 1),
    "a length of many digits": request(*CREATE, f"Content-Length: {'0' * 5000}20", body=BODY),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_could_be_read_in_two_ways_is_refused_with_its_connection(server_url: str, attack: str) -> None:
    [(status, headers, body)] = converse(server_url, ATTACKS[attack])
    assert status in {400, 405, 501}
    assert headers["connection"] == "close"
    assert set(json.loads(body)) == {"__type", "message"}
    assert SesManaged(account_id=ACCOUNT, server=server_url).pools() == []


def test_http_1_0_needs_no_host(server_url: str) -> None:
    sent = request("GET /moto-api/ses-managed/health", host=None).replace(b"HTTP/1.1", b"HTTP/1.0")
    [(status, _, body)] = converse(server_url, sent)
    assert (status, json.loads(body)["Status"]) == (200, "OK")


def test_a_line_before_a_chunk_and_trailers_are_bounded(server_url: str) -> None:
    head = request(*CREATE, "Transfer-Encoding: chunked")
    for endless in (b"0" * 20_000, b"5;" + b"x" * 20_000, b"0\r\n" + b"X-Trailer: x\r\n" * 2_000):
        [(status, _, _)] = converse(server_url, head + endless)
        assert status == 400
    assert SesManaged(account_id=ACCOUNT, server=server_url).pools() == []


@pytest.mark.parametrize("space", [" ", "\t", " \t "])
def test_white_space_around_a_headers_value_is_none_of_it(server_url: str, space: str) -> None:
    chunked = f"Transfer-Encoding:{space}chunked{space}"
    first = request(
        "GET /moto-api/ses-managed/health", chunked, f"Host:{space}localhost{space}", body=b"0\r\n\r\n", host=None
    )
    last = request("GET /moto-api/ses-managed/health", f"Connection:{space}close{space}")
    unread = request("GET /moto-api/ses-managed/health")
    assert [status for status, _, _ in converse(server_url, first + last + unread)] == [200, 200]


@pytest.mark.parametrize("options", ["close", "Close", "close, TE", "TE , close ", "keep-alive, close"])
def test_a_connection_that_is_to_close_closes_whatever_else_it_says(server_url: str, options: str) -> None:
    asked = request("GET /moto-api/ses-managed/health", f"Connection: {options}")
    [(status, headers, _)] = converse(server_url, asked + asked)
    assert (status, headers["connection"]) == (200, "close")


@pytest.mark.parametrize("options", ["keep-alive", "Keep-Alive ", "TE, keep-alive"])
def test_http_1_0_keeps_a_connection_that_it_names(server_url: str, options: str) -> None:
    asked = request("GET /moto-api/ses-managed/health", f"Connection: {options}").replace(b"HTTP/1.1", b"HTTP/1.0")
    last = request("GET /moto-api/ses-managed/health").replace(b"HTTP/1.1", b"HTTP/1.0")
    received = [(status, headers["connection"].lower()) for status, headers, _ in converse(server_url, asked + last)]
    assert received == [(200, "keep-alive"), (200, "close")]
