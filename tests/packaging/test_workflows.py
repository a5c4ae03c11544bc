"""The workflows of GitHub: what they run is there, on the versions of pyproject.toml; a release is what it says."""

from __future__ import annotations

import os
import re
import subprocess
from importlib.metadata import metadata
from typing import Any

import pytest
import yaml

from moto_ses_managed.version import __version__
from tests.support.processes import ROOT, TIMEOUT

WORKFLOWS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / ".github" / "workflows").glob("*.yml")}
CI, RELEASE = WORKFLOWS["ci"]["jobs"], WORKFLOWS["release"]["jobs"]

PYTHON = "Programming Language :: Python :: "
SUPPORTED = re.findall(
    rf"^{PYTHON}(3\.\d+)$", "\n".join(metadata("moto-ses-managed").get_all("Classifier") or []), re.MULTILINE
)


def steps() -> list[dict[str, Any]]:
    return [step for jobs in (CI, RELEASE) for job in jobs.values() for step in job["steps"]]


def test_ci_runs_the_tests_on_every_supported_python() -> None:
    assert CI["tests"]["strategy"]["matrix"]["python"] == SUPPORTED


def test_ci_runs_the_tests_on_the_oldest_supported_moto_and_on_each_minor_version_since() -> None:
    named = [run["moto"] for run in CI["tests"]["strategy"]["matrix"]["include"]]
    [required] = [
        line for line in metadata("moto-ses-managed").get_all("Requires-Dist") or [] if line.startswith("moto<")
    ]
    oldest = re.search(r">=([\d.]+)", required)
    assert oldest is not None
    assert named[0] == oldest[1]
    assert {version.rpartition(".")[0] for version in named} == {"5.1", "5.2"}


def test_what_make_is_asked_for_is_in_the_makefile() -> None:
    asked = {
        word
        for step in steps()
        for line in re.findall(r"^make (.*)$", step.get("run", ""), re.M)
        for word in line.split()
    }
    asked = {word for word in asked if word.isidentifier()} | {
        target for check in CI["checks"]["strategy"]["matrix"]["check"] for target in check.split()
    }
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert len(asked) > 5
    assert asked <= targets


def test_each_action_is_pinned_to_a_commit() -> None:
    actions = [step["uses"] for step in steps() if "uses" in step]
    assert [action for action in actions if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


def test_only_the_job_that_publishes_may_take_an_identity_and_it_keeps_no_token() -> None:
    assert WORKFLOWS["release"]["permissions"] == {"contents": "read"}
    identities = [name for name, job in RELEASE.items() if job.get("permissions", {}).get("id-token")]
    assert identities == ["publish"]
    assert RELEASE["publish"]["environment"] == "pypi"
    [publish] = [step for step in RELEASE["publish"]["steps"] if "gh-action-pypi-publish" in step.get("uses", "")]
    assert publish["with"] == {"attestations": True}  # and no password: PyPI trusts the workflow
    assert any("attest-build-provenance" in step.get("uses", "") for step in RELEASE["publish"]["steps"])


@pytest.mark.parametrize(("tag", "code"), [(f"v{__version__}", 0), ("v0.0.1", 1), (__version__, 1)])
def test_a_release_needs_the_tag_of_the_version_and_a_dated_section_in_the_changelog(tag: str, code: int) -> None:
    [check] = [step["run"] for step in RELEASE["build"]["steps"] if step.get("name", "").startswith("The tag is")]
    assert run(check, tag).returncode == code


def test_the_notes_of_a_release_are_the_changelogs_section() -> None:
    [notes] = [step["run"] for step in RELEASE["release"]["steps"] if "notes.md" in step.get("run", "")]
    section, _, create = notes.partition("gh release create")
    assert "--notes-file notes.md" in create
    printed = run(section.replace("> notes.md", ""), f"v{__version__}").stdout
    assert printed.lstrip().startswith("### ")
    assert "## [" not in printed


def run(commands: str, tag: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=ROOT,
        env=os.environ | {"GITHUB_REF_NAME": tag},
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
