"""The SES of each account and Region, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from moto.ses.models import ses_backends

from .models import ManagedSESBackend


def managed_backends() -> list[ManagedSESBackend]:
    """All there are, of each account and Region, in their order."""
    # Others may be made meanwhile, by threads that hold moto's lock: it is not waited for here.
    accounts = dict.copy(ses_backends)
    backends = [dict.copy(accounts[account]) for account in sorted(accounts)]
    backends_by_region = (regions[name] for regions in backends for name in sorted(regions))
    return [backend for backend in backends_by_region if isinstance(backend, ManagedSESBackend)]


@contextmanager
def all_regions_locked() -> Iterator[None]:
    """Let no step of any Region be under way."""
    with ExitStack() as held:
        for backend in managed_backends():
            held.enter_context(backend.region.lock)
        yield
