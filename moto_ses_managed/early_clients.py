"""Let mocks answer boto3 clients that were created before moto was imported.

moto reaches only clients that are created after its import. If tests use only the fixtures, the code under test can
create a client before anything imports moto. This client would send requests to AWS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .import_hook import after_import

_MOTO = "moto.core.models"


def reach_early_clients() -> Callable[[], None]:
    """Let mocks answer clients that are created from now until moto is imported. Return a function that ends this."""
    if _MOTO in sys.modules:
        return lambda: None
    handler = ("before-send", _EarlyClients())

    def add() -> None:
        handlers = sys.modules["botocore.handlers"].BUILTIN_HANDLERS
        # botocore calls every handler of a client. When pytest runs within pytest, two handlers would answer.
        if _MOTO not in sys.modules and not any(isinstance(known, _EarlyClients) for _, known, *_ in handlers):
            handlers.append(handler)

    def remove() -> None:
        # Otherwise both this handler and moto's own would answer.
        handlers = getattr(sys.modules.get("botocore.handlers"), "BUILTIN_HANDLERS", [])
        handlers[:] = (each for each in handlers if each is not handler)

    ends = [after_import("botocore.handlers", add), after_import(_MOTO, remove), remove]

    def end() -> None:
        for end_one in ends:
            end_one()

    return end


class _EarlyClients:
    """A handler of botocore's ``before-send`` event that lets the running mock, if any, answer the request."""

    def __call__(self, event_name: str, request: Any, **details: Any) -> Any:
        if _MOTO not in sys.modules:
            return None
        from .moto_compat import answer_of_mock

        return answer_of_mock(event_name, request, **details)

    def __eq__(self, other: object) -> bool:
        """Equal moto's own handler: moto's ``patch_client`` adds that handler unless it finds an equal one."""
        return other is self or other is getattr(sys.modules.get(_MOTO), "botocore_stubber", self)

    def __hash__(self) -> int:
        return id(self)
