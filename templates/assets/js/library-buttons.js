/** The buttons of every paper: star, to read, read, note and cite. What they save is described in store.js. */

import { address } from "./addresses.js";
import { element, hidden, icon, iconAddress } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { showNoteEditor } from "./note-editor.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { nt, t } from "./translation.js";

const ACTIONS = {
  star: { icon: "star", iconOn: "star-on", label: t("Star"), on: (entry) => entry.star },
  later: { icon: "later", iconOn: "later-on", label: t("To read"), on: (entry) => entry.state === "later" },
  read: { icon: "read", iconOn: "read-on", label: t("Mark as read"), on: (entry) => entry.state === "read" },
};
const LISTED = "[data-slug]";
const LISTS = ".rl-list";

/** Title and facts of a paper as the page shows them, saved so that the library can name it if it leaves the list. */
export function describe(place) {
  const heading = place.matches(".rl-paper") ? document.querySelector(".md-content h1") : place.querySelector(".rl-card__title a, a");
  const copy = heading?.cloneNode(true);
  copy?.querySelectorAll(".headerlink").forEach((link) => link.remove());
  const facts = [...place.querySelectorAll(":scope > .rl-facts > span")].map((part) => part.textContent.trim());
  return { title: copy?.textContent.trim() ?? "", facts: facts.join(" · ") };
}

function button(act, title, label, state, name) {
  return element("button", { type: "button", class: "rl-keep__button", "data-rl-act": act, [state]: "false", title: label, "aria-label": t("%(action)s: %(title)s", { action: label, title }) }, icon(name));
}

const toggleButton = (act, title) => button(act, title, ACTIONS[act].label, "aria-pressed", ACTIONS[act].icon);

function fill(slot, place) {
  const { title } = describe(place);
  slot.replaceChildren(...Object.keys(ACTIONS).map((act) => toggleButton(act, title)), button("cite", title, t("Cite"), "aria-expanded", "copy"));
}

function showPressed(place, entry) {
  for (const made of place.querySelectorAll("[data-rl-act]")) {
    const act = ACTIONS[made.dataset.rlAct];
    if (!act) continue;
    const on = act.on(entry);
    made.setAttribute("aria-pressed", String(on));
    made.querySelector("use")?.setAttribute("href", iconAddress(on ? act.iconOn : act.icon));
  }
}

/** Shows the state of a paper in a short list as icons after its title. */
function showMark(place, entry) {
  const link = place.querySelector(":scope > a");
  if (!link) return;
  let mark = place.querySelector(":scope > .rl-mark");
  const states = [entry.star && t("starred"), entry.state === "read" && t("read"), entry.state === "later" && t("to read"), entry.note && t("has a note")].filter(Boolean);
  if (!states.length) {
    mark?.remove();
    return;
  }
  if (!mark) {
    mark = element("span", { class: "rl-mark" });
    link.append(mark);
  }
  mark.replaceChildren(
    entry.star ? icon("star-on") : "",
    // the number of a step in a reading path already shows that it is read
    entry.state === "read" && !place.matches(".rl-path__step") ? icon("read-on") : "",
    entry.state === "later" ? icon("later-on") : "",
    entry.note ? icon("note") : "",
    hidden(` (${states.join(", ")})`),
  );
}

/** Adds or updates the buttons and marks of all papers inside `root`. */
export function showLibraryState(root = document) {
  for (const place of root.querySelectorAll(LISTED)) {
    const entry = store.get(place.dataset.slug);
    place.classList.toggle("is-read", entry.state === "read");
    place.classList.toggle("is-starred", entry.star);
    const slot = place.querySelector("[data-rl-keep]");
    if (slot) {
      if (!slot.hasChildNodes()) fill(slot, place);
      showPressed(place, entry);
    } else if (place.matches(".rl-path__step, .rl-related > li")) {
      if (place.matches(".rl-path__step") && !place.querySelector("[data-rl-act]")) {
        place.append(toggleButton("read", describe(place).title));
      }
      place.querySelectorAll(".rl-mark").forEach((old) => old.remove());
      showMark(place, entry);
      showPressed(place, entry);
    }
  }
}

function showProgress() {
  for (const line of document.querySelectorAll("[data-rl-progress]")) {
    const steps = [...(line.parentElement.querySelector(".rl-path")?.querySelectorAll("[data-slug]") ?? [])];
    const read = steps.filter((step) => store.get(step.dataset.slug).state === "read").length;
    line.querySelector("[data-rl-progress-text]").textContent = t("%(read)s of %(total)s read", { read, total: steps.length });
    line.style.setProperty("--share", `${steps.length ? (100 * read) / steps.length : 0}%`);
  }
}

