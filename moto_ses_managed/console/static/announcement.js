// What the page tells of what was done: here, or on the page that is gone to.

const KEPT = "announcement";

const banner = document.getElementById("announcement");

/** Tell it now. */
export function announce(text, failed) {
  sessionStorage.removeItem(KEPT);
  banner.classList.toggle("failed", failed);
  banner.textContent = text;
}

/** Have the next page tell it, should there be one before it is told here. */
export function keep(text) {
  sessionStorage.setItem(KEPT, text);
}

export function focus() {
  banner.focus();
}

export function start() {
  const kept = sessionStorage.getItem(KEPT);
  if (kept === null) return;
  announce(kept, false);
  focus();
}
