"""Read-only views for moto's own code, in moto's forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any, Final

from moto.ses.models import DedicatedIpPool, Message

from moto_ses_managed.simulation.region import Region

from .configuration_sets.event_destinations import EventDestinations
from .configuration_sets.forms import Form, write
from .mail.sent_mail import MotosMessage

NOT_KEPT: Final = frozenset(
    {
        "dedicated_ip_pools",
        "config_set_event_destination",
        "event_destinations",
        "contacts_lists",
        "outbox",
        "last_change",
        "sent_messages",
    }
)
"""Attributes that are not part of the state: views for moto, and data about the calls of this process."""

OWN: Final = (NOT_KEPT - {"sent_messages"}) | frozenset(
    {
        "is_used",
        "region",
        "account_settings",
        "sending_rate",
        "receipt_filters",
        "suppression_list",
        "contact_lists",
        "tenants",
        "verification_templates",
        "jobs",
        "endpoints",
        "certificates",
        "mail",
        "mail_events",
        "event_log",
        "failures",
        "refused_mail",
        "removal",
    }
)
"""Attributes that plain moto lacks, or has in another form."""


class PoolsAsMotoShowsThem(Mapping[str, DedicatedIpPool]):
    """The Region's pools in moto's form, for moto's tagging API and for tests that read moto's backend."""

    def __init__(self, region: Region, tags_of: Callable[[str], Mapping[str, str]]) -> None:
        self._region = region
        self._tags_of = tags_of

    def __getitem__(self, name: str) -> DedicatedIpPool:
        pool = self._region.pools[name]
        tags = [{"Key": key, "Value": value} for key, value in self._tags_of(name).items()]
        return DedicatedIpPool(pool_name=name, scaling_mode=pool.scaling_mode.value, tags=tags)

    def __iter__(self) -> Iterator[str]:
        return iter(self._region.pools)

    def __len__(self) -> int:
        return len(self._region.pools)


class FormsAsMotoKeepsThem(Mapping[str, Form]):
    """moto's ``config_set_event_destination``: the newest event destination of each configuration set."""

    def __init__(self, all_sets: Callable[[], Iterable[EventDestinations]]) -> None:
        self._all_sets = all_sets

    def __getitem__(self, configuration_set: str) -> Form:
        return self._forms()[configuration_set]

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms())

    def __len__(self) -> int:
        return len(self._forms())

    def _forms(self) -> dict[str, Form]:
        return {
            destinations.configuration_set: write([*destinations][-1])
            for destinations in self._all_sets()
            if len(destinations)
        }


class NamesAsMotoKeepsThem(Mapping[str, int]):
    """moto's ``event_destinations``: the names of all event destinations, each with the value 1."""

    def __init__(self, all_sets: Callable[[], Iterable[EventDestinations]]) -> None:
        self._all_sets = all_sets

    def __getitem__(self, name: str) -> int:
        return self._names()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> dict[str, int]:
        return {destination.name: 1 for destinations in self._all_sets() for destination in destinations}


class RemovalInTurn:
    """Removes items from a list, fast if they are removed roughly in the order of the list.

    The search for each item starts at the position of the last one.
    """

    __slots__ = ("_place",)

    def __init__(self) -> None:
        self._place = 0

    def take_out(self, items: list[Any], item: object) -> None:
        """Remove ``item`` (by identity), if it is still in the list."""
        if self._place >= len(items) or items[self._place] is not item:
            place_of_item = next((place for place, other in enumerate(items) if other is item), None)
            if place_of_item is None:
                return
            self._place = place_of_item
        del items[self._place]


_tracked: defaultdict[type[Any], RemovalInTurn] = defaultdict(RemovalInTurn)


_tracked_lock = Lock()
"""moto's lists of instances are shared by all accounts and Regions."""


def stop_tracking(message: MotosMessage) -> None:
    """Remove a message from moto's list of all instances, which its dashboard shows."""
    model: Any = Message if isinstance(message, Message) else type(message)
    with _tracked_lock:
        _tracked[model].take_out(model.instances_tracked, message)
