"""The test hooks: one object, two transports (in process, HTTP), one JSON form.

The object is imported when it is first asked for (PEP 562): a server has its paths, and does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .hooks import SesManaged
    from .pool import Pool

__all__ = ["Pool", "SesManaged"]

_HOMES = {"Pool": ".pool", "SesManaged": ".hooks"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value
