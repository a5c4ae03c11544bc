"""What the control API refuses beside wrong values and things that are not there."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from moto_ses_managed.simulation.errors import SesManagedError


class NotActiveError(SesManagedError):
    """moto's plain SES is there instead of this package's."""

    def __init__(self) -> None:
        super().__init__("moto's SES has no managed pools at present: call moto_ses_managed.activate() first.")


class MethodNotAllowedError(SesManagedError):
    """The path exists, its methods are others."""

    status: ClassVar[HTTPStatus] = HTTPStatus.METHOD_NOT_ALLOWED

    def __init__(self, method: str, path: str, allowed: list[str]) -> None:
        super().__init__(f"{path} takes {' or '.join(allowed)}, not {method}.")
        self.allowed = allowed


class OtherSiteError(SesManagedError):
    """A page of another web site tries to change something."""

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN

    def __init__(self, site: str) -> None:
        super().__init__(f"A page from elsewhere ({site[:200]}) may change nothing here: send this from the console.")