function showCount() {
  const starred = store.entries().filter(([, entry]) => entry.star).length;
  for (const place of document.querySelectorAll("[data-rl-count]")) {
    place.textContent = starred > 99 ? "99+" : String(starred);
    place.hidden = !starred;
    place.parentElement.setAttribute("aria-label", starred ? nt("My library, %(count)s starred", "My library, %(count)s starred", starred) : t("My library"));
  }
}

function showHiding() {
  const on = store.preference("hideRead") === true;
  document.documentElement.classList.toggle("rl-hide-read", on);
  // replaces the style sheet of early.js
  document.adoptedStyleSheets = [];
  for (const toggle of document.querySelectorAll("[data-rl-hide-read]")) toggle.setAttribute("aria-pressed", String(on));
  for (const list of document.querySelectorAll(LISTS)) {
    if (list.closest(".rl-library, .rl-browse")) continue;
    const hiddenCount = on ? list.querySelectorAll(":scope > .is-read").length : 0;
    let line = list.nextElementSibling?.matches(".rl-hidden-line") ? list.nextElementSibling : null;
    if (!hiddenCount) line?.remove();
    else {
      if (!line) {
        line = element("p", { class: "rl-hidden-line" });
        list.after(line);
      }
      line.textContent = nt("%(count)s paper you have read is hidden.", "%(count)s papers you have read are hidden.", hiddenCount);
    }
  }
}

function show() {
  showLibraryState();
  showProgress();
  showCount();
  showHiding();
  if (store.takeNews() && !document.getElementById("rl-library")) {
    notify(t("Your library is damaged. A copy of it was kept."), { label: t("My library"), act: () => location.assign(address("library/")) });
  }
}

/** Where the focus moves when the focused paper disappears. */
function focusAfterHiding(place, act) {
  const all = [...document.querySelectorAll(".rl-card")].filter((card) => card === place || card.checkVisibility());
  const at = all.indexOf(place);
  const next = all[at + 1] ?? all[at - 1];
  return next?.querySelector(`[data-rl-act="${act}"]`) ?? document.querySelector("[data-rl-hide-read]");
}

function toggle(place, act) {
  const { slug } = place.dataset;
  const entry = store.get(slug);
  const about = describe(place);
  const inLibrary = place.closest(".rl-library");
  let undo = null;
  if (act === "star") {
    undo = store.star(slug, !entry.star, about);
  } else {
    const value = entry.state === act ? "" : act;
    const vanishes = value === "read" && store.preference("hideRead") === true && place.matches(".rl-card") && !inLibrary;
    const next = vanishes ? focusAfterHiding(place, act) : null;
    undo = store.setState(slug, value, about);
    if (vanishes && undo) {
      next?.focus();
      notify(t("Marked as read and hidden."), { label: t("Undo"), act: undo });
    }
  }
  if (inLibrary && undo && !store.has(slug)) notify(t("Removed “%(title)s”.", { title: about.title }), { label: t("Undo"), act: undo });
  if (store.trouble()) notify(store.trouble());
}

function openNote(place, open, focus) {
  showNoteEditor(place, open, { about: describe(place), focus });
}

let citationMenu = null;

/** Opens or closes the menu, at once if it was loaded before. */
async function openCitationMenu(slug, opener) {
  try {
    citationMenu ??= await loadModule(import("./citation-menu.js"));
    citationMenu.toggleCitationMenu(slug, opener);
  } catch (error) {
    notify(reportError(error, t("The formats could not be loaded.")));
  }
}

/* ---- the page */

function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  const hider = target.closest("[data-rl-hide-read]");
  if (hider) {
    store.prefer("hideRead", store.preference("hideRead") !== true);
    if (store.trouble()) notify(store.trouble());
    return;
  }
  const made = target.closest("[data-rl-act]");
  const place = made?.closest(LISTED);
  if (!place) return;
  const act = made.dataset.rlAct;
  if (act === "note") {
    const editor = place.querySelector(".rl-note-editor");
    openNote(place, !editor || editor.hidden, true);
  } else if (act === "cite") openCitationMenu(place.dataset.slug, made);
  else toggle(place, act);
}

/** Names the related papers on the page of a paper by their links. */
function nameRelated() {
  for (const item of document.querySelectorAll(".rl-paper ~ .rl-related > li")) {
    item.dataset.slug = new URL(item.querySelector("a").href).pathname.split("/").at(-2);
  }
}

/** Shows the state of all papers on the page and keeps it current; records a visit to a paper's page. */
export function start() {
  nameRelated();
  show();
  store.subscribe(show);
  document.addEventListener("click", onClick);
  const paper = document.querySelector(".rl-paper[data-slug]");
  if (!paper) return;
  store.open(paper.dataset.slug, describe(paper));
  if (store.get(paper.dataset.slug).note) openNote(paper, true, false);
}
