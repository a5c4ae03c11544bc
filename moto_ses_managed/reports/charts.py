"""Charts of a pool's history.

Importing this module raises ChartsExtraMissingError if plotly is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from ..simulation.billing.billing import Bill
from ..simulation.errors import SesManagedError
from ..simulation.snapshots import HistoryDay, Pool
from .milestones import MOST_MILESTONES, milestones

EXTRA_MISSING = "Charts need their extra: pip install 'moto-ses-managed[console]'."


class ChartsExtraMissingError(SesManagedError):
    """plotly, the library of the charts, is not installed."""


try:
    from plotly.graph_objects import Bar as Bar
    from plotly.graph_objects import Figure as Figure
    from plotly.graph_objects import Scatter as Scatter
    from plotly.subplots import make_subplots
except ModuleNotFoundError as error:
    raise ChartsExtraMissingError(EXTRA_MISSING) from error

DEDICATED_COLOUR, SHARED_COLOUR, IPS_COLOUR = "#0072b2", "#c97b00", "#767676"
DEFERRED_COLOUR, QUEUED_COLOUR, BOUNCED_COLOUR = "#a8518a", "#00875f", "#d13212"
"""Colours that are distinct with any colour vision (after Okabe and Ito), on a light and on a dark background. Lines
differ by their dashes, too."""

_MOST_SINGLE_TICKS = 4
"""The largest count for which an axis has a tick for each number."""

_MOST_SINGLE_DAYS = 10
"""The largest number of days for which an axis has a tick for each day."""

_DAY_IN_MILLISECONDS = 86_400_000

_HEIGHT = 660

_BELOW_THE_AXIS = 58
"""Pixels for the dates and their title."""

_ABOVE_THE_TITLE = 18
"""Pixels for the title of the first chart."""

DATE_FORMAT = "%-d %b\n%Y"

TICK_FORMATS = [
    {"dtickrange": [None, _DAY_IN_MILLISECONDS - 1], "value": "%H:%M\n%-d %b %Y"},
    {"dtickrange": [_DAY_IN_MILLISECONDS, None], "value": DATE_FORMAT},
]
"""The tick labels of an axis of hours; each includes the date."""


def bars(x: Sequence[Any], counts: Mapping[str, Sequence[int]], **style: Any) -> list[Bar]:
    """Stacked bars of what left and what bounced; ``counts`` are by the names of the legend."""
    return [
        Bar(
            name=name,
            x=x,
            y=counts[name],
            marker={"color": colour, "line": {"width": 0}},
            hovertemplate="%{y:,} " + name + "<extra></extra>",
            **style,
        )
        for name, colour in (
            ("dedicated", DEDICATED_COLOUR),
            ("shared", SHARED_COLOUR),
            ("bounced", BOUNCED_COLOUR),
        )
    ]


def waiting_lines(
    x: Sequence[Any], counts: Mapping[str, Sequence[int]], mode: str = "lines+markers", width: float = 2
) -> list[Scatter]:
    """Lines of deferred mail, and of mail that waited at the end. The bars count it when it leaves."""
    return [
        Scatter(
            name=name,
            x=x,
            y=counts[name],
            mode=mode,
            line={"color": colour, "dash": dash, "width": width},
            marker={"size": 4, "color": colour},
            hovertemplate="%{y:,} " + name + "<extra></extra>",
        )
        for name, colour, dash in (("deferred", DEFERRED_COLOUR, "dot"), ("queued", QUEUED_COLOUR, "dash"))
    ]


def _ips_line(dates: Sequence[date], history: Sequence[HistoryDay]) -> Scatter:
    """The pool's IPs at the end of each day."""
    return Scatter(
        name="IPs",
        x=dates,
        y=[row.ips for row in history],
        mode="lines+markers",
        line={"color": IPS_COLOUR, "shape": "hvh"},
        marker={"size": 4, "color": IPS_COLOUR},
        showlegend=False,
        hovertemplate="%{y:,} IPs<extra></extra>",
    )


def _percentage_line(dates: Sequence[date], history: Sequence[HistoryDay]) -> Scatter:
    """The percentage that left through the pool's own IPs, with a gap on days without mail."""
    return Scatter(
        name="% dedicated",
        x=dates,
        y=[_percentage(row) for row in history],
        mode="lines+markers",
        line={"color": DEDICATED_COLOUR},
        marker={"size": 4, "color": DEDICATED_COLOUR},
        showlegend=False,
        hovertemplate="%{y:.1f} % dedicated<extra></extra>",
    )


