"""Run moto's own SES tests, of the version of moto that is installed, with managed pools on.

They are in moto's source archive, which is downloaded unless a folder with it is named: ``moto_tests.py [FOLDER]``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent

# What the SES tests import, or are configured by.
PARTS = ("__init__.py", "conftest.py", "markers.py", "test_awslambda", "test_ses", "test_sesv2")


def main() -> int:
    moto = f"moto-{version('moto')}"
    with TemporaryDirectory() as name:
        folder = Path(name)
        archives = Path(sys.argv[1]) if sys.argv[1:] else _downloaded(moto, folder)
        with tarfile.open(archives / f"{moto}.tar.gz") as archive:
            tests = [member for member in archive.getmembers() if member.name.startswith(f"{moto}/tests/")]
            archive.extractall(folder, members=tests, filter="data")
        for part in PARTS:
            source, target = folder / moto / "tests" / part, folder / "run" / "tests" / part
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
        # Not where the archive has its own moto beside the tests: the installed one is tested.
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "moto_differences"]
        # xdist and others of the project's plugins stay out of moto's way.
        environment = {**os.environ, "PYTHONPATH": str(HERE), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        command += ["-p", "moto_ses_managed.pytest_plugin", "tests/test_ses", "tests/test_sesv2"]
        return subprocess.run(command, cwd=folder / "run", env=environment, check=False).returncode


def _downloaded(moto: str, folder: Path) -> Path:
    requirement = moto.replace("-", "==", 1)
    download = ["download", "--quiet", "--no-deps", "--no-binary", "moto", "--dest", str(folder), requirement]
    subprocess.run([sys.executable, "-m", "pip", *download], check=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
