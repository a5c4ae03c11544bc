"""A pool's life as charts, and a page of them that needs nothing from outside.

Importing this module raises ChartsExtraMissingError where plotly is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import Template
from typing import Any

from ..simulation.errors import SesManagedError
from ..simulation.snapshots import HistoryDay, Pool

EXTRA_MISSING = "Charts need their extra: pip install 'moto-ses-managed[console]'."


class ChartsExtraMissingError(SesManagedError):
    """The charts' library is not installed."""


try:
    from plotly.graph_objects import Bar as Bar
    from plotly.graph_objects import Figure as Figure
    from plotly.graph_objects import Scatter as Scatter
    from plotly.subplots import make_subplots
except ModuleNotFoundError as error:
    raise ChartsExtraMissingError(EXTRA_MISSING) from error

DEDICATED_COLOUR, SHARED_COLOUR, IPS_COLOUR = "#0072b2", "#c97b00", "#767676"
"""Colours that are told apart with any colour vision (Okabe and Ito's blue, and their orange, darker), and that stand
out from a light and from a dark ground."""

_MOST_SINGLE_TICKS = 4
"""Count up to which each one has a tick of its own."""

_MOST_SINGLE_DAYS = 10
"""The same of days."""

_HEIGHT = 620
_PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>body { font-family: sans-serif; max-width: 75em; margin: 1em auto; padding: 0 1em }</style>
</head>
<body>
<h1>$title</h1>
$pools
</body>
</html>
"""
)
_POOL = Template(
    """<section>
<h2>$name</h2>
<p>$standing</p>
$figure
</section>"""
)


def volume_bars(history: Sequence[HistoryDay]) -> list[Bar]:
    """Messages a day through the pool's own IPs and through the shared pool, one bar upon the other."""
    days = [row.day for row in history]
    return [
        Bar(
            name="dedicated",
            x=days,
            y=[row.dedicated for row in history],
            marker_color=DEDICATED_COLOUR,
            hovertemplate="%{y:,} dedicated<extra></extra>",
        ),
        Bar(
            name="shared",
            x=days,
            y=[row.shared for row in history],
            marker_color=SHARED_COLOUR,
            hovertemplate="%{y:,} shared<extra></extra>",
        ),
    ]


def ips_line(history: Sequence[HistoryDay]) -> Scatter:
    """The pool's IPs when each day was over."""
    return Scatter(
        name="IPs",
        x=[row.day for row in history],
        y=[row.ips for row in history],
        mode="lines",
        line={"color": IPS_COLOUR, "shape": "hvh"},
        showlegend=False,
        hovertemplate="%{y} IPs<extra></extra>",
    )


def percentage_line(history: Sequence[HistoryDay]) -> Scatter:
    """The percentage that left through the pool's own IPs, with a gap on days on which nothing left."""
    return Scatter(
        name="% dedicated",
        x=[row.day for row in history],
        y=[_percentage(row) for row in history],
        mode="lines+markers",
        line={"color": DEDICATED_COLOUR},
        marker={"size": 4},
        showlegend=False,
        hovertemplate="%{y:.1f} % dedicated<extra></extra>",
    )


def count_axis(greatest: int) -> dict[str, Any]:
    """An axis of counts up to ``greatest``: they have no halves between them, which rounded would show one twice."""
    return {"rangemode": "tozero", "tickformat": ",d", "dtick": 1 if greatest <= _MOST_SINGLE_TICKS else None}


def pool_figure(pool: Pool) -> Figure:
    """A pool's finished days, one chart under the other: volume by way, IPs, percentage dedicated."""
    history = pool.history
    figure = make_subplots(
        rows=3,
        shared_xaxes=True,
        vertical_spacing=0.07,
        row_heights=[0.5, 0.2, 0.3],
        subplot_titles=("Messages a day", "Dedicated IPs", "Percentage through dedicated IPs"),
    )
    for bar in volume_bars(history):
        figure.add_trace(bar, row=1, col=1)
    figure.add_trace(ips_line(history), row=2, col=1)
    figure.add_trace(percentage_line(history), row=3, col=1)
    figure.update_layout(
        barmode="stack",
        bargap=0.15,
        height=_HEIGHT,
        hovermode="x unified",
        legend={"orientation": "h", "y": 1.1},
        margin={"t": 60, "b": 50, "l": 70, "r": 20},
        template="plotly_white",
    )
    figure.update_yaxes(automargin=True)
    busiest = max((row.dedicated + row.shared for row in history), default=0)
    figure.update_yaxes(count_axis(busiest), title_text="messages", row=1, col=1)
    figure.update_yaxes(count_axis(max((row.ips for row in history), default=0)), title_text="IPs", row=2, col=1)
    figure.update_yaxes(range=[-5, 105], title_text="percent", row=3, col=1)
    figure.update_annotations(font_size=14)
    first, last = (history[0].day, history[-1].day) if history else (1, 1)
    figure.update_xaxes(
        range=[first - 0.5, last + 0.5], tickformat="d", dtick=1 if last - first < _MOST_SINGLE_DAYS else None
    )
    figure.update_xaxes(title_text="Day", row=3, col=1)
    return figure


def page(pools: Sequence[Pool], title: str) -> str:
    """An HTML page with the figure of each pool, plotly's script in it: the same pools make the same page."""
    sections = [
        _POOL.substitute(
            name=escape(pool.name),
            standing=escape(_standing(pool)),
            figure=pool_figure(pool).to_html(
                full_html=False,
                include_plotlyjs=number == 0,
                div_id=f"pool-{number + 1}",
                config={"displaylogo": False, "responsive": True},
            ),
        )
        for number, pool in enumerate(pools)
    ]
    return _PAGE.substitute(title=escape(title), pools="\n".join(sections))


def _percentage(row: HistoryDay) -> float | None:
    left = row.dedicated + row.shared
    return round(100 * row.dedicated / left, 2) if left else None


def _standing(pool: Pool) -> str:
    if not pool.history:
        return f"{pool.sending_status}. No day is over yet."
    first, last = pool.history[0], pool.history[-1]
    return (
        f"{pool.sending_status}. Days {first.day} to {last.day}, {first.date} to {last.date}; "
        f"{len(pool.ips):,} IPs at the end."
    )
