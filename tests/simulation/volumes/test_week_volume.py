"""``sent_last_7_days``: the running hour and the 168 hours before it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from moto_ses_managed import InvalidValueError
from moto_ses_managed.simulation.mail.messages import MessageOrigin
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.region import Region


@pytest.mark.parametrize(("passed", "sent"), [(timedelta(hours=168), 1), (timedelta(hours=168, minutes=30), 0)])
def test_a_message_counts_for_the_hour_in_which_it_left_and_the_168_after_it(passed: timedelta, sent: int) -> None:
    region = Region(lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
    region.create_pool("pool", ScalingMode.MANAGED)
    region.advance(timedelta(minutes=30))
    region.accept("id", MessageOrigin("me@example.com"), ["ann@gmail.com"], "pool")
    region.advance(passed)
    assert region.pool_snapshot("pool").sent_last_7_days == sent
    assert region.pool_snapshot("pool").by_isp["Gmail"].sent_last_24_hours == 0


@pytest.mark.parametrize("days", [0, 3_651, -1])
def test_a_region_has_traffic_for_1_to_3650_days(days: int) -> None:
    region = Region(lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
    region.create_pool("pool", ScalingMode.MANAGED)
    with pytest.raises(InvalidValueError, match=f"whole number from 1 to 3,650: {days} was given"):
        region.send_traffic({"pool": {"Gmail": 1}}, days)
