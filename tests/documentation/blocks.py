"""The blocks of code of README.md and of each page, and how each of them is tried.

- ``python`` with a title is a file of that name beside the others of its page. Without one it is a test file. pytest
  runs what is there.
- ``sh`` is run by bash, all blocks of a page in turn in one folder. A server listens where the page says
  ``http://localhost:5000``. Nothing is installed: pip's and npm's requirements are looked at instead.
- ``text`` is what the block of ``sh`` before it prints: each of its lines must be there.
- ``javascript`` is run by Node.js, in a folder that has the SDK.
- ``ini``, ``toml``, ``csv`` and ``json`` with a title are files beside the others of their page.
- ``yaml`` is parsed.
- What can't run stands below ``<!-- not run: why -->``, and is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import ROOT

LOCAL = "http://localhost:5000"

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

_BLOCK = re.compile(
    r"^(?:[ ]*<!-- not run: (?P<reason>[^\n]+) -->\n)?"
    r"(?P<indent>[ ]*)```(?P<language>\w+)(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r'title="([^"]+)"')
_IMPORTS_ASYNC_CLIENT = re.compile(r"^(import|from) aio(boto3|botocore|moto)\b", re.MULTILINE)
_HAS_TESTS = re.compile(r"^\s*(async )?def test_", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One block: its place, its language, and why it can't be run, where it can't."""

    page: Path
    number: int
    language: str
    title: str | None
    text: str
    reason: str | None

    @property
    def is_test(self) -> bool:
        return self.language == "python" and bool(_HAS_TESTS.search(self.text))

    @property
    def file(self) -> str:
        """The name of the file that it is written to."""
        return self.title or f"test_block{self.number}.py"


def blocks_of(page: Path) -> list[Block]:
    """All blocks of a page, in order."""
    blocks = []
    for number, match in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8"))):
        indent = len(match["indent"])
        text = "\n".join(line[indent:] for line in match["text"].split("\n"))
        title = _TITLE.search(match["info"])
        blocks.append(Block(page, number, match["language"], title[1] if title else None, text, match["reason"]))
    return blocks


def name_of(page: Path) -> str:
    """A page as tests name it."""
    return str(page.relative_to(ROOT))


def runnable(page: Path, *languages: str) -> list[Block]:
    """Those of the blocks of a page that can be run."""
    return [block for block in blocks_of(page) if block.language in languages and block.reason is None]


def has_async_clients(page: Path) -> bool:
    """Whether the page's Python needs the environment of async clients."""
    return any(_IMPORTS_ASYNC_CLIENT.search(block.text) for block in runnable(page, "python"))


def pages_with(*languages: str) -> list[Path]:
    """The pages that have such blocks that can be run."""
    return [page for page in PAGES if runnable(page, *languages)]
