"""Receipt filters: IP addresses from which SES allows or blocks mail."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import Enum

from moto.ses.exceptions import AlreadyExists, InvalidParameterValue

from ..errors import LimitExceeded
from ..sorted_dict import SortedDict
from .names import check_receiving_name

MAX_FILTERS = 100
"""The most receipt filters of an account in a Region [AWS: SES quotas, "IP address filters"]."""


class FilterPolicy(Enum):
    """Whether mail from the addresses is allowed or blocked."""

    BLOCK = "Block"
    ALLOW = "Allow"


@dataclass(frozen=True)
class ReceiptFilter:
    """A receipt filter. ``cidr`` is an IPv4 address or range, as in the request."""

    name: str
    policy: FilterPolicy
    cidr: str


def add(filters: SortedDict[str, ReceiptFilter], new: ReceiptFilter) -> None:
    """Add a filter.

    Raises ValidationError for an invalid name, InvalidParameterValue for an invalid CIDR block, AlreadyExists or
    LimitExceeded.
    """
    check_receiving_name("filter.name", new.name)
    try:
        ipaddress.IPv4Network(new.cidr, strict=False)
    except ValueError as error:
        raise InvalidParameterValue(
            f"Invalid CIDR block: {new.cidr[:100]}. An IPv4 address or a range of them was expected, 10.0.0.0/24 "
            "for instance."
        ) from error
    if new.name in filters:
        raise AlreadyExists(f"Filter already exists: {new.name}")
    if len(filters) >= MAX_FILTERS:
        raise LimitExceeded(f"This account has reached its limit of {MAX_FILTERS} receipt filters in this Region.")
    filters[new.name] = new
