"""The call that rehearses a sending plan."""

from __future__ import annotations

from typing import Any

import pytest

from moto_ses_managed import SendingPolicy, SesManaged, mock_aws
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import parse_plan
from tests.control.calling import control

PLAN = "day,pool,isp,messages\n1-9,marketing,Gmail,20000\n"


def test_it_answers_what_the_command_simulate_tells_and_changes_nothing() -> None:
    with mock_aws():
        now = SesManaged().now
        status, reply = control("POST", "rehearse", json={"Plan": PLAN, "Policy": {"FirstIpDays": 1}})
        assert status == 200, reply
        [pool] = reply["Pools"]
        expected = simulate(parse_plan("plan", PLAN), SendingPolicy(first_ip_days=1))
        assert [day["Dedicated"] for day in pool["History"]] == [day.dedicated for day in expected.pools[0].history]
        assert [bill["Total"] for bill in reply["Bills"]] == [bill.total for bill in expected.bills]
        assert SesManaged().pools() == []
        assert (SesManaged().now - now).total_seconds() < 60


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "Plan is required"),
        ({"Plan": ""}, "Plan"),
        ({"Plan": "day,pool"}, "column"),
        ({"Plan": PLAN + "x,marketing,Gmail,5\n"}, "line 3, column day"),
        ({"Plan": PLAN, "Start": "2026-02-30"}, "2026-02-30"),
        ({"Plan": PLAN, "Start": "soon"}, "soon"),
        ({"Plan": PLAN, "Days": -1}, "Days"),
        ({"Plan": PLAN, "Start": "9999-12-31"}, "9999"),
        ({"Plan": PLAN, "Policy": {"FirstIpDays": 0}}, "FirstIpDays"),
        ({"Plan": "day,pool,isp,messages\n" + "".join(f"1-3650,p{n},Gmail,5\n" for n in range(40))}, "100,000"),
    ],
)
def test_a_plan_that_cannot_be_rehearsed_is_refused_and_says_why(body: dict[str, Any], named: str) -> None:
    with mock_aws():
        status, reply = control("POST", "rehearse", json=body)
    assert (status, named in reply["message"]) == (400, True), reply
