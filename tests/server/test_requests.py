"""HTTP itself, as no SDK sends it: limits, chunks, headers, and what becomes of a connection."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO

import boto3
import pytest
import requests
from botocore.config import Config

from moto_ses_managed import SesManaged, __version__
from moto_ses_managed.server.requests import MAX_BODY, MAX_HEADERS
from tests.support.processes import TIMEOUT
from tests.support.server_clients import closed_later
from tests.support.serving import AUTHORIZATION, start

from .http import connect, converse, request

CLOCK = "/moto-api/ses-managed/clock"
HEALTH = "/moto-api/ses-managed/health"
CREDENTIALS = {"aws_access_key_id": "x", "aws_secret_access_key": "y"}


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


CREATE = ("POST /v2/email/dedicated-ip-pools", f"Authorization: {AUTHORIZATION}")


def test_health_tells_the_version_and_waits_for_nobody(server_url: str) -> None:
    hooks = SesManaged(account_id="500000000001", server=server_url)
    hooks.lease_standard_ips(300)
    with ThreadPoolExecutor(1) as threads:
        years = threads.submit(hooks.advance, days=3650)
        replies = []
        while not years.done():
            response = requests.get(server_url + HEALTH, timeout=TIMEOUT)
            replies.append(response.json())
    # If health waited for the ten years, there would be one reply only.
    assert len(replies) > 5
    assert all(reply == {"Status": "OK", "Version": __version__} for reply in replies)
    assert requests.head(server_url + HEALTH, timeout=TIMEOUT).status_code == 200
    assert requests.post(server_url + HEALTH, timeout=TIMEOUT).status_code == 405


def test_a_body_over_the_limit_is_refused_before_it_comes(server_url: str) -> None:
    [(status, headers, body)] = converse(server_url, request(*CREATE, f"Content-Length: {MAX_BODY + 1}"))
    assert (status, headers["content-type"], headers["connection"]) == (413, "application/json", "close")
    assert json.loads(body) == {
        "__type": "RequestEntityTooLargeException",
        "message": "A body may have at most 268,435,456 bytes.",
    }


def test_headers_over_the_limit_are_refused_with_the_limit(server_url: str) -> None:
    [(status, _, body)] = converse(server_url, request(f"GET {HEALTH}", "X-Long: " + "x" * MAX_HEADERS))
    message = "A request's line and headers may have at most 65,536 bytes together."
    assert (status, json.loads(body)["message"]) == (431, message)


def test_a_client_that_sends_too_much_all_the_same_reads_why_it_was_refused(server_url: str) -> None:
    size = MAX_BODY + 1024
    response = requests.post(server_url + CLOCK, data=b"x" * size, timeout=TIMEOUT)
    assert response.status_code == 413
    assert response.json()["__type"] == "RequestEntityTooLargeException"


def test_chunks_are_counted_while_they_are_read(server_url: str) -> None:
    first = request(*CREATE, "Transfer-Encoding: chunked")
    [(status, _, body)] = converse(server_url, first, b"%x\r\n" % (MAX_BODY + 1))
    assert (status, json.loads(body)["__type"]) == (413, "RequestEntityTooLargeException")
    sized = requests.post(
        server_url + CLOCK, data=(b"x" * 2**20 for _ in range(MAX_BODY // 2**20 + 1)), timeout=TIMEOUT
    )
    assert sized.status_code == 413


def test_a_body_in_chunks_is_a_body_like_any_other(server_url: str) -> None:
    hooks = SesManaged(account_id="500000000002", server=server_url)
    create = request(*CREATE, "Transfer-Encoding: chunked", "x-moto-account-id: 500000000002")
    ends = (b"0\r\n\r\n", b"0\r\nX-Trailer: 1\r\n\r\n", b"000;extension=1\r\n\r\n")
    bodies = [chunked(b'{"PoolName": ', b'"pool-%d"}' % number, end=end) for number, end in enumerate(ends)]
    last = request(f"GET {HEALTH}", "Connection: close")
    answers = converse(server_url, *(create + body for body in bodies), last)
    assert [status for status, *_ in answers] == [200, 200, 200, 200]
    assert [pool.name for pool in hooks.pools()] == ["pool-0", "pool-1", "pool-2"]


@pytest.mark.parametrize(
    "body",
    [b"x\r\n", b"-5\r\n", b"5\r\nabc", b"5\r\nabcdefg\r\n0\r\n\r\n", b"\r\n", b"0\r\nno end", b"1" * 9000],
)
def test_malformed_chunks_are_a_400_that_ends_the_connection(server_url: str, body: bytes) -> None:
    [(status, _, text)] = converse(server_url, request(*CREATE, "Transfer-Encoding: chunked") + body, ends=True)
    assert status == 400
    assert json.loads(text)["__type"] == "BadRequestException"


def test_what_was_cut_off_is_not_carried_out(server_url: str) -> None:
    hooks = SesManaged(account_id="500000000006", server=server_url)
    body = b'{"PoolName": "pool"}'
    sent = request(*CREATE, "x-moto-account-id: 500000000006", f"Content-Length: {len(body) + 1}", body=body)
    [(status, _, text)] = converse(server_url, sent, ends=True)
    assert status == 400
    assert "after 20 of 21 bytes" in json.loads(text)["message"]
    assert hooks.pools() == []


@pytest.mark.parametrize(
    ("headers", "named"), [(("Content-Length: 20", "Content-Length: 2"), "Content-Length"), (("Host: other",), "Host")]
)
def test_headers_that_contradict_each_other_are_a_400(server_url: str, headers: tuple[str, ...], named: str) -> None:
    [(status, _, body)] = converse(server_url, request(*CREATE, *headers, body=b'{"PoolName": "pool"}'))
    assert status == 400
    assert named in json.loads(body)["message"]
    assert SesManaged(server=server_url).pools() == []


@pytest.mark.parametrize("length", ["-1", "+5", "5x", "1_0", "", "0x5"])
def test_a_length_that_is_no_number_is_a_400(server_url: str, length: str) -> None:
    [(status, _, body)] = converse(server_url, request(*CREATE, f"Content-Length: {length}"))
    assert status == 400
    assert json.loads(body)["message"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request("GET /" + "x" * MAX_HEADERS), 431),
        (request(f"GET {HEALTH}", "X-Long: " + "x" * MAX_HEADERS), 431),
        (request(f"GET {HEALTH}", *(f"X-{number}: x" for number in range(8000))), 431),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (request("CONNECT example.com:443"), 405),
        (request("CONNECT [::1"), 405),
        (request(f"TRACE {HEALTH}"), 405),
        (request(f"PROPFIND {CLOCK}"), 405),
        (request(f"QUIT {CLOCK}"), 405),
        (request("GET http://[::1/v2/email/account"), 400),
        (request("GET //[x/v2/email/account"), 400),
        (request(*CREATE, "Transfer-Encoding: gzip"), 501),
    ],
)
def test_what_is_no_request_is_refused_in_json(server_url: str, sent: bytes, status: int) -> None:
    [(answered, headers, body)] = converse(server_url, sent)
    assert (answered, headers["content-type"]) == (status, "application/json")
    assert set(json.loads(body)) == {"__type", "message"}
    assert ("allow" in headers) == (status == 405)


def test_headers_with_underscores_stand_in_for_no_other(server_url: str) -> None:
    body = b'{"PoolName": "pool"}'
    length = f"Content-Length: {len(body)}"
    close = "Connection: close"
    plain = request(*CREATE, "x_moto_account_id: 500000000003", length, close, body=body)
    assert converse(server_url, plain)[0][0] in {200, 400}
    assert SesManaged(account_id="500000000003", server=server_url).pools() == []
    both = request(
        *CREATE, "x-moto-account-id: 500000000004", "x_moto_account_id: 500000000005", length, close, body=body
    )
    assert converse(server_url, both)[0][0] == 200
    assert SesManaged(account_id="500000000005", server=server_url).pools() == []
    assert len(SesManaged(account_id="500000000004", server=server_url).pools()) == 1


EXPECT = "Expect: 100-continue"


@pytest.mark.parametrize("headers", [(), ("Content-Length: 0",)])
def test_a_request_without_a_body_is_answered_whatever_it_expects(server_url: str, headers: tuple[str, ...]) -> None:
    asked = request(f"GET {HEALTH}", EXPECT, *headers)
    last = request(f"GET {HEALTH}", "Connection: close")
    assert [status for status, _, _ in converse(server_url, asked + last)] == [200, 200]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request(*CREATE, EXPECT, f"Content-Length: {MAX_BODY + 1}"), 413),
        (request(*CREATE, EXPECT, "Transfer-Encoding: gzip"), 501),
        (request("POST http://[::1/", EXPECT, "Content-Length: 5"), 400),
    ],
)
def test_a_request_that_is_refused_is_not_told_to_go_on(server_url: str, sent: bytes, status: int) -> None:
    assert [answered for answered, _, _ in converse(server_url, sent)] == [status]


def test_s3_takes_an_empty_file(emptied_server: str) -> None:
    config = Config(read_timeout=TIMEOUT, retries={"max_attempts": 0})
    s3 = closed_later(boto3.client("s3", "us-east-1", endpoint_url=emptied_server, config=config, **CREDENTIALS))
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="empty", Body=BytesIO())
    assert s3.get_object(Bucket="bucket", Key="empty")["Body"].read() == b""


def test_line_ends_after_a_request_are_no_request(server_url: str) -> None:
    asked = request(f"GET {HEALTH}")
    for ends in (b"\r\n", b"\n", b"\r\n\r\n\r\n"):
        assert [status for status, _, _ in converse(server_url, asked + ends, ends=True)] == [200]
        assert [status for status, _, _ in converse(server_url, asked + ends + asked, ends=True)] == [200, 200]


def test_urgent_bytes_end_the_connection(server_url: str) -> None:
    with connect(server_url) as connection:
        connection.send(b"x", socket.MSG_OOB)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""


def test_a_whole_url_is_served_as_to_a_proxy(server_url: str) -> None:
    ses = closed_later(
        boto3.client(
            "sesv2",
            "us-east-1",
            endpoint_url="http://email.us-east-1.amazonaws.com",
            config=Config(proxies={"http": server_url}),
            **CREDENTIALS,
        )
    )
    assert ses.get_account()["EnforcementStatus"] == "HEALTHY"


def test_s3_takes_buckets_from_the_host_name_and_keys_as_they_come(emptied_server: str) -> None:
    s3 = closed_later(boto3.client("s3", "us-east-1", endpoint_url=emptied_server, **CREDENTIALS))
    s3.create_bucket(Bucket="bucket")
    keys = ["a b", "ä/ö", "a%2Fb", "a//b", "plus+and?question", "_under_"]
    for key in keys:
        s3.put_object(Bucket="bucket", Key=key, Body=key.encode(), ACL="public-read")
    for key in keys:
        assert s3.get_object(Bucket="bucket", Key=key)["Body"].read() == key.encode()
    listed = s3.list_objects_v2(Bucket="bucket")["Contents"]
    assert sorted(item["Key"] for item in listed) == sorted(keys)
    hosted = requests.get(emptied_server + "/a%20b", headers={"Host": "bucket.s3.amazonaws.com"}, timeout=TIMEOUT)
    assert hosted.content == b"a b"


def test_motos_own_pages_are_served(server_url: str) -> None:
    assert "Moto" in requests.get(f"{server_url}/moto-api/", timeout=TIMEOUT).text
    assert requests.get(f"{server_url}/moto-api/data.json", timeout=TIMEOUT).status_code == 200


def stderr_of(*arguments: str) -> tuple[str, str]:
    process, url = start(*arguments)
    try:
        requests.get(url + HEALTH, timeout=TIMEOUT)
        requests.get(url + '/moto-api/ses-managed/"\x1b[31m%0a', timeout=TIMEOUT)
        converse(url, request(*CREATE, "Content-Length: -1"))
        converse(url, request("GET /\x1b[31m", "Connection: close"))
    finally:
        process.terminate()
        printed, errors = process.communicate(timeout=TIMEOUT)
    return printed, errors


def test_the_access_log_is_off_unless_it_is_asked_for() -> None:
    assert stderr_of() == ("", "")


def test_the_access_log_has_a_line_for_each_request_and_nothing_that_forges_one() -> None:
    printed, errors = stderr_of("--access-log")
    lines = sorted(errors.splitlines(), key=lambda line: line.split('"')[1])
    assert printed == ""
    assert [line.split('"')[2].split()[0] for line in lines] == ["400", "404", "200", "400"]
    assert '"GET /\\x1b[31m"' in lines[0]
    assert f'"GET {HEALTH}" 200 ' in lines[2]
    assert '"POST /v2/email/dedicated-ip-pools" 400 ' in lines[3]
    assert errors.isascii()
    assert "\x1b" not in errors


def test_a_server_that_is_being_talked_to_ends_when_it_is_told_to() -> None:
    process, url = start()
    open_connections = [connect(url) for _ in range(20)]
    for number, connection in enumerate(open_connections):
        # Some between two requests, some in the middle of one.
        connection.sendall(request(f"GET {HEALTH}") if number % 2 else b"GET /moto")
    time.sleep(0.3)
    process.terminate()
    try:
        assert process.wait(timeout=TIMEOUT) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        process.communicate()
        for connection in open_connections:
            connection.close()
