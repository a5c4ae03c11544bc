"""The rooms of the package and of its tests stay small enough to be read: docs/architecture.md has the limits."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import ROOT

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


TEST_MODULES = [*(ROOT / "tests").rglob("*.py")]


def holds_tests_or_fixtures(module: str) -> bool:
    last = module.rpartition(".")[2]
    return last.startswith("test_") or last == "conftest"


def imported_modules(path: Path) -> Iterator[str]:
    """The full name of each module, or of what may be one, that a module of the tests imports."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join((*parents, *filter(None, [node.module])))
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


def test_nothing_is_imported_from_a_module_of_tests_or_a_conftest() -> None:
    wrong = {
        str(path.relative_to(ROOT)): module
        for path in TEST_MODULES
        for module in imported_modules(path)
        if module.startswith("tests.") and holds_tests_or_fixtures(module)
    }
    assert wrong == {}, "put what is shared into tests/support, or into a fixture of the nearest conftest.py"


def test_fixtures_stand_only_where_pytest_collects_them() -> None:
    """Together with the test before: none is imported by name."""
    wrong = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in TEST_MODULES
        if not holds_tests_or_fixtures(path.stem)
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)
    }
    assert wrong == set()
