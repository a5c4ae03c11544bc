"""Sections for the report of a failed test: the pools of every account and Region that was used."""

from __future__ import annotations

from collections.abc import Sequence

from .control.hooks import SesManaged
from .reports.tables import days_table
from .simulation.errors import SesManagedError
from .simulation.mail.explanations import count_text
from .simulation.mail.messages import Message
from .simulation.snapshots import Pool

_SHOWN_DAYS = 7
"""The number of finished days to show for each pool (our choice: as many as in the console)."""

_SHOWN_MESSAGES = 5
"""The number of last messages to show, and of recipients of each (our choice: they leave room on a screen)."""

Section = tuple[str, str]


def sections(hooks: SesManaged) -> list[Section]:
    """One section for the hooks' Region, and one for each other Region with pools."""
    here = (hooks.account_id, hooks.region)
    try:
        used = [
            (region_hooks.account_id, region_hooks.region) for region_hooks in hooks.regions() if region_hooks.pools
        ]
    except SesManagedError as error:
        return [(_title(*here), _cannot(error))]
    places = [here, *(place for place in used if place != here)]
    return [(_title(*place), _pools(hooks.elsewhere(account_id=place[0], region=place[1]))) for place in places]


def _title(account_id: str, region: str) -> str:
    return f"Dedicated IP pools of {account_id} in {region}"


def _pools(hooks: SesManaged) -> str:
    try:
        lines = [f"It is {hooks.now:%Y-%m-%d %H:%M} UTC there."]
        for pool in hooks.pools():
            lines += [_line(pool), f"  {pool.explanation}", *_reasons(pool), *_last_days(pool)]
        lines += _messages(hooks.messages[-_SHOWN_MESSAGES:])
    except SesManagedError as error:
        return _cannot(error)
    return "\n".join(lines if len(lines) > 1 else [*lines, "no dedicated IP pool"])


def _cannot(error: SesManagedError) -> str:
    # Report the error instead of raising it. It may be why the test failed: the server stopped, or deactivate() ran.
    return f"They can't be shown: {error}"


def _line(pool: Pool) -> str:
    return (
        f"{pool.name} ({pool.scaling_mode.value}): {pool.sending_status}, {count_text(len(pool.ips), 'IP')}, "
        f"{pool.sent_last_7_days} sent in 7 days, {pool.dedicated_percentage_7_days:.0f} % of them dedicated, "
        f"configuration sets: {', '.join(pool.configuration_sets) or 'none'}"
    )


def _reasons(pool: Pool) -> list[str]:
    """The reasons for today's routes, by ISP."""
    return [
        f"  today at {isp}: {', '.join(f'{count:,} {reason}' for reason, count in sending.reasons_today.items())}"
        for isp, sending in pool.by_isp.items()
        if sending.reasons_today
    ]


def _messages(messages: Sequence[Message]) -> list[str]:
    """The last messages, each with the reason for its route."""
    return [
        f"{message.message_id} to {delivery.recipient}: {delivery.status}, {delivery.reason}. {delivery.explanation}"
        for message in messages
        for delivery in message.deliveries[:_SHOWN_MESSAGES]
    ]


def _last_days(pool: Pool) -> list[str]:
    if not pool.history:
        return []
    return [f"  {line}" for line, _ in days_table(pool.history[-_SHOWN_DAYS:]).lines()]
