"""Run an action as soon as a module has been imported.

moto's CloudFormation takes seconds to import, and a mock without stacks never imports it.
"""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType


def after_import(name: str, action: Callable[[], None]) -> Callable[[], None]:
    """Call ``action`` now if the module is imported, else as soon as it is. Return a function that cancels this."""
    if name in sys.modules:
        action()
        return lambda: None
    waiting = _Waiting(name, action)
    sys.meta_path.insert(0, waiting)
    return waiting.end


def watched_spec(
    finder: object,
    fullname: str,
    path: Sequence[str] | None,
    target: ModuleType | None,
    around: Callable[[str], AbstractContextManager[None]],
) -> ModuleSpec | None:
    """The spec from the finders after ``finder``; its module is executed within ``around(fullname)``."""
    # Python has called the finders before this one. Calling them again could recurse: one may watch the same module.
    position = next((index for index, other in enumerate(sys.meta_path) if other is finder), -1)
    specs = (other.find_spec(fullname, path, target) for other in sys.meta_path[position + 1 :])
    spec = next((spec for spec in specs if spec is not None), None)
    if spec is not None and spec.loader is not None:
        spec.loader = _WatchedLoader(spec.loader, around)
    return spec


class _Waiting(importlib.abc.MetaPathFinder):
    def __init__(self, name: str, action: Callable[[], None]) -> None:
        self._name = name
        self._action = action

    def end(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        return watched_spec(self, fullname, path, target, self._importing)

    @contextmanager
    def _importing(self, _name: str) -> Iterator[None]:
        yield
        self.end()
        self._action()


class _WatchedLoader(importlib.abc.Loader):
    """Executes a module with its own loader, within ``around``."""

    def __init__(self, loader: importlib.abc.Loader, around: Callable[[str], AbstractContextManager[None]]) -> None:
        self._loader = loader
        self._around = around

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # Give the module its own loader, so that tools that ask it for the source find it.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        with self._around(module.__name__):
            self._loader.exec_module(module)
