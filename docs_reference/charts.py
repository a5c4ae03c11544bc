"""Charts of managed pools that live through a sending plan while the documentation is built."""

from __future__ import annotations

from pathlib import Path

from moto_ses_managed import SendingPolicy
from moto_ses_managed.commands.plan import Plan, Stretch
from moto_ses_managed.commands.simulate import simulate
from moto_ses_managed.reports.charts import pool_figure

_SCRIPT = "plotly.min.js"

STORIES: dict[str, tuple[tuple[int, dict[str, int]], ...]] = {
    "warm-up": ((35, {"Gmail": 9_000, "Yahoo": 3_000}),),
    "spike": ((30, {"Gmail": 20_000}), (10, {"Gmail": 120_000}), (20, {"Gmail": 20_000})),
    "decline": ((25, {"Gmail": 15_000}), (20, {"Gmail": 1_500}), (15, {"Gmail": 50})),
}
"""Days, and the messages on each of them by ISP."""


def page(story: str) -> str:
    """The chart of a story, as HTML that the charts' script beside the pages draws."""
    stretches = [Stretch(days, {story: per_day}) for days, per_day in STORIES[story]]
    days = sum(stretch.days for stretch in stretches)
    [pool] = simulate(Plan((story,), tuple(stretches), days), SendingPolicy()).pools
    drawn: str = pool_figure(pool).to_html(full_html=False, include_plotlyjs=False, div_id=f"chart-{story}")
    return f'<script src="../../{_SCRIPT}"></script>\n{drawn}\n'


def write_script(site: Path) -> None:
    """Write plotly's script to where the charts load it from."""
    from plotly.offline import get_plotlyjs

    (site / _SCRIPT).write_text(get_plotlyjs(), encoding="utf-8")
