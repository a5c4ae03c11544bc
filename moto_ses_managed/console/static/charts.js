// Draws the figures that the server makes, in the colours of the page.

import { onRefresh } from "./live.js";

export const CONFIG = { displayModeBar: false, displaylogo: false, responsive: true, locale: "en" };

let drawn = "";
let drawing = Promise.resolve();

export function start() {
  const plots = document.querySelector("[data-figures]");
  if (!plots || !window.Plotly) return;
  const isp = document.getElementById("isp");
  const narrow = matchMedia("(max-width: 48rem)"); // where the bars of a week's hours would run into each other
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
  addEventListener("beforeprint", () => inColour("#000000"));
  addEventListener("afterprint", drawAnew);
  onRefresh(draw);
  draw();
}

function inColour(text) {
  for (const plot of document.querySelectorAll("[data-drawn]")) window.Plotly.relayout(plot, { "font.color": text });
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
  const coloured = axes.map((name) => [name, { ...layout[name], gridcolor: line, linecolor: line, zerolinecolor: line }]);
  return {
    ...layout,
    ...Object.fromEntries(coloured),
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { family: style.fontFamily, size: 13, color: text },
    hoverlabel: { bgcolor: ground, bordercolor: line, font: { color: text } },
  };
}
