"""Changes that a browser sends for a page of another web site are refused; curl and SDKs go on as ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests

from moto_ses_managed import SesManaged, mock_aws

IN_PROCESS = "http://motoapi.amazonaws.com"
OWN = f"{IN_PROCESS}/moto-api/ses-managed/"

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://motoapi.amazonaws.com:3000"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://motoapi.amazonaws.com.evil.example"},
    {"Origin": "http://motoapi.amazonaws.com:8080"},
    {"Origin": "http://[not-an-address"},
    {"origin": "https://evil.example"},
]
CHANGES = [("POST", "advance"), ("POST", "traffic"), ("POST", "reset"), ("PUT", "policy"), ("PUT", "tags/pool")]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_page_of_another_site_changes_nothing(method: str, path: str, headers: dict[str, str]) -> None:
    with mock_aws():
        hooks = SesManaged()
        before = hooks.now, hooks.policy
        reply = requests.request(method, OWN + path, headers=headers, json={"Days": 1}, timeout=30)
        assert (reply.status_code, reply.json()["__type"]) == (403, "AccessDeniedException")
        assert "of another site" in reply.json()["message"]
        assert hooks.now - before[0] < timedelta(minutes=1)
        assert hooks.policy == before[1]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": IN_PROCESS},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": IN_PROCESS},
        {"Origin": "https://MOTOAPI.amazonaws.com"},
        {"User-Agent": "curl/8.0", "Content-Type": "application/x-www-form-urlencoded"},
    ],
    ids=str,
)
def test_the_console_itself_curl_and_sdks_change_what_they_like(headers: dict[str, str]) -> None:
    with mock_aws():
        before = SesManaged().now
        reply = requests.post(f"{OWN}advance", headers=headers, data='{"Days": 1}', timeout=30)
        assert reply.status_code == 200
        assert SesManaged().now - before >= timedelta(days=1)


def test_another_site_is_refused_by_a_server_too(server_url: str) -> None:
    url = f"{server_url}/moto-api/ses-managed/advance?AccountId=520000000001"
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert requests.post(url, headers=headers, json={"Days": 1}, timeout=30).status_code == 403
    for headers in ({}, {"Origin": server_url}):
        assert requests.post(url, headers=headers, json={"Days": 1}, timeout=30).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_reading_is_left_to_motos_own_rules(headers: dict[str, str]) -> None:
    with mock_aws():
        assert requests.get(f"{OWN}clock", headers=headers, timeout=30).status_code == 200
