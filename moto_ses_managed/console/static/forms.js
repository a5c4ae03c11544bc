// What each form does when it is sent: the calls, and what to tell afterwards.

import { keep } from "./announcement.js";
import { Refused, control, page, ses } from "./api.js";
import { WORD, askForWord } from "./dialogs.js";
import { leave } from "./live.js";
import { read as readTags } from "./tags.js";

const poolPath = (name) => `dedicated-ip-pools/${encodeURIComponent(name)}`;

/** By form: sends it and resolves to what to announce; rejects with the API's refusal. */
export const senders = {
  async create(form) {
    const data = new FormData(form);
    const name = data.get("PoolName");
    await ses("POST", "dedicated-ip-pools", { PoolName: name, ScalingMode: data.get("ScalingMode"), Tags: readTags(form) });
    const failed = [];
    for (const set of data.getAll("ConfigurationSet")) {
      await associate(set, name).catch((refused) => failed.push(`${set}: ${refused.message}`));
    }
    const created = `The pool ${name} was created.`;
    return failed.length ? `${created} These configuration sets were not associated: ${failed.join(" ")}` : created;
  },

  async tags(form) {
    await control("PUT", `tags/${encodeURIComponent(form.dataset.pool)}`, { Tags: readTags(form) });
    return `The tags of ${form.dataset.pool} were saved.`;
  },

  async convert(form) {
    await ses("PUT", `${poolPath(form.dataset.pool)}/scaling`, { ScalingMode: "MANAGED" });
    return `The standard dedicated IP pool ${form.dataset.pool} has been converted to a managed pool.`;
  },

  async delete(form) {
    const name = form.dataset.pool;
    // It may have become the last one since the dialog was opened.
    if (form.querySelector("[data-word]").value !== WORD && (await isLastManaged(name))) {
      askForWord(form, true);
      throw new Refused(`By now ${name} is your last managed pool: enter ${WORD} to delete it.`);
    }
    await ses("DELETE", poolPath(name));
    const done = `The pool ${name} was deleted.`;
    if (!document.getElementById("pool-name")) return done;
    keep(done);
    return leave(() => location.assign(page("")));
  },

  async traffic(form, button) {
    const given = [...form.querySelectorAll("[data-isp]")].filter((input) => input.value !== "");
    const perDay = Object.fromEntries(given.map((input) => [input.name, input.valueAsNumber]));
    const days = form.elements.Days.valueAsNumber;
    if (button?.value === "warm-up") {
      await control("POST", "warm-up", { PoolName: form.dataset.pool, PerDay: perDay });
      return `${form.dataset.pool} is warm for that.`;
    }
    await control("POST", "traffic", { PoolName: form.dataset.pool, PerDay: perDay, Days: days, Hours: form.elements.Hours.valueAsNumber });
    return days === 1 ? "One day of traffic was sent." : `${days.toLocaleString("en")} days of traffic were sent.`;
  },

  async associate(form) {
    const pool = form.elements.SendingPoolName.value;
    await associate(form.dataset.set, pool || undefined);
    return pool ? `${form.dataset.set} sends through ${pool} now.` : `${form.dataset.set} names no pool now.`;
  },

  async move(form) {
    const { ip } = form.dataset;
    const pool = form.elements.DestinationPoolName.value;
    await ses("PUT", `dedicated-ips/${encodeURIComponent(ip)}/pool`, { DestinationPoolName: pool });
    return `${ip} is in ${pool} now.`;
  },

  async policy(form) {
    const changed = [...form.querySelectorAll("[data-policy]")].filter((input) => input.value !== input.dataset.before);
    const policy = await control("GET", "policy");
    for (const input of changed) policy[input.name] = value(input.value);
    await control("PUT", "policy", policy);
    for (const input of changed) input.dataset.before = input.value;
    return changed.length === 1 ? `${changed[0].name} was changed.` : `${changed.length} fields were changed.`;
  },

  async reset() {
    await control("POST", "reset");
    const done = "This account and Region begin anew.";
    keep(done);
    return leave(() => location.assign(page("")));
  },

  async advance(form) {
    const { Amount: amount, Unit: unit } = form.elements;
    await control("POST", "advance", { [unit.value]: amount.valueAsNumber });
    return `${amount.valueAsNumber.toLocaleString("en")} ${unit.value.toLowerCase()} passed.`;
  },

  async lease(form) {
    const { Ips: ips } = await control("POST", "standard-ips", { Count: form.elements.Count.valueAsNumber, PoolName: form.dataset.pool || null });
    return `Leased: ${ips.slice(0, 5).join(", ")}${ips.length > 5 ? ` and ${ips.length - 5} more` : ""}.`;
  },
};

export async function advance(hours) {
  await control("POST", "advance", { Hours: hours });
}

// What was entered for a field of the policy: JSON where it is, else a text.
function value(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function isLastManaged(name) {
  const { Pools: pools } = await control("GET", "pools");
  const managed = pools.filter((pool) => pool.ScalingMode === "MANAGED");
  return managed.length === 1 && managed[0].Name === name;
}

// SES takes the delivery options of a set as a whole: those that it has are sent along.
async function associate(set, pool) {
  const path = `configuration-sets/${encodeURIComponent(set)}`;
  const { DeliveryOptions: options } = await ses("GET", path);
  await ses("PUT", `${path}/delivery-options`, { ...options, SendingPoolName: pool });
}
