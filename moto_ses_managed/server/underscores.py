"""Headers with underscores in their names, which WSGI can't tell from those with hyphens.

None may stand in for another: such headers are dropped, as moto's own server drops them, except those that newer
versions of moto keep (the metadata of S3's objects), with the spelling that they came in.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from ..moto_compat import kept_header, spellings_key


@dataclass(frozen=True)
class KeptHeaders:
    """Values and original names by WSGI's names."""

    values: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add_to(self, environ: dict[str, Any]) -> None:
        """Let moto find them."""
        if self.values:
            environ.update(self.values)
            environ[spellings_key()] = self.names


def take_underscored(headers: MutableMapping[bytes, bytes]) -> KeptHeaders:
    """Take the headers with underscores out of ``headers``; those that moto keeps."""
    kept = KeptHeaders()
    for name in [name for name in headers if b"_" in name]:
        value, text = headers.pop(name).decode("iso-8859-1"), name.decode("iso-8859-1").lower()
        key = kept_header(text)
        if key is not None and not _has_hyphenated(headers, name):
            kept.values[key], kept.names[key] = value, text
    return kept


def _has_hyphenated(headers: MutableMapping[bytes, bytes], name: bytes) -> bool:
    folded = name.replace(b"_", b"-").lower()
    return any(other.lower() == folded for other in headers)
