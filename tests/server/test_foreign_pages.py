"""What a page of another web site may do through a person's browser: nothing, on any path."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from moto_ses_managed import SesManaged
from tests.support.processes import ROOT, TIMEOUT
from tests.support.serving import AUTHORIZATION, server

from .http import Answer, converse, request

ACCOUNT = "520000000001"
EVIL = "Origin: http://evil.example"
APP = "https://app.example.com:8443"
FORM = "Content-Type: text/plain"
CROSS = "Sec-Fetch-Site: cross-site"

PATHS = {
    "POST /moto-api/reset": b"",
    "POST /moto-api/ses-managed/advance": b'{"Days": 1}',
    "POST /v2/email/dedicated-ip-pools": b'{"PoolName": "pool"}',
    "GET /v2/email/dedicated-ip-pools": b"",
    "GET /moto-api/ses-managed/messages": b"",
    "GET /moto-api/ses-managed/health": b"",
    "GET /moto-api/data.json": b"",
    "POST /": b"Action=ListTopics&Version=2010-03-31",
    "GET /?Action=CreateTopic&Name=topic&Version=2010-03-31": b"",
    "OPTIONS /v2/email/dedicated-ip-pools": b"",
    "PUT /a-bucket": b"",
    "HEAD /": b"",
}


@pytest.fixture(scope="module")
def open_server() -> Iterator[str]:
    with server("--allow-origin", APP + "/", "--allow-host", "ses.test") as url:
        yield url


def ask(url: str, line: str, *headers: str, body: bytes = b"", host: str = "localhost:5000") -> Answer:
    length = (f"Content-Length: {len(body)}",) if body else ()
    sent = request(line, f"x-moto-account-id: {ACCOUNT}", *length, *headers, "Connection: close", body=body, host=host)
    [answer] = converse(url, sent)
    return answer


@pytest.mark.parametrize("line", PATHS)
@pytest.mark.parametrize(
    "sent_headers",
    [
        (EVIL,),
        (EVIL, CROSS, FORM),
        (CROSS, "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"),
        (CROSS, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
        ("Origin: null",),
        ("Origin: http://localhost.evil.example",),
        ("Origin: http://localhost@evil.example",),
        ("Origin: http://127.0.0.1.evil.example:5000",),
        ("Origin: http://[::1",),
        ("Origin: ",),
        (EVIL, "Sec-Fetch-Site: same-origin"),
        ("Origin: http://localhost, http://evil.example",),
    ],
)
def test_a_page_from_elsewhere_reads_and_changes_nothing(
    server_url: str, line: str, sent_headers: tuple[str, ...]
) -> None:
    before = SesManaged(account_id=ACCOUNT, server=server_url).now
    status, headers, body = ask(server_url, line, *sent_headers, body=PATHS[line])
    assert status == 403
    assert not [name for name in headers if name.startswith("access-control-")]
    assert line.startswith("HEAD") or json.loads(body)["__type"] == "AccessDeniedException"
    hooks = SesManaged(account_id=ACCOUNT, server=server_url)
    assert hooks.pools() == []
    assert (hooks.now - before).days == 0


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5000", "localhost.evil.example", "192.0.2.1", "[::1", ""]
)
@pytest.mark.parametrize("sent_headers", [("Sec-Fetch-Site: same-origin",), ("Origin: http://evil.example",)])
def test_a_name_pointed_here_is_not_this_servers(server_url: str, host: str, sent_headers: tuple[str, ...]) -> None:
    status, headers, _ = ask(server_url, "GET /moto-api/ses-managed/messages", *sent_headers, host=host)
    assert status == (403 if host else 400)
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "sent_headers"),
    [
        ("localhost:5000", ("Origin: http://localhost:3000",)),
        ("127.0.0.1:5000", ("Origin: http://localhost:3000", CROSS)),
        ("[::1]:5000", ("Origin: https://[::1]:8080", "Sec-Fetch-Site: same-site")),
        ("app.localhost", ("Origin: http://app.localhost",)),
        ("localhost:5000", ("Sec-Fetch-Site: same-origin",)),
        ("localhost:5000", ("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors")),
        ("localhost:5000", ("Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate")),
    ],
)
def test_pages_of_this_machine_use_everything(server_url: str, host: str, sent_headers: tuple[str, ...]) -> None:
    status, headers, _ = ask(server_url, "GET /v2/email/dedicated-ip-pools", *sent_headers, host=host)
    assert status == 200
    if sent_headers[0].startswith("Origin"):
        assert headers["access-control-allow-origin"] in {"*", sent_headers[0].removeprefix("Origin: ")}
        preflight = ("Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: authorization")
        status, headers, _ = ask(server_url, "OPTIONS /v2/email/tags", *sent_headers, *preflight, host=host)
        assert status == 200
        assert "PUT" in headers["access-control-allow-methods"]


def test_a_person_may_follow_a_link_to_the_console_and_to_nothing_else(server_url: str) -> None:
    link = (CROSS, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert ask(server_url, "GET /moto-api/ses-managed/", *link)[0] == 200
    assert ask(server_url, "GET /?Action=ListTopics&Version=2010-03-31", *link)[0] == 403
    assert ask(server_url, "POST /moto-api/reset", *link)[0] == 403


def test_what_no_browser_sent_is_free(server_url: str) -> None:
    signed = f"Authorization: {AUTHORIZATION}"
    for host in ("email.us-east-1.amazonaws.com", "moto", "host.docker.internal:5000", "evil.example"):
        assert ask(server_url, "GET /v2/email/dedicated-ip-pools", signed, host=host)[0] == 200


def test_origins_and_hosts_can_be_allowed(open_server: str) -> None:
    line = "GET /v2/email/dedicated-ip-pools"
    assert ask(open_server, line, f"Origin: {APP}", CROSS)[0] == 200
    assert ask(open_server, line, f"Origin: {APP}", CROSS, host="ses.test:5000")[0] == 200
    assert ask(open_server, line, "Origin: http://SES.test:5000", host="ses.test:5000")[0] == 200
    assert ask(open_server, line, "Sec-Fetch-Site: same-origin", host="SES.test")[0] == 200
    for other in (APP.replace("https", "http"), APP.replace(":8443", ""), APP.replace("app.", "")):
        assert ask(open_server, line, f"Origin: {other}", CROSS)[0] == 403
    assert ask(open_server, line, "Sec-Fetch-Site: same-site", host="ses.test")[0] == 403
    assert ask(open_server, line, f"Origin: {APP}", host="other.test")[0] == 403


@pytest.mark.parametrize(
    "origin", ["", "*", "app.example.com", "https://", "https://a/b", "https://a?b", "https://a:x"]
)
def test_an_origin_that_is_none_is_named_with_exit_code_2(origin: str) -> None:
    command = [sys.executable, "-m", "moto_ses_managed.cli", "server", "--allow-origin", origin]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=TIMEOUT)
    assert ended.returncode == 2
    assert f"{origin!r} is not an origin" in ended.stderr
