"""moto with Amazon SES dedicated IPs (managed): test code that relies on them in milliseconds.

The names in ``__all__`` are public. Everything else in this package is private and may change in any release.

Public names are imported on first use (PEP 562). pytest imports this package at every start, and a run without SES
must not load moto or boto3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .control.hooks import SesManaged
    from .control.records import UsedRegion
    from .control.snapshots import Message, Pool
    from .extension import activate, deactivate
    from .mocking import mock_aws
    from .simulation.billing.billing import Bill, PoolCharges
    from .simulation.errors import (
        AlreadyExistsError,
        InvalidPolicyError,
        InvalidValueError,
        LimitExceededError,
        ManagedIpError,
        NotFoundError,
        SesManagedError,
    )
    from .simulation.isp import ByIsp, Isp, UnknownIspError
    from .simulation.mail.mail_content import MailAttachment, MessageHeaders
    from .simulation.mail.messages import Delivery, MessageStatus, Route
    from .simulation.policy import PriceTier, SendingPolicy
    from .simulation.pool_names import ScalingMode
    from .simulation.snapshots import DedicatedIp, HistoryDay, IspSending, SendingStatus
    from .simulation.views.week import IspHour, IspWeek, PoolWeek, VolumeHour

__all__ = [
    "AlreadyExistsError",
    "Bill",
    "ByIsp",
    "DedicatedIp",
    "Delivery",
    "HistoryDay",
    "InvalidPolicyError",
    "InvalidValueError",
    "Isp",
    "IspHour",
    "IspSending",
    "IspWeek",
    "LimitExceededError",
    "MailAttachment",
    "ManagedIpError",
    "Message",
    "MessageHeaders",
    "MessageStatus",
    "NotFoundError",
    "Pool",
    "PoolCharges",
    "PoolWeek",
    "PriceTier",
    "Reason",
    "RecipientOutcome",
    "Route",
    "ScalingMode",
    "SendingPolicy",
    "SendingStatus",
    "SesManaged",
    "SesManagedError",
    "UnknownIspError",
    "UsedRegion",
    "VolumeHour",
    "__version__",
    "activate",
    "deactivate",
    "mock_aws",
]

_HOMES = {
    "Pool": ".control.snapshots",
    "SesManaged": ".control.hooks",
    "activate": ".extension",
    "deactivate": ".extension",
    "mock_aws": ".mocking",
    "Bill": ".simulation.billing.billing",
    "PoolCharges": ".simulation.billing.billing",
    "AlreadyExistsError": ".simulation.errors",
    "InvalidPolicyError": ".simulation.errors",
    "InvalidValueError": ".simulation.errors",
    "LimitExceededError": ".simulation.errors",
    "ManagedIpError": ".simulation.errors",
    "ByIsp": ".simulation.isp",
    "Isp": ".simulation.isp",
    "UnknownIspError": ".simulation.isp",
    "UsedRegion": ".control.records",
    "NotFoundError": ".simulation.errors",
    "SesManagedError": ".simulation.errors",
    "Delivery": ".simulation.mail.messages",
    "Message": ".control.snapshots",
    "MailAttachment": ".simulation.mail.mail_content",
    "MessageHeaders": ".simulation.mail.mail_content",
    "MessageStatus": ".simulation.mail.messages",
    "Route": ".simulation.mail.messages",
    "RecipientOutcome": ".simulation.mail.recipients",
    "PriceTier": ".simulation.policy",
    "SendingPolicy": ".simulation.policy",
    "ScalingMode": ".simulation.pool_names",
    "Reason": ".simulation.reasons",
    "DedicatedIp": ".simulation.snapshots",
    "HistoryDay": ".simulation.snapshots",
    "IspSending": ".simulation.snapshots",
    "SendingStatus": ".simulation.snapshots",
    "IspHour": ".simulation.views.week",
    "IspWeek": ".simulation.views.week",
    "PoolWeek": ".simulation.views.week",
    "VolumeHour": ".simulation.views.week",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
