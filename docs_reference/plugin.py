"""The pytest plugin: fixtures, markers and options, from the plugin itself."""

from __future__ import annotations

import inspect
from typing import Any

from moto_ses_managed import pytest_plugin


class _Options:
    """Takes what the plugin declares, in place of pytest's parser and configuration."""

    def __init__(self) -> None:
        self.options: list[tuple[str, str, Any]] = []
        self.markers: list[str] = []

    def addini(self, name: str, help: str, *_: Any, default: Any = None, **__: Any) -> None:
        self.options.append((name, help, default))

    def addinivalue_line(self, name: str, line: str) -> None:
        if name == "markers":
            self.markers.append(line)

    def getini(self, _name: str) -> bool:
        return False

    def __getattr__(self, _name: str) -> Any:
        return lambda *_, **__: None


def page() -> str:
    """Fixtures, the marker and the options."""
    declared = _Options()
    pytest_plugin.pytest_addoption(declared)  # type: ignore[arg-type]
    pytest_plugin.pytest_configure(declared)  # type: ignore[arg-type]
    fixtures = [
        (name, value)
        for name, value in vars(pytest_plugin).items()
        if type(value).__name__ == "FixtureFunctionDefinition" or hasattr(value, "_pytestfixturefunction")
    ]
    parts = ["## Fixtures"]
    for name, fixture in fixtures:
        parts.append(f"### `{name}`\n\n{inspect.cleandoc(fixture.__doc__ or '')}")
    parts.append("## Marker")
    parts += [_marker(line) for line in declared.markers]
    parts.append("## Options of `pytest.ini`")
    parts += [f"`{name}`\n:   {text}" for name, text, _ in declared.options]
    return "\n\n".join(parts)


def _marker(line: str) -> str:
    signature, _, text = line.partition(": ")
    return f"`@pytest.mark.{signature}`\n\n{text}"
