"""Each block of README.md and of the pages does what its page says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from importlib.metadata import metadata
from pathlib import Path

import pytest
import yaml

from tests.documentation.blocks import (
    LOCAL,
    PAGES,
    Block,
    blocks_of,
    has_async_clients,
    name_of,
    pages_with,
    runnable,
)
from tests.support.async_clients import async_python
from tests.support.processes import ROOT, TIMEOUT

RUN = {"python", "sh", "text", "javascript", "ini", "toml", "csv", "json", "yaml", "dockerfile"}

NOT_RUN = {"docs/howto/ci.md": 2, "docs/howto/smtp.md": 1}
"""By page, how many of its blocks can't be run: each stands below a comment that says why."""

WITH_PYTHON = pages_with("python")

WITH_ASYNC_CLIENTS = [page for page in WITH_PYTHON if has_async_clients(page)]

BATCHES = [tuple(page for page in WITH_PYTHON if page not in WITH_ASYNC_CLIENTS)[first::3] for first in range(3)]
"""Pages whose tests one run of pytest tries: to start it takes longer than most of the tests do."""

OTHER_PACKAGES = {
    "nox",
    "moto[cloudformation]",
    "pytest",
    "time-machine",
    "aioboto3",
    "aiomoto",
    "pytest-asyncio",
    "mkdocs",
    "aws-cdk-lib",
}
"""What a page may have installed besides this distribution."""

CONTRIBUTING = ROOT / "CONTRIBUTING.md"

THAT_INSTALL = {"CONTRIBUTING.md", "docs/tutorial/first-test.md"}
"""Pages whose commands make an environment, which takes its time."""

SHELL = f"""
pip() {{ :; }}
npm() {{ :; }}
make() {{ command make --silent --dry-run -C '{ROOT}' "$@" >/dev/null; }}
moto-ses-managed() {{
    case $1 in
        server | proxy) PYTHONPATH='{ROOT}' '{sys.executable}' -m tests.documentation.parse_command "$@" ;;
        *) command moto-ses-managed "$@" ;;
    esac
}}
set -euo pipefail
"""


def test_every_block_is_of_a_kind_that_is_run_here() -> None:
    kinds = {(name_of(page), block.language) for page in PAGES for block in blocks_of(page) if block.reason is None}
    assert {(page, language) for page, language in kinds if language not in RUN} == set()


def test_python_is_a_test_or_a_file_that_tests_use() -> None:
    blocks = [block for page in WITH_PYTHON for block in runnable(page, "python")]
    assert [block for block in blocks if not (block.is_test or block.title)] == []


def test_what_can_not_be_run_is_known_and_says_why() -> None:
    marked = Counter(name_of(page) for page in PAGES for block in blocks_of(page) if block.reason is not None)
    assert dict(marked) == NOT_RUN


def test_no_fence_is_overlooked() -> None:
    for page in PAGES:
        fences = len(re.findall(r"^ *```\w+", page.read_text(encoding="utf-8"), re.MULTILINE))
        assert len(blocks_of(page)) == fences, name_of(page)


@pytest.mark.parametrize("pages", BATCHES, ids=["first", "second", "third"])
def test_the_tests_of_the_pages_pass_as_they_stand(
    pages: tuple[Path, ...], projects: dict[Path, Path], tmp_path: Path, environment: dict[str, str]
) -> None:
    files = [
        f"{projects[page].name}/{block.file}" for page in pages for block in runnable(page, "python") if block.is_test
    ]
    assert_tests_pass(sys.executable, files, tmp_path, environment)


@pytest.mark.parametrize("page", WITH_ASYNC_CLIENTS, ids=name_of)
def test_the_tests_of_a_page_about_async_clients_pass_as_they_stand(
    page: Path, project: Path, environment: dict[str, str]
) -> None:
    python = async_python(f"{name_of(page)} is NOT tested")
    assert_tests_pass(python, [block.file for block in runnable(page, "python") if block.is_test], project, environment)


def assert_tests_pass(python: str, files: list[str], folder: Path, environment: dict[str, str]) -> None:
    # Files of one name stand in several folders. Another plugin that is installed takes a second to load.
    options = ["-rA", "--strict-markers", "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    printed = run([python, "-m", "pytest", *options, *files], folder, environment)
    passed = Counter(re.findall(r"^PASSED ([\w/.-]+)::", printed, re.MULTILINE))
    assert [file for file in files if not passed[file]] == [], printed
    assert not re.findall(r"^(FAILED|ERROR|SKIPPED)", printed, re.MULTILINE), printed


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: the commands of the pages are NOT tested")
@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=pytest.mark.slow if name_of(page) in THAT_INSTALL else ()) for page in pages_with("sh")],
    ids=name_of,
)
def test_the_commands_of_a_page_run_and_print_what_it_says(
    page: Path, project: Path, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    blocks = runnable(page, "sh", "text")
    if any("node " in block.text for block in blocks):
        pytest.skip("its commands are run with its JavaScript")
    url = request.getfixturevalue("emptied_server") if any(LOCAL in block.text for block in blocks) else LOCAL
    printed = ""
    for block in blocks:
        if block.language == "sh":
            commands = block.text.replace(LOCAL, url).replace(".venv/bin/", f"{Path(sys.executable).parent}/")
            # What a contributor runs is run in the repository.
            printed = run(["bash", "-c", SHELL + commands], ROOT if page == CONTRIBUTING else project, environment)
        else:
            assert_printed(block, printed)


def assert_printed(block: Block, printed: str) -> None:
    lines = [line.strip() for line in printed.splitlines()]
    assert [line for line in block.text.splitlines() if line.strip() not in {"", "...", *lines}] == [], printed


@pytest.mark.needs_node
@pytest.mark.parametrize("page", pages_with("javascript"), ids=name_of)
def test_the_javascript_of_a_page_runs_against_the_server(page: Path, javascript: Path, emptied_server: str) -> None:
    for block in runnable(page, "javascript"):
        name = block.title or f"block{block.number}.mjs"
        (javascript / name).write_text(block.text.replace(LOCAL, emptied_server), encoding="utf-8")
        command = ["node", "--test", name] if "node:test" in block.text else ["node", name]
        done = subprocess.run(command, cwd=javascript, capture_output=True, text=True, check=False, timeout=TIMEOUT)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", pages_with("yaml"), ids=name_of)
def test_what_is_yaml_can_be_read(page: Path) -> None:
    for block in runnable(page, "yaml"):
        assert yaml.safe_load(block.text)


def test_what_is_installed_is_what_there_is() -> None:
    described = metadata("moto-ses-managed")
    extras = set(described.get_all("Provides-Extra") or [])
    commands = [
        line
        for page in PAGES
        for block in blocks_of(page)
        for line in block.text.splitlines()
        if block.language in {"sh", "yaml", "dockerfile"} and "pip install" in line
    ]
    wanted = [word for line in commands for word in re.findall(r"'[^']+'|\S+", line.partition("pip install")[2])]
    for word in (word.strip("'") for word in wanted if not word.startswith(("-", "&"))):
        name, _, of_it = word.partition("[")
        if name == described["Name"]:
            assert set(of_it.rstrip("]").split(",")) - {""} <= extras, word
        else:
            assert re.split("[<>=]", word)[0] in OTHER_PACKAGES, word


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
