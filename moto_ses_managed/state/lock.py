"""Which server a state's file belongs to: the one that holds the lock beside it."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where that one file belongs to one server is up to whoever starts them
    fcntl = None  # type: ignore[assignment]

_NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems without locks answer; there it is up to whoever starts the servers, too."""


class StateLock:
    """A lock on the file ``path``, which lies in a file of its own: a writing replaces the other one.

    It ends with its process, however that ends; what is left of it then holds nobody back.
    """

    def __init__(self, path: Path) -> None:
        self._beside = path.with_name(f".{path.name}.lock")
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Raises BlockingIOError where another has it, or another OSError where no file can be made there."""
        while self._descriptor is None:
            descriptor = os.open(self._beside, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(descriptor)
                # Who releases it removes it: it may have gone between the two calls.
                if self._is_there(descriptor):
                    self._descriptor = descriptor
            finally:
                if self._descriptor is None:
                    os.close(descriptor)

    def release(self) -> None:
        """Leave the file to others. Does nothing where it was not acquired."""
        if self._descriptor is None:
            return
        with suppress(OSError):  # its folder is gone
            self._beside.unlink()
        os.close(self._descriptor)
        self._descriptor = None

    def _is_there(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._beside.stat())
        except FileNotFoundError:
            return False


def _lock(descriptor: int) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _NO_LOCKS_HERE:
            raise
