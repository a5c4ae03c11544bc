"""The console as it is served, in process and by a server: pages, assets, headers, and what is refused."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests

from moto_ses_managed import SesManaged, mock_aws
from tests.support.clients import ses_client
from tests.support.processes import ROOT, TIMEOUT
from tests.support.server_clients import client_at

PREFIX = "/moto-api/ses-managed/"
IN_PROCESS = "http://motoapi.amazonaws.com"

FILES = {".html", ".css", ".js", ".svg"}

Get = Callable[..., requests.Response]


@pytest.fixture(params=["in process", "by a server"])
def get(request: pytest.FixtureRequest) -> Get:
    """GET below the prefix, of an account that has one managed and one standard pool."""
    if request.param == "by a server":
        url, account = request.getfixturevalue("server_url"), "510000000001"
        SesManaged(account_id=account, server=url).reset()
        ses = client_at(url, account=account)
    else:
        url, account = IN_PROCESS, "123456789012"
        request.getfixturevalue("mocked")
        ses = ses_client()
    ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED", Tags=[{"Key": "team", "Value": "growth"}])
    ses.create_dedicated_ip_pool(PoolName="legacy", ScalingMode="STANDARD")

    def at(path: str, **query: str) -> requests.Response:
        parameters = {"AccountId": account, **query}
        return requests.get(f"{url}{PREFIX}{path}", params=parameters, timeout=TIMEOUT, allow_redirects=False)

    return at


@pytest.fixture
def mocked() -> Iterator[None]:
    with mock_aws():
        yield


PAGES = (
    "",
    "console/bill",
    "console/configuration-sets",
    "console/messages",
    "console/policy",
    "console/rehearse",
    "console/pools/legacy",
    "console/pools/marketing",
)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_html_that_nothing_inline_is_in(get: Get, path: str) -> None:
    page = get(path)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert "<script>" not in page.text
    for inline in (" style=", " onclick=", " onload=", "javascript:", "http://", "https://"):
        assert inline not in page.text


def test_markup_in_a_query_is_escaped(get: Get) -> None:
    page = get("console/messages", Text="<b>&").text
    assert 'value="&lt;b&gt;&amp;"' in page
    assert "<b>" not in page


@pytest.mark.parametrize("path", PAGES)
def test_each_asset_that_a_page_names_is_served(get: Get, path: str) -> None:
    page = get(path).text
    named = {part.split('"')[0] for part in page.split(f'"{PREFIX}console/static/')[1:]}
    assert {"console.css", "console.js"} <= {name.partition("?")[0] for name in named}
    for name in named:
        asset = get(f"console/static/{name.partition('?')[0]}")
        assert asset.status_code == 200
        assert asset.headers["x-content-type-options"] == "nosniff"
        assert asset.content


def test_the_charts_script_is_plotlys_own_and_kept(get: Get) -> None:
    script = get("console/static/plotly-basic.min.js")
    assert "plotly.js (basic - minified) v" in script.text[:100]
    assert "immutable" in script.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "query", "status", "named"),
    [
        ("console/pools/nowhere", {}, 404, "nowhere"),
        ("console/pools/ses-shared-pool", {}, 400, "ses-shared-pool"),
        ("console/nothing", {}, 404, "nothing"),
        ("console/", {"Region": "mars-1"}, 400, "mars-1"),
        ("", {"Region": "mars-1"}, 400, "mars-1"),
        ("", {"AccountId": "12"}, 400, "12"),
        ("console/pools/%3Cb%3E", {}, 404, "&lt;b&gt;"),
        ("console/messages/nothing", {}, 404, "nothing"),
        ("console/messages", {"Isp": "Gmial"}, 400, "Gmial"),
        ("console/messages", {"Before": "-1"}, 400, "-1"),
        ("console/html/nothing", {}, 404, "nothing"),
        ("console/attachments/nothing/1", {}, 404, "nothing"),
        ("console/figures/marketing", {"Isp": "Gmial"}, 400, "Gmial"),
        ("console/static/nothing.js", {}, 404, "nothing.js"),
        ("console/static/..%2Fpages.py", {}, 404, "pages.py"),
        ("console/static/", {}, 404, ""),
    ],
)
def test_a_page_that_is_not_there_says_what_is_wrong(
    get: Get, path: str, query: dict[str, str], status: int, named: str
) -> None:
    page = get(path, **query)
    assert (page.status_code, named in page.text) == (status, True), page.text
    assert "Traceback" not in page.text


def test_the_last_slash_can_be_left_out() -> None:
    with mock_aws():
        reply = requests.get(f"{IN_PROCESS}{PREFIX.rstrip('/')}?Region=eu-west-1", timeout=TIMEOUT)
    assert reply.status_code == 200
    assert reply.url == f"{IN_PROCESS}{PREFIX}?Region=eu-west-1"
    assert "Create IP pool" in reply.text


def test_the_last_slash_can_be_left_out_at_a_server(server_url: str) -> None:
    reply = requests.get(server_url + PREFIX.rstrip("/"), timeout=TIMEOUT)
    assert (reply.status_code, "Create IP pool" in reply.text) == (200, True)


@pytest.mark.parametrize("path", ["", "console/bill", "console/pools/marketing"])
def test_a_page_only_shows(mocked: None, path: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        reply = requests.request(method, f"{IN_PROCESS}{PREFIX}{path}", timeout=TIMEOUT)
        assert (reply.status_code, reply.json()["__type"]) == (404, "NotFoundException")


def test_without_plotly_the_pages_work_and_say_what_to_install(mocked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ses_client().create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    monkeypatch.setitem(sys.modules, "plotly", None)
    page = requests.get(f"{IN_PROCESS}{PREFIX}console/pools/marketing", timeout=TIMEOUT)
    assert page.status_code == 200
    assert "pip install 'moto-ses-managed[console]'" in page.text
    assert "plotly-basic.min.js" not in page.text
    assert "Warm-up by IP and ISP" in page.text


def test_the_wheel_has_the_pages_and_their_assets(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=TIMEOUT)
    [wheel] = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    folder = ROOT / "moto_ses_managed" / "console"
    files = {path.relative_to(ROOT).as_posix() for path in folder.rglob("*.*") if path.suffix in FILES}
    assert len(files) > 15
    assert files <= packed


def test_the_server_serves_its_console_where_it_says(server_url: str) -> None:
    # That it says so is checked wherever a server is started.
    page = requests.get(f"{server_url}{PREFIX}", timeout=TIMEOUT)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    health = requests.get(f"{server_url}{PREFIX}health", timeout=TIMEOUT)
    assert health.json()["Status"] == "OK"


HOSTILE = '..\u202e/\r\nx-evil: 1\r\n<b>".html'


def test_an_attachment_is_saved_under_its_name_and_never_shown(mocked: None) -> None:
    ses_client().create_email_identity(EmailIdentity="shop.example")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "News", "news@shop.example", "ann@gmail.com"
    mail.set_content("Hello")
    mail.add_attachment(b"<script>1</script>", "text", "html", filename="page.html")
    next(mail.iter_attachments()).set_param("filename", HOSTILE, "content-disposition", charset="utf-8", replace=True)
    mail.add_attachment(b"\x00\xff", "application", "octet-stream")
    ses_client().send_email(Content={"Raw": {"Data": mail.as_bytes()}})
    [message] = SesManaged().messages
    assert [len(file.content) for file in message.attachments] == [18, 2]
    assert "x-evil" in str(message.attachments[0].filename)
    page = f"{IN_PROCESS}{PREFIX}console/attachments/{message.message_id}/"
    attachment, nameless = (requests.get(f"{page}{number}", timeout=TIMEOUT) for number in (1, 2))
    assert (attachment.content, nameless.content) == (b"<script>1</script>", b"\x00\xff")
    for reply in (attachment, nameless):
        assert reply.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
        assert "sandbox" in reply.headers["content-security-policy"]
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "x-evil" not in reply.headers
    assert not set('\r\n"</>') & set(attachment.headers["content-disposition"])
    assert nameless.headers["content-disposition"].endswith("attachment-2")
    for number in ("0", "3", "-1", "1.0", "\N{SUPERSCRIPT TWO}", "9" * 5000, ""):
        assert requests.get(f"{page}{number}", timeout=TIMEOUT).status_code == 404, number
