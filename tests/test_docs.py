"""The page on the server says what is so; its blocks are run with those of the other pages."""

from __future__ import annotations

import re

from moto_ses_managed.control.handlers import CALLS
from tests.documentation.blocks import runnable
from tests.serving import ROOT

PAGE = ROOT / "docs" / "server.md"
README = ROOT / "README.md"
BASE = "/moto-api/ses-managed/"

SCREEN_AND_A_HALF = 115
"""Lines that README may have."""


def blocks(language: str) -> list[str]:
    return [block.text for block in runnable(PAGE, language)]


def test_each_hook_is_one_that_there_is() -> None:
    named = set(re.findall(rf"{BASE}([a-z.-]+)", PAGE.read_text(encoding="utf-8")))
    assert named
    assert named <= {call.path for call in CALLS.values()}


def test_the_readme_is_one_screen_and_a_half() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= SCREEN_AND_A_HALF
