"""What the hooks hand out: a pool that can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_ses_managed.simulation import snapshots

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True)
class Pool(snapshots.Pool):
    __doc__ = snapshots.Pool.__doc__

    @classmethod
    def of(cls, snapshot: snapshots.Pool) -> Pool:
        return cls(**vars(snapshot))

    def figure(self) -> Figure:
        """The pool's finished days as a plotly figure, the one that ``simulate --plot`` draws: volume by way, IPs,
        percentage through dedicated IPs. Raises ChartsExtraMissingError where plotly is not installed."""
        from moto_ses_managed.reports.charts import pool_figure

        return pool_figure(self)
