"""The examples, as a reader would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from moto.core.utils import get_service_model

from tests.serving import PATIENCE, ROOT
from tests.test_plugin_servers import proxy

STORY = ("AlreadyExistsException", "LimitExceededException", "BadRequestException", "all of it as Amazon SES has it")

CLOUDWATCHS_PROTOCOLS = get_service_model("cloudwatch").metadata.get("protocols", [])

of_todays_cloudwatch = pytest.mark.skipif(
    "json" not in CLOUDWATCHS_PROTOCOLS,
    reason="moto reads CloudWatch's requests by botocore's model, and this one has not today's protocol: NOT tested",
)
"""For clients newer than the oldest botocore that is supported."""

GOPATH = Path("/usr/share/gocode")

COMPILING = 4 * PATIENCE
"""Go's compiler makes the SDK anew on a machine that has not done so yet."""


def tell(command: list[str], folder: Path, *, patience: float = PATIENCE, **environment: str) -> str:
    """What an example prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=patience,
        env=os.environ | environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@of_todays_cloudwatch
@pytest.mark.needs_node
def test_the_javascript_sdk_walks_through_pools_against_the_server(javascript: Path, emptied_server: str) -> None:
    assert tell(["node", "walk.js", emptied_server], javascript).endswith("all of it as Amazon SES has it\n")


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: its example is NOT tested")
def test_curl_alone_walks_through_pools_against_the_server(emptied_server: str) -> None:
    told = tell(["bash", "walk.sh", emptied_server], ROOT / "examples" / "curl")
    assert all(part in told for part in STORY)


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
    told = tell(["bash", "walk.sh", emptied_server], ROOT / "examples" / "aws-cli")
    assert all(part in told for part in STORY)


@pytest.mark.skipif(
    not (shutil.which("go") and (GOPATH / "src/github.com/aws/aws-sdk-go-v2/service/sesv2").is_dir()),
    reason="Go and Debian's golang-github-aws-aws-sdk-go-v2-dev are not installed: the Go example is NOT tested",
)
def test_the_go_sdk_walks_through_pools_against_the_server(emptied_server: str) -> None:
    command = ["go", "run", ".", emptied_server]
    told = tell(command, ROOT / "examples" / "go", patience=COMPILING, GO111MODULE="off", GOPATH=str(GOPATH))
    assert all(part in told for part in STORY)


def run_python(path: str, **environment: str) -> str:
    """What pytest prints of an example in Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MOTO_", "TEST_"))}
    # Of moto's proxy, whose certificate nobody verifies, urllib3 warns.
    quiet = ("-W", "ignore:Unverified HTTPS request")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *quiet, f"examples/python/{path}"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE, env=kept | environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_examples_pass_as_they_stand() -> None:
    assert "5 passed" in run_python("")


def test_boto3_walks_through_pools_in_motos_server_mode(emptied_server: str) -> None:
    mode = {"TEST_SERVER_MODE": "true", "TEST_SERVER_MODE_ENDPOINT": emptied_server}
    assert "1 passed" in run_python("test_walk.py", **mode)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed: proxy mode is NOT tested")
def test_boto3_walks_through_pools_in_motos_proxy_mode() -> None:
    with proxy() as port:
        assert "1 passed" in run_python("test_walk.py", TEST_PROXY_MODE="true", MOTO_PROXY_PORT=str(port))
