// The dialogs, each opened by a button that says which pool it is about.

import { control, listed } from "./api.js";
import * as tags from "./tags.js";

/** Dialogs by the action of the buttons that open them. */
export const openers = {
  "create": (button) => open("create-dialog", button, prepareCreate),
  "edit-tags": (button) => open("tags-dialog", button, (form) => tags.show(form, JSON.parse(button.dataset.current))),
  "convert": (button) => open("convert-dialog", button),
  "delete": (button) => open("delete-dialog", button, prepareDelete),
};

function open(id, button, prepare) {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector("form");
  form.reset();
  form.dataset.pool = button.dataset.pool ?? "";
  form.querySelector("[role=alert]").textContent = "";
  for (const name of form.querySelectorAll("[data-name]")) name.textContent = button.dataset.pool;
  prepare?.(form, button);
  dialog.showModal();
}

function prepareDelete(form, button) {
  const last = button.dataset.lastManaged === "true";
  const word = form.querySelector("[data-word]");
  form.querySelector("[data-ips]").textContent = button.dataset.ips;
  form.querySelector("[data-last]").hidden = !last;
  word.required = last;
  word.pattern = "Disable";
  word.title = "Enter Disable";
}

async function prepareCreate(form) {
  tags.show(form, []);
  const group = form.querySelector("[data-configuration-sets]");
  const hint = group.querySelector(".hint");
  hint.textContent = "Loading…";
  group.querySelector(".scrolls").replaceChildren();
  try {
    const [names, { Pools: pools }] = await Promise.all([
      listed("configuration-sets", "ConfigurationSets"),
      control("GET", "pools"),
    ]);
    const holders = new Map(pools.flatMap((pool) => pool.ConfigurationSets.map((name) => [name, pool.Name])));
    group.querySelector(".scrolls").replaceChildren(...names.map((name) => choice(name, holders.get(name))));
    hint.textContent = names.length
      ? "One that is associated with another pool leaves it for this one."
      : "There is no configuration set yet.";
  } catch (refused) {
    hint.textContent = refused.message;
  }
}

function choice(name, pool) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "ConfigurationSet", value: name });
  const label = document.createElement("label");
  label.append(box, ` ${name}${pool ? `, now with ${pool}` : ""}`);
  return label;
}
