"""Forks while other threads use the mock: the child process gets complete states and free locks."""

from __future__ import annotations

import os
import time
from functools import cache
from threading import RLock
from typing import Any

from .moto_compat import backends_lock
from .ses.regions import managed_backends
from .simulation.region import Region

WAIT_SECONDS = 10.0
"""How long a fork waits for other threads to finish their steps (our choice). If a step takes longer, the child gets an
incomplete state of that Region."""

_held: list[Any] = []
_busy: list[Region] = []


@cache
def care_for_forks() -> None:
    """Handle every fork of this process from now on."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_hold_still, after_in_parent=_go_on, after_in_child=_go_on_in_child)


def _hold_still() -> None:
    until = time.monotonic() + WAIT_SECONDS
    for backend in managed_backends():
        if not _hold(backend.region.lock, until):
            _busy.append(backend.region)
    _hold(backends_lock(), until)


def _hold(lock: Any, until: float) -> bool:
    if not lock.acquire(timeout=max(0.0, until - time.monotonic())):
        return False
    _held.append(lock)
    return True


def _go_on() -> None:
    while _held:
        _held.pop().release()
    _busy.clear()


def _go_on_in_child() -> None:
    # The thread that holds the lock does not exist in the child, and cannot release it.
    for region in _busy:
        region.lock = RLock()
    _go_on()
