"""The wall clock of the simulation."""

from __future__ import annotations

from datetime import datetime, timezone

from moto.core.utils import utcnow


def wall_clock() -> datetime:
    """The current time of moto, which a test can freeze or move."""
    return utcnow().replace(tzinfo=timezone.utc)
