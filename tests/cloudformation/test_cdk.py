"""The CDK example, as a reader runs it: its template is the real AWS CDK's."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.support.npm import packages
from tests.support.processes import ROOT, output_of

EXAMPLE = ROOT / "examples" / "cdk"


@pytest.mark.slow
@pytest.mark.needs_node
def test_a_stack_of_cdks_is_tested_as_the_example_shows(tmp_path: Path) -> None:
    modules = packages(EXAMPLE / "package.json", "the CDK example is NOT tested")
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "node_modules").symlink_to(modules)
    output_of(["node", "app.js", "cdk.out"], tmp_path)
    output = output_of([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], tmp_path, PYTHONPATH=str(ROOT))
    assert "3 passed" in output
