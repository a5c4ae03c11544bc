"""Call activate() as soon as moto's SES is imported. Runs that do not use moto do not import it."""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

from .ses_hosts import find_more_hosts

if TYPE_CHECKING:
    from .extension import Standing

_EXTENSION = "moto_ses_managed.extension"


class MotoWatcher(importlib.abc.MetaPathFinder):
    """Calls activate() once moto's SES or moto's own API has been imported.

    If moto's SES v2 imports them, this waits until SES v2 is imported too: activate() needs the complete module.
    """

    _TRIGGERS = ("moto.ses.models", "moto.moto_api._internal.urls")
    _AWAITED = "moto.sesv2.models"

    def __init__(self) -> None:
        self._under_way: set[str] = set()
        self._before: Standing | None = None
        self._forget_hosts: Callable[[], None] = lambda: None

    def start(self) -> None:
        if _EXTENSION in sys.modules:
            from .extension import standing

            self._before = standing()
        self._forget_hosts = find_more_hosts()
        if any(trigger in sys.modules for trigger in self._TRIGGERS):
            _activate()
            return
        sys.meta_path.insert(0, self)

    def stop(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        self._forget_hosts()
        if _EXTENSION in sys.modules:
            from .extension import Standing, restore

            restore(self._before or Standing(active=False, declined=False))

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in (*self._TRIGGERS, self._AWAITED):
            return None
        # Imported late: a run without moto never needs it.
        from .import_hook import watched_spec

        return watched_spec(self, fullname, path, target, self.importing)

    @contextmanager
    def importing(self, name: str) -> Iterator[None]:
        """The context in which one of the modules is executed. Calls activate() at the end if all are imported."""
        self._under_way.add(name)
        try:
            yield
        finally:
            self._under_way.discard(name)
        triggered = any(trigger in sys.modules and trigger not in self._under_way for trigger in self._TRIGGERS)
        if triggered and self._AWAITED not in self._under_way:
            _activate()


def _activate() -> None:
    from .extension import activate_unless_declined

    activate_unless_declined()
