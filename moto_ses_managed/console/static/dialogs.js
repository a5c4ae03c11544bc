// The dialogs, each opened by a button that says which pool it is about.

import { control, listed } from "./api.js";
import * as tags from "./tags.js";

/** What is entered to delete the last managed pool [AWS]. */
export const WORD = "Disable";

/** Dialogs by the action of the buttons that open them. */
export const openers = {
  "create": (button) => open("create-dialog", button, prepareCreate),
  "edit-tags": (button) => open("tags-dialog", button, prepareTags),
  "convert": (button) => open("convert-dialog", button),
  "move": (button) => open("move-dialog", button, prepareMove),
  "associate": (button) => open("associate-dialog", button, prepareAssociate),
  "delete": (button) => open("delete-dialog", button, prepareDelete),
};

function open(id, button, prepare) {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector("form");
  form.reset();
  form.dataset.pool = button.dataset.pool ?? "";
  form.querySelector("[role=alert]").textContent = "";
  for (const name of form.querySelectorAll("[data-name]")) name.textContent = button.dataset.pool ?? button.dataset.set ?? button.dataset.ip ?? "";
  prepare?.(form, button);
  // A refresh may have taken the button's place meanwhile, and what took it has not had the focus.
  dialog.addEventListener("close", () => focusAgain(dialog, button), { once: true });
  dialog.showModal();
}

function focusAgain(dialog, button) {
  // Where nothing has got the focus, the dialog that is closed still has it for a moment.
  if (document.activeElement !== document.body && !dialog.contains(document.activeElement)) return;
  (document.getElementById(button.id) ?? document.getElementById("main")).focus();
}

function prepareAssociate(form, button) {
  form.dataset.set = button.dataset.set;
  form.dataset.options = button.dataset.options;
  form.elements.SendingPoolName.value = button.dataset.current;
}

function prepareTags(form, button) {
  // What was there when the dialog was opened: it is saved over nothing else.
  form.dataset.loaded = button.dataset.current;
  tags.show(form, JSON.parse(button.dataset.current));
}

function prepareMove(form, button) {
  form.dataset.ip = button.dataset.ip;
  // Where the IP is already, it need not be moved to.
  const options = [...form.elements.DestinationPoolName.options];
  for (const option of options) option.disabled = option.value === button.dataset.current;
  form.elements.DestinationPoolName.value = options.find((option) => !option.disabled)?.value ?? "";
}

function prepareDelete(form, button) {
  form.querySelector("[data-ips]").textContent = button.dataset.ips;
  askForWord(form, button.dataset.lastManaged === "true");
}

/** Have the form of deletion ask for the word that opts out, or not. */
export function askForWord(form, asked) {
  const word = form.querySelector("[data-word]");
  form.querySelector("[data-last]").hidden = !asked;
  word.required = asked;
  word.pattern = WORD;
  word.title = `Enter ${WORD}`;
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
