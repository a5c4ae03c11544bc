"""moto's server and its proxy."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

from moto import settings


def server_of_this_mode() -> str | None:
    """The URL of moto's server or proxy, in server mode and proxy mode; None if the mock is in this process."""
    if settings.TEST_SERVER_MODE:
        return settings.test_server_mode_endpoint()
    return settings.test_proxy_mode_endpoint() if settings.is_test_proxy_mode() else None


def dispatcher_class() -> tuple[type[Any], Callable[..., Any]]:
    """moto's dispatcher of all services, and the function that makes a service's application for it."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    return DomainDispatcherApplication, create_backend_app


def kept_headers(underscored: Iterable[tuple[str, str]], others: Container[str]) -> dict[str, Any]:
    """The entries that moto expects in the WSGI environment for headers with underscores, such as S3 object metadata.

    ``underscored`` are the headers: names in lower case, and values. None may replace one of ``others``. Versions of
    moto before 5.2.4 expect no such entries.
    """
    request = _optional("moto.core.request")
    should_keep = getattr(request, "should_preserve_original_header_name", None)
    key_for = getattr(request, "environ_key_for_header", None)
    if not should_keep or not key_for:
        return {}
    keys = {name: str(key_for(name)) for name, _ in underscored if should_keep(name)}
    values = {keys[name]: value for name, value in underscored if name in keys}
    kept = {key: value for key, value in values.items() if key.removeprefix("HTTP_") not in others}
    names_key = getattr(request, "PRESERVED_HEADER_NAMES_ENVIRON_KEY", "moto.header_names")
    return {**kept, names_key: {key: name for name, key in keys.items() if key in kept}} if kept else {}


def _optional(module: str) -> ModuleType | None:
    try:
        return import_module(module)
    except ImportError:
        return None
