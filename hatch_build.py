"""The long description of the package's page: README.md, whose relative links lead nowhere there.

With PROJECT_REPOSITORY (the release workflow names it) they become links to that repository, at its tag, and the
page gets its links; without it the text of a link is left, and a picture goes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>(?!https?://|#|mailto:)[^)]+)\)")


class LongDescription(MetadataHookInterface):
    """Sets ``readme`` and ``urls`` of the project's metadata."""

    def update(self, metadata: dict[str, Any]) -> None:
        repository = os.environ.get("PROJECT_REPOSITORY", "").rstrip("/")
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": described(readme, repository, str(metadata["version"])),
        }
        metadata["urls"] = urls(repository)


def described(readme: str, repository: str, version: str) -> str:
    """README for the package's page."""

    def absolute(link: re.Match[str]) -> str:
        if not repository:
            return "" if link["picture"] else link["text"]
        kind = "raw" if link["picture"] else "blob"
        return f"{link['picture']}[{link['text']}]({repository}/{kind}/v{version}/{link['target']})"

    return _LINK.sub(absolute, readme)


def urls(repository: str) -> dict[str, str]:
    """The links of the package's page."""
    if not repository:
        return {}
    return {
        "Source": repository,
        "Documentation": f"{repository}/tree/main/docs",
        "Changelog": f"{repository}/blob/main/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }
