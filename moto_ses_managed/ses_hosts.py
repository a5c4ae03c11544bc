"""SES's endpoints that moto does not know: FIPS and dual-stack (IPv6)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from .import_hook import after_import

_INDEX = "moto.backend_index"

MORE_HOSTS = r"https?://email(?:-fips)?\.([^/]+)\.(?:amazonaws\.com|api\.aws|api\.amazonwebservices\.(?:com\.cn|eu))"
"""The hosts in botocore's endpoint rules for SES. A request to a host that moto does not know goes to the network."""

_ENTRY = ("ses", re.compile(MORE_HOSTS))


def find_more_hosts() -> Callable[[], None]:
    """Let moto find SES at these hosts too, as soon as moto is imported. Return a function that ends this.

    This imports nothing. Call it before the first request to SES, which makes moto import its SES.
    """
    if any(entry is _ENTRY for entry in _patterns()):
        return lambda: None  # The caller that added it, such as an outer run of pytest, removes it.
    # Last, so that hosts of other services still match those services.
    end_waiting = after_import(_INDEX, lambda: _patterns().append(_ENTRY))

    def end() -> None:
        end_waiting()
        _patterns()[:] = (entry for entry in _patterns() if entry is not _ENTRY)

    return end


def _patterns() -> list[Any]:
    """moto's host patterns with their services; none before moto is imported."""
    return getattr(sys.modules.get(_INDEX), "backend_url_patterns", [])
