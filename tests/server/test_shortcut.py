"""SES v2's requests that are answered before moto's server sees them: in the same words as behind it."""

from __future__ import annotations

import io
import json
import re
import socket
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from moto import mock_aws, settings
from moto.moto_api import recorder

import moto_ses_managed
from moto_ses_managed import SesManaged
from tests.support.serving import AUTHORIZATION, server, start

PLAIN, BEHIND = "770000000001", "770000000002"
BEHIND_IT = "Content-Encoding: identity"
"""What changes nothing, and what the shortcut leaves to moto."""

SIGNED = f"Authorization: {AUTHORIZATION}"
KEYLESS = SIGNED.replace("AKIAIOSFODNN7EXAMPLE", "x")
EMAIL = {
    "FromEmailAddress": "me@example.com",
    "Destination": {"ToAddresses": ["ann@gmail.com", "Zoë <zoe@example.org>"]},
    "Content": {"Simple": {"Subject": {"Data": "Grüße"}, "Body": {"Text": {"Data": "Hello"}}}},
}

Request = tuple[str, tuple[str, ...], bytes]


def call(line: str, body: object = None, *headers: str, signed: str | None = SIGNED) -> Request:
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    length = (f"Content-Length: {len(data)}",) if data else ()
    return line, (*((signed,) if signed else ()), *length, *headers), data


LIFE: tuple[Request, ...] = (
    call("GET /v2/email/account"),
    call("POST /v2/email/identities", {"EmailIdentity": "example.com"}),
    call("POST /v2/email/identities", {"EmailIdentity": "ann@example.org"}, "Content-Type: application/json"),
    call("POST /v2/email/identities", {"EmailIdentity": "example.com"}),
    call("GET /v2/email/identities/ann%40example.org"),
    call("GET /v2/email/identities/ann@example.org"),
    call("GET /v2/email/identities/a%2Fb"),
    call("GET /v2/email/identities/a%2fb"),
    call("GET /v2/email/identities/a%20b%FF"),
    call("POST /v2/email/dedicated-ip-pools", {"PoolName": "one", "ScalingMode": "MANAGED"}),
    call("POST /v2/email/dedicated-ip-pools", {"PoolName": "two"}, "Content-Type: application/x-www-form-urlencoded"),
    call("POST /v2/email/dedicated-ip-pools", {"PoolName": "two"}),
    call("POST /v2/email/dedicated-ip-pools", {"PoolName": "three", "Mode": "MANAGED"}),
    call("POST /v2/email/dedicated-ip-pools", b"{"),
    call("POST /v2/email/dedicated-ip-pools", b"\xff\xfe"),
    call("POST /v2/email/dedicated-ip-pools"),
    call("POST /v2/email/dedicated-ip-pools", {"PoolName": "x" * 100}),
    call("GET /v2/email/dedicated-ip-pools"),
    call("GET /v2/email/dedicated-ip-pools?PageSize=1"),
    call("GET /v2/email/dedicated-ip-pools?PageSize=x"),
    call("GET /v2/email/dedicated-ip-pools?PageSize=1&PageSize=2&Other="),
    call("GET /v2/email/dedicated-ip-pools?NextToken=%C3%A9"),
    call("GET /v2/email/dedicated-ip-pools/"),
    call("GET /v2/email/dedicated-ip-pools/one/"),
    call("GET /v2/email//dedicated-ip-pools/one"),
    call("GET /v2/email/dedicated-ip-pools/.."),
    call(
        "POST /v2/email/configuration-sets",
        {"ConfigurationSetName": "s", "DeliveryOptions": {"SendingPoolName": "one"}},
    ),
    call("GET /v2/email/configuration-sets/none"),
    call("POST /v2/email/outbound-emails", EMAIL),
    call("POST /v2/email/outbound-emails", {**EMAIL, "ConfigurationSetName": "s"}),
    call("POST /v2/email/outbound-emails", {**EMAIL, "ConfigurationSetName": "none"}),
    call("POST /v2/email/outbound-emails", {**EMAIL, "FromEmailAddress": "me@elsewhere.com"}),
    call("POST /v2/email/outbound-emails", {**EMAIL, "FromEmailAddress": 3}),
    call("POST /v2/email/outbound-emails", EMAIL, signed=KEYLESS),
    call("GET /v2/email/account", None, signed=None),
    call("GET /v2/email/account", None, signed="Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/ses/x, y"),
    call("GET /v2/email/account", None, signed=SIGNED.replace("/ses/", "/s3/")),
    call("GET /v2/email/account", None, signed=SIGNED.replace("us-east-1", "nowhere")),
    call("GET /v2/email/account?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLX", None, signed=KEYLESS),
    call("GET /v2/email/account", None, "User-Agent: sdk region/eu-west-1"),
    call("GET /v2/email/account", None, "Origin: http://elsewhere.example"),
    call("OPTIONS /v2/email/account", None, "Origin: http://elsewhere.example", "Access-Control-Request-Method: PUT"),
    call("HEAD /v2/email/account"),
    call("PATCH /v2/email/account"),
    call("GET /v2/email/nothing"),
    call("GET /v2/email/import-jobs/1"),
    call("GET /v2/email/contact-lists"),
    call("PUT /v1/email/identities/example.com/dkim/signing", {"SigningAttributesOrigin": "AWS_SES"}),
    call("GET http://localhost/v2/email/account"),
    call("DELETE /v2/email/dedicated-ip-pools/two"),
    call("DELETE /v2/email/dedicated-ip-pools/two"),
)
"""What two accounts live through alike; the last state of each is compared, too."""


