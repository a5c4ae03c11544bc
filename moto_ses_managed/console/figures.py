"""The charts of a pool's page, as plotly's script draws them.

Importing this module raises ChartsExtraMissingError where plotly is not installed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from moto_ses_managed.control.snapshots import Pool
from moto_ses_managed.reports.charts import DEDICATED_COLOUR, SHARED_COLOUR, Bar, Figure, Scatter, count_axis
from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.views.week import PoolWeek, VolumeHour

SENDS_COLOUR, CAPACITY_COLOUR = "#d13212", "#1a73c7"
"""Red bars and a blue line [AWS: "Sends for ISP (red bars)", "Capacity for ISP (blue line)"]."""

_HOUR_IN_MILLISECONDS = 3_600_000

SHORTEST_SPAN = timedelta(days=1)
"""Time that a chart of hours shows at the least (our choice)."""


def of_pool(pool: Pool, week: PoolWeek, isp: str) -> dict[str, Any]:
    """The figures of a pool's page by the name that the page has for each. Raises InvalidValueError (the ISP)."""
    if isp not in ISPS:
        raise InvalidValueError(f"Isp must be one of {', '.join(ISPS)}: {isp[:64]!r} was given.")
    figures = {
        "volume": volume_figure(week),
        "percentage": percentage_figure(week),
        "capacity": capacity_figure(week, isp),
        "life": _life(pool),
    }
    return {name: json.loads(figure.to_json()) for name, figure in figures.items()}


def volume_figure(week: PoolWeek) -> Figure:
    """Messages an hour in the last seven days, through the pool's IPs and through the shared pool."""
    hours = [hour.began_at for hour in week.hours]
    return _figure(
        [
            Bar(
                name=name,
                x=hours,
                y=messages,
                width=_HOUR_IN_MILLISECONDS,
                offset=0,
                marker={"color": colour, "line": {"width": 0}},
                hovertemplate="%{y:,} " + name + "<extra></extra>",
            )
            for name, messages, colour in (
                ("through dedicated IPs", [hour.dedicated for hour in week.hours], DEDICATED_COLOUR),
                ("through the shared pool", [hour.shared for hour in week.hours], SHARED_COLOUR),
            )
        ],
        "Messages an hour",
        max(hour.dedicated + hour.shared for hour in week.hours),
        week.hours,
    )


def percentage_figure(week: PoolWeek) -> Figure:
    """The percentage of each hour's mail that left through the pool's IPs, a gap where nothing left."""
    shares = [
        round(100 * hour.dedicated / (hour.dedicated + hour.shared), 2) if hour.dedicated + hour.shared else None
        for hour in week.hours
    ]
    figure = _figure(
        [
            Scatter(
                name="through dedicated IPs",
                x=[hour.began_at for hour in week.hours],
                y=shares,
                mode="lines+markers",
                line={"color": DEDICATED_COLOUR, "width": 2},
                marker={"size": 4},
                hovertemplate="%{y:.1f} % through dedicated IPs<extra></extra>",
            )
        ],
        "Percent of messages",
        100,
        week.hours,
    )
    return figure.update_yaxes(range=[-4, 104], ticksuffix=" %", tickformat="d", tickvals=[0, 25, 50, 75, 100])


def capacity_figure(week: PoolWeek, isp: str) -> Figure:
    """What was sent to one ISP in the 24 hours until each hour's end, against what the pool's IPs might send it."""
    hours = week.by_isp[isp].hours
    line = {
        "x": [hour.began_at for hour in week.hours],
        "y": [hour.capacity_24_hours for hour in hours],
        "mode": "lines",
    }
    return _figure(
        [
            Bar(
                name=f"Sends for {isp}",
                x=[hour.began_at for hour in week.hours],
                y=[hour.sent_last_24_hours for hour in hours],
                width=_HOUR_IN_MILLISECONDS,
                offset=0,
                marker={"color": SENDS_COLOUR, "line": {"width": 0}},
                hovertemplate="%{y:,} sent in 24 hours<extra></extra>",
            ),
            # A light edge keeps the blue line apart from the red bars, for whoever sees the two as one colour, too.
            Scatter(line={"color": "#ffffff", "width": 6, "shape": "hv"}, hoverinfo="skip", showlegend=False, **line),
            Scatter(
                **line,
                name=f"Capacity for {isp}",
                line={"color": CAPACITY_COLOUR, "width": 3, "shape": "hv"},
                hovertemplate="%{y:,} is the capacity of 24 hours<extra></extra>",
            ),
        ],
        "Messages in 24 hours",
        max(max(hour.sent_last_24_hours, hour.capacity_24_hours or 0) for hour in hours),
        week.hours,
    )


def _life(pool: Pool) -> Figure:
    # The page has room and colours of its own for it.
    return pool.figure().update_layout(template=None, height=None)


def _figure(traces: list[Any], unit: str, greatest: int, hours: Sequence[VolumeHour]) -> Figure:
    figure = Figure(traces)
    figure.update_layout(
        template=None,
        barmode="stack",
        bargap=0,
        hovermode="x unified",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        margin={"t": 40, "r": 12, "b": 48, "l": 12},
    )
    figure.update_yaxes(count_axis(greatest), title_text=unit, automargin=True)
    # Without a range of its own, a chart of a young pool counts milliseconds.
    end = hours[-1].began_at + timedelta(hours=1)
    return figure.update_xaxes(
        title_text="Time (UTC)",
        type="date",
        range=[min(hours[0].began_at, end - SHORTEST_SPAN), end],
        hoverformat="%a %d %b, %H:%M",
        automargin=True,
    )
