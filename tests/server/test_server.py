"""The server as its clients meet it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from moto_ses_managed import SesManaged
from tests.support.processes import ROOT, TIMEOUT
from tests.support.server_clients import client_at, outcome, run_command
from tests.support.serving import AUTHORIZATION, server, start


def test_64_threads_that_create_100_pools_end_with_exactly_50(server_url: str) -> None:
    account = "640000000001"
    ses = client_at(server_url, account=account, connections=64)

    def create(number: int) -> str:
        mode = "MANAGED" if number % 2 else "STANDARD"
        return outcome(ses.create_dedicated_ip_pool, PoolName=f"pool-{number}", ScalingMode=mode)

    with ThreadPoolExecutor(64) as threads:
        outcomes = list(threads.map(create, range(100)))
    assert sorted(outcomes) == ["LimitExceededException"] * 50 + ["done"] * 50
    assert len(ses.list_dedicated_ip_pools(PageSize=1000)["DedicatedIpPools"]) == 50
    assert len(SesManaged(account_id=account, server=server_url).pools()) == 50


def test_one_of_many_threads_that_create_the_same_pool_makes_it(server_url: str) -> None:
    ses = client_at(server_url, account="640000000002", connections=32)
    with ThreadPoolExecutor(32) as threads:
        outcomes = list(threads.map(lambda _: outcome(ses.create_dedicated_ip_pool, PoolName="pool"), range(32)))
    assert sorted(outcomes) == ["AlreadyExistsException"] * 31 + ["done"]


def test_threads_that_associate_convert_tag_and_delete_leave_one_consistent_state(server_url: str) -> None:
    account = "640000000003"
    ses = client_at(server_url, account=account, connections=32)
    hooks = SesManaged(account_id=account, server=server_url)
    for name in ("one", "two", "three"):
        ses.create_dedicated_ip_pool(PoolName=name)
    for number in range(8):
        ses.create_configuration_set(ConfigurationSetName=f"set-{number}")

    def work(number: int) -> str:
        pool = ("one", "two", "three")[number % 3]
        arn = f"arn:aws:ses:us-east-1:{account}:dedicated-ip-pool/{pool}"
        steps: list[tuple[Any, dict[str, Any]]] = [
            (
                ses.put_configuration_set_delivery_options,
                {"ConfigurationSetName": f"set-{number % 8}", "SendingPoolName": pool},
            ),
            (ses.put_dedicated_ip_pool_scaling_attributes, {"PoolName": pool, "ScalingMode": "MANAGED"}),
            (ses.tag_resource, {"ResourceArn": arn, "Tags": [{"Key": f"k{number}", "Value": "v"}]}),
        ]
        operation, parameters = steps[number // 3 % 3]
        if number == 40:
            operation, parameters = ses.delete_dedicated_ip_pool, {"PoolName": "three"}
        return outcome(operation, **parameters)

    with ThreadPoolExecutor(32) as threads:
        outcomes = set(threads.map(work, range(90)))
    assert outcomes <= {"done", "BadRequestException", "NotFoundException"}
    pools = {pool.name: pool for pool in hooks.pools()}
    assert set(pools) == {"one", "two"}
    for number in range(8):
        options = ses.get_configuration_set(ConfigurationSetName=f"set-{number}")["DeliveryOptions"]
        holders = [name for name, pool in pools.items() if f"set-{number}" in pool.configuration_sets]
        assert holders == ([options["SendingPoolName"]] if "SendingPoolName" in options else [])


def test_raw_garbage_is_a_4xx_over_http_too(server_url: str) -> None:
    for method, path, body, status in (
        ("POST", "/v2/email/dedicated-ip-pools", b"{", 400),
        ("POST", "/v2/email/dedicated-ip-pools", b"\xff", 400),
        ("POST", "/v2/email/dedicated-ip-pools", b"x" * (1024 * 1024 + 1), 413),
        ("GET", "/v2/email/dedicated-ip-pools/a%2Fb%00%ff", b"", 404),
        ("PUT", "/v2/email/nothing", b"", 404),
        ("GET", "/v2/email/import-jobs/1", b"", 404),
    ):
        response = requests.request(
            method, server_url + path, data=body, headers={"Authorization": AUTHORIZATION}, timeout=TIMEOUT
        )
        assert response.status_code == status, response.text
        assert "Traceback" not in response.text
        assert response.json()["message"]


def test_a_request_without_a_signature_reaches_ses_of_the_default_region(server_url: str) -> None:
    response = requests.get(f"{server_url}/v2/email/account", timeout=TIMEOUT)
    assert response.status_code == 200
    assert response.json()["EnforcementStatus"] == "HEALTHY"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "AWS4"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=x"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=a/b/c/ses/x, y"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=a/b/c/d/e"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=////"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=a/b/us-east-1/__class__/aws4_request, y"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=a/b/us-east-1/\u00ff/aws4_request, y"},
        {"X-Amz-Target": "x"},
        {"X-Amz-Target": "\u00ff"},
    ],
)
def test_headers_that_name_no_service_leave_a_path_of_ses_to_ses(server_url: str, headers: dict[str, str]) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    response = requests.get(f"{server_url}/v2/email/account", headers=encoded, timeout=TIMEOUT)
    assert response.status_code in {200, 400, 403}
    if response.status_code != 200:
        assert response.json()["message"]
    elsewhere = requests.get(server_url, headers=encoded, timeout=TIMEOUT)
    assert elsewhere.status_code < 500


def test_a_service_that_moto_does_not_have_is_named_and_nothing_is_printed() -> None:
    signed = {"Authorization": AUTHORIZATION.replace("/ses/", "/nosuch/")}
    process, url = start()
    try:
        response = requests.get(url, headers=signed, timeout=TIMEOUT)
    finally:
        process.terminate()
        printed = process.communicate(timeout=TIMEOUT)
    assert (response.status_code, response.json()["__type"]) == (400, "UnrecognizedClientException")
    assert "nosuch" in response.json()["message"]
    assert printed == ("", "")


def test_connections_are_kept_open(server_url: str) -> None:
    url = urlsplit(server_url)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=TIMEOUT)
    ends = []
    for _ in range(3):
        connection.request("GET", "/moto-api/ses-managed/clock")
        reply = connection.getresponse()
        assert json.loads(reply.read())["Now"]
        ends.append(connection.sock.getsockname())
    assert len(set(ends)) == 1
    connection.close()


def test_the_rest_of_moto_is_served_too(emptied_server: str) -> None:
    s3 = client_at(emptied_server, "s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="a folder/ä", Body=b"text")
    assert s3.get_object(Bucket="bucket", Key="a folder/ä")["Body"].read() == b"text"
    sqs = client_at(emptied_server, "sqs")
    queue = sqs.create_queue(QueueName="queue")["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody="text")
    ses = client_at(emptied_server)
    ses.create_dedicated_ip_pool(PoolName="pool")
    hooks = SesManaged(server=emptied_server)
    before = hooks.advance(days=30)
    requests.post(f"{emptied_server}/moto-api/reset", timeout=TIMEOUT).raise_for_status()
    assert hooks.pools() == []
    assert hooks.now < before
    assert s3.list_buckets()["Buckets"] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_at_once_and_without_a_traceback(number: signal.Signals) -> None:
    process, url = start()
    connection = requests.Session()
    connection.get(f"{url}/moto-api/ses-managed/clock", timeout=TIMEOUT)
    process.send_signal(number)
    # The connection stays open meanwhile.
    _, errors = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 0
    assert "Traceback" not in errors
    connection.close()


def test_signals_that_come_together_end_the_server_once_with_its_state_whole(tmp_path: Path) -> None:
    process, url = start("--state", str(tmp_path / "state.json"))
    try:
        client_at(url).create_dedicated_ip_pool(PoolName="pool")
        for number in [signal.SIGTERM, signal.SIGINT] * 20:
            process.send_signal(number)
        printed = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, *printed) == (0, "", "")
    assert b"pool" in (tmp_path / "state.json").read_bytes()


def test_a_server_whose_announcement_nobody_reads_ends(tmp_path: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "moto_ses_managed.cli", "server", "--port", "0"]
    try:
        ended = subprocess.run(
            command, stdout=written, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False, timeout=TIMEOUT
        )
    finally:
        os.close(written)
    assert (ended.returncode, ended.stderr) == (1, "")


def test_a_server_listens_to_ipv6_where_it_is_told_to() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here: NOT tested")
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 here: NOT tested")
    with server("--host", "::1") as url:
        assert url.startswith("http://[::1]:")
        assert client_at(url).get_account()["EnforcementStatus"] == "HEALTHY"
        assert SesManaged(server=url).pools() == []


@pytest.mark.parametrize("host", ["nosuch.invalid", "300.1.1.1", "::zz", "192.0.2.1"])
def test_an_address_that_can_not_be_had_is_one_clear_line(host: str) -> None:
    ended = run_command("server", "--port", "0", "--host", host)
    assert (ended.returncode, ended.stdout) == (1, "")
    [line] = ended.stderr.splitlines()
    assert host in line


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run_command("server", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [["server", "--port", "65536"], ["server", "--port", "x"], ["server", "--host", ""], ["nothing"], []],
)
def test_wrong_arguments_are_named_with_exit_code_2(arguments: list[str]) -> None:
    ended = run_command(*arguments)
    assert ended.returncode == 2
    assert all(argument in ended.stderr for argument in arguments[-1:])


def test_the_demo_shows_each_step() -> None:
    ended = run_command("demo")
    assert ended.returncode == 0, ended.stderr
    for expected in (
        "AlreadyExistsException: The pool <marketing> already exists.",
        "LimitExceededException",
        "BadRequestException: The ScalingMode parameter is invalid.",
        "SendingPool <nowhere> doesn't exist",
        "through marketing: SHARED",
        "after day 3: IPs: 198.18.0.1; a message to Gmail leaves through 198.18.0.1",
        "after day 40: IPs: 198.18.0.1, 198.18.0.2;",
        "after day 60: IPs: none; a message to Gmail leaves through the shared pool",
        "the bill so far: ",
    ):
        assert expected in ended.stdout
    story = [line.split() for line in ended.stdout.splitlines() if line.startswith("  day ")]
    assert [(int(words[1]), " ".join(words[3:])) for words in story] == [
        (3, "the first IP"),
        (4, "mail takes dedicated IPs, and the shared pool beyond their warm-up level"),
        (15, "all mail through dedicated IPs"),
        (18, "the first mail is deferred: it waits for a dedicated IP"),
        (31, "the pool grows to 2 IPs"),
        (32, "mail takes dedicated IPs, and the shared pool beyond their warm-up level"),
        (39, "all mail through dedicated IPs"),
        (47, "the pool shrinks to 1 IP"),
        (58, "the last IP is relinquished"),
    ]


def test_the_server_without_its_extra_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['waitress.server'] = None\n"
        "from moto_ses_managed.cli import main\n"
        "sys.exit(main(['server']))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False, timeout=TIMEOUT
    )
    assert ended.returncode == 1
    assert "pip install 'moto-ses-managed[server]'" in ended.stderr
