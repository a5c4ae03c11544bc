"""The rooms of the package and of its tests stay small enough to be read: docs/architecture.md has the limits."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.serving import ROOT

MOST_LINES = 400
MOST_MODULES = 16

packages = pytest.mark.parametrize("package", ["moto_ses_managed", "tests"])


@packages
def test_no_module_has_more_than_400_lines(package: str) -> None:
    lines = {
        str(module): len(module.read_text(encoding="utf-8").splitlines()) for module in (ROOT / package).rglob("*.py")
    }
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}


@packages
def test_no_room_has_more_than_16_modules(package: str) -> None:
    rooms = Counter(str(module.parent) for module in (ROOT / package).rglob("*.py"))
    assert {room: count for room, count in rooms.items() if count > MOST_MODULES} == {}
