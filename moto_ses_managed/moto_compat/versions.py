"""The versions of moto and botocore that this package supports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

Version = tuple[int, ...]


@dataclass(frozen=True)
class Supported:
    """The supported versions of a distribution, as in pyproject.toml: ``oldest`` to before ``end`` (None: no end)."""

    name: str
    oldest: Version
    end: Version | None = None

    def __str__(self) -> str:
        bounds = f">={_text(self.oldest)}"
        return f"{self.name}{bounds}" + (f",<{_text(self.end)}" if self.end else "")

    def has(self, version: str) -> bool:
        """Whether ``version`` is supported. A pre-release counts as its release."""
        numbers = tuple(int(number) for number in re.findall(r"\d+", re.split(r"[a-z+-]", version)[0]))
        return self.oldest <= numbers and (self.end is None or numbers < self.end)


MOTO: Final = Supported("moto", (5, 1, 19), (5, 3))
BOTO3: Final = Supported("boto3", (1, 40, 61))
BOTOCORE: Final = Supported("botocore", (1, 40, 61))


def unsupported() -> list[str]:
    """The installed versions that are not supported, such as ``moto 4.2.14 (moto>=5.1.19,<5.3 is supported)``."""
    import botocore
    import moto

    installed = ((MOTO, moto.__version__), (BOTOCORE, botocore.__version__))
    return [f"{known.name} {version} ({known} is supported)" for known, version in installed if not known.has(version)]


def _text(version: Version) -> str:
    return ".".join(map(str, version))
