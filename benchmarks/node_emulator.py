"""aws-ses-v2-local, an emulator for Node.js: installed by npm outside this repository, and started."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from contest import cache_folder

PACKAGE = Path(__file__).with_name("package.json")
NAME = "aws-ses-v2-local"


class NotToBeHadError(Exception):
    """There is no such emulator here; the message says why."""


def command(port: int) -> list[str]:
    """What starts it at ``port``; installs it first where it is not there yet. Raises NotToBeHadError."""
    node = shutil.which("node")
    if node is None:
        raise NotToBeHadError("Node.js is not installed")
    return [node, str(_installed() / "dist" / "cli.js"), "--host", "127.0.0.1", "--port", str(port)]


def _installed() -> Path:
    wanted = json.loads(PACKAGE.read_text(encoding="utf-8"))["dependencies"][NAME]
    folder = cache_folder() / f"{NAME}-{wanted}"
    installed = folder / "node_modules" / NAME
    if (installed / "package.json").exists():
        return installed
    npm = shutil.which("npm")
    if npm is None:
        raise NotToBeHadError("npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGE, folder)
    install = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(folder)
        raise NotToBeHadError(f"npm could not install {NAME} {wanted}: {done.stderr.strip()}")
    return installed
