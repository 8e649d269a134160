/**
 * The keyboard in lists of papers: single keys (shortcuts.js lists them), and the arrow keys among the links and
 * buttons of a card, which are one stop of the Tab key.
 */

import { isTyping } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { preference } from "./store.js";
import { t } from "./translation.js";

const PAPERS = ".md-content :is(.rl-card, li)[data-slug]";
const ROW = ".rl-card__row";
let latest = null;

const isVisible = (part) => part.checkVisibility({ visibilityProperty: true });
const title = (paper) => paper.querySelector(".rl-card__title a, a");

/** The paper that has the focus, or had it last. */
function findCurrent() {
  const focused = document.activeElement?.closest(PAPERS);
  if (focused) return focused;
  return latest?.isConnected && isVisible(latest) && document.activeElement === document.body ? latest : null;
}

function move(step) {
  const papers = [...document.querySelectorAll(PAPERS)].filter(isVisible);
  const at = papers.indexOf(findCurrent());
  const below = papers.findIndex((paper) => paper.getBoundingClientRect().top >= 0);
  const next = at >= 0 ? papers[at + step] : papers[step > 0 ? below : (below < 0 ? papers.length : below) - 1];
  if (!next) return;
  title(next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** Presses a button of the current paper, or of the paper whose page this is. */
function press(act) {
  const paper = findCurrent() ?? document.querySelector(".rl-paper[data-slug]");
  const button = paper?.querySelector(`[data-rl-act="${act}"]`);
  if (button) button.click();
  return Boolean(button);
}

function cite() {
  if (press("cite")) return;
  const box = document.getElementById("cite")?.parentElement.querySelector(":is(#cite, #cite ~ *) :is(button, summary, [role=tab])");
  box?.focus();
}

/** Shows all shortcuts. */
async function help() {
  try {
    const { showShortcuts } = await loadModule(import("./shortcuts.js"));
    showShortcuts();
  } catch (error) {
    notify(reportError(error, t("The shortcuts could not be loaded.")));
  }
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => title(findCurrent() ?? document.createElement("p"))?.click(),
  s: () => press("star"),
  r: () => press("read"),
  c: cite,
  "?": help,
};

/** What the arrow keys move among: the links and buttons of a card, except its title and an open menu. */
function listControls(card) {
  return [...card.querySelectorAll(`:is(.rl-facts, ${ROW}) :is(a[href], button, summary)`)].filter((at) => !at.closest(".rl-menu"));
}

function moveInCard(event) {
  const card = event.target.closest(".rl-card");
  if (!card) return;
  const controls = listControls(card).filter(isVisible);
  const forward = (event.key === "ArrowRight") === (getComputedStyle(card).direction === "ltr");
  const next = controls[controls.indexOf(event.target) + (forward ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function onKey(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(target) || document.querySelector("dialog[open]")) return;
  if (key === "ArrowRight" || key === "ArrowLeft") {
    if (!target.closest(".rl-menu, input")) moveInCard(event);
  } else if (Object.hasOwn(KEYS, key) && preference("slash") !== false) {
    event.preventDefault();
    KEYS[key]();
  }
}

/** Makes the controls of each card one stop of the Tab key: the first, or the one that had the focus last. */
function groupControls() {
  for (const row of document.querySelectorAll(`.rl-card ${ROW}`)) {
    const card = row.closest(".rl-card");
    const controls = listControls(card);
    const stop = controls.find((control) => control === document.activeElement) ?? controls.find((control) => row.contains(control));
    row.setAttribute("role", "toolbar");
    row.setAttribute("aria-label", t("Links and actions"));
    for (const control of controls) control.tabIndex = control === stop ? 0 : -1;
  }
}

function onFocus({ target }) {
  latest = target.closest(PAPERS) ?? latest;
  const card = target.closest(".rl-card");
  const controls = card ? listControls(card) : [];
  if (controls.includes(target)) for (const control of controls) control.tabIndex = control === target ? 0 : -1;
}

/** Listens to the keys, and groups the controls of the cards that are on the page now or later. */
export function startKeys() {
  groupControls();
  new MutationObserver(groupControls).observe(document.querySelector(".md-content"), { childList: true, subtree: true });
  addEventListener("keydown", onKey);
  addEventListener("focusin", onFocus);
  for (const button of document.querySelectorAll("[data-rl-shortcuts]")) button.addEventListener("click", help);
}
