"""Each code block of the README does what the README says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest

from moto_ses_managed import SendingPolicy
from tests.serving import PATIENCE, ROOT
from tests.test_server import run_command

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = _BLOCK.findall(README)
LOCAL = "http://localhost:5000"


def blocks(language: str) -> list[str]:
    return [block for name, block in BLOCKS if name == language]


def shell_blocks(word: str) -> list[str]:
    return [block for block in blocks("sh") if block.startswith(word)]


def pytest_in(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """pytest as it starts where this package is installed: nobody names its plugin."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        # Another plugin that is installed for these tests takes a second to load.
        [
            sys.executable,
            "-m",
            "pytest",
            "--strict-markers",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:schemathesis",
            *options,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env=environment,
    )


def test_every_block_is_of_a_kind_that_a_test_here_runs() -> None:
    assert {name for name, _ in BLOCKS} == {"python", "sh", "ini", "javascript"}
    assert all(block.startswith(("pip ", "curl ", "make ", "moto-ses-managed ")) for block in blocks("sh"))


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one run of pytest says of the Python blocks, each pasted into a file of its own."""
    folder = tmp_path_factory.mktemp("pasted")
    for number, block in enumerate(blocks("python")):
        (folder / f"test_block{number}.py").write_text(block, encoding="utf-8")
    return pytest_in(folder, "-rA").stdout


@pytest.mark.parametrize("number", range(len(blocks("python"))), ids="block{}".format)
def test_a_python_block_is_a_test_that_passes_as_pasted(pasted: str, number: int) -> None:
    outcomes = re.findall(rf"^(\w+) test_block{number}\.py::\w+", pasted, re.MULTILINE)
    assert outcomes == ["PASSED"], pasted


@pytest.mark.parametrize("block", blocks("ini"))
def test_an_ini_block_is_one_that_pytest_takes(tmp_path: Path, block: str) -> None:
    (tmp_path / "pytest.ini").write_text(block, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "def test_it(pytestconfig):\n    assert pytestconfig.getini('ses_managed_autouse') is False\n", encoding="utf-8"
    )
    done = pytest_in(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.needs_node
@pytest.mark.parametrize("block", blocks("javascript"))
def test_a_javascript_block_runs_against_the_server(javascript: Path, emptied_server: str, block: str) -> None:
    program = javascript / "readme.mjs"
    program.write_text(block.replace(LOCAL, emptied_server), encoding="utf-8")
    done = subprocess.run(["node", program], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert "MANAGED" in done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: the README's calls with it are NOT tested")
@pytest.mark.parametrize("block", shell_blocks("curl"))
def test_the_curl_block_runs_against_the_server(emptied_server: str, block: str) -> None:
    script = "set -e\n" + block.replace(LOCAL, emptied_server)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"ScalingMode": "MANAGED"' in done.stdout


@pytest.mark.parametrize("block", shell_blocks("moto-ses-managed"))
def test_a_command_block_prints_what_the_readme_says(block: str) -> None:
    done = run_command(*shlex.split(block)[1:])
    assert done.returncode == 0, done.stderr
    assert "day 3 (2026-01-03): the first IP" in done.stdout


def test_what_the_install_block_names_is_what_this_distribution_is_called() -> None:
    described = metadata("moto-ses-managed")
    wanted = re.findall(r"pip install '?([\w-]+)(?:\[(\w+)\])?", "".join(shell_blocks("pip")))
    assert {name for name, _ in wanted} == {described["Name"]}
    assert {extra for _, extra in wanted if extra} <= set(described.get_all("Provides-Extra") or [])


def test_each_make_target_that_is_named_exists() -> None:
    for target in re.findall(r"make (\w+)", "".join(shell_blocks("make"))):
        done = subprocess.run(
            ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr


def test_the_policy_table_has_every_field_with_its_default() -> None:
    table = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", README, re.MULTILINE)
    shown = {name: default for name, default in table if name in {field.name for field in fields(SendingPolicy)}}
    assert shown == {field.name: as_shown(getattr(SendingPolicy(), field.name)) for field in fields(SendingPolicy)}


def as_shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{isp} {rate:,}" for isp, rate in value.items()) or "none"
    if isinstance(value, tuple):
        return ", ".join(f"{tier.price:g} " + (f"up to {tier.up_to:,}" if tier.up_to else "beyond") for tier in value)
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
