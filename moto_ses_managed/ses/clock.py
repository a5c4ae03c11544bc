"""The time that simulated clocks go by."""

from __future__ import annotations

from datetime import datetime, timezone

from moto.core.utils import utcnow


def wall_clock() -> datetime:
    """moto's clock, which a test may have frozen or moved."""
    return utcnow().replace(tzinfo=timezone.utc)
