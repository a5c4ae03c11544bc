"""The examples, as a reader would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.serving import ROOT, server
from tests.test_plugin_servers import proxy

NODE_MODULES = Path(tempfile.gettempdir()) / "moto-ses-managed-example"


@pytest.fixture(scope="module")
def javascript() -> Path:
    """A folder with the JavaScript example and its packages; kept, since they are large."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node.js and npm are not installed: the JavaScript example is NOT tested")
    NODE_MODULES.mkdir(exist_ok=True)
    for file in ("package.json", "walk.js"):
        shutil.copy(ROOT / "examples" / "javascript" / file, NODE_MODULES)
    install = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"]
    done = subprocess.run(install, cwd=NODE_MODULES, capture_output=True, text=True, check=False, timeout=280)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"npm could not install the SDK: the JavaScript example is NOT tested\n{done.stderr}")
    assert done.returncode == 0, done.stderr
    return NODE_MODULES


@pytest.mark.needs_node
def test_the_javascript_sdk_walks_through_pools_against_the_server(javascript: Path) -> None:
    with server() as url:
        done = subprocess.run(
            ["node", "walk.js", url], cwd=javascript, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("all of it as Amazon SES has it\n")


STORY = ("AlreadyExistsException", "LimitExceededException", "BadRequestException", "all of it as Amazon SES has it")

GOPATH = Path("/usr/share/gocode")


def tell(command: list[str], folder: str, **environment: str) -> str:
    """What an example prints, against a server of its own."""
    with server() as url:
        done = subprocess.run(
            [*command, url],
            cwd=ROOT / "examples" / folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
            env=os.environ | environment,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: its example is NOT tested")
def test_curl_alone_walks_through_pools_against_the_server() -> None:
    told = tell(["bash", "walk.sh"], "curl")
    assert all(part in told for part in STORY)


def aws_cli() -> bool:
    """Whether there is an AWS CLI that starts: pyenv puts a shim where no Python of its has one."""
    return (
        bool(shutil.which("aws"))
        and not subprocess.run(["aws", "--version"], capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not (shutil.which("curl") and aws_cli()), reason="no AWS CLI here: its example is NOT tested")
def test_the_aws_cli_walks_through_pools_against_the_server() -> None:
    told = tell(["bash", "walk.sh"], "aws-cli")
    assert all(part in told for part in STORY)


@pytest.mark.skipif(
    not (shutil.which("go") and (GOPATH / "src/github.com/aws/aws-sdk-go-v2/service/sesv2").is_dir()),
    reason="Go and Debian's golang-github-aws-aws-sdk-go-v2-dev are not installed: the Go example is NOT tested",
)
def test_the_go_sdk_walks_through_pools_against_the_server() -> None:
    told = tell(["go", "run", "."], "go", GO111MODULE="off", GOPATH=str(GOPATH))
    assert all(part in told for part in STORY)


def run_python(path: str, **environment: str) -> str:
    """What pytest prints of an example in Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MOTO_", "TEST_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"examples/python/{path}"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240, env=kept | environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_examples_pass_as_they_stand() -> None:
    assert "5 passed" in run_python("")


def test_boto3_walks_through_pools_in_motos_server_mode() -> None:
    with server() as url:
        assert "1 passed" in run_python("test_walk.py", TEST_SERVER_MODE="true", TEST_SERVER_MODE_ENDPOINT=url)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed: proxy mode is NOT tested")
def test_boto3_walks_through_pools_in_motos_proxy_mode() -> None:
    with proxy() as port:
        assert "1 passed" in run_python("test_walk.py", TEST_PROXY_MODE="true", MOTO_PROXY_PORT=str(port))
