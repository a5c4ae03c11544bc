"""Python's garbage collector, held while much is imported or read that stays: it would look through it in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no garbage in the meantime, and afterwards as before."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # What is there becomes old without a look at it: the next allocation would have all of it looked through.
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()
