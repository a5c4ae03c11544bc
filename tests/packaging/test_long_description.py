"""The package's page: no link of it leads nowhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.support.processes import ROOT, TIMEOUT

REPOSITORY = "https://git.example/somebody/moto-ses-managed"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)]+)\)")


def build(folder: Path, **environment: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PROJECT_REPOSITORY"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=TIMEOUT, env=kept | environment
    )
    assert done.returncode == 0, done.stdout + done.stderr


def metadata_of(folder: Path) -> Message:
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        return message_from_bytes(archive.read(name))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel that is built without a repository."""
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


def text_of(metadata: Message) -> str:
    """Without its blocks of code, which are no links."""
    text = metadata.get_payload()
    assert isinstance(text, str)
    assert text.startswith("# moto_ses_managed")
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def test_without_a_repository_every_link_is_absolute_or_text(built: Path) -> None:
    metadata = metadata_of(built)
    assert [link for link in LINK.findall(text_of(metadata)) if not link.startswith("https://")] == []
    assert metadata.get_all("Project-URL") is None


def test_with_a_repository_every_link_leads_there_at_the_versions_tag(tmp_path: Path) -> None:
    build(tmp_path, PROJECT_REPOSITORY=REPOSITORY)
    metadata = metadata_of(tmp_path)
    links = [link for link in LINK.findall(text_of(metadata)) if link.startswith(REPOSITORY)]
    files = {link.partition(f"/v{metadata['Version']}/")[2].partition("#")[0] for link in links}
    assert len(files) > 5
    assert [file for file in files if not (ROOT / file).exists()] == []
    assert [link for link in LINK.findall(text_of(metadata)) if not link.startswith("https://")] == []
    assert f"Source, {REPOSITORY}" in (metadata.get_all("Project-URL") or [])


@pytest.mark.parametrize("private", ["tests", "docs", "benchmarks", "examples"])
def test_the_wheel_has_the_package_and_nothing_else(private: str, built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name == "moto_ses_managed/py.typed" for name in names)
    assert not [name for name in names if name.startswith(f"{private}/")]
