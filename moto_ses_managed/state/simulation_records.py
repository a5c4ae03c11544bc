"""What of a Region is state: all of it, save its lock, its clock's source, and what a lane remembers to save work."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

from moto_ses_managed.simulation.billing.billing import Meter, MonthUsage
from moto_ses_managed.simulation.clock import Clock
from moto_ses_managed.simulation.mail.deferral import DeferralQueue, Deferred
from moto_ses_managed.simulation.mail.mail_events import MailEvent
from moto_ses_managed.simulation.mail.mail_log import MailLog, Parcel
from moto_ses_managed.simulation.mail.mail_statistics import DailyKey, MailStatistics, SendCount
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, Delivery, MessageOrigin
from moto_ses_managed.simulation.mail.recipients import RecipientOutcome, Recipients
from moto_ses_managed.simulation.mail.stored_messages import StoredMessages
from moto_ses_managed.simulation.policy import SendingPolicy
from moto_ses_managed.simulation.pools.addresses import Addresses, DedicatedIp
from moto_ses_managed.simulation.pools.batches import Batch, BatchAtIsp
from moto_ses_managed.simulation.pools.dedicated_ip_pool import DedicatedIpPool
from moto_ses_managed.simulation.pools.managed_fleet import ManagedFleet
from moto_ses_managed.simulation.pools.routing import IspRoute
from moto_ses_managed.simulation.pools.scaling import DayDemand
from moto_ses_managed.simulation.pools.standard_fleet import StandardFleet, StandardIp
from moto_ses_managed.simulation.pools.warmup import IspWarmup
from moto_ses_managed.simulation.reasons import Reason
from moto_ses_managed.simulation.region import Region
from moto_ses_managed.simulation.snapshots import HistoryDay
from moto_ses_managed.simulation.volumes.ledger import DayVolumes, PoolVolumes, Volumes
from moto_ses_managed.simulation.volumes.pool_record import PoolRecord
from moto_ses_managed.simulation.volumes.steps import Steps
from moto_ses_managed.simulation.volumes.window import Window

from .records import Record, of_dataclass, schema_of


def _none() -> None:
    return None


# What a route knows of the day before lets it repeat that day instead of living it: the same numbers come of both.
_OF_THE_DAY_BEFORE: dict[str, Callable[[], Any]] = {
    "_start": _none,
    "_last_start": _none,
    "_last_day": _none,
    "_last_sent": list,
    "_repeated": bool,
    "_settled": bool,
    "_most_needed": int,
    "_most_needed_before": int,
    "_overflowed_today": bool,
    "_overflowed_before": bool,
}

SIMULATION = schema_of(
    Record(
        Region,
        {
            "clock": Clock,
            "_hour": int,
            "_policy": SendingPolicy,
            "_auto_warmup": bool,
            "_addresses": Addresses,
            "_holders": dict[str, tuple[DedicatedIp, DedicatedIpPool]],
            "_pools": dict[str, DedicatedIpPool],
            "_default_pool": DedicatedIpPool,
            "_shared_pool": DedicatedIpPool,
            "_next_deadline": timedelta | None,
            "_log": MailLog,
            "_meter": Meter,
            "_deleted": list[PoolRecord],
        },
        left_out={"lock": RLock, "_all_ips": _none},
    ),
    Record(
        Clock,
        {"_offset": timedelta, "_elapsed": timedelta, "_seen": datetime | None},
        left_out={"_wall": _none},
    ),
    Record(Addresses, {"_used": int}),
    of_dataclass(DedicatedIp),
    of_dataclass(SendingPolicy, by_value=True),
    Record(
        DedicatedIpPool,
        {
            "name": str,
            "volumes": PoolVolumes,
            "history": list[HistoryDay],
            "managed_since": int | None,
            "_left_before": int,
            "_fleet": StandardFleet | ManagedFleet,
            "_refused": list[tuple[Parcel, timedelta]],
        },
    ),
    Record(
        StandardFleet,
        {
            "auto_warmup": bool,
            "_volumes": PoolVolumes,
            "_policy": SendingPolicy,
            "_members": list[StandardIp],
            "_turn": int,
            "_without_ip": tuple[Reason, str],
        },
    ),
    Record(StandardIp, {"ip": DedicatedIp, "windows": dict[str, Window]}),
    Record(
        ManagedFleet,
        {
            "_volumes": PoolVolumes,
            "_policy": SendingPolicy,
            "_batches": list[Batch],
            "_routes": dict[str, IspRoute],
            "_demand": list[DayDemand],
            "_last_ip_left_at": datetime | None,
        },
        left_out={"_asleep": dict},
    ),
    Record(
        Batch,
        {"ips": list[DedicatedIp], "levels": Mapping[str, float], "windows": Mapping[str, Window], "leaving": bool},
    ),
    Record(
        IspRoute,
        {
            "isp": str,
            "parts": list[BatchAtIsp],
            "queue": DeferralQueue,
            "capacities": Steps,
            "overflowed": bool,
            "backlog_stays": bool,
            "_waited_before": int,
            "_volumes": Volumes,
            "_policy": SendingPolicy,
        },
        left_out=_OF_THE_DAY_BEFORE,
    ),
    Record(
        BatchAtIsp,
        {
            "batch": Batch,
            "blocklisted": int,
            "capacity": int,
            "early": bool,
            "sent_today": int,
            "turn": int,
            "warmup": IspWarmup,
            "window": Window,
        },
    ),
    Record(IspWarmup, {"isp": str, "level": float, "_recent": list[float]}),
    Record(DeferralQueue, {"_waiting": list[Deferred], "waiting": int}),
    of_dataclass(Deferred),
    of_dataclass(MessageOrigin, by_value=True),
    Record(Parcel, {"_log": MailLog, "_message": AcceptedMessage, "_position": int}),
    Record(
        MailLog,
        {
            "_clock": Clock,
            "recipients": Recipients,
            "messages": StoredMessages,
            "statistics": MailStatistics,
            "_quota_correction": Window,
            "_events": list[MailEvent],
        },
    ),
    Record(Recipients, {"_outcomes": dict[str, RecipientOutcome]}),
    Record(
        StoredMessages,
        {
            "_recent": deque[AcceptedMessage],
            "_accepted_before": int,
            "_older": list[AcceptedMessage],
            "_older_numbers": list[int],
            "_older_settled": list[int],
            "_waiting": dict[AcceptedMessage, int],
            "_forgotten_ids": list[str],
        },
    ),
    Record(
        MailStatistics,
        {"_quarters": defaultdict[datetime, Counter[SendCount]], "_days": Counter[DailyKey]},
    ),
    Record(
        AcceptedMessage,
        {
            "accepted_at": datetime,
            "deliveries": tuple[Delivery, ...],
            "message_id": str,
            "origin": MessageOrigin,
            "pool": str | None,
        },
    ),
    Record(PoolVolumes, {"day": int, "by_isp": dict[str, Volumes]}),
    Record(
        Volumes,
        {
            "_first_day": int,
            "_days": list[DayVolumes | None],
            "_finished": list[int],
            "_hours": list[list[int]],
            "_repeated": DayVolumes | None,
            "_known": dict[int, list[int]],
            "first_hour": int | None,
            "today": list[int],
            "reasons": dict[Reason, int],
            "accepted": Window,
            "sent": Window,
        },
    ),
    Record(
        DayVolumes,
        {"hours": tuple[tuple[int, ...], ...], "totals": tuple[int, ...], "reasons": dict[Reason, int]},
        by_value=True,
    ),
    Record(Window, {"hours": list[int], "total": int, "_between": deque[tuple[timedelta, int]]}),
    Record(Steps, {"_hours": array, "_values": array}),
    Record(Meter, {"_months": dict[str, MonthUsage]}),
    Record(
        MonthUsage,
        {
            "managed_days": int,
            "standard_ip_days": defaultdict[str, int],
            "deleted_pools_messages": defaultdict[str, int],
        },
    ),
)
