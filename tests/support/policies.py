"""Policies at random: each number anywhere within its limits, most of them small enough to matter in a few days."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from moto_ses_managed import SendingPolicy
from moto_ses_managed.simulation.policy import LIMITS

SMALL = 30
"""Where a number says how much or how long, one up to this plays a part in a test's traffic."""

TRIES = [1, 2, 3, 4, 6, 8, 12, 24]
RATED = ["Gmail", "Yahoo", "Cox"]
APART = {"cold_capacity", "retry_hours", "standard_cold_capacity", "standard_full_rate", "max_stored_messages"}
"""Numbers that are bound to others, and one that says nothing about the way of mail."""


def _numbers(name: str) -> st.SearchStrategy[Any]:
    limits = LIMITS[name]
    if not limits.whole:
        return st.floats(limits.least, min(limits.most, 3.0)) | st.floats(limits.least, limits.most)
    least, most = int(limits.least), int(limits.most)
    return st.integers(least, max(least, min(most, SMALL))) | st.integers(least, most)


@st.composite
def policies(draw: st.DrawFn) -> SendingPolicy:
    """Any policy. What a warm IP may send is at least what a cold one may."""
    values = {name: draw(_numbers(name)) for name in LIMITS if name not in APART}
    cold, standard_cold = draw(st.integers(1, SMALL)), draw(st.integers(1, SMALL))
    rates = st.integers(cold, 10 * SMALL) | st.integers(cold, int(LIMITS["cold_capacity"].most))
    return SendingPolicy(
        **values,
        cold_capacity=cold,
        full_rates={isp: draw(rates) for isp in RATED},
        standard_cold_capacity=standard_cold,
        standard_full_rate=draw(st.integers(standard_cold, 10 * SMALL)),
        retry_hours=draw(st.sampled_from(TRIES)),
    )
