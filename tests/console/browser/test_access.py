"""Each page and dialog: for axe-core, on a phone, light and dark, and with no request to anywhere else."""

from __future__ import annotations

from typing import Any

import pytest

from .chromium import DIALOGS, PAGES, Console, open_dialog, open_page

pytestmark = pytest.mark.needs_browser


def violations(console: Console, axe: str, *rules: str) -> list[str]:
    """What axe-core finds wrong with what is seen, by all its rules or by some."""
    if not console.script("return 'axe' in window"):
        console.script(axe)
    broken_rules: list[Any] = console.driver.execute_async_script(
        "const [rules, done] = arguments;"
        "const options = {resultTypes: ['violations'], ...(rules.length && {runOnly: rules})};"
        "axe.run(options).then((results) => done(results.violations))",
        rules,
    )
    return [f"{rule['id']}: {node['html'][:200]}" for rule in broken_rules for node in rule["nodes"]]


@pytest.mark.slow
def test_axe_finds_nothing_wrong_with_any_page_or_dialog_in_light_or_dark(lived_in: Console, axe: str) -> None:
    def check(what: str) -> None:
        assert violations(lived_in, axe) == [], what
        lived_in.see(dark=True)
        lived_in.drawn()
        # In the dark all is the same but for the colours.
        assert violations(lived_in, axe, "color-contrast") == [], f"{what} in the dark"
        lived_in.see()
        lived_in.drawn()

    for path in PAGES:
        open_page(lived_in, path)
        check(path)
    for name in DIALOGS:
        open_dialog(lived_in, name)
        lived_in.script("document.querySelectorAll('dialog details').forEach((details) => { details.open = true })")
        check(name)


def test_axe_finds_nothing_wrong_with_a_plan_that_was_rehearsed(lived_in: Console, axe: str) -> None:
    lived_in.open("console/rehearse")
    lived_in.click("[data-form=rehearse] .primary")
    lived_in.wait_for_announcement("The plan was rehearsed.")
    assert violations(lived_in, axe) == []
    lived_in.see(dark=True)
    lived_in.drawn()
    assert violations(lived_in, axe, "color-contrast") == []


def test_nothing_is_wider_than_a_phone(lived_in: Console) -> None:
    lived_in.see(width=360, height=740)
    width = (
        "const widest = [document.documentElement, ...document.querySelectorAll('dialog[open]')];"
        "return Math.max(...widest.map((element) => element.scrollWidth))"
    )
    for path in PAGES:
        open_page(lived_in, path)
        assert lived_in.script(width) <= 360, path
    for name in DIALOGS:
        open_dialog(lived_in, name)
        assert lived_in.script(width) <= 360, name


def test_no_page_asks_anyone_else_for_anything_or_breaks_its_policy(lived_in: Console) -> None:
    console = lived_in
    console.driver.get_log("browser")
    for path in PAGES:
        open_page(console, path)
        asked = console.requested_urls()
        assert asked
        assert [url for url in asked if not url.startswith((f"{console.server}/", "data:"))] == [], path
    errors = [entry["message"] for entry in console.driver.get_log("browser") if entry["level"] == "SEVERE"]
    # plotly's script, as it loads, tries two things for maps that nobody draws here: a style of its own, and a picture.
    expected = ("plotly-basic.min.js", "'data:image/webp", "console/pools/nowhere")
    assert [text for text in errors if not any(part in text for part in expected)] == []
    assert not any("script-src" in text for text in errors)
