"""The test hooks: one object, two transports (in process, HTTP), one JSON form."""

from .hooks import SesManaged
from .pool import Pool

__all__ = ["Pool", "SesManaged"]
