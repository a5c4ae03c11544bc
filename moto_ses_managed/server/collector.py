"""Python's garbage collector in the server's own process, which may have all mail of a day in memory."""

from __future__ import annotations

import gc


def look_at_new_objects_only() -> None:
    """Let a full collection look at what came since the last one, not at all there is.

    Each would hold every call for as long as that takes: 0.3 seconds with 60,000 messages, and 0.03 so. Nearly all that
    a server drops needs no collector. What is part of a cycle and is dropped after it outlived a full collection stays
    in memory: a reset leaves some 60 small objects.
    """
    gc.callbacks.append(_keep_survivors)


def _keep_survivors(phase: str, info: dict[str, int]) -> None:
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()
