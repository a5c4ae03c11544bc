// Tabs as ARIA's authoring practices have them: one of them is in the order of focus, the arrow keys go to the others.

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function start() {
  for (const list of document.querySelectorAll("[role=tablist]")) {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    list.addEventListener("click", (event) => select(tabs, event.target.closest("[role=tab]")));
    list.addEventListener("keydown", (event) => {
      const target = targetOf(event.key, tabs, tabs.indexOf(document.activeElement));
      if (!target) return;
      event.preventDefault();
      select(tabs, target);
      target.focus();
    });
    select(tabs, tabs.find((tab) => `#${tab.id}` === location.hash));
  }
}

function targetOf(key, tabs, current) {
  if (key === "Home") return tabs[0];
  if (key === "End") return tabs[tabs.length - 1];
  return key in STEPS ? tabs[(current + STEPS[key] + tabs.length) % tabs.length] : null;
}

function select(tabs, chosen) {
  if (!chosen) return;
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
  }
  history.replaceState(null, "", `#${chosen.id}`);
}
