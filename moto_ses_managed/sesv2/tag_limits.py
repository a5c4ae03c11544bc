"""How many tags a resource may have, and how long they may be [AWS: Tag], in characters."""

from __future__ import annotations

MAX_TAGS = 50
MAX_KEY = 128
MAX_VALUE = 256
