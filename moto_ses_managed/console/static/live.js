// Keeps the page as the server would render it now: what is marked data-live is taken over from a fresh rendering, once
// the version that the server names is another one.

import { announce } from "./announcement.js";
import { version } from "./api.js";

const EVERY = 3000; // milliseconds between two looks while the page is seen

const watchers = [];
let timer;
let looks = Promise.resolve();
let leaving = false;
let shown = document.body.dataset.version; // what the page shows: while the server names no other, none is rendered

/** Have `watcher` called after each look at the server. */
export function onRefresh(watcher) {
  watchers.push(watcher);
}

/**
 * Look at the server now. A look that is under way may have seen the state before: another one follows it, and never
 * beside it, or the older of two answers could be taken over last.
 */
export function refresh() {
  clearTimeout(timer);
  looks = looks.then(look);
  return looks;
}

/** Go to another page, or to this one anew. Nothing goes on here: what is resolved to never comes. */
export function leave(go) {
  leaving = true;
  clearTimeout(timer);
  go();
  return new Promise(() => {});
}

export function start() {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : refresh()));
  schedule();
}

function schedule() {
  clearTimeout(timer);
  if (!document.hidden && !leaving) timer = setTimeout(refresh, EVERY);
}

async function look() {
  try {
    // Asked for before the page: what changes between the two is news at the next look.
    const named = await version();
    if (named && named === shown) {
      answered();
      return;
    }
    const response = await fetch(location.href, { headers: { "Accept": "text/html" }, cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (leaving) return;
    const { shape } = fresh.body.dataset;
    if (!shape) throw new Error("This is not a page of the console.");
    // A pool that was converted, is gone or is back has another page at the same place.
    if (shape !== document.body.dataset.shape) await leave(() => location.reload());
    const whole = takeOver(fresh);
    await Promise.all(watchers.map((watcher) => watcher()));
    shown = whole ? named : "";
    answered();
  } catch {
    // The next look tells whether the server is back.
    silent();
  } finally {
    schedule();
  }
}

function silent() {
  if (document.body.classList.contains("stale") || leaving) return;
  document.body.classList.add("stale");
  announce("The server does not answer: the page shows what was last known.", true);
}

function answered() {
  if (!document.body.classList.contains("stale")) return;
  document.body.classList.remove("stale");
  announce("The server answers again.", false);
}

/** Whether all of it was taken over. */
function takeOver(fresh) {
  let whole = true;
  for (const old of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(old.id);
    // A button that is being pressed stays: replaced, it would never be clicked.
    if (!now || old.isEqualNode(now)) continue;
    if (old.querySelector(":active")) {
      whole = false;
      continue;
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    for (const details of old.querySelectorAll("details[open][id]")) {
      now.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
    }
    if (old.isEqualNode(now)) continue;
    const scrolled = [...old.querySelectorAll(".scrolls")].map((box) => [box.id, box.scrollLeft, box.scrollTop]);
    old.replaceWith(document.adoptNode(now));
    for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo(left, top);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
  return whole;
}
