"""activate() as soon as moto's SES is imported, so that moto costs nothing where it is not used."""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType


class MotoWatcher(importlib.abc.MetaPathFinder):
    """Calls activate() once moto's SES or moto's own API has been imported, by whoever.

    Where it is moto's SES v2 that imports them, its own import is awaited: activate() needs it whole.
    """

    _TRIGGERS = ("moto.ses.models", "moto.moto_api._internal.urls")
    _AWAITED = "moto.sesv2.models"

    def __init__(self) -> None:
        self._under_way: set[str] = set()

    def start(self) -> None:
        if any(trigger in sys.modules for trigger in self._TRIGGERS):
            _activate()
            return
        sys.meta_path.insert(0, self)

    def stop(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        if "moto_ses_managed.extension" in sys.modules:
            from .extension import deactivate

            deactivate()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in (*self._TRIGGERS, self._AWAITED):
            return None
        others = [finder for finder in sys.meta_path if finder is not self]
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _WatchedLoader(spec.loader, self)
        return spec

    @contextmanager
    def importing(self, name: str) -> Iterator[None]:
        """The time in which one of the modules is executed."""
        self._under_way.add(name)
        try:
            yield
        finally:
            self._under_way.discard(name)
        triggered = any(trigger in sys.modules and trigger not in self._under_way for trigger in self._TRIGGERS)
        if triggered and self._AWAITED not in self._under_way:
            _activate()


class _WatchedLoader(importlib.abc.Loader):
    """The module's own loader, under the eyes of the watcher."""

    def __init__(self, loader: importlib.abc.Loader, watcher: MotoWatcher) -> None:
        self._loader = loader
        self._watcher = watcher

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # From here on the module is the other loader's alone, so that whoever asks it for its source gets it.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        with self._watcher.importing(module.__name__):
            self._loader.exec_module(module)


def _activate() -> None:
    from .extension import activate_unless_declined

    activate_unless_declined()
