// Shows what would become of a plan: each pool's days, beside what happened to the pool of the same name.

import { control } from "./api.js";
import { inPageColours, CONFIG } from "./charts.js";

const DEDICATED = "#0072b2";
const SHARED = "#c97b00";
const IPS = "#767676";

const COLUMNS = ["Day", "Date", "IPs", "Dedicated", "Shared", "Deferred", "Bounced", "Queued"];

/** A file that is chosen becomes the text that is sent. */
export function start() {
  const file = document.getElementById("plan-file");
  if (!file) return;
  file.addEventListener("change", async () => {
    const text = document.getElementById("plan");
    text.value = (await file.files[0]?.text()) ?? text.value;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** Show what the API answered. */
export async function show({ Pools: pools, Bills: bills }) {
  const place = document.getElementById("rehearsed");
  const { Pools: happened } = await control("GET", "pools");
  place.replaceChildren();
  for (const pool of pools) await showPool(place, pool, happened.find(({ Name: name }) => name === pool.Name));
  const part = document.getElementById("rehearsed-bill").content.cloneNode(true);
  const money = (dollars) => `$${dollars.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  const rows = bills.map((bill) => [bill.Month, bill.ManagedDays, bill.ManagedMessages, money(bill.ManagedFee), money(bill.Total)]);
  part.querySelector(".scrolls").append(table(["Month", "Days", "Messages", "Fee", "Total"], rows));
  place.append(part);
}

async function showPool(place, pool, happened) {
  const part = document.getElementById("rehearsed-pool").content.firstElementChild.cloneNode(true);
  const id = `rehearsed-${pool.Name}`;
  const title = part.querySelector("h2");
  Object.assign(title, { id: `${id}-title`, textContent: pool.Name });
  part.setAttribute("aria-labelledby", title.id);
  const days = happened?.History.length ?? 0;
  part.querySelector(".hint").textContent = days
    ? `The plan (lines) over what happened (bars) on ${days.toLocaleString("en")} finished days.`
    : "There is no finished day of a pool of this name to compare with.";
  const rows = pool.History.map((day) => COLUMNS.map((name) => (name === "IPs" ? day.Ips : day[name])));
  const scrolls = part.querySelector(".scrolls");
  Object.assign(scrolls, { id: `${id}-table`, ariaLabel: `The plan for ${pool.Name}, day by day` });
  scrolls.append(table(COLUMNS, rows));
  const plot = part.querySelector(".plot");
  plot.id = `chart-${id}`;
  plot.setAttribute("aria-label", `Messages and IPs of ${pool.Name} by the plan, and as they were`);
  for (const button of part.querySelectorAll("[data-action=save]")) {
    button.dataset.of = button.dataset.as === "csv" ? scrolls.id : plot.id;
    button.setAttribute("aria-label", `Save as ${button.textContent}: the plan for ${pool.Name}`);
  }
  place.append(part);
  if (!window.Plotly) return plot.remove();
  await window.Plotly.newPlot(plot, [...actual(happened), ...planned(pool)], inPageColours(layout(Math.max(0, ...[pool, happened].flatMap((each) => each?.History.map((day) => day.Ips) ?? [])))), CONFIG);
  plot.dataset.drawn = "true";
}

function planned({ History: days }) {
  const x = days.map((day) => day.Date);
  const line = (name, colour, more, shape = "linear") => ({ name: `${name}, planned`, x, mode: "lines+markers", marker: { size: 4, color: colour }, line: { color: colour, dash: "dot", width: 2, shape }, ...more });
  return [
    line("dedicated", DEDICATED, { y: days.map((day) => day.Dedicated) }),
    line("shared", SHARED, { y: days.map((day) => day.Shared) }),
    line("IPs", IPS, { y: days.map((day) => day.Ips), yaxis: "y2", xaxis: "x2" }, "hvh"),
  ];
}

function actual(pool) {
  if (!pool) return [];
  const x = pool.History.map((day) => day.Date);
  const bar = (name, colour, more) => ({ name, x, type: "bar", marker: { color: colour }, opacity: 0.75, ...more });
  return [
    bar("dedicated", DEDICATED, { y: pool.History.map((day) => day.Dedicated) }),
    bar("shared", SHARED, { y: pool.History.map((day) => day.Shared) }),
    bar("IPs", IPS, { y: pool.History.map((day) => day.Ips), yaxis: "y2", xaxis: "x2" }),
  ];
}

function layout(mostIps) {
  const count = { rangemode: "tozero", tickformat: ",d", automargin: true };
  return {
    barmode: "group",
    bargap: 0.4,
    hovermode: "x unified",
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
    margin: { t: 60, r: 12, b: 48, l: 12 },
    xaxis: { type: "date", anchor: "y", matches: "x2", showticklabels: false },
    xaxis2: { type: "date", anchor: "y2", title: { text: "Date (UTC)" }, tickformat: "%-d %b\n%Y", automargin: true },
    yaxis: { ...count, domain: [0.35, 1], title: { text: "Messages a day" } },
    // IPs have no halves between them, which rounded would show one twice.
    yaxis2: { ...count, ...(mostIps <= 4 && { dtick: 1 }), domain: [0, 0.25], title: { text: "Dedicated IPs" } },
  };
}

function table(names, rows) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  names.forEach((name, number) => {
    const isNumber = typeof rows[0]?.[number] === "number" || String(rows[0]?.[number]).startsWith("$");
    head.append(Object.assign(document.createElement("th"), { scope: "col", textContent: name, className: isNumber ? "number" : "" }));
  });
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((value) => {
      const isNumber = typeof value === "number" || value.startsWith("$");
      Object.assign(line.insertCell(), { textContent: value.toLocaleString("en"), className: isNumber ? "number" : "" });
    });
  }
  return made;
}
