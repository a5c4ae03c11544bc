"""What the hooks are given, checked: each wrong value is named, with what was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from moto_ses_managed.simulation.errors import InvalidPolicyError, InvalidValueError
from moto_ses_managed.simulation.policy import PriceTier, SendingPolicy

from .wire import pascal

LONGEST_AMOUNT = 10_000_000
"""Days, hours or minutes that one may ask for (our choice: what they add up to has a bound of its own)."""

Body = Mapping[str, Any]


def known_members(body: Body, *names: str) -> None:
    """Raise InvalidValueError for a member that is none of ``names``."""
    unknown = [name for name in body if name not in names]
    if unknown:
        raise InvalidValueError(f"Unknown member {unknown[0]!r}: {', '.join(names) or 'none'} expected.")


def query(given: Collection[tuple[str, str]]) -> dict[str, str]:
    """The parameters of a query. Raises InvalidValueError for one that is given twice."""
    parameters = dict(given)
    if len(parameters) < len(given):
        times = Counter(name for name, _ in given)
        twice = next(name for name, number in times.items() if number > 1)
        raise InvalidValueError(f"{twice[:64]!r} was given twice in the query.")
    return parameters


def known_parameters(parameters: Mapping[str, str], names: Collection[str]) -> None:
    """Raise InvalidValueError for a parameter that is none of ``names``: ``region`` would leave us-east-1 chosen."""
    unknown = [name for name in parameters if name not in names]
    if unknown:
        raise InvalidValueError(
            f"Unknown parameter {unknown[0][:64]!r} in the query: {', '.join(names) or 'none'} expected."
        )


def step(body: Body) -> timedelta:
    """How far to advance: Days, Hours and Minutes, numbers of 0 or more, together."""
    known_members(body, "Days", "Hours", "Minutes")
    days, hours, minutes = (_amount(body, name) for name in ("Days", "Hours", "Minutes"))
    try:
        return timedelta(days=days, hours=hours, minutes=minutes)
    except OverflowError as error:
        raise InvalidValueError(f"Days={days}, Hours={hours}, Minutes={minutes} is longer than time lasts.") from error


def whole_number(body: Body, name: str) -> int:
    """A required whole number. Raises InvalidValueError."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValueError(f"{name} must be a whole number: {value!r} was given.")
    return value


def text(body: Body, name: str) -> str | None:
    """A string that may be absent. Raises InvalidValueError."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidValueError(f"{name} must be a string: {value!r} was given.")
    return value


def tags(body: Body) -> list[dict[str, str]]:
    """Tags as SES has them: a list of Key and Value, strings both. Raises InvalidValueError."""
    value = body.get("Tags")
    if not isinstance(value, list):
        raise InvalidValueError(f"Tags must be a list of Key and Value: {repr(value)[:200]} was given.")
    for tag in value:
        if not isinstance(tag, dict) or not all(isinstance(tag.get(name), str) for name in ("Key", "Value")):
            raise InvalidValueError(f"A tag must have a Key and a Value, strings both: {repr(tag)[:200]} was given.")
        known_members(tag, "Key", "Value")
    return value


def traffic_plan(body: Body) -> Mapping[str, Any]:
    """Messages a day by pool and ISP: of one pool (PoolName, PerDay) or of several (Plan)."""
    known_members(body, "PoolName", "PerDay", "Plan", "Days")
    if "Plan" not in body:
        return {_required_text(body, "PoolName"): body.get("PerDay")}
    if "PoolName" in body or "PerDay" in body:
        raise InvalidValueError("Traffic has either PoolName and PerDay, or Plan: both were given.")
    plan = body["Plan"]
    if not isinstance(plan, dict):
        raise InvalidValueError(f"Plan must map pools to their traffic: {plan!r} was given.")
    return plan


def policy(body: Body) -> SendingPolicy:
    """A whole policy; members that are absent have their defaults. Raises InvalidValueError, naming the member."""
    names = {pascal(field.name): field.name for field in fields(SendingPolicy)}
    known_members(body, *names)
    values = {names[member]: value for member, value in body.items()}
    if "managed_price_tiers" in values:
        values["managed_price_tiers"] = _price_tiers(values["managed_price_tiers"])
    try:
        return SendingPolicy(**values)
    except InvalidPolicyError as error:
        raise InvalidValueError(f"{pascal(error.name)} {error.problem}") from error


def _price_tiers(value: Any) -> list[PriceTier]:
    if not isinstance(value, list) or not all(isinstance(tier, dict) for tier in value):
        raise InvalidValueError(f"ManagedPriceTiers must be a list of UpTo and Price: {value!r} was given.")
    for tier in value:
        known_members(tier, "UpTo", "Price")
        missing = [name for name in ("UpTo", "Price") if name not in tier]
        if missing:
            raise InvalidValueError(
                f"ManagedPriceTiers must have UpTo (None, which is null, in the last) and Price each: {tier!r} lacks "
                f"{missing[0]}."
            )
    return [PriceTier(tier["UpTo"], tier["Price"]) for tier in value]


def _required_text(body: Body, name: str) -> str:
    value = text(body, name)
    if value is None:
        raise InvalidValueError(f"{name} is required.")
    return value


def account_id(value: str) -> str:
    """Twelve digits. Raises InvalidValueError."""
    if len(value) != 12 or not (value.isascii() and value.isdigit()):
        raise InvalidValueError(f"AccountId must be 12 digits: {value[:64]!r} was given.")
    return value


def region_name(value: str, regions: Collection[str]) -> str:
    """A Region that has SES. Raises InvalidValueError."""
    if value not in regions:
        raise InvalidValueError(f"Region {value[:64]!r} has no Amazon SES: a name such as us-east-1 was expected.")
    return value


def _amount(body: Body, name: str) -> float:
    value = body.get(name, 0)
    fits = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not fits or not 0 <= value <= LONGEST_AMOUNT:  # what is no number at all (NaN) is in no range
        shown = repr(value)[:64]
        raise InvalidValueError(f"{name} must be a number from 0 to {LONGEST_AMOUNT:,}: {shown} was given.")
    number: float = value
    return number


def page_size(value: str) -> int:
    """A page's size from a query. Raises InvalidValueError."""
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise InvalidValueError(f"PageSize must be a whole number of 0 or more: {value[:64]!r} was given.")
    return int(value)


def json_object(document: Any) -> Body:
    """A request's body: a JSON object. Raises InvalidValueError."""
    if not isinstance(document, dict):
        raise InvalidValueError(f"The body must be a JSON object: {str(document)[:64]!r} was given.")
    return document