def sent(url: str, account: str, request: Request, *more: str, protocol: str = "HTTP/1.1") -> bytes:
    """The answer as it came, with what differs from one to the next made the same."""
    line, headers, body = request
    all_headers = (*headers, f"x-moto-account-id: {account}", "Connection: close", *more)
    host = () if any(header.startswith("Host:") for header in all_headers) else ("Host: localhost",)
    head = "\r\n".join([f"{line} {protocol}", *host, *all_headers, "", ""]).encode("latin-1")
    answer = received(url, head + body)
    length = re.search(rb"(?i)\ncontent-length: (\d+)\r", answer)
    if length is not None and not line.startswith("HEAD"):
        assert int(length[1]) == len(answer.partition(b"\r\n\r\n")[2])
    return alike(answer, account)


def received(url: str, data: bytes) -> bytes:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30) as connection:
        connection.sendall(data)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer


DIFFERS = (
    rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    rb"0100[0-9a-f]{12}",
    rb"(?<=Date: )[^\r]+",
    rb"(?i)(?<=requestid: )[^\r]+",
    rb"(?i)(?<=<requestid>)[^<]+",
    rb'(?<=Tokens": )\[[^]]*\]',
    # A timestamp has as many digits as it takes, and the length goes with it.
    rb'(?<=Timestamp": )[0-9.]+',
    rb"(?i)(?<=\ncontent-length: )\d+",
)


def alike(answer: bytes, account: str) -> bytes:
    for pattern in (account.encode(), *DIFFERS):
        answer = re.sub(pattern, b"#", answer)
    return answer


def test_a_life_is_the_same_byte_for_byte_on_the_shortcut_and_behind_it(server_url: str) -> None:
    for request in LIFE:
        plain, behind = sent(server_url, PLAIN, request), sent(server_url, BEHIND, request, BEHIND_IT)
        assert plain == behind, request
        assert plain.startswith(b"HTTP/1.1 "), request
    before, after = SesManaged(account_id=PLAIN, server=server_url), SesManaged(account_id=BEHIND, server=server_url)
    assert [pool.name for pool in before.pools()] == [pool.name for pool in after.pools()] == ["one"]
    assert len(before.messages) == len(after.messages) == 3
    assert [message.recipients for message in before.messages] == [message.recipients for message in after.messages]


@pytest.mark.parametrize(
    "host", ["email.eu-west-1.amazonaws.com", "a..b", "a_b:80", "[::1]:5000", "-", "x" * 64, "a b"]
)
def test_a_host_means_the_same_on_the_shortcut_and_behind_it(server_url: str, host: str) -> None:
    create = call("POST /v2/email/dedicated-ip-pools", {"PoolName": f"pool-{len(host)}"}, f"Host: {host}")
    assert sent(server_url, PLAIN, create) == sent(server_url, BEHIND, create, BEHIND_IT)
    for region in ("us-east-1", "eu-west-1"):
        names = [[pool.name for pool in SesManaged(region, account, server_url).pools()] for account in (PLAIN, BEHIND)]
        assert names[0] == names[1]


def test_http_1_0_is_answered_the_same_way(server_url: str) -> None:
    request = call("GET /v2/email/account")
    plain = sent(server_url, PLAIN, request, protocol="HTTP/1.0")
    assert plain == sent(server_url, BEHIND, request, BEHIND_IT, protocol="HTTP/1.0")


def test_a_body_that_breaks_off_changes_nothing(server_url: str) -> None:
    account = "770000000003"
    head = f"POST /v2/email/dedicated-ip-pools HTTP/1.1\r\nHost: x\r\n{SIGNED}\r\nx-moto-account-id: {account}\r\n"
    parts = urlsplit(server_url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30) as connection:
        connection.sendall(f'{head}Content-Length: 50\r\n\r\n{{"PoolName": "pool"}}'.encode())
        connection.shutdown(socket.SHUT_WR)
        assert b" 200 " not in connection.recv(65536)[:20]
    assert SesManaged(account_id=account, server=server_url).pools() == []


def test_requests_that_come_at_once_on_one_connection_are_answered_in_their_order(server_url: str) -> None:
    account = "770000000004"
    pieces = [
        f"POST /v2/email/dedicated-ip-pools HTTP/1.1\r\nHost: x\r\n{SIGNED}\r\nx-moto-account-id: {account}\r\n"
        f'Content-Length: 23\r\n\r\n{{"PoolName": "pool-{number:02}"}}'
        for number in range(20)
    ]
    last = f"GET /v2/email/dedicated-ip-pools/none HTTP/1.1\r\nHost: x\r\n{SIGNED}\r\nConnection: close\r\n\r\n"
    answers = received(server_url, "".join([*pieces, last]).encode())
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200"] * 20 + [b"404"]
    assert len(SesManaged(account_id=account, server=server_url).pools()) == 20


