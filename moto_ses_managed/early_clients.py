"""boto3 clients that were created before moto was imported: a mock answers them, too.

moto reaches the clients that are created after its own import. Where tests use the fixtures alone, nothing may import
moto before the code under test creates its client, and this client would send to AWS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .import_hook import after_import

_MOTO = "moto.core.models"


def reach_early_clients() -> Callable[[], None]:
    """Let mocks answer the clients that are created from now on, until moto is imported; what is returned ends it."""
    if _MOTO in sys.modules:
        return lambda: None
    handler = ("before-send", _EarlyClients())

    def add() -> None:
        handlers = sys.modules["botocore.handlers"].BUILTIN_HANDLERS
        # botocore calls each handler that a client has. A run of pytest within another would do everything twice.
        if _MOTO not in sys.modules and not any(isinstance(known, _EarlyClients) for _, known, *_ in handlers):
            handlers.append(handler)

    def remove() -> None:
        # As it would with moto's own beside this one.
        handlers = getattr(sys.modules.get("botocore.handlers"), "BUILTIN_HANDLERS", [])
        handlers[:] = (each for each in handlers if each is not handler)

    ends = [after_import("botocore.handlers", add), after_import(_MOTO, remove), remove]

    def end() -> None:
        for end_one in ends:
            end_one()

    return end


class _EarlyClients:
    """What botocore asks before it sends a request: the running mock, if there is one."""

    def __call__(self, event_name: str, request: Any, **details: Any) -> Any:
        if _MOTO not in sys.modules:
            return None
        from .moto_compat import answer_of_mock

        return answer_of_mock(event_name, request, **details)

    def __eq__(self, other: object) -> bool:
        """moto's ``patch_client`` looks for moto's own handler, which it would add otherwise."""
        return other is self or other is getattr(sys.modules.get(_MOTO), "botocore_stubber", self)

    def __hash__(self) -> int:
        return id(self)
