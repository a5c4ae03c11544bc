"""What a change must pass in environments of its own: `nox --list` names the sessions, `nox -s tests-3.13` runs one.

`make test`, `make lint types contracts` and `make docs` run in .venv; everything here makes its own environments.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests", "oldest", "coverage", "package"]

EXTRAS = ".[server,proxy,console,smtp,terminal]"

PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]

OLDEST_PYTHON = PYTHONS[0]
OLDEST = ["moto[server]==5.1.19", "boto3==1.40.61", "botocore==1.40.61", "pytest==8.2.0"]
"""The oldest supported versions, as pyproject.toml has them: a test compares the two."""

PYTEST = ["-n", "auto", "--dist", "worksteal", "-q"]

# What hostile requests, races and the recipes of the documentation show is no matter of versions.
WHERE_VERSIONS_MATTER = [
    "--ignore=tests/hostile",
    "--ignore=tests/races",
    "--ignore=tests/documentation/test_recipes.py",
]


def install(session: nox.Session, *groups: str, pins: list[str] | None = None) -> None:
    """Install this package as editable, with its extras, and dependency groups."""
    project = nox.project.load_toml("pyproject.toml")
    session.install("--upgrade", "pip>=25.1")
    session.install("--editable", EXTRAS, *nox.project.dependency_groups(project, *groups), *(pins or []))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests on a version of Python, with the newest of everything else; SES_MOTO names another moto."""
    moto = os.environ.get("SES_MOTO")
    install(session, "test", pins=[f"moto[server]=={moto}"] if moto else None)
    session.run("python", "-m", "pytest", *PYTEST, *WHERE_VERSIONS_MATTER, *session.posargs)


@nox.session(python=OLDEST_PYTHON)
def oldest(session: nox.Session) -> None:
    """Run the tests on the oldest supported Python, moto, boto3 and pytest."""
    install(session, "test", pins=OLDEST)
    session.run("python", "-m", "pytest", *PYTEST, *WHERE_VERSIONS_MATTER, *session.posargs)


@nox.session(python=OLDEST_PYTHON)
def moto_tests(session: nox.Session) -> None:
    """Run the oldest supported moto's own SES tests, with managed pools on; `make moto-tests` runs the newest's."""
    install(session, "test", pins=OLDEST)
    session.run("python", ".ci/moto_tests.py", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure which branches of the package the tests run; fails under the percentage that pyproject.toml names."""
    install(session, "test")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *PYTEST, *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def package(session: nox.Session) -> None:
    """Build the wheel and the source distribution, and try each of them in an empty environment."""
    session.install("--upgrade", "pip>=25.1")
    session.install(*nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "package"))
    # Outside this folder: nothing of it, a conftest.py say, must be found by what is tried.
    with tempfile.TemporaryDirectory() as dist:
        session.run("python", "-m", "build", "--outdir", dist, silent=True)
        session.run("twine", "check", "--strict", *map(str, Path(dist).iterdir()))
        session.run("python", "tests/packaging/smoke.py", dist)
