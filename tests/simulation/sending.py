"""A managed pool, mail to send through it, and what holds of its counts."""

from __future__ import annotations

from typing import Any

from moto_ses_managed import HistoryDay, Pool, SendingPolicy
from tests.support.sending import SIMPLE

TINY = SendingPolicy(first_ip_daily_volume=1, first_ip_days=1, cold_capacity=10, full_rates={"Gmail": 10, "AOL": 1000})
"""One day of mail earns an IP, which is warm at Gmail with ten messages a day from the beginning."""


def managed_pool(ses: Any, name: str = "marketing", **delivery: Any) -> None:
    """A managed pool and a configuration set of the same name that sends through it."""
    ses.create_dedicated_ip_pool(PoolName=name, ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName=name, DeliveryOptions={"SendingPoolName": name, **delivery})


def send(ses: Any, recipient: str, times: int = 1, configuration_set: str = "marketing") -> None:
    for _ in range(times):
        ses.send_email(
            FromEmailAddress="me@example.com",
            Destination={"ToAddresses": [recipient]},
            Content=SIMPLE,
            ConfigurationSetName=configuration_set,
        )


def share(day: HistoryDay) -> float:
    """The part of what left that day through dedicated IPs."""
    return day.dedicated / (day.dedicated + day.shared)


def assert_balanced(pool: Pool) -> None:
    for figures in pool.by_isp.values():
        assert figures.capacity_24_hours is not None
        assert figures.queued >= 0
    totals = [sum(getattr(day, name) for day in pool.history) for name in ("dedicated", "shared", "bounced")]
    accepted = sum(totals) + (pool.history[-1].queued if pool.history else 0)
    by_isp = sum(isp.dedicated + isp.shared + isp.bounced + isp.queued for isp in pool.by_isp.values())
    assert accepted == by_isp
