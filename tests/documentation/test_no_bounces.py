"""What the project shows of managed pools loses no mail for want of room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from moto_ses_managed import SendingPolicy
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import read_plan
from tests.support.processes import ROOT, TIMEOUT


def test_the_example_plan_bounces_nothing() -> None:
    plan = read_plan(Path(ROOT / "examples" / "plans" / "newsletter.csv"))
    outcome = simulate(plan, SendingPolicy())
    assert [row.bounced for pool in outcome.pools for row in pool.history if row.bounced] == []
    assert all(sum(row.dedicated for row in pool.history) > 0 for pool in outcome.pools)


def test_the_demo_bounces_nothing_and_says_why_each_message_went_its_way() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "moto_ses_managed", "demo"],
        capture_output=True,
        text=True,
        check=True,
        timeout=TIMEOUT,
        cwd=ROOT,
    )
    lines = ran.stdout.splitlines()
    header = next(line.split() for line in lines if line.startswith("Day"))
    rows = [line.split() for line in lines if line[:1].isdigit() and len(line.split()) == len(header) - 1]
    bounced = header.index("Bounced") - 1
    assert len(rows) > 20
    assert {row[bounced] for row in rows} == {"0"}
    assert ran.stdout.count("because: ") == 9
