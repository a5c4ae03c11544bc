"""docs/fidelity.md says what the tests show, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documentation.fidelity import PAGE, AnnotationError, page, statements


def test_the_page_is_what_the_annotations_beside_the_tests_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(statements()), "docs/fidelity.md is out of date: make fidelity"


def test_a_statement_is_made_once() -> None:
    rows = [(row.operation, row.case, row.answer, row.test) for row in statements()]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize(
    "marker",
    [
        "operation='O', case='c', answer='a'",
        "operation='O', case='c', answer='a', kind='certain'",
        "operation='O', case='c', answer='a', kind='recorded', source='s'",
        "operation='O', case='c', answer='', kind='our choice'",
        "operation='O', case='c', answer='a', kind='our choice', place='here'",
        "operation='O', case='c', answer='a' + str(1), kind='our choice'",
        "'O', case='c', answer='a', kind='our choice', operation='P'",
    ],
)
def test_an_annotation_that_says_too_little_or_too_much_is_refused(tmp_path: Path, marker: str) -> None:
    (tmp_path / "test_x.py").write_text(f"@pytest.mark.fidelity({marker})\ndef test_y(): ...\n")
    with pytest.raises(AnnotationError, match="test_y, line 1"):
        statements(tmp_path)


def test_annotations_are_read_over_functions_and_in_parameters(tmp_path: Path) -> None:
    kept = "operation='O', case='c{0}', answer='a|<b>', kind='recorded', source='s', date='2026-10'"
    (tmp_path / "test_x.py").write_text(
        f"@pytest.mark.fidelity({kept.format(1)})\n"
        f"@pytest.mark.parametrize('n', [pytest.param(1, marks=pytest.mark.fidelity({kept.format(2)}))])\n"
        "def test_y(n): ...\n"
    )
    rows = statements(tmp_path)
    assert [row.case for row in rows] == ["c1", "c2"]
    assert f"| O | c1 | a\\|&lt;b> | recorded | s, 2026-10 | `{tmp_path.name}/test_x.py::test_y` |" in page(rows)
