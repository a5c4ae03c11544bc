"""Errors of the state file."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import SesManagedError


class StateError(SesManagedError):
    """The state cannot be read or written. The file is unchanged."""
