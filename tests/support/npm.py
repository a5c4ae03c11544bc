"""What tests take from npm: fetched once for all workers, runs and versions of Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.processes import ROOT, TIMEOUT

KEPT = ROOT / ".npm"
_INSTALL = ("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--fetch-retries=5")


def packages(manifest: Path, untested: str) -> Path:
    """The folder ``node_modules`` with what a package.json names.

    Where npm is missing, or, but in CI, can't fetch it, the test is skipped, which says what is ``untested``.
    """
    if not shutil.which("npm"):
        pytest.skip(f"npm is not installed: {untested}")
    folder = KEPT / hashlib.sha256(manifest.read_bytes()).hexdigest()[:16]
    if not folder.exists():
        KEPT.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=KEPT, ignore_cleanup_errors=True) as scratch:
            _install(manifest, Path(scratch) / "new", untested)
            _keep(Path(scratch) / "new", folder)
    return folder / "node_modules"


def _install(manifest: Path, folder: Path, untested: str) -> None:
    folder.mkdir()
    shutil.copy(manifest, folder)
    done = subprocess.run(_INSTALL, cwd=folder, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"npm could not fetch {manifest}: {untested}\n{done.stderr}")
    assert done.returncode == 0, done.stderr


def _keep(new: Path, folder: Path) -> None:
    """Show it to the others whole, or not at all."""
    try:
        new.rename(folder)
    except OSError:
        # Another worker was faster.
        assert folder.exists()
