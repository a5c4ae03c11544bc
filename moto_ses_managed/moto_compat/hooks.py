"""The places in moto that this package changes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moto.core import base_backend

if TYPE_CHECKING:
    from moto.core.base_backend import BackendDict


def backends_lock() -> Any:
    """The lock that moto holds while it creates and resets backends."""
    return base_backend.backend_lock


def replace_backends(backends: BackendDict[Any], new: type[Any], convert: Callable[[Any], Any]) -> None:
    """Make ``new`` the class of a service's backends. ``convert`` makes a new backend from each existing one.

    If ``convert`` raises an error, nothing changes.
    """
    with backends_lock():
        converted = [
            (account, region_name, convert(instance))
            for account in backends.values()
            for region_name, instance in account.items()
        ]
        backends.backend = new
        for account in backends.values():
            account.backend = new
        for account, region_name, instance in converted:
            account[region_name] = instance


def add_paths(paths: dict[str, Callable[..., Any]]) -> Callable[[], None]:
    """Add paths to moto's own API. Return a function that removes them."""
    urls = import_module("moto.moto_api._internal.urls")
    urls.url_paths.update(paths)

    def remove() -> None:
        for path in paths:
            urls.url_paths.pop(path, None)

    return remove


def answer_clients_with(answer: Callable[[Any], Any]) -> Callable[[], None]:
    """Call ``answer`` for each request of a client in process, and moto if it returns None.

    Return a function that ends this.
    """
    stubber: Any = import_module("moto.core.models").botocore_stubber
    motos = stubber.process_request

    def process_request(request: Any) -> Any:
        reply = answer(request)
        return motos(request) if reply is None else reply

    stubber.process_request = process_request
    return lambda: stubber.__dict__.pop("process_request")
