"""moto's server and its proxy."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from moto import settings


def server_of_this_mode() -> str | None:
    """Where moto's mock is: in a server, behind a proxy (their URLs), or (None) in this process."""
    if settings.TEST_SERVER_MODE:
        return settings.test_server_mode_endpoint()
    return settings.test_proxy_mode_endpoint() if settings.is_test_proxy_mode() else None


def dispatcher_class() -> tuple[type[Any], Callable[..., Any]]:
    """moto's dispatcher of all services, and what makes a service's application for it."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    return DomainDispatcherApplication, create_backend_app


def kept_header(name: str) -> str | None:
    """WSGI's name of a header that moto keeps as it was spelt (lower case, with underscores), None for any other.

    Before 5.2.4 moto kept none.
    """
    request = _optional("moto.core.request")
    should_keep = getattr(request, "should_preserve_original_header_name", None)
    key_for = getattr(request, "environ_key_for_header", None)
    return str(key_for(name)) if should_keep and key_for and should_keep(name) else None


def spellings_key() -> str:
    """Under which moto looks in the WSGI environment for the spelling of the headers that it keeps."""
    return getattr(_optional("moto.core.request"), "PRESERVED_HEADER_NAMES_ENVIRON_KEY", "moto.header_names")


def _optional(module: str) -> ModuleType | None:
    try:
        return import_module(module)
    except ImportError:
        return None
