"""The calls of the control API. Each call is declared once, by its handler.

The handler's signature declares the call's input and output: ``ses`` is the account's SES in one Region, ``name`` the
part of the path in braces, ``request`` the body, or the query of a GET. Request checks, replies and ``openapi.json``
are derived from it. The same handlers answer in process and over HTTP, with dataclasses.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

from moto_ses_managed.simulation.errors import Kind, NotFoundError

from .errors import MethodNotAllowedError
from .place import Selection
from .selection import backend_of, not_found

Handler = Callable[..., Any]


@dataclass(frozen=True)
class Call:
    """One call of the API: its method, its path, and the handler that declares the rest."""

    method: str
    path: str
    handler: Handler

    @property
    def operation(self) -> str:
        """The call's name in generated clients, such as ``leaseStandardIps``."""
        first, *rest = self.handler.__name__.split("_")
        return first + "".join(word.capitalize() for word in rest)

    @property
    def summary(self) -> str:
        return inspect.cleandoc(self.handler.__doc__ or "").partition("\n\n")[0]

    @cached_property
    def hints(self) -> dict[str, Any]:
        return get_type_hints(self.handler, include_extras=True)

    @property
    def request(self) -> Any:
        """The type of the body or query, or None."""
        return self.hints.get("request")

    @property
    def reply(self) -> Any:
        return self.hints["return"]

    @property
    def selects(self) -> bool:
        """Whether the call is for one account's SES in one Region."""
        return "ses" in self.hints

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\{\w+\\}", "(?P<name>[^\0]+)", re.escape(self.path)))

    def __call__(self, selection: Selection, name: str | None = None, request: Any = None) -> Any:
        """Run the call as one step of the Region, and return its reply.

        Raises InvalidValueError, NotFoundError or another SesManagedError. A call that raises one changes nothing.
        """
        arguments = {"name": name, "request": request}
        wanted = {key: value for key, value in arguments.items() if key in self.hints}
        if not self.selects:
            return self.handler(**wanted)
        ses = backend_of(selection)
        try:
            with ses.step(reads=self.method == "GET"):
                return self.handler(ses, **wanted)
        except NotFoundError as error:
            raise not_found(error, ses) from error


CALLS: dict[str, Call] = {}
"""All calls, by the name of the handler."""


def call(method: str, path: str) -> Callable[[Handler], Handler]:
    """Declare the handler of a call."""

    def declare(handler: Handler) -> Handler:
        CALLS[handler.__name__] = Call(method, path, handler)
        return handler

    return declare


def find(method: str, path: str) -> tuple[Call, str | None]:
    """The call with this method and path, and the name in its path. Raises NotFoundError or MethodNotAllowedError."""
    matches = [(known, match) for known in CALLS.values() if (match := known.pattern.fullmatch(path))]
    if not matches:
        paths = ", ".join(sorted({known.path for known in CALLS.values()}))
        raise NotFoundError(Kind.PATH, path, f"The control API has no path {path[:200]!r}. It has: {paths}.")
    longest = max(len(known.path) for known, _ in matches)  # messages/ID/raw is not a message named ID/raw
    matches = [(known, match) for known, match in matches if len(known.path) == longest]
    for known, match in matches:
        if known.method == method:
            return known, match.groupdict().get("name")
    raise MethodNotAllowedError(method, path, sorted({known.method for known, _ in matches}))
