"""What can be wrong with a state."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import SesManagedError


class StateError(SesManagedError):
    """A state cannot be read or written. The file is as it was."""
