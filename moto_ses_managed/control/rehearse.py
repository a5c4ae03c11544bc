"""The call that rehearses a sending plan. It uses a separate Region, so that no other call waits for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from moto_ses_managed.rehearsal.outcome import simulate, work
from moto_ses_managed.rehearsal.plan import DEFAULT_START, MOST_DAYS, parse_plan
from moto_ses_managed.rehearsal.text_files import FileError
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.policy import SendingPolicy

from .calls import call
from .snapshots import Pool

MOST_WORK = 100_000
"""The largest rehearsal, in days times ISP routes (a pool's mail to one ISP). Our choice: about twenty seconds."""


@dataclass(frozen=True)
class Rehearsal:
    """A sending plan in CSV, with the columns ``day``, ``pool``, ``isp``, ``messages`` and, optionally, ``hours``,
    as for the command ``simulate``.

    ``days`` is the number of days to simulate (0: until the plan's last day), ``start`` the date of the first day, and
    ``policy`` the policy that SES follows.
    """

    plan: Annotated[str, {"minLength": 1, "maxLength": 1_000_000}]
    days: Annotated[int, {"minimum": 0, "maximum": MOST_DAYS}] = 0
    start: Annotated[str, {"maxLength": 10}] = DEFAULT_START.isoformat()
    policy: SendingPolicy = field(default_factory=SendingPolicy)


@dataclass(frozen=True)
class Rehearsed:
    """The pools at the end of the plan's last day, and the bill of each calendar month."""

    pools: tuple[Pool, ...]
    bills: tuple[Bill, ...]


@call("POST", "rehearse")
def rehearse(request: Rehearsal) -> Rehearsed:
    """Simulate a sending plan in a separate Region: no account's SES is used or changed."""
    try:
        plan = parse_plan("The plan", request.plan, request.days or None)
    except FileError as error:
        raise InvalidValueError(str(error)) from error
    if work(plan) > MOST_WORK:
        raise InvalidValueError(
            f"The plan has {work(plan):,} days of a pool's mail to an ISP, more than the {MOST_WORK:,} that can be "
            "rehearsed here: use the command `moto-ses-managed simulate`, which has no limit."
        )
    outcome = simulate(plan, request.policy, _start(request.start))
    return Rehearsed(tuple(map(Pool.of, outcome.pools)), outcome.bills)


def _start(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValueError(f"Start must be a date such as 2026-01-31: {text!r} was given.") from error
