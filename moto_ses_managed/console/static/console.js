// The console's page: who listens to what.

import * as announcement from "./announcement.js";
import * as charts from "./charts.js";
import { openers } from "./dialogs.js";
import { advance, senders } from "./forms.js";
import * as calls from "./calls.js";
import { save } from "./exports.js";
import * as live from "./live.js";
import * as rehearsal from "./rehearsal.js";
import * as tabs from "./tabs.js";
import { addRow, removeRow } from "./tags.js";

const actions = {
  ...openers,
  "add-tag": addRow,
  "remove-tag": removeRow,
  "copy": (button) => act(button, () => calls.copy(button)),
  "save": (button) => act(button, () => save(button)),
  "close": (button) => button.closest("dialog").close(),
  "advance": (button) => act(button, () => advance(Number(button.dataset.hours)).then(() => `${button.textContent} passed.`)),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button) actions[button.dataset.action](button);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form.dataset.form in senders)) return;
  event.preventDefault();
  act(form, () => senders[form.dataset.form](form, event.submitter));
});

/** Do something once at a time, show what it changed, and tell how it went: what is told is there to be seen. */
async function act(source, work) {
  if (source.getAttribute("aria-busy") === "true") return;
  const refusal = source.querySelector("[role=alert]");
  source.setAttribute("aria-busy", "true");
  if (refusal) refusal.textContent = "";
  try {
    const done = await work();
    source.closest("dialog")?.close();
    announcement.keep(done);
    await live.refresh();
    announcement.announce(done, false);
    // What had the focus may be gone with its pool.
    if (document.activeElement === document.body) announcement.focus();
  } catch (error) {
    if (refusal) refusal.textContent = error.message;
    else announcement.announce(error.message, true);
  } finally {
    source.removeAttribute("aria-busy");
  }
}

// A browser that goes back may bring what was chosen and not shown: the page says what it shows.
addEventListener("pageshow", () => document.querySelector(".selection").reset());

// What is folded away is there to be read on paper, but for calls, which are there to be copied.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open], .call)")];
  for (const details of unfolded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
});

announcement.start();
tabs.start();
live.start();
charts.start();
calls.start();
rehearsal.start();
