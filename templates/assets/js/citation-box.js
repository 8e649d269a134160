/** The citations on the page of a paper: a tab for each format (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/), Copy and Download. */

import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { t } from "./translation.js";

/** Calls `act`, and tells the reader if it fails. */
async function attempt(act) {
  try {
    await loadModule(act());
  } catch (error) {
    notify(reportError(error, t("The citations could not be loaded.")));
  }
}

/** Writes the citation into a panel whose text is not part of the page. */
async function fill(text, slug) {
  const { exportSelection } = await import("./export.js");
  text.textContent = (await exportSelection([slug], text.dataset.format, { toCopy: true })).text;
}

function choose(box, slug, chosen) {
  for (const tab of box.querySelectorAll("[role=tab]")) {
    const on = tab === chosen;
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    panel.hidden = !on;
    const text = panel.querySelector("pre");
    if (on && !text.hasChildNodes()) attempt(() => fill(text, slug));
  }
}

async function copyText(text, slug, label) {
  if (!text.hasChildNodes()) await fill(text, slug);
  const { copy } = await import("./saving.js");
  if (await copy(text.textContent)) {
    notify(t("%(format)s copied.", { format: label }));
    return;
  }
  getSelection().selectAllChildren(text);
  notify(t("Your browser blocked copying. The text is selected: press Ctrl+C or ⌘C."));
}

async function save(slug, format) {
  const { exportPapers } = await import("./export-actions.js");
  await exportPapers({ slugs: () => [slug], format, name: slug });
}

/** Starts the tabs and buttons of a box. */
export function start(box) {
  const slug = box.dataset.rlOf.split("/")[1];
  const tabs = [...box.querySelectorAll("[role=tab]")];
  box.addEventListener("click", ({ target }) => {
    if (target.matches("[role=tab]")) choose(box, slug, target);
    const panel = target.closest("[role=tabpanel]");
    if (target.matches("[data-rl-copy]")) attempt(() => copyText(panel.querySelector("pre"), slug, panel.dataset.label));
    if (target.matches("[data-rl-save]")) attempt(() => save(slug, target.dataset.rlSave));
  });
  box.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target);
    if (at < 0) return;
    const step = getComputedStyle(box).direction === "rtl" ? -1 : 1;
    const next = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs.at(next % tabs.length);
    choose(box, slug, tab);
    tab.focus();
  });
}
