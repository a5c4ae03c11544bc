"""The examples, as a reader would run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from moto.core.utils import get_service_model

from tests.support.async_clients import async_python
from tests.support.processes import ROOT, TIMEOUT, output_of
from tests.support.serving import proxy

STORY = ("AlreadyExistsException", "LimitExceededException", "BadRequestException", "all of it as Amazon SES has it")

CLOUDWATCHS_PROTOCOLS = get_service_model("cloudwatch").metadata.get("protocols", [])

of_todays_cloudwatch = pytest.mark.skipif(
    "json" not in CLOUDWATCHS_PROTOCOLS,
    reason="moto reads CloudWatch's requests by botocore's model, and this one has not today's protocol: NOT tested",
)
"""For clients newer than the oldest botocore that is supported."""

GOPATH = Path("/usr/share/gocode")

# Servers, installs and compilers of other languages: minutes of a suite, and seldom broken by a change here.
pytestmark = pytest.mark.slow

COMPILING = 4 * TIMEOUT
"""Go's compiler makes the SDK anew on a machine that has not done so yet."""


@of_todays_cloudwatch
@pytest.mark.needs_node
def test_the_javascript_sdk_walks_through_pools_against_the_server(javascript: Path, emptied_server: str) -> None:
    assert output_of(["node", "walk.js", emptied_server], javascript).endswith("all of it as Amazon SES has it\n")


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: its example is NOT tested")
def test_curl_alone_walks_through_pools_against_the_server(emptied_server: str) -> None:
    output = output_of(["bash", "walk.sh", emptied_server], ROOT / "examples" / "curl")
    assert all(part in output for part in STORY)


def aws_cli() -> bool:
    """Whether there is an AWS CLI that starts: pyenv puts a shim where no Python of its has one."""
    return (
        bool(shutil.which("aws"))
        and not subprocess.run(["aws", "--version"], capture_output=True, check=False).returncode
    )


@of_todays_cloudwatch
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: the AWS CLI's example is NOT tested")
def test_the_aws_cli_walks_through_pools_against_the_server(emptied_server: str) -> None:
    if not aws_cli():
        pytest.skip("no AWS CLI here: its example is NOT tested")
    output = output_of(["bash", "walk.sh", emptied_server], ROOT / "examples" / "aws-cli")
    assert all(part in output for part in STORY)


@pytest.mark.skipif(
    not (shutil.which("go") and (GOPATH / "src/github.com/aws/aws-sdk-go-v2/service/sesv2").is_dir()),
    reason="Go and Debian's golang-github-aws-aws-sdk-go-v2-dev are not installed: the Go example is NOT tested",
)
def test_the_go_sdk_walks_through_pools_against_the_server(emptied_server: str) -> None:
    command = ["go", "run", ".", emptied_server]
    output = output_of(command, ROOT / "examples" / "go", timeout=COMPILING, GO111MODULE="off", GOPATH=str(GOPATH))
    assert all(part in output for part in STORY)


def php_has(package: str) -> bool:
    return bool(shutil.which("php")) and Path("/usr/share/php", package).is_dir()


@pytest.mark.skipif(
    not php_has("AsyncAws/Ses"),
    reason="Debian's php-cli and php-async-aws-ses are not installed: the PHP example is NOT tested",
)
def test_a_newsletter_in_php_is_tested_against_the_server(emptied_server: str) -> None:
    output = output_of(["php", "test.php", emptied_server], ROOT / "examples" / "php")
    assert output == "all of it as Amazon SES has it\n"


def outside_pytest() -> dict[str, str]:
    """This environment without what this run of pytest and moto's modes put into it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MOTO_", "TEST_"))}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run_alone(folder: str, *command: str) -> str:
    """What a command says that a reader runs in the folder of an example, which is a copy, as a reader has it."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=TIMEOUT, env=outside_pytest()
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def copied(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The folder of an example, copied to where nothing of this repository's tests is found."""
    return str(shutil.copytree(ROOT / "examples" / request.param, tmp_path / "example"))


@pytest.mark.parametrize("copied", ["unittest"], indirect=True)
def test_receipts_are_tested_with_unittest(copied: str) -> None:
    assert "Ran 3 tests" in run_alone(copied, sys.executable, "-m", "unittest")


@pytest.mark.parametrize("copied", ["smtp"], indirect=True)
def test_invoices_are_tested_by_smtp(copied: str) -> None:
    assert "1 passed" in run_alone(copied, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")


@pytest.mark.parametrize("copied", ["async"], indirect=True)
def test_reminders_are_tested_with_async_clients(copied: str) -> None:
    python = async_python("the async example is NOT tested")
    assert "2 passed" in run_alone(copied, python, "-m", "pytest", "-q", "-p", "no:cacheprovider")


def test_the_list_of_examples_has_each_of_them() -> None:
    examples = ROOT / "examples"
    listed = re.findall(r"^\| \[`([^`]+)`\]\(([^)]+)\) \|", (examples / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted((folder.name, folder.name) for folder in examples.iterdir() if folder.is_dir())


def run_python(path: str, **environment: str) -> str:
    """What pytest prints of an example in Python."""
    # Of moto's proxy, whose certificate nobody verifies, urllib3 warns.
    quiet = ("-W", "ignore:Unverified HTTPS request")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *quiet, f"examples/python/{path}"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
        env=outside_pytest() | environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_examples_pass_as_they_stand() -> None:
    assert "5 passed" in run_python("")


def test_boto3_walks_through_pools_in_motos_server_mode(emptied_server: str) -> None:
    mode = {"TEST_SERVER_MODE": "true", "TEST_SERVER_MODE_ENDPOINT": emptied_server}
    assert "1 passed" in run_python("test_walk.py", **mode)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed: proxy mode is NOT tested")
@pytest.mark.skipif(
    sys.version_info >= (3, 13),
    reason="moto's proxy leaves calls unanswered on Python 3.13: the walk in proxy mode is NOT tested",
)
def test_boto3_walks_through_pools_in_motos_proxy_mode() -> None:
    with proxy() as port:
        assert "1 passed" in run_python("test_walk.py", TEST_PROXY_MODE="true", MOTO_PROXY_PORT=str(port))
