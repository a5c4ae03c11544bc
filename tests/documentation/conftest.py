"""A folder for what the blocks of a page write and read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.documentation.blocks import blocks_of, name_of
from tests.support.processes import ROOT

FILES = ("python", "ini", "toml", "csv", "json")


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The page's files in a folder of their own, where nothing of this repository's tests is found."""
    page: Path = request.getfixturevalue("page")
    return write_files(page, tmp_path)


@pytest.fixture
def projects(request: pytest.FixtureRequest, tmp_path: Path) -> dict[Path, Path]:
    """The files of each of several pages, by page, in a folder of its own."""
    pages: tuple[Path, ...] = request.getfixturevalue("pages")
    return {page: write_files(page, tmp_path / name_of(page).replace("/", "-").removesuffix(".md")) for page in pages}


def write_files(page: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for block in blocks_of(page):
        if block.reason is None and block.language in FILES and (block.title or block.language == "python"):
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
    (folder / "examples").symlink_to(ROOT / "examples")
    return folder


@pytest.fixture
def environment() -> dict[str, str]:
    """A user's: pytest finds its plugins itself, and commands are those of this environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "AWS_", "TEST_"))}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
