// Draws the figures that the server makes, in the colours of the page.

import { onRefresh } from "./live.js";

export const CONFIG = { displayModeBar: false, displaylogo: false, responsive: true, locale: "en" };

// Where the bars of a week's hours would run into each other.
const narrow = matchMedia("(max-width: 48rem)");

let drawn = "";
let drawing = Promise.resolve();

export function start() {
  const plots = document.querySelector("[data-figures]");
  if (!plots || !window.Plotly) return;
  const isp = document.getElementById("isp");
  const drawNow = async () => {
    const wanted = new URLSearchParams({ Isp: isp?.value ?? "Gmail", HoursABar: narrow.matches ? 6 : 1 });
    const response = await fetch(`${plots.dataset.figures}&${wanted}`);
    if (!response.ok) return;
    const text = await response.text();
    if (text === drawn) return;
    drawn = text;
    await show(JSON.parse(text));
  };
  // One after the other: what was asked for last is what stays.
  const draw = () => {
    drawing = drawing.catch(() => {}).then(drawNow);
    return drawing;
  };
  const drawAnew = () => {
    drawn = "";
    return draw();
  };
  isp?.addEventListener("change", draw);
  for (const screen of [matchMedia("(prefers-color-scheme: dark)"), narrow]) screen.addEventListener("change", drawAnew);
  // Paper is white, whatever the screen is.
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", drawAnew);
  onRefresh(draw);
  draw();
}

// As wide as A4 and Letter have room for, and with the legend's place known before it is drawn.
function onPaper() {
  for (const plot of document.querySelectorAll("[data-drawn]")) {
    const top = Math.max(60, plot.layout.margin.t);
    window.Plotly.relayout(plot, { "width": 680, "font.color": "#000000", "margin.t": top });
  }
}

function show(figures) {
  return Promise.all(
    [...document.querySelectorAll("[data-figure]")].map(async (plot) => {
      const { data, layout } = figures[plot.dataset.figure];
      await window.Plotly.react(plot, data, inPageColours(layout), CONFIG);
      plot.dataset.drawn = "true";
    }),
  );
}

/** A figure's layout with the colours that the page has now. */
export function inPageColours(layout) {
  const style = getComputedStyle(document.documentElement);
  const [text, line, ground] = ["--text", "--line", "--panel"].map((name) => style.getPropertyValue(name).trim());
  const axes = Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name));
  const coloured = axes.map((name) => [
    name,
    {
      ...layout[name],
      gridcolor: line,
      linecolor: line,
      zerolinecolor: line,
      ...(layout[name].title && { title: { ...layout[name].title, font: { size: narrow.matches ? 11 : 13 } } }),
    },
  ]);
  return {
    ...layout,
    ...Object.fromEntries(coloured),
    ...(narrow.matches && { legend: { ...layout.legend, font: { size: 11 } } }),
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { family: style.fontFamily, size: 13, color: text },
    hoverlabel: { bgcolor: ground, bordercolor: line, font: { color: text } },
  };
}
