"""Pages of sorted lists.

A token holds the key of the last item on the page, not a position, and not the next item as in moto's paginator. The
next page is right even if that item is deleted, and finding it takes a bisection instead of a scan.
"""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from moto_ses_managed.simulation.errors import InvalidValueError

LARGEST_PAGE = 1000

Item = TypeVar("Item")


class ForeignTokenError(InvalidValueError):
    """The NextToken was not returned by the operation."""


class PageSizeError(InvalidValueError):
    """The page size is outside the limits of the list."""


@dataclass(frozen=True)
class PageRules:
    """How one list is paged: the default page size, the valid sizes, and the messages for invalid sizes and tokens.

    In a message, ``{size}`` and ``{token}`` are replaced by the value that was given, ``{operation}`` by the operation.
    A size above ``largest`` is refused or, with ``cuts_down``, reduced to it.
    """

    default: int = 100
    largest: int = LARGEST_PAGE
    smallest: int = 1
    size_message: str = "PageSize must be {smallest} to {largest}: {size} was given."
    position_message: str = "The NextToken {token!r} is invalid: it is not one that {operation} gave."
    cuts_down: bool = False

    def size(self, named: int | None) -> int:
        """The size of the page. Raises PageSizeError."""
        if named is None:
            return self.default
        if named > self.largest and self.cuts_down:
            return self.largest
        if not self.smallest <= named <= self.largest:
            words = self.size_message.format(size=named, smallest=self.smallest, largest=self.largest)
            raise PageSizeError(words)
        return named


def page(  # noqa: PLR0913, PLR0917  (the parameters of a page)
    operation: str,
    items: Sequence[Item],
    key: Callable[[Item], Any],
    page_size: int | None,
    next_token: str | None,
    wanted: Callable[[Item], bool] | None = None,
    rules: PageRules | None = None,
) -> tuple[list[Item], str | None]:
    """The page of ``items`` (sorted by ``key``) for ``next_token``, and the token of the next page.

    The cost grows with the items on the page, and with the items skipped because they are not ``wanted``.

    Raises PageSizeError for an invalid size, ForeignTokenError for a token that this operation did not return.
    """
    rules = rules or PageRules()
    size = rules.size(page_size)
    first = 0
    if next_token is not None:
        first = _position(operation, items, key, next_token, rules)
    if wanted is None:
        candidates = list(items[first : first + size + 1])
    else:
        candidates = list(islice(filter(wanted, (items[place] for place in range(first, len(items)))), size + 1))
    items_shown = candidates[:size]
    token = _encode(operation, key(items_shown[-1])) if len(candidates) > size else None
    return items_shown, token


def _position(operation: str, items: Sequence[Item], key: Callable[[Item], Any], token: str, rules: PageRules) -> int:
    try:
        made_for, last_key = json.loads(base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True))
        if made_for == operation:
            return bisect_right(items, last_key, key=key)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass  # any error in a token gets the same answer, below
    raise ForeignTokenError(rules.position_message.format(token=token[:64], operation=operation))


def _encode(operation: str, key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps([operation, key]).encode()).decode("ascii")
