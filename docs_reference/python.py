"""The public Python API, from its docstrings."""

from __future__ import annotations

import inspect

import moto_ses_managed

_FIRST = ("SesManaged", "SendingPolicy", "Pool", "Message", "mock_aws", "activate", "deactivate")


def page(names: tuple[str, ...] | None = None) -> str:
    """An instruction for mkdocstrings for each public name: what one calls first, then the rest, errors at the end."""
    public = names or tuple(name for name in moto_ses_managed.__all__ if not name.startswith("_"))
    ordered = sorted(public, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), _is_error(name)))
    return "\n\n".join(f"::: {_home(name)}" for name in ordered)


def _home(name: str) -> str:
    """Where the name is defined: mkdocstrings reads the source, where the lazy names of the package are not."""
    exported = getattr(moto_ses_managed, name)
    if name == "mock_aws":
        return "moto_ses_managed.mocking.mock_aws"
    return f"{exported.__module__}.{exported.__qualname__}"


def _is_error(name: str) -> bool:
    exported = getattr(moto_ses_managed, name)
    return inspect.isclass(exported) and issubclass(exported, Exception)
