"""The charts of a pool's page, in the form that plotly.js draws.

Importing this module raises ChartsExtraMissingError if plotly is not installed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from moto_ses_managed.control.snapshots import Pool
from moto_ses_managed.reports.charts import (
    DEDICATED_COLOUR,
    IPS_COLOUR,
    SHARED_COLOUR,
    TICK_FORMATS,
    Bar,
    Figure,
    Scatter,
    bars,
    count_axis,
    waiting_lines,
)
from moto_ses_managed.simulation.billing.billing import Bill
from moto_ses_managed.simulation.errors import InvalidValueError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.views.week import PoolWeek, VolumeHour

SENDS_COLOUR, CAPACITY_COLOUR = "#d13212", "#1a73c7"
"""Red bars and a blue line [AWS: "Sends for ISP (red bars)", "Capacity for ISP (blue line)"]."""

ACCEPTED_COLOUR = IPS_COLOUR

_HOUR = timedelta(hours=1)

_MILLISECOND = timedelta(milliseconds=1)

HOURS_A_BAR = (1, 6)
"""Hours that one bar can stand for: hourly bars of a week are too narrow for a small screen."""

_THIN = 0.5
"""The width of the capacity chart's bars, as a part of their hours: gaps keep the lines across them visible."""

_FINE = 1.5
"""The width of a line among bars, in pixels."""

SHORTEST_SPAN = timedelta(days=1)
"""The shortest period that a chart of hours shows (our choice)."""


@dataclass(frozen=True)
class Slot:
    """Hours of a week that share one bar, by their positions in the week."""

    places: range
    began_at: datetime
    ended_at: datetime

    @property
    def middle(self) -> datetime:
        return self.began_at + (self.ended_at - self.began_at) / 2

    @property
    def milliseconds(self) -> float:
        return (self.ended_at - self.began_at) / _MILLISECOND


def of_pool(pool: Pool, week: PoolWeek, isp: str, hours_a_bar: str = "1", bill: Bill | None = None) -> dict[str, Any]:
    """The figures of a pool's page, by the names that the page uses.

    Raises InvalidValueError for the ISP or the hours per bar.
    """
    if isp not in ISPS:
        raise InvalidValueError(f"Isp must be one of {', '.join(ISPS)}: {isp[:64]!r} was given.")
    if hours_a_bar not in map(str, HOURS_A_BAR):
        raise InvalidValueError(f"HoursABar must be one of {HOURS_A_BAR}: {hours_a_bar[:64]!r} was given.")
    slots = _slots(week.hours, int(hours_a_bar))
    figures = {
        "volume": volume_figure(week, slots, int(hours_a_bar)),
        "percentage": percentage_figure(week, slots),
        "capacity": capacity_figure(week, slots, isp),
        # The page shows it in a place and colours of its own.
        "life": pool.figure(bill=bill).update_layout(template=None, height=None),
    }
    return {name: json.loads(figure.to_json()) for name, figure in figures.items()}


