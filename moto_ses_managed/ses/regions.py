"""The SES backends of all accounts and Regions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from moto.ses.models import ses_backends

from .models import ManagedSESBackend


def managed_backends() -> list[ManagedSESBackend]:
    """All backends, ordered by account and Region."""
    # Other threads may add backends meanwhile under moto's lock, which is not taken here.
    accounts = dict.copy(ses_backends)
    backends = [dict.copy(accounts[account]) for account in sorted(accounts)]
    backends_by_region = (regions[name] for regions in backends for name in sorted(regions))
    return [backend for backend in backends_by_region if isinstance(backend, ManagedSESBackend)]


@contextmanager
def all_regions_locked() -> Iterator[None]:
    """Hold the locks of all Regions, so that no step runs."""
    with ExitStack() as held:
        for backend in managed_backends():
            held.enter_context(backend.region.lock)
        yield
