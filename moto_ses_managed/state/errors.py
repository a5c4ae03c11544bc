"""What can be wrong with a state."""

from __future__ import annotations

from moto_ses_managed.simulation.errors import SesManagedError


class StateError(SesManagedError):
    """A state can't be read, or can't be written; the file is as it was."""


class DamagedError(StateError):
    """What was read is no state: ``where`` names the part, ``problem`` what is wrong with it."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where} {problem}")
        self.where = where
        self.problem = problem
