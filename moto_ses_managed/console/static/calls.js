// Shows the calls that a form makes, with what is entered now: as HTTP, for curl, and for Python.

import { requests } from "./requests.js";

const { root, region, accountId } = document.body.dataset;
const server = location.origin;
const selection = new URLSearchParams({ Region: region, AccountId: accountId });

const DEFAULT_ACCOUNT = "123456789012"; // moto's, to which a client's calls go that name none

/** Keep what is shown as the forms are filled in. */
export function start() {
  for (const kind of ["input", "change", "click"]) document.addEventListener(kind, () => setTimeout(update));
  document.addEventListener("toggle", update, true);
  update();
}

function update() {
  for (const details of document.querySelectorAll("details.call[open]")) show(details);
}

function show(details) {
  const { forms, of, button } = details.dataset;
  const form = of ? document.querySelector(`form[data-form=${of}]`) : details.closest("form[data-form]");
  const calls = form ? requests[form.dataset.form](form, button && { value: button }) : [standing(details)];
  const texts = forms === "cloudwatch" ? metrics(details) : written(calls);
  for (const [kind, text] of Object.entries(texts)) {
    const code = details.querySelector(`[data-call-text=${kind}]`);
    if (code && code.textContent !== text) code.textContent = text;
  }
}

// A call that no form makes: the page says which it is.
function standing({ dataset }) {
  return { api: "control", method: dataset.method, path: dataset.path?.replace(root, "") };
}

function written(calls) {
  return {
    http: calls.map(http).join("\n\n"),
    curl: calls.map(curl).join("\n"),
    python: python(calls),
  };
}

function url({ api, path, selects = true }) {
  if (api === "ses") return `${server}/v2/email/${path}`;
  return `${server}${root}${path}${selects ? `?${selection}` : ""}`;
}

function http(call) {
  const body = call.body === undefined ? "" : `\n${JSON.stringify(call.body, null, 2)}`;
  const account = call.api === "ses" ? `\nX-Moto-Account-Id: ${accountId}` : "";
  return `${call.method} ${url(call)}${account}${body}`;
}

function curl(call) {
  const parts = [`curl -X ${call.method} ${quoted(url(call))}`];
  if (call.api === "ses") {
    parts.push(`--aws-sigv4 ${quoted(`aws:amz:${region}:ses`)} --user testing:testing`, `-H ${quoted(`X-Moto-Account-Id: ${accountId}`)}`);
  }
  if (call.body !== undefined) parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(call.body))}`);
  return parts.join(" \\\n  ");
}

// For a shell: nothing in it is special between single quotes but they themselves.
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function python(calls) {
  if (calls[0].api === "ses") return [...client("sesv2", "ses"), ...calls.map(operation)].join("\n");
  if (calls.every((call) => call.python)) {
    const made = `ses = SesManaged(${keywords({ region, account_id: accountId, server })})`;
    return ["from moto_ses_managed import SesManaged", "", made, ...calls.map(hook)].join("\n");
  }
  const sent = calls.map((call) => {
    const body = call.body === undefined ? "" : `, json=${literal(call.body)}`;
    return `requests.${call.method.toLowerCase()}(${literal(url(call))}${body})`;
  });
  return ["import requests", "", ...sent].join("\n");
}

/** The lines that make a boto3 client of this server, account and Region. */
function client(service, name) {
  const key = { aws_access_key_id: "testing", aws_secret_access_key: "testing" };
  const lines = [
    "import boto3",
    "",
    `${name} = boto3.client(${literal(service)}, ${keywords({ region_name: region, endpoint_url: server, ...key })})`,
  ];
  if (accountId === DEFAULT_ACCOUNT) return lines;
  return [
    ...lines,
    `account = lambda request, **_: request.headers.__setitem__("X-Moto-Account-Id", ${literal(accountId)})`,
    `${name}.meta.events.register("before-send.*", account)`,
  ];
}

function operation({ name, members }) {
  const method = name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return `ses.${method}(${keywords(members ?? {})})`;
}

function hook({ python: [object, call, , positional, named] }) {
  return `${object}${call}(${[...positional.map(literal), ...keywords(named).split(/^$/)].filter(Boolean).join(", ")})`;
}

function keywords(members) {
  return Object.entries(members)
    .map(([name, value]) => `${name}=${literal(value)}`)
    .join(", ");
}

/** A value in Python's words. */
function literal(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}

/** CloudWatch's answer about a pool: what it sent in the last 7 days, hour by hour. */
function metrics({ dataset }) {
  const end = new Date(document.getElementById("now").dateTime);
  const [from, until] = [new Date(end - 7 * 86_400_000), end].map((time) => `${time.toISOString().slice(0, 19)}Z`);
  const asked = { Namespace: dataset.namespace, MetricName: "Send", StartTime: from, EndTime: until, Period: 3600, Statistics: ["Sum"] };
  const dimension = { Name: dataset.dimension, Value: dataset.pool };
  const form = new URLSearchParams({
    Action: "GetMetricStatistics",
    Version: "2010-08-01",
    ...Object.fromEntries(Object.entries(asked).filter(([name]) => name !== "Statistics")),
    "Statistics.member.1": "Sum",
    "Dimensions.member.1.Name": dimension.Name,
    "Dimensions.member.1.Value": dimension.Value,
  });
  const call = `cloudwatch.get_metric_statistics(${keywords({ ...asked, Dimensions: [dimension] })})`;
  return {
    http: `POST ${server}/\nX-Moto-Account-Id: ${accountId}\n${form}`,
    curl: [
      `curl -X POST ${quoted(`${server}/`)}`,
      `--aws-sigv4 ${quoted(`aws:amz:${region}:monitoring`)} --user testing:testing`,
      `-H ${quoted(`X-Moto-Account-Id: ${accountId}`)}`,
      `-d ${quoted(String(form))}`,
    ].join(" \\\n  "),
    python: [...client("cloudwatch", "cloudwatch"), call].join("\n"),
  };
}

/** Put what is shown beside the button onto the clipboard; resolves to what to announce. */
export async function copy(button) {
  const code = button.closest(".call-text").querySelector("[data-call-text]");
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(code.textContent);
  } else {
    // Over plain HTTP from another machine a page has no clipboard but the one of its selection.
    getSelection().selectAllChildren(code);
    document.execCommand("copy");
  }
  return "Copied.";
}
