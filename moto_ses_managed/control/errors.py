"""The control API's errors, except those for invalid values and for things that do not exist."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from moto_ses_managed.simulation.errors import SesManagedError


class NotActiveError(SesManagedError):
    """moto's plain SES is active instead of this package's."""

    def __init__(self) -> None:
        super().__init__("moto's plain SES is active, without managed pools: call moto_ses_managed.activate() first.")


class MethodNotAllowedError(SesManagedError):
    """The path exists, but not with this method."""

    status: ClassVar[HTTPStatus] = HTTPStatus.METHOD_NOT_ALLOWED

    def __init__(self, method: str, path: str, allowed: list[str]) -> None:
        super().__init__(f"{path} takes {' or '.join(allowed)}, not {method}.")
        self.allowed = allowed


class OtherSiteError(SesManagedError):
    """A page of another web site tries to change something."""

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN

    def __init__(self, site: str) -> None:
        super().__init__(f"A page of another site ({site[:200]}) can't change anything here: use the console.")
