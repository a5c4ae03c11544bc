// The calls that each form makes, told apart from making them: they are sent, and shown for use elsewhere.

import { read as readTags } from "./tags.js";

/** A call of the control API; `python` is the same by the hooks, where they have it. */
function control(method, path, body, python) {
  return { api: "control", method, path, body, python };
}

/** An operation of SES v2; `members` is what an SDK is given. */
function operation(name, method, path, body, members = body) {
  return { api: "ses", name, method, path, body, members };
}

const pool = (name) => `dedicated-ip-pools/${encodeURIComponent(name)}`;

/** Put a configuration set's pool; SES takes its delivery options as a whole, so those that it has are sent along. */
export function association(set, name, options = {}) {
  const { SendingPoolName: _, ...kept } = options;
  const body = name ? { ...kept, SendingPoolName: name } : kept;
  const path = `configuration-sets/${encodeURIComponent(set)}/delivery-options`;
  return operation("PutConfigurationSetDeliveryOptions", "PUT", path, body, { ConfigurationSetName: set, ...body });
}

/** What was entered for a field of the policy: JSON where it is, else a text. */
export function policyValue(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** By form: the calls that it makes as it is filled in now. */
export const requests = {
  create(form) {
    const data = new FormData(form);
    const name = data.get("PoolName");
    const body = { PoolName: name, ScalingMode: data.get("ScalingMode"), Tags: readTags(form) };
    const sets = data.getAll("ConfigurationSet");
    return [
      operation("CreateDedicatedIpPool", "POST", "dedicated-ip-pools", body),
      ...sets.map((set) => association(set, name, optionsOf(form, set))),
    ];
  },

  tags(form) {
    const body = { Tags: readTags(form), Expected: JSON.parse(form.dataset.loaded ?? "[]") };
    return [control("PUT", `tags/${encodeURIComponent(form.dataset.pool ?? "")}`, body)];
  },

  convert(form) {
    const name = form.dataset.pool ?? "";
    const body = { ScalingMode: "MANAGED" };
    const members = { PoolName: name, ...body };
    return [operation("PutDedicatedIpPoolScalingAttributes", "PUT", `${pool(name)}/scaling`, body, members)];
  },

  delete(form) {
    const name = form.dataset.pool ?? "";
    return [operation("DeleteDedicatedIpPool", "DELETE", pool(name), undefined, { PoolName: name })];
  },

  traffic(form, button) {
    const given = [...form.querySelectorAll("[data-isp]")].filter((input) => input.value !== "");
    const body = { PoolName: form.dataset.pool, PerDay: Object.fromEntries(given.map((input) => [input.name, whole(input)])) };
    const hooks = (call, more) => ["ses.", call, "(", [body.PoolName, body.PerDay], more, ")"];
    if (button?.value === "warm-up") return [control("POST", "warm-up", body, hooks("warm_up", {}))];
    const days = whole(form.elements.Days);
    const hours = whole(form.elements.Hours);
    return [control("POST", "traffic", { ...body, Days: days, Hours: hours }, hooks("send_traffic", { days, hours }))];
  },

  associate(form) {
    const options = JSON.parse(form.dataset.options ?? "{}");
    return [association(form.dataset.set ?? "", form.elements.SendingPoolName.value, options)];
  },

  move(form) {
    const { ip = "" } = form.dataset;
    const body = { DestinationPoolName: form.elements.DestinationPoolName.value };
    const path = `dedicated-ips/${encodeURIComponent(ip)}/pool`;
    return [operation("PutDedicatedIpInPool", "PUT", path, body, { Ip: ip, ...body })];
  },

  policy(form) {
    const fields = [...form.querySelectorAll("[data-policy]")];
    return [control("PUT", "policy", Object.fromEntries(fields.map((input) => [input.name, policyValue(input.value)])))];
  },

  reset() {
    return [control("POST", "reset", {}, ["ses.", "reset", "(", [], {}, ")"])];
  },

  advance(form) {
    const { Amount: amount, Unit: unit } = form.elements;
    const step = { [unit.value]: whole(amount) };
    return [control("POST", "advance", step, ["ses.", "advance", "(", [], { [unit.value.toLowerCase()]: whole(amount) }, ")"])];
  },

  rehearse(form) {
    const { Plan: plan, Start: start, Days: days } = form.elements;
    const body = { Plan: plan.value, Start: start.value, Days: whole(days) };
    // It is about no account and Region: what goes in from them is their policy.
    return [{ ...control("POST", "rehearse", { ...body, Policy: JSON.parse(form.dataset.policy) }), selects: false }];
  },

  lease(form) {
    const count = whole(form.elements.Count);
    const name = form.dataset.pool || null;
    return [control("POST", "standard-ips", { Count: count, PoolName: name }, ["ses.", "lease_standard_ips", "(", [count, name], {}, ")"])];
  },
};

// A field that is empty, or that is being typed, counts as nothing yet.
function whole(input) {
  return Number.isNaN(input.valueAsNumber) ? 0 : input.valueAsNumber;
}

function optionsOf(form, set) {
  return JSON.parse(form.dataset.deliveryOptions ?? "{}")[set] ?? {};
}
