"""The charts of a pool's page, as plotly's script draws them.

Importing this module raises ChartsExtraMissingError where plotly is not installed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from moto_ses_managed.control.snapshots import Pool
from moto_ses_managed.reports.charts import (
    DEDICATED_COLOUR,
    IPS_COLOUR,
    SHARED_COLOUR,
    Bar,
    Figure,
    Scatter,
    bars,
    count_axis,
    waiting_lines,
)
from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.views.week import PoolWeek, VolumeHour

SENDS_COLOUR, CAPACITY_COLOUR = "#d13212", "#1a73c7"
"""Red bars and a blue line [AWS: "Sends for ISP (red bars)", "Capacity for ISP (blue line)"]."""

ACCEPTED_COLOUR = IPS_COLOUR

_HOUR_IN_MILLISECONDS = 3_600_000

_MIDDLE = timedelta(minutes=30)

_THIN = {"width": 0.6 * _HOUR_IN_MILLISECONDS, "offset": 0.2 * _HOUR_IN_MILLISECONDS}
"""Bars with the ground between them: they are no solid block, and a line is seen across them."""

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
    """Messages an hour in the last seven days: what left each way and bounced, was accepted, put off, and waited."""
    hours = [hour.began_at for hour in week.hours]
    counts = {
        name: [getattr(hour, name) for hour in week.hours]
        for name in ("dedicated", "shared", "bounced", "deferred", "queued")
    }
    accepted = [hour.accepted for hour in week.hours]
    greatest = max(
        max(hour.accepted, hour.dedicated + hour.shared + hour.bounced, hour.deferred, hour.queued)
        for hour in week.hours
    )
    traces = [
        *bars(hours, counts, **_THIN),
        *waiting_lines([hour + _MIDDLE for hour in hours], counts),
        _line("accepted", [hour + _MIDDLE for hour in hours], accepted, ACCEPTED_COLOUR, "%{y:,} accepted"),
    ]
    for line in traces[3:]:
        line.update(mode="lines", line_width=1.5)
    return _figure(traces, "Messages an hour", greatest, week.hours)


def percentage_figure(week: PoolWeek) -> Figure:
    """The percentage of each hour's mail that left through the pool's IPs and through the shared pool, a gap where
    nothing left."""
    middles = [hour.began_at + _MIDDLE for hour in week.hours]
    lines = []
    for name, colour in (("dedicated", DEDICATED_COLOUR), ("shared", SHARED_COLOUR)):
        shares = [
            round(100 * getattr(hour, name) / (hour.dedicated + hour.shared), 2)
            if hour.dedicated + hour.shared
            else None
            for hour in week.hours
        ]
        line = _line(name, middles, shares, colour, "%{y:.1f} % " + name)
        lines.append(line.update(mode="lines+markers", marker={"size": 4, "color": colour}))
    figure = _figure(lines, "Percent of messages", 100, week.hours)
    return figure.update_yaxes(range=[-4, 104], ticksuffix=" %", tickformat="d", tickvals=[0, 25, 50, 75, 100])


def capacity_figure(week: PoolWeek, isp: str) -> Figure:
    """What was sent to one ISP in the 24 hours until each hour's end, against what the pool's IPs might send it, and
    what was to be sent."""
    hours = week.by_isp[isp].hours
    # A step lasts until its hour is over: the last one, too.
    ends = [hour.began_at for hour in week.hours] + [week.hours[-1].began_at + timedelta(hours=1)]
    capacity = [hour.capacity_24_hours for hour in hours]
    demand = [hour.accepted_last_24_hours for hour in hours]
    return _figure(
        [
            Bar(
                name=f"Sends for {isp}",
                x=[hour.began_at for hour in week.hours],
                y=[hour.sent_last_24_hours for hour in hours],
                marker={"color": SENDS_COLOUR, "line": {"width": 0}},
                hovertemplate="%{y:,} sent in 24 hours<extra></extra>",
                **_THIN,
            ),
            _line(
                f"Demand for {isp}", ends, [*demand, demand[-1]], ACCEPTED_COLOUR, "%{y:,} accepted in 24 hours"
            ).update(line={"shape": "hv", "dash": "dot", "width": 2}),
            _line(
                f"Capacity for {isp}",
                ends,
                [*capacity, capacity[-1]],
                CAPACITY_COLOUR,
                "%{y:,} is the capacity of 24 hours",
            ).update(line={"shape": "hv", "width": 3}),
        ],
        "Messages in 24 hours",
        max(max(hour.sent_last_24_hours, hour.accepted_last_24_hours, hour.capacity_24_hours or 0) for hour in hours),
        week.hours,
    )


def _line(name: str, x: Sequence[datetime], y: Sequence[float | None], colour: str, hover: str) -> Scatter:
    return Scatter(
        name=name,
        x=x,
        y=y,
        mode="lines",
        line={"color": colour, "width": 2},
        hovertemplate=f"{hover}<extra></extra>",
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
        margin={"t": 40, "r": 12, "b": 36, "l": 12},
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
