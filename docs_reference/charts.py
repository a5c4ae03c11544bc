"""Charts of managed pools that live through a sending plan while the documentation is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from moto_ses_managed import SendingPolicy
from moto_ses_managed.rehearsal.outcome import simulate
from moto_ses_managed.rehearsal.plan import read_plan
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
    with TemporaryDirectory() as folder:
        plan = Path(folder, "plan.csv")
        plan.write_text("\n".join(["day,pool,isp,messages", *_rows(story)]), encoding="utf-8")
        [pool] = simulate(read_plan(plan), SendingPolicy()).pools
    drawn: str = pool_figure(pool).to_html(full_html=False, include_plotlyjs=False, div_id=f"chart-{story}")
    return f'<script src="../../{_SCRIPT}"></script>\n{drawn}\n'


def _rows(story: str) -> Iterator[str]:
    first = 1
    for days, per_day in STORIES[story]:
        for isp, messages in per_day.items():
            yield f"{first}-{first + days - 1},{story},{isp},{messages}"
        first += days


def write_script(site: Path) -> None:
    """Write plotly's script to where the charts load it from."""
    from plotly.offline import get_plotlyjs

    (site / _SCRIPT).write_text(get_plotlyjs(), encoding="utf-8")
