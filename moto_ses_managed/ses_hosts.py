"""SES's endpoints that moto does not know: FIPS and dual-stack (IPv6)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from .import_hook import after_import

_INDEX = "moto.backend_index"

MORE_HOSTS = r"https?://email(?:-fips)?\.([^/]+)\.(?:amazonaws\.com|api\.aws|api\.amazonwebservices\.(?:com\.cn|eu))"
"""As botocore's endpoint rules of SES have them. What is sent to a host that moto does not know goes to the network."""

_ENTRY = ("ses", re.compile(MORE_HOSTS))


def find_more_hosts() -> Callable[[], None]:
    """Let moto find SES at these hosts, too, as soon as it is imported; what is returned ends it.

    That imports nothing: it has to be done before the first request to SES, which is what makes moto import its SES.
    """
    if any(entry is _ENTRY for entry in _patterns()):
        return lambda: None  # Whoever added it ends it: a run of pytest around this one, for instance.
    # Last, so that no other service's host is taken for SES's.
    end_waiting = after_import(_INDEX, lambda: _patterns().append(_ENTRY))

    def end() -> None:
        end_waiting()
        _patterns()[:] = (entry for entry in _patterns() if entry is not _ENTRY)

    return end


def _patterns() -> list[Any]:
    """moto's hosts with their services; none before it is imported."""
    return getattr(sys.modules.get(_INDEX), "backend_url_patterns", [])
