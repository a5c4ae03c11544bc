"""The pages under docs/ say what is so."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from moto_ses_managed import cli
from moto_ses_managed.control.prefix import PREFIX
from tests.serving import ROOT, server
from tests.test_plugin import run

PAGES = sorted((ROOT / "docs").glob("*.md"))
SERVER = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", SERVER, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_each_command_is_one_that_there_is() -> None:
    parser = cli._parser()
    text = "".join(blocks("sh") + blocks("yaml"))
    commands = re.findall(r"^\s*moto-ses-managed (.*?)( &)?$", text, re.MULTILINE)
    assert len(commands) == 3
    for command, _ in commands:
        parser.parse_args(shlex.split(command))
    [dockerfile] = blocks("dockerfile")
    words = [
        word
        for name in ("ENTRYPOINT", "CMD")
        for word in yaml.safe_load(re.findall(rf"^{name} (.*)$", dockerfile, re.M)[0])
    ]
    assert words[0] == "moto-ses-managed"
    parser.parse_args(words[1:])


def test_the_options_are_all_there_are() -> None:
    options = set(re.findall(r"^\| `(--[a-z-]+)", SERVER, re.MULTILINE))
    server = next(action for action in cli._parser()._actions if action.choices).choices
    assert server is not None
    known = {option for action in server["server"]._actions for option in action.option_strings}  # type: ignore[index]
    assert options == known - {"-h", "--help"}


def test_each_hook_is_one_that_there_is() -> None:
    # Late: imported first of all, it would be imported from within moto's own import.
    from moto_ses_managed.control.handlers import CALLS

    named = set(re.findall(rf"{PREFIX}([a-z.-]+)", SERVER))
    assert named
    assert named <= {call.path.partition("{")[0] for call in CALLS.values()}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: its commands are NOT tested")
def test_each_call_with_curl_is_answered() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("curl ")]
    assert len(lines) == 3
    with server() as url:
        for line in lines:
            here = [*shlex.split(line.replace("http://localhost:5000", url)), "--fail", "--silent"]
            done = subprocess.run(here, capture_output=True, text=True, check=False, timeout=60)
            assert (done.returncode, isinstance(json.loads(done.stdout), dict)) == (0, True), line


def test_the_workflows_are_yaml_with_jobs() -> None:
    for block in blocks("yaml"):
        assert list(yaml.safe_load(block)["jobs"]["test"])


def test_the_pytest_example_passes(pytester: pytest.Pytester) -> None:
    [example] = blocks("python")
    pytester.makepyfile(example)
    run(pytester, AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="y").assert_outcomes(passed=1)
