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

from tests.async_clients import async_python
from tests.documentation.blocks import LOCAL, PAGES, Block, blocks_of, name_of, pages_with, runnable
from tests.serving import PATIENCE, ROOT

RUN = {"python", "sh", "text", "javascript", "ini", "toml", "csv", "json", "yaml", "dockerfile"}

NOT_RUN = {"docs/server.md": 2}
"""By page, how many of its blocks can't be run: each stands below a comment that says why."""

OTHER_PACKAGES = {
    "nox",
    "pytest",
    "time-machine",
    "aioboto3",
    "aiobotocore",
    "aiomoto",
    "pytest-asyncio",
    "mkdocs",
    "aws-cdk-lib",
}
"""What a page may have installed besides this distribution."""

CONTRIBUTING = ROOT / "CONTRIBUTING.md"

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


def test_what_can_not_be_run_is_known_and_says_why() -> None:
    marked = Counter(name_of(page) for page in PAGES for block in blocks_of(page) if block.reason is not None)
    assert dict(marked) == NOT_RUN


def test_no_fence_is_overlooked() -> None:
    for page in PAGES:
        fences = len(re.findall(r"^ *```\w+", page.read_text(encoding="utf-8"), re.MULTILINE))
        assert len(blocks_of(page)) == fences, name_of(page)


@pytest.mark.parametrize("page", pages_with("python"), ids=name_of)
def test_the_tests_of_a_page_pass_as_they_stand(page: Path, project: Path, environment: dict[str, str]) -> None:
    blocks = runnable(page, "python")
    tests = [block for block in blocks if block.is_test]
    if tests:
        printed = run_tests(interpreter(blocks), [block.file for block in tests], project, environment)
        passed = Counter(re.findall(r"^PASSED ([\w/.]+)::", printed, re.MULTILINE))
        assert [block.file for block in tests if not passed[block.file]] == [], printed
        assert not re.findall(r"^(FAILED|ERROR|SKIPPED)", printed, re.MULTILINE), printed
    for block in blocks:
        if not block.is_test and block.title is None:
            run([interpreter(blocks), block.file], project, environment)


def interpreter(blocks: list[Block]) -> str:
    """The Python that has what a page's blocks import."""
    is_async = any("import aio" in block.text or "from aio" in block.text for block in blocks)
    return async_python("the page about async clients is NOT tested") if is_async else sys.executable


def run_tests(python: str, files: list[str], project: Path, environment: dict[str, str]) -> str:
    # Another plugin that is installed for these tests takes a second to load.
    options = ["-rA", "--strict-markers", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    return run([python, "-m", "pytest", *options, *files], project, environment)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: the commands of the pages are NOT tested")
@pytest.mark.parametrize("page", pages_with("sh"), ids=name_of)
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
        done = subprocess.run(command, cwd=javascript, capture_output=True, text=True, check=False, timeout=PATIENCE)
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
            assert re.split("[<>=]", name)[0] in OTHER_PACKAGES, word


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
