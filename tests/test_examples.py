"""The examples, as a reader would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import PATIENCE, ROOT

STORY = ("AlreadyExistsException", "LimitExceededException", "BadRequestException", "all of it as Amazon SES has it")

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


def test_the_python_example_passes_as_it_stands() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "examples/python"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
