"""The environment that async clients are tested in: aiobotocore pins botocore, and so has one of its own."""

from __future__ import annotations

import pytest

from tests.support.processes import ROOT

_PYTHON = ROOT / ".venv-async" / "bin" / "python"


def async_python(untested: str) -> str:
    """Its interpreter. Where it is missing, the test is skipped, which says what is ``untested``."""
    if not _PYTHON.exists():
        pytest.skip(f"no .venv-async here, which `make async` makes: {untested}")
    return str(_PYTHON)
