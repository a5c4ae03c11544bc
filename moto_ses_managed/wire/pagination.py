"""Pages of sorted lists.

A token holds the key of the last item shown, not a position and not the next item as moto's paginator has it: a page
stays right while what it points at is deleted, and finding it costs a bisection instead of a walk.
"""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, TypeVar

from moto_ses_managed.simulation.errors import InvalidValueError

DEFAULT_PAGE = 100
LARGEST_PAGE = 1000
"""[AWS: ListEmailIdentities, "at least 0, and can be no more than 1000"]; elsewhere our choice."""

Item = TypeVar("Item")


class ForeignTokenError(InvalidValueError):
    """The NextToken is not one that the operation gave."""


def page(  # noqa: PLR0913, PLR0917  (what a page is)
    operation: str,
    items: Sequence[Item],
    key: Callable[[Item], Any],
    page_size: int | None,
    next_token: str | None,
    wanted: Callable[[Item], bool] | None = None,
) -> tuple[list[Item], str | None]:
    """The page of ``items`` (sorted by ``key``) that ``next_token`` asks for, and the token of the next one.

    It costs what it shows, and what it passes over where not all items are ``wanted``.

    Raises InvalidValueError for a size outside 0 to 1000 (0 is the default, 100) or a token that is not from here.
    """
    if page_size is not None and not 0 <= page_size <= LARGEST_PAGE:
        raise InvalidValueError(f"PageSize must be 0 to {LARGEST_PAGE}: {page_size} was given.")
    first = 0
    if next_token is not None:
        first = _position(operation, items, key, next_token)
    size = page_size or DEFAULT_PAGE
    if wanted is None:
        found = list(items[first : first + size + 1])
    else:
        found = list(islice(filter(wanted, (items[place] for place in range(first, len(items)))), size + 1))
    shown = found[:size]
    token = _encode(operation, key(shown[-1])) if len(found) > size else None
    return shown, token


def _position(operation: str, items: Sequence[Item], key: Callable[[Item], Any], token: str) -> int:
    try:
        made_for, last_key = json.loads(base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True))
        if made_for == operation:
            return bisect_right(items, last_key, key=key)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass  # whatever is wrong inside a token, the answer below is all that helps
    raise ForeignTokenError(f"The NextToken {token[:64]!r} is invalid: it is not one that {operation} gave.")


def _encode(operation: str, key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps([operation, key]).encode()).decode("ascii")
