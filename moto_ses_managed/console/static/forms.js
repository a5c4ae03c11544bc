// What each form does when it is sent: the calls, and what to tell afterwards.

import { keep } from "./announcement.js";
import { Refused, control, page, ses } from "./api.js";
import { WORD, askForWord } from "./dialogs.js";
import { leave } from "./live.js";
import * as rehearsal from "./rehearsal.js";
import { association, policyValue, requests } from "./requests.js";

/** By form: sends it and resolves to what to announce; rejects with the API's refusal. */
export const senders = {
  async create(form) {
    const [creation, ...associations] = requests.create(form);
    const name = creation.body.PoolName;
    await send(creation);
    const failed = [];
    for (const { members } of associations) {
      const set = members.ConfigurationSetName;
      await associate(set, name).catch((refused) => failed.push(`${set}: ${refused.message}`));
    }
    const created = `The pool ${name} was created.`;
    return failed.length ? `${created} These configuration sets were not associated: ${failed.join(" ")}` : created;
  },

  async tags(form) {
    await sendAll(requests.tags(form));
    return `The tags of ${form.dataset.pool} were saved.`;
  },

  async convert(form) {
    await sendAll(requests.convert(form));
    return `The standard dedicated IP pool ${form.dataset.pool} has been converted to a managed pool.`;
  },

  async delete(form) {
    const name = form.dataset.pool;
    // It may have become the last one since the dialog was opened.
    if (form.querySelector("[data-word]").value !== WORD && (await isLastManaged(name))) {
      askForWord(form, true);
      throw new Refused(`${name} is now your last managed pool: enter ${WORD} to delete it.`);
    }
    await sendAll(requests.delete(form));
    const done = `The pool ${name} was deleted.`;
    if (!document.getElementById("pool-name")) return done;
    keep(done);
    return leave(() => location.assign(page("")));
  },

  async traffic(form, button) {
    await sendAll(requests.traffic(form, button));
    if (button?.value === "warm-up") return `${form.dataset.pool} is warm for that.`;
    const days = form.elements.Days.valueAsNumber;
    return days === 1 ? "One day of traffic was sent." : `${days.toLocaleString("en")} days of traffic were sent.`;
  },

  async associate(form) {
    const pool = form.elements.SendingPoolName.value;
    await associate(form.dataset.set, pool);
    return pool ? `${form.dataset.set} sends through ${pool} now.` : `${form.dataset.set} names no pool now.`;
  },

  async move(form) {
    await sendAll(requests.move(form));
    return `${form.dataset.ip} is in ${form.elements.DestinationPoolName.value} now.`;
  },

  async policy(form) {
    const changed = [...form.querySelectorAll("[data-policy]")].filter((input) => input.value !== input.dataset.before);
    const policy = await control("GET", "policy");
    for (const input of changed) policy[input.name] = policyValue(input.value);
    await control("PUT", "policy", policy);
    for (const input of changed) input.dataset.before = input.value;
    return changed.length === 1 ? `${changed[0].name} was changed.` : `${changed.length} fields were changed.`;
  },

  async reset(form) {
    await sendAll(requests.reset(form));
    const done = "This account and Region begin anew.";
    keep(done);
    return leave(() => location.assign(page("")));
  },

  async advance(form) {
    await sendAll(requests.advance(form));
    const { Amount: amount, Unit: unit } = form.elements;
    return `${amount.valueAsNumber.toLocaleString("en")} ${unit.value.toLowerCase()} passed.`;
  },

  async rehearse(form) {
    form.dataset.policy = JSON.stringify(await control("GET", "policy"));
    const [answer] = await sendAll(requests.rehearse(form));
    await rehearsal.show(answer);
    return "The plan was rehearsed.";
  },

  async lease(form) {
    const [{ Ips: ips }] = await sendAll(requests.lease(form));
    return `Leased: ${ips.slice(0, 5).join(", ")}${ips.length > 5 ? ` and ${ips.length - 5} more` : ""}.`;
  },
};

function send({ api, method, path, body, selects }) {
  return (api === "ses" ? ses : control)(method, path, body, selects);
}

async function sendAll(calls) {
  const replies = [];
  for (const call of calls) replies.push(await send(call));
  return replies;
}

export async function advance(hours) {
  await control("POST", "advance", { Hours: hours });
}

async function isLastManaged(name) {
  const { Pools: pools } = await control("GET", "pools");
  const managed = pools.filter((pool) => pool.ScalingMode === "MANAGED");
  return managed.length === 1 && managed[0].Name === name;
}

// The options that the set has are asked for at the last moment: another one may have changed them.
async function associate(set, pool) {
  const { DeliveryOptions: options } = await ses("GET", `configuration-sets/${encodeURIComponent(set)}`);
  await send(association(set, pool, options));
}
