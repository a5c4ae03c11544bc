"""docs/fidelity.md: what this package answers, and how sure it is that AWS does, from annotations beside the tests.

A test says what it shows with a marker, once for each statement, over a function or in a ``pytest.param``:

    @pytest.mark.fidelity(
        operation="CreateDedicatedIpPool", case="no ScalingMode", answer="the pool is STANDARD",
        kind="recorded", source="a probe of the live service", date="2026-08",
    )

``python -m tests.documentation.fidelity`` writes the page; a test fails where the page and the annotations differ.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import ROOT

TESTS = ROOT / "tests"
PAGE = ROOT / "docs" / "fidelity.md"

KINDS = {
    "documented": "AWS's documentation or botocore's model says so",
    "recorded": "answered so by the live service, as the source reports",
    "our choice": "published nowhere that we know of",
    "unclear": "sources differ, or only one of the two APIs was seen",
}
_OPTIONAL = {"source", "date"}
_NEEDED = {"operation", "case", "answer", "kind"}

_HEAD = """# Fidelity

What moto_ses_managed answers where it had to know what SES does, and how sure it is. Each row has a test that shows it.
This page is made of the annotations beside the tests: `make fidelity` writes it anew.

| kind | meaning |
|---|---|
"""


class AnnotationError(Exception):
    """A marker says too little, too much, or nothing that can be read without running the test."""


@dataclass(frozen=True, order=True)
class Statement:
    """One row: what an operation answers in a case, how that is known, and the test that shows it."""

    operation: str
    case: str
    answer: str
    kind: str
    source: str
    test: str


def statements(folder: Path = TESTS) -> list[Statement]:
    """All statements of the tests in ``folder``, by operation. Raises AnnotationError."""
    return sorted(
        statement
        for path in sorted(folder.rglob("test_*.py"))
        for statement in _in_module(path, path.relative_to(folder.parent).as_posix())
    )


def page(rows: list[Statement]) -> str:
    """The page as Markdown."""
    kinds = "\n".join(f"| {kind} | {meaning} |" for kind, meaning in KINDS.items())
    table = "\n".join(
        f"| {_cell(row.operation)} | {_cell(row.case)} | {_cell(row.answer)} | {row.kind} | {_cell(row.source)} "
        f"| `{row.test}` |"
        for row in rows
    )
    return (
        f"{_HEAD}{kinds}\n\n| operation | case | answer | kind | source | test |\n|---|---|---|---|---|---|\n{table}\n"
    )


def _in_module(path: Path, module_name: str) -> Iterator[Statement]:
    text = path.read_text(encoding="utf-8")
    if "mark.fidelity" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            for call in ast.walk(decorator):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.fidelity":
                    yield _statement(call, f"{module_name}::{node.name}")


def _statement(call: ast.Call, test: str) -> Statement:
    try:
        arguments = {keyword.arg or "**": ast.literal_eval(keyword.value) for keyword in call.keywords}
    except ValueError as error:
        raise AnnotationError(f"{test}, line {call.lineno}: only literal texts can be read.") from error
    wrong = (_NEEDED - arguments.keys()) | (arguments.keys() - _NEEDED - _OPTIONAL)
    if call.args or wrong or not all(isinstance(text, str) and text for text in arguments.values()):
        raise AnnotationError(
            f"{test}, line {call.lineno}: operation, case, answer, kind, source and date were expected, each a text by "
            f"its name; {', '.join(sorted(wrong)) or 'a value'} is wrong."
        )
    if arguments["kind"] not in KINDS:
        raise AnnotationError(
            f"{test}, line {call.lineno}: kind is one of {', '.join(KINDS)}, not {arguments['kind']!r}."
        )
    if arguments["kind"] == "recorded" and not {"source", "date"} <= arguments.keys():
        raise AnnotationError(f"{test}, line {call.lineno}: what was recorded has its source and date.")
    source = ", ".join(arguments[name] for name in ("source", "date") if name in arguments)
    return Statement(arguments["operation"], arguments["case"], arguments["answer"], arguments["kind"], source, test)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("{{", "&#123;&#123;").replace("\n", " ")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(statements()), encoding="utf-8")


if __name__ == "__main__":
    main()
