"""The package's rooms stay small enough to be read: docs/architecture.md has the limits."""

from __future__ import annotations

from collections import Counter

from tests.serving import ROOT

MODULES = sorted((ROOT / "moto_ses_managed").rglob("*.py"))

MOST_LINES = 400
MOST_MODULES = 16


def test_no_module_has_more_than_400_lines() -> None:
    lines = {str(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}


def test_no_room_has_more_than_16_modules() -> None:
    rooms = Counter(str(module.parent) for module in MODULES)
    assert {room: count for room, count in rooms.items() if count > MOST_MODULES} == {}
