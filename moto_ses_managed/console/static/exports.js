// Saves charts and tables: as CSV for a spreadsheet, as PNG for a report.

const SCALE = 2; // device pixels to a pixel of the picture, which is read on large screens, too

/** Save what the button names; resolves to what to announce. */
export async function save(button) {
  const { of, as } = button.dataset;
  const source = document.getElementById(of);
  const table = source?.matches("table") ? source : source?.querySelector("table");
  const plot = source?.matches("[data-drawn]") ? source : null;
  if (!table && !plot) return "There is nothing to save yet.";
  const name = `${nameOf(of)}.${as}`;
  if (as === "csv") download(name, csvBlob(plot ? chartRows(plot) : tableRows(table)));
  else download(name, plot ? await chartPicture(plot) : await tablePicture(tableRows(table)));
  return `${name} was saved.`;
}

function nameOf(id) {
  const pool = document.getElementById("pool-name")?.textContent;
  const what = id.replace(/^chart-|-table$/g, "");
  return pool ? `${pool}-${what}` : what;
}

function download(name, blob) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function csvBlob(rows) {
  return new Blob([`${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`], { type: "text/csv" });
}

function cell(value) {
  const text = String(value ?? "");
  // A spreadsheet would take such a text for a formula.
  const harmless = /^[=+@-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A chart's numbers: a line for each place on the axis, a column for each trace. */
function chartRows(plot) {
  const traces = plot.data.filter((trace) => trace.name);
  const places = [...new Set(traces.flatMap((trace) => trace.x.map(String)))].sort();
  const columns = traces.map((trace) => new Map(trace.x.map((x, number) => [String(x), trace.y[number]])));
  const axis = plot.layout.xaxis3?.title?.text ?? plot.layout.xaxis.title.text;
  return [[axis, ...traces.map((trace) => trace.name)], ...places.map((x) => [x, ...columns.map((column) => column.get(x) ?? "")])];
}

function tableRows(table) {
  return [...table.rows].map((row) =>
    [...row.cells].filter((part) => !part.querySelector("[data-action]")).map((part) => textOf(part)),
  );
}

function textOf(part) {
  const input = part.querySelector("input");
  const text = (input ? input.value : part.textContent).replace(/\s+/g, " ").trim();
  // Thousands are grouped for people alone.
  return /^[\d,]+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
}

async function chartPicture(plot) {
  const style = getComputedStyle(document.documentElement);
  const layout = { ...plot.layout, paper_bgcolor: style.getPropertyValue("--panel").trim() };
  const size = { width: plot.clientWidth, height: plot.clientHeight, scale: SCALE, format: "png" };
  const url = await window.Plotly.toImage({ data: plot.data, layout }, size);
  const bytes = Uint8Array.from(atob(url.split(",")[1]), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

const LINE = 24;
const GAP = 24;
const WIDEST = 420;

function tablePicture(rows) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const font = `14px ${style.fontFamily}`;
  pen.font = font;
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, number) =>
    Math.min(WIDEST, Math.max(...rows.map((row) => pen.measureText(row[number] ?? "").width))),
  );
  canvas.width = SCALE * (widths.reduce((sum, width) => sum + width + GAP, GAP));
  canvas.height = SCALE * (rows.length * LINE + GAP);
  pen.scale(SCALE, SCALE);
  pen.fillStyle = colour("--panel");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = "middle";
  rows.forEach((row, line) => {
    pen.font = line ? font : `bold ${font}`;
    pen.fillStyle = colour(line ? "--text" : "--soft");
    let left = GAP;
    row.forEach((text, number) => {
      pen.fillText(text, left, GAP / 2 + line * LINE + LINE / 2, WIDEST);
      left += widths[number] + GAP;
    });
  });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
