"""The pytest plugin: fixtures, markers and options, from the plugin itself."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tempfile
from typing import Any

from moto_ses_managed import pytest_plugin


class _Options:
    """Takes what the plugin declares, in place of pytest's parser."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def addini(self, name: str, help: str, **_: Any) -> None:
        self.texts[name] = help


def page() -> str:
    """Fixtures, the marker and the options."""
    fixtures = {
        name: value
        for name, value in vars(pytest_plugin).items()
        if type(value).__name__ == "FixtureFunctionDefinition" or hasattr(value, "_pytestfixturefunction")
    }
    parts = ["## Fixtures"]
    parts += [f"### `{name}`\n\n{inspect.cleandoc(fixture.__doc__ or '')}" for name, fixture in fixtures.items()]
    parts += ["## Marker", *_markers(), "## Options of `pytest.ini`"]
    parts += [f"**`{name}`**\n\n{text}" for name, text in options().items()]
    return "\n\n".join(parts)


def options() -> dict[str, str]:
    """The options of the ini file with what each is for."""
    declared = _Options()
    pytest_plugin.pytest_addoption(declared)  # type: ignore[arg-type]
    return declared.texts


def _markers() -> list[str]:
    """As `pytest --markers` prints them, in a folder that has no tests."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--markers"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
    markers = re.findall(r"^@pytest\.mark\.(ses_managed.*?): (.*(?:\n\S.*)*)$", done.stdout, re.MULTILINE)
    if not markers:
        raise LookupError("the plugin has no marker")
    return [f"`@pytest.mark.{signature}`\n\n{text}" for signature, text in markers]