def count_axis(greatest: int) -> dict[str, Any]:
    """An axis for counts up to ``greatest``. Its ticks are whole numbers, as rounded halves would appear twice."""
    return {"rangemode": "tozero", "tickformat": ",d", "dtick": 1 if greatest <= _MOST_SINGLE_TICKS else None}


def pool_figure(pool: Pool, *, bill: Bill | None = None, dark: bool = False) -> Figure:
    """A pool's finished days as three charts: messages by route, IPs, and the dedicated percentage.

    Milestones are numbered lines with a hover text. ``bill`` is summarized below; ``dark`` is for a dark background.
    """
    history = pool.history
    dates = [row.date for row in history]
    counts = {
        name: [getattr(row, name) for row in history]
        for name in ("dedicated", "shared", "bounced", "deferred", "queued")
    }
    figure = make_subplots(
        rows=3,
        shared_xaxes=True,
        vertical_spacing=0.07,
        row_heights=[0.5, 0.2, 0.3],
        subplot_titles=("Messages a day", "Dedicated IPs", "Percentage through dedicated IPs"),
    )
    for trace in (*bars(dates, counts), *waiting_lines(dates, counts)):
        figure.add_trace(trace, row=1, col=1)
    figure.add_trace(_ips_line(dates, history), row=2, col=1)
    figure.add_trace(_percentage_line(dates, history), row=3, col=1)
    figure.update_layout(
        barmode="stack",
        bargap=0.3,
        height=_HEIGHT,
        hovermode="x unified",
        # Above everything else: the legend has more lines in a narrow chart.
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal"},
        margin={"t": 100, "b": 50, "l": 70, "r": 20},
        template="plotly_dark" if dark else "plotly_white",
    )
    figure.update_yaxes(automargin=True)
    busiest = max(
        (max(row.dedicated + row.shared + row.bounced, row.deferred, row.queued) for row in history), default=0
    )
    figure.update_yaxes(count_axis(busiest), title_text="Messages", row=1, col=1)
    figure.update_yaxes(count_axis(max((row.ips for row in history), default=0)), title_text="IPs", row=2, col=1)
    figure.update_yaxes(range=[-5, 105], title_text="Percent", row=3, col=1)
    figure.update_annotations(font_size=14)
    _date_axis(figure, dates)
    _mark(figure, pool)
    if bill is not None:
        figure.add_annotation(
            text=bill_line(pool.name, bill),
            x=0,
            xref="paper",
            xanchor="left",
            y=0,
            yref="paper",
            yanchor="top",
            yshift=-_BELOW_THE_AXIS,
            align="left",
            showarrow=False,
        )
        figure.update_layout(margin_b=_BELOW_THE_AXIS + 45)
    return figure


def bill_line(pool: str, bill: Bill) -> str:
    """The charges of a pool's volume in a month, and the total of the month."""
    charges = next((charges for charges in bill.pools if charges.pool == pool), None)
    volume = f"{charges.managed_messages:,} messages, ${charges.managed:,.2f};<br>" if charges else ""
    return f"Bill of {bill.month}: {volume}${bill.total:,.2f} in all"


def _date_axis(figure: Figure, dates: Sequence[date]) -> None:
    half = timedelta(hours=12)
    if dates:
        first, last = (datetime.combine(day, time.min) for day in (dates[0], dates[-1]))
        few = len(dates) <= _MOST_SINGLE_DAYS
        figure.update_xaxes(
            type="date",
            range=[first - half, last + half],
            dtick=_DAY_IN_MILLISECONDS if few else None,
            tickformat=DATE_FORMAT,
            hoverformat="%a %-d %b %Y",
        )
    figure.update_xaxes(title_text="Date (UTC)", row=3, col=1)


def _mark(figure: Figure, pool: Pool) -> None:
    """Mark the milestones with numbers on their days."""
    numbered = list(enumerate(milestones(pool), 1))[-MOST_MILESTONES:]
    for day, of_day in groupby(numbered, key=lambda numbered: numbered[1].date):
        together = list(of_day)
        line = {"color": IPS_COLOUR, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=day, x1=day, xref="x", y0=0, y1=1, yref="paper", line=line)
        figure.add_annotation(
            text=",".join(str(number) for number, _ in together),
            hovertext="<br>".join(f"{number}. {milestone}" for number, milestone in together),
            x=day,
            xref="x",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=_ABOVE_THE_TITLE,
            showarrow=False,
        )


def _percentage(row: HistoryDay) -> float | None:
    left = row.dedicated + row.shared
    return round(100 * row.dedicated / left, 2) if left else None