def test_clients_that_keep_their_connections_hold_up_nobody(server_url: str) -> None:
    parts = urlsplit(server_url)
    kept = [HTTPConnection(parts.hostname or "", parts.port, timeout=30) for _ in range(150)]
    try:
        for connection in (*kept, *kept):
            connection.request("GET", "/v2/email/account", headers={"Authorization": AUTHORIZATION})
            response = connection.getresponse()
            assert response.status == 200
            response.read()
    finally:
        for connection in kept:
            connection.close()


def test_the_access_log_has_a_line_for_an_answer_of_the_shortcut() -> None:
    process, url = start("--access-log")
    try:
        size = len(received(url, request_bytes(call("GET /v2/email/account"))).partition(b"\r\n\r\n")[2])
    finally:
        process.terminate()
    log = process.communicate(timeout=30)[1]
    assert re.search(rf'"GET /v2/email/account" 200 {size} \d+\.\d{{3}}\n', log)


def test_a_server_without_cors_sends_none_on_the_shortcut_either(monkeypatch: pytest.MonkeyPatch) -> None:
    with mocked():
        monkeypatch.setattr(settings, "DISABLE_GLOBAL_CORS", True)
        answer = taken(call("GET /v2/email/account"))
    assert answer is not None
    assert "Access-Control-Allow-Origin" not in answer


def request_bytes(request: Request) -> bytes:
    line, headers, body = request
    head = "\r\n".join([f"{line} HTTP/1.1", "Host: localhost", *headers, "Connection: close", "", ""])
    return head.encode("latin-1") + body


mocked = moto_ses_managed.mock_aws


def taken(request: Request) -> dict[str, str] | None:
    """The headers of the shortcut's answer; None where it leaves the request to moto."""
    # Not before moto's SES is this package's: its import would begin with v2.
    from moto_ses_managed.server.shortcut import answer_request

    line, sent_headers, body = request
    method, uri = line.split(" ")
    pairs = (header.partition(": ") for header in ("Host: localhost", *sent_headers))
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, _, value in pairs}
    environ = {**headers, "REQUEST_METHOD": method, "REQUEST_URI": uri, "wsgi.input": io.BytesIO(body)}
    reply = answer_request(environ)
    return None if reply is None else reply[1]


def test_what_sdks_send_takes_the_shortcut() -> None:
    with mocked():
        for request in (
            call("POST /v2/email/identities", {"EmailIdentity": "example.com"}),
            call("POST /v2/email/outbound-emails", EMAIL),
            call("POST /v2/email/outbound-emails", EMAIL, signed=KEYLESS),
            call("POST /v2/email/outbound-emails", b"{"),
            call("GET /v2/email/identities/ann%40example.org"),
            call("GET /v2/email/dedicated-ip-pools?PageSize=10&NextToken=a%3D"),
        ):
            assert taken(request) is not None, request


def record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "_user_enabled", True)


def ask_iam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0.0)


@pytest.mark.parametrize("mode", [record, ask_iam])
def test_a_recording_and_iams_policies_are_motos(
    mode: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = call("GET /v2/email/account")
    with mocked():
        assert taken(request) is not None
        mode(monkeypatch)
        assert taken(request) is None


def test_nothing_is_answered_while_motos_plain_ses_is_active() -> None:
    moto_ses_managed.deactivate()
    try:
        with mock_aws():
            assert taken(call("GET /v2/email/account")) is None
    finally:
        moto_ses_managed.activate()


def iam(url: str, account: str, action: str) -> bytes:
    body = f"Action={action}&Version=2010-05-08&UserName=anna".encode()
    form = ("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}")
    signed = SIGNED.replace("/ses/", "/iam/")
    return received(url, request_bytes(("POST /", (signed, f"x-moto-account-id: {account}", *form), body)))


def test_an_accounts_own_key_leads_to_that_account_on_the_shortcut(server_url: str) -> None:
    account = "770000000005"
    assert b" 200 " in iam(server_url, account, "CreateUser")[:20]
    answer = iam(server_url, account, "CreateAccessKey")
    key_id = re.search(rb"<AccessKeyId>(\w+)</AccessKeyId>", answer)
    assert key_id is not None
    own = SIGNED.replace("AKIAIOSFODNN7EXAMPLE", key_id[1].decode())
    made = received(
        server_url, request_bytes(call("POST /v2/email/dedicated-ip-pools", {"PoolName": "annas"}, signed=own))
    )
    assert b" 200 " in made[:20]
    assert [pool.name for pool in SesManaged(account_id=account, server=server_url).pools()] == ["annas"]


@pytest.mark.slow
def test_changes_by_the_shortcut_are_kept_in_the_state(tmp_path: object) -> None:
    file = f"{tmp_path}/state.json"
    for expected in ([], ["kept"]):
        with server("--state", file) as url:
            assert [pool.name for pool in SesManaged(server=url).pools()] == expected
            received(url, request_bytes(call("POST /v2/email/dedicated-ip-pools", {"PoolName": "kept"})))
