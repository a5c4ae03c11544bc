"""The picture in docs/explanation/managed-pools.md is what the simulation does."""

from __future__ import annotations

import os
from typing import Any

from moto_ses_managed import HistoryDay, SesManaged
from tests.simulation.sending import managed_pool
from tests.support.processes import ROOT

PICTURE = ROOT / "docs" / "explanation" / "managed-pools.svg"
WIDTH, HEIGHT, LEFT, TOP = 880, 320, 70, 30


def drawn(days: tuple[HistoryDay, ...]) -> str:
    """Each day a bar: dedicated below, shared above it; the number of IPs as a line of steps."""
    most = max(day.dedicated + day.shared for day in days)
    wide, high = (WIDTH - LEFT - 20) / len(days), HEIGHT - TOP - 50
    parts = []
    for place, day in enumerate(days):
        x, base = LEFT + place * wide, float(TOP + high)
        for messages, colour in ((day.dedicated, "#1f77b4"), (day.shared, "#ff9f40")):
            tall = messages / most * high
            base -= tall
            parts.append(
                f'<rect x="{x:.1f}" y="{base:.1f}" width="{wide - 1:.1f}" height="{tall:.1f}" fill="{colour}"/>'
            )
    most_ips = max(day.ips for day in days)
    points = " ".join(
        f"{LEFT + (place + 0.5) * wide:.1f},{TOP + high - day.ips / most_ips * high * 0.9:.1f}"
        for place, day in enumerate(days)
    )
    parts.append(f'<polyline points="{points}" fill="none" stroke="#333" stroke-width="2"/>')
    words = [
        (LEFT, 18, f"messages a day: dedicated (blue), shared (orange), up to {most:,}; IPs (line), up to {most_ips}"),
        (LEFT, HEIGHT - 20, "day 1"),
        (WIDTH - 70, HEIGHT - 20, f"day {len(days)}"),
    ]
    parts += [f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="13">{text}</text>' for x, y, text in words]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *parts, "</svg>", ""])


def test_the_picture_of_a_pools_life_is_the_simulations(hooks: SesManaged, ses: Any) -> None:
    managed_pool(ses)
    hooks.send_traffic("marketing", {"Gmail": 40_000}, days=45)
    pool = hooks.send_traffic("marketing", {"Gmail": 400_000}, days=30)
    picture = drawn(pool.history)
    if os.environ.get("DRAW_PICTURES"):
        PICTURE.write_text(picture, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == picture
    assert sum(day.bounced for day in pool.history) == 0
