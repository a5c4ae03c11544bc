"""What mkdocs puts into the pages from the code itself, so that nothing is typed twice.

A line ``<!-- generated: NAME -->`` of a page is replaced with what the function of GENERATORS makes. Links out of docs/
lead to the repository, where PROJECT_REPOSITORY names it, and are plain text elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from docs_reference import charts, command_line, control_api, operations, plugin, policy, python

ROOT = Path(__file__).parent

GENERATORS: dict[str, Callable[[], str]] = {
    "chart decline": partial(charts.page, "decline"),
    "chart spike": partial(charts.page, "spike"),
    "chart warm-up": partial(charts.page, "warm-up"),
    "command line": command_line.page,
    "control api": control_api.page,
    "operations": operations.page,
    "policy": policy.page,
    "pytest": plugin.page,
    "python": python.page,
}

_PLACE = re.compile(r"^<!-- generated: ([a-z -]+) -->$", re.MULTILINE)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(((?:\.\./)+[^)#]*)(#[^)]*)?\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The page with what is generated in it, and with its links out of docs/ resolved."""
    generated = _PLACE.sub(lambda place: GENERATORS[place[1]](), markdown)
    folder = (ROOT / "docs" / page.file.src_uri).parent
    return _LINK.sub(lambda link: _resolved(link, folder), generated)


def on_post_build(config: Any, **_: Any) -> None:
    """Put the charts' script beside the pages that draw with it."""
    charts.write_script(Path(config["site_dir"]))


def _resolved(link: re.Match[str], folder: Path) -> str:
    target = (folder / link[3]).resolve()
    if target.is_relative_to(ROOT / "docs"):
        return link[0]
    if not target.exists():
        raise FileNotFoundError(f"{link[0]} leads nowhere")
    repository = os.environ.get("PROJECT_REPOSITORY")
    if not repository:
        return link[2] if "`" in link[2] else f"`{link[2]}`"
    kind = "tree" if target.is_dir() else "blob"
    return f"[{link[2]}]({repository}/{kind}/main/{target.relative_to(ROOT)})"
