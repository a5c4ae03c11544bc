"""A self-contained HTML page with charts of pools.

Importing this module raises ChartsExtraMissingError if plotly is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import Template

from ..simulation.billing.billing import Bill
from ..simulation.snapshots import Pool
from .charts import pool_figure
from .milestones import milestones

_PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
:root { color-scheme: light dark }
body { font-family: sans-serif; max-width: 75em; margin: 1em auto; padding: 0 1em; background: #ffffff; color: #1b2733 }
table { border-collapse: collapse } th, td { text-align: right; padding: .2em .8em; border-bottom: 1px solid #8294a8 }
th:first-child { text-align: left; white-space: nowrap }
.scrolls { overflow-x: auto }
@media (prefers-color-scheme: dark) { body { background: #111820; color: #e6edf4 } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
$pools
$bills
</main>
<script>
const scheme = matchMedia("(prefers-color-scheme: dark)");
function colour() {
  const line = scheme.matches ? "#314050" : "#d5dce5";
  for (const plot of document.querySelectorAll(".plotly-graph-div")) {
    const axes = Object.keys(plot.layout).filter((name) => /^[xy]axis\\d*$$/.test(name));
    const parts = axes.flatMap((name) => ["gridcolor", "linecolor", "zerolinecolor"].map((part) => name + "." + part));
    Plotly.relayout(plot, {
      ...Object.fromEntries(parts.map((part) => [part, line])),
      paper_bgcolor: "transparent",
      plot_bgcolor: "transparent",
      "font.color": getComputedStyle(document.body).color,
      "hoverlabel.bgcolor": scheme.matches ? "#17202a" : "#ffffff",
    });
  }
}
scheme.addEventListener("change", colour);
colour();
</script>
</body>
</html>
"""
)
_POOL = Template(
    """<section>
<h2>$name</h2>
<p>$standing</p>
$figure
$milestones
</section>"""
)
_BILLS = Template(
    """<section>
<h2>The bill</h2>
<div class="scrolls" role="group" aria-label="The bill" tabindex="0">
<table>
<thead><tr><th scope="col">Month</th><th scope="col">Days</th><th scope="col">Messages</th><th scope="col">Volume</th>\
<th scope="col">Fee</th><th scope="col">Total</th></tr></thead>
<tbody>
$rows
</tbody>
</table>
</div>
</section>"""
)


def page(pools: Sequence[Pool], title: str, bills: Sequence[Bill] = ()) -> str:
    """An HTML page with the figure and the milestones of each pool, and the bill of each month.

    It includes plotly's script and has a light and a dark theme. The same pools always give the same page.
    """
    sections = [
        _POOL.substitute(
            name=escape(pool.name),
            standing=escape(_standing(pool)),
            figure=pool_figure(pool).to_html(
                full_html=False,
                include_plotlyjs=number == 0,
                div_id=f"pool-{number + 1}",
                # One button only: more would cover the legend of a narrow chart.
                config={"displaylogo": False, "responsive": True, "modeBarButtons": [["toImage"]]},
            ),
            milestones=_milestones(pool),
        )
        for number, pool in enumerate(pools)
    ]
    return _PAGE.substitute(title=escape(title), pools="\n".join(sections), bills=_bills(bills))


def _milestones(pool: Pool) -> str:
    items = "\n".join(f"<li>{escape(str(milestone))}</li>" for milestone in milestones(pool))
    return f"<ol>\n{items}\n</ol>" if items else ""


def _bills(bills: Sequence[Bill]) -> str:
    if not bills:
        return ""
    rows = "\n".join(
        f'<tr><th scope="row">{bill.month}</th><td>{bill.managed_days}</td><td>{bill.managed_messages:,}</td>'
        f"<td>${bill.managed - bill.managed_fee:,.2f}</td><td>${bill.managed_fee:,.2f}</td>"
        f"<td>${bill.total:,.2f}</td></tr>"
        for bill in bills
    )
    return _BILLS.substitute(rows=rows)


def _standing(pool: Pool) -> str:
    if not pool.history:
        return f"{pool.sending_status}. No day is over yet."
    first, last = pool.history[0], pool.history[-1]
    return (
        f"{pool.sending_status}. Days {first.day} to {last.day}, {first.date} to {last.date}; "
        f"{len(pool.ips):,} IPs at the end."
    )