def _slots(hours: Sequence[VolumeHour], hours_a_bar: int) -> list[Slot]:
    """Group the hours into slots that start at the same times of day, wherever the week starts."""
    begins = [hour.began_at for hour in hours]
    runs = groupby(range(len(hours)), key=lambda place: int(begins[place].timestamp()) // 3600 // hours_a_bar)
    places = [list(run) for _, run in runs]
    return [Slot(range(run[0], run[-1] + 1), begins[run[0]], begins[run[-1]] + _HOUR) for run in places]


def volume_figure(week: PoolWeek, slots: Sequence[Slot], hours_a_bar: int) -> Figure:
    """Messages of the last seven days: by route, bounced, accepted, deferred, and waiting at the end of each hour."""
    counts = {
        name: [sum(getattr(week.hours[place], name) for place in slot.places) for slot in slots]
        for name in ("dedicated", "shared", "bounced", "deferred", "accepted")
    }
    counts["queued"] = [week.hours[slot.places[-1]].queued for slot in slots]
    left = [sum(ways) for ways in zip(*(counts[name] for name in ("dedicated", "shared", "bounced")), strict=True)]
    middles = [slot.middle for slot in slots]
    accepted_line = {"color": ACCEPTED_COLOUR, "width": _FINE}
    lines = [
        *waiting_lines(middles, counts, mode="lines", width=_FINE),
        _line("accepted", middles, counts["accepted"], "%{y:,} accepted", line=accepted_line),
    ]
    unit = "Messages an hour" if hours_a_bar == 1 else f"Messages in {hours_a_bar} hours"
    # No gaps between the bars: gaps of less than a pixel would be drawn unevenly.
    width = _widths(slots, 1.0 if hours_a_bar == 1 else 0.8)
    greatest = max(*left, *counts["accepted"], *counts["deferred"], *counts["queued"])
    return _figure([*bars(middles, counts, width=width), *lines], unit, greatest, week.hours)


def percentage_figure(week: PoolWeek, slots: Sequence[Slot]) -> Figure:
    """The percentages that left through the pool's IPs and the shared pool, with a gap where nothing left."""

    def percentages(way: str) -> list[float | None]:
        left = [
            (sum(getattr(hour, way) for hour in hours), sum(hour.dedicated + hour.shared for hour in hours))
            for hours in ([week.hours[place] for place in slot.places] for slot in slots)
        ]
        return [round(100 * part / whole, 2) if whole else None for part, whole in left]

    lines = []
    for name, colour in (("dedicated", DEDICATED_COLOUR), ("shared", SHARED_COLOUR)):
        middles, hover = [slot.middle for slot in slots], "%{y:.1f} % " + name
        # A single point between two gaps is not drawn as a line.
        style = {"mode": "lines+markers", "line": {"color": colour, "width": 2}, "marker": {"size": 3, "color": colour}}
        lines.append(_line(name, middles, percentages(name), hover, **style))
    ticks = [0, 25, 50, 75, 100]
    return _figure(lines, "Percent of messages", 100, week.hours, range=[-4, 104], tickformat="d", tickvals=ticks)


def capacity_figure(week: PoolWeek, slots: Sequence[Slot], isp: str) -> Figure:
    """Messages sent to one ISP in the 24 hours before the end of each bar, with the capacity and the demand."""
    hours = [week.by_isp[isp].hours[slot.places[-1]] for slot in slots]
    # A step lasts until the end of its hours, including the last one.
    ends = [slot.began_at for slot in slots] + [slots[-1].ended_at]
    capacity = [hour.capacity_24_hours for hour in hours]
    demand = [hour.accepted_last_24_hours for hour in hours]
    demand_line = {"color": ACCEPTED_COLOUR, "shape": "hv", "dash": "dot", "width": 2}
    capacity_line = {"color": CAPACITY_COLOUR, "shape": "hv", "width": 3}
    return _figure(
        [
            Bar(
                name=f"Sends for {isp}",
                x=[slot.middle for slot in slots],
                y=[hour.sent_last_24_hours for hour in hours],
                width=_widths(slots, _THIN),
                marker={"color": SENDS_COLOUR, "line": {"width": 0}},
                opacity=0.7,
                hovertemplate="%{y:,} sent in 24 hours<extra></extra>",
            ),
            _line(f"Demand for {isp}", ends, [*demand, demand[-1]], "%{y:,} accepted in 24 hours", line=demand_line),
            _line(
                f"Capacity for {isp}",
                ends,
                [*capacity, capacity[-1]],
                "%{y:,} is the capacity of 24 hours",
                line=capacity_line,
            ),
        ],
        "Messages in 24 hours",
        max(max(hour.sent_last_24_hours, hour.accepted_last_24_hours, hour.capacity_24_hours or 0) for hour in hours),
        week.hours,
    )


def _widths(slots: Sequence[Slot], part: float) -> list[float]:
    return [part * slot.milliseconds for slot in slots]


def _line(name: str, x: Sequence[datetime], y: Sequence[float | None], hover: str, **style: Any) -> Scatter:
    return Scatter(name=name, x=x, y=y, hovertemplate=f"{hover}<extra></extra>", **{"mode": "lines", **style})


def _figure(traces: list[Any], unit: str, greatest: int, hours: Sequence[VolumeHour], **y_axis: Any) -> Figure:
    # Without an explicit range, the axis of a new pool would show milliseconds.
    end = hours[-1].began_at + _HOUR
    # In one update: each update of a figure costs as much as creating it.
    layout = {
        "template": None,
        "barmode": "stack",
        "bargap": 0,
        "hovermode": "x unified",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "margin": {"t": 40, "r": 12, "b": 36, "l": 12},
        "yaxis": {**count_axis(greatest), "title": {"text": unit}, "automargin": True, **y_axis},
        "xaxis": {
            "title": {"text": "Time (UTC)"},
            "type": "date",
            "range": [min(hours[0].began_at, end - SHORTEST_SPAN), end],
            "tickformatstops": TICK_FORMATS,
            "hoverformat": "%a %-d %b, %H:%M",
            "automargin": True,
        },
    }
    return Figure(traces, layout)
