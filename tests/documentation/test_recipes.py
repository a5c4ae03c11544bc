"""The Dockerfile, and the workflows of docs/howto/ci.md, run as far as that goes without Docker and GitHub.

Not run: the base image, useradd in it, docker build and docker run, actions/checkout and actions/setup-python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.documentation.blocks import runnable
from tests.support.processes import ROOT

DOCKERFILE = ROOT / "Dockerfile"

WORKFLOWS = {
    block.title: block.text for block in runnable(ROOT / "docs" / "howto" / "ci.md", "yaml") if block.title is not None
}

SECONDS = 280
"""How long one step may take: npm and pip fetch what they install."""

PROJECT = {
    "name": "a-project-with-tests",
    "private": True,
    "type": "module",
    "scripts": {"test": "node --test"},
    "dependencies": {"@aws-sdk/client-sesv2": "^3.900.0"},
}

# No endpoint, Region or credentials: these come from the workflow.
PROJECTS_TEST = """
import assert from "node:assert/strict";
import test from "node:test";
import { CreateDedicatedIpPoolCommand, ListDedicatedIpPoolsCommand, SESv2Client } from "@aws-sdk/client-sesv2";

test("a pool is made", async () => {
  const client = new SESv2Client({});
  await client.send(new CreateDedicatedIpPoolCommand({ PoolName: "of-the-workflow", ScalingMode: "MANAGED" }));
  const { DedicatedIpPools } = await client.send(new ListDedicatedIpPoolsCommand({}));
  assert.deepEqual(DedicatedIpPools, ["of-the-workflow"]);
});
"""

needs_npm = pytest.mark.skipif(
    not (shutil.which("node") and shutil.which("npm")),
    reason="Node.js and npm are not installed: the workflows are NOT tested",
)


@pytest.fixture
def port() -> int:
    """One that is free, in place of 5000, which may be taken here."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What actions/checkout would have brought: a repository whose tests ask SES for a pool."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps(PROJECT))
    (folder / "pools.test.js").write_text(PROJECTS_TEST)
    locked = ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"]
    done = subprocess.run(locked, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
    skip_or_fail(done)
    return folder


def skip_or_fail(done: subprocess.CompletedProcess[str]) -> None:
    """A registry that can't be reached is not a failure, except in CI."""
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"{done.args} failed: the workflows are NOT tested\n{done.stderr}")
    assert done.returncode == 0, done.stdout + done.stderr


class Job:
    """A job of a workflow: its steps, one after the other, as GitHub's runner runs them."""

    def __init__(self, workflow: str, port: int, folder: Path, path: Path) -> None:
        self._job: dict[str, Any] = yaml.safe_load(workflow.replace("5000", str(port)))["jobs"]["test"]
        self._folder = folder
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
        }
        self._groups: list[int] = []

    def run(self, **more: str) -> list[str]:
        """Run the steps that run something; what they are."""
        steps = [step for step in self._job["steps"] if "run" in step]
        for step in steps:
            self._run(step["run"], self._environment | more | self._job.get("env", {}) | step.get("env", {}))
        return [step["run"] for step in steps]

    def _run(self, commands: str, environment: Mapping[str, str]) -> None:
        log = self._folder / "log"
        with log.open("w") as output:
            # The runner's shell, where a step names none. What it starts in the background outlives it.
            process = subprocess.Popen(
                ["bash", "-e", "-c", commands],
                cwd=self._folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            self._groups.append(process.pid)
            assert process.wait(timeout=SECONDS) == 0, f"{commands}\n{log.read_text()}"

    def end(self) -> None:
        """End what is left running, as the runner does."""
        for group in self._groups:
            try:
                os.killpg(group, signal.SIGTERM)
            except ProcessLookupError:
                continue  # nothing was left


def instruction(dockerfile: str, name: str) -> list[str]:
    """The words of an instruction in the form that is JSON."""
    joined = dockerfile.replace("\\\n", " ")
    [words] = re.findall(rf"^{name} .*?(\[.*\])$", joined, re.MULTILINE)
    command: list[str] = json.loads(words)
    return command


@pytest.fixture
def container(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """What the image runs, here: healthy by its own health check."""
    dockerfile = DOCKERFILE.read_text()
    here = {"moto-ses-managed": str(Path(sys.executable).with_name("moto-ses-managed")), "python": sys.executable}

    def words(name: str) -> list[str]:
        in_place = (word.replace("5000", str(port)) for word in instruction(dockerfile, name))
        return [here.get(word, word.replace("/state/", f"{tmp_path}/")) for word in in_place]

    process = subprocess.Popen(
        [*words("ENTRYPOINT"), *words("CMD")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + 60
        while subprocess.run(words("HEALTHCHECK"), capture_output=True, check=False, timeout=60).returncode:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.2)
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
@needs_npm
@pytest.mark.needs_node
def test_a_workflow_with_the_image_as_a_service_passes_and_the_container_keeps_its_state(
    container: subprocess.Popen[str], project: Path, port: int, tmp_path: Path
) -> None:
    job = Job(WORKFLOWS[".github/workflows/service.yml"], port, project, Path(sys.executable).parent)
    assert job.run() == ["npm ci && npm test"]
    [stop_signal] = re.findall(r"^STOPSIGNAL (\w+)$", DOCKERFILE.read_text(), re.MULTILINE)
    container.send_signal(signal.Signals[stop_signal])
    _, errors = container.communicate(timeout=60)
    assert (container.returncode, errors) == (0, "")
    assert b"of-the-workflow" in (tmp_path / "ses.db").read_bytes()


@pytest.fixture
def constraint(tmp_path: Path) -> Path:
    """A file of constraints that has pip take this package from here, not from the registry."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = (tmp_path / "dist").glob("*.whl")
    file = tmp_path / "constraints.txt"
    file.write_text(f"moto-ses-managed @ {wheel.as_uri()}\n")
    return file


@pytest.mark.slow
@needs_npm
@pytest.mark.needs_node
def test_a_workflow_that_installs_the_server_passes_where_nothing_is_installed(
    project: Path, constraint: Path, port: int, tmp_path: Path
) -> None:
    # What actions/setup-python would have brought.
    python = tmp_path / "python"
    venv.create(python, with_pip=True, upgrade_deps=True)
    job = Job(WORKFLOWS[".github/workflows/step.yml"], port, project, python / "bin")
    try:
        assert len(job.run(PIP_CONSTRAINT=str(constraint), PYTHONPATH="")) == 3
    finally:
        job.end()
