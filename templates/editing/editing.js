/**
 * Buttons and keys for the curator, on the page of papers to review and on the pages of papers. Only the local
 * preview adds this script to pages; a published site does not contain it.
 *
 * The effect of an action is shown at once, and taken back if the preview then refuses the action.
 */

import { element, isTyping } from "../assets/js/elements.js";
import { notify } from "../assets/js/notices.js";
import { compare } from "./editing-comparison.js";
import { makeForm } from "./editing-forms.js";

const TOKEN = document.querySelector('meta[name="reading-list-token"]').content;
const PLACES = ".md-content article.rl-card[data-slug], .rl-paper[data-slug]";
/** Where the last message is kept for a reloaded page, and for how many milliseconds. */
const LATER = "reading-list-message";
const MEMORY = 10_000;
const onReviewPage = location.pathname.includes("/to-review/");

/** What the preview says about the papers on the page. */
let info = { papers: {}, pairs: [], topics: [], kinds: [], waiting: 0, reviewed: 0, undo: "" };
/** The paper that keys act on. */
let current = "";
/** The key of the last action. */
let last = "";
/** Resumes waiting for changes to this page; set while a change is not shown yet. */
let resume = null;
/** Papers that left the page, with the slug of the one below, so that undoing brings them back at once. */
const gone = new Map();
/** Changes are sent one after the other. */
let changes = Promise.resolve();
let pending = 0;

const listPlaces = () => [...document.querySelectorAll(PLACES)];
const findPlace = (slug) => listPlaces().find((place) => place.dataset.slug === slug);
const openForm = () => document.querySelector(".rl-edit");
const findPairs = (slug) => info.pairs.filter((pair) => pair.includes(slug));
const report = (error) => notify(error.message);

/* ---- the preview */

async function ask(name, data = {}) {
  const headers = { "Content-Type": "application/json", "X-Reading-List-Token": TOKEN };
  let answer;
  try {
    answer = await fetch(new URL(name, import.meta.url), { method: "POST", headers, body: JSON.stringify(data) });
  } catch {
    throw new Error("The preview does not answer. Is it still running?");
  }
  const said = await answer.json().catch(() => ({ error: `The preview failed (${answer.status}). See its output in the terminal.` }));
  if (!answer.ok) throw new Error(said.error);
  return said;
}

/** Sends a change once all earlier ones are made; returns the answer. */
function change(name, data) {
  pending += 1;
  const sent = changes.then(() => ask(name, data)).finally(() => (pending -= 1));
  changes = sent.catch(() => {});
  return sent;
}

const describe = (places) => ask("describe", { slugs: places.map((place) => place.dataset.slug) });

/** Says what was done, on this page and on the next one if it is reloaded. */
function tell(said, canUndo = true) {
  info.undo = said.undo;
  // changes that are still to be made are counted already
  if (!pending) Object.assign(info, { reviewed: said.reviewed, waiting: said.waiting });
  notify(said.message, canUndo ? { label: "Undo", act: () => undo().catch(report) } : null);
  if (!onReviewPage) sessionStorage.setItem(LATER, JSON.stringify({ message: said.message, canUndo, time: Date.now() }));
}

/* ---- actions */

async function act(slug, action) {
  const paper = info.papers[slug];
  const before = { paper: { ...paper, values: { ...paper.values } }, pairs: info.pairs, waiting: info.waiting, reviewed: info.reviewed };
  if (action.action === "set") Object.assign(paper.values, action.changes);
  else if (action.other) info.pairs = info.pairs.filter((pair) => !(pair.includes(slug) && pair.includes(action.other)));
  else leave(slug);
  draw();
  try {
    const said = await change("act", { slug, ...action });
    // of two merged papers, either may be gone
    if (action.other) said.gone.forEach(leave);
    tell(said);
  } catch (error) {
    Object.assign(paper, before.paper);
    Object.assign(info, { pairs: before.pairs, waiting: before.waiting, reviewed: before.reviewed });
    bringBack(slug);
    if (!pending) current = slug;
    throw error;
  } finally {
    draw();
  }
}

/** Takes a paper off those to review. */
function leave(slug) {
  const paper = info.papers[slug];
  if (!paper) return;
  if (paper.review) {
    info.waiting -= 1;
    info.reviewed += 1;
  }
  paper.review = "";
  const places = listPlaces();
  const at = places.findIndex((place) => place.dataset.slug === slug);
  if (!onReviewPage || at < 0) return;
  if (current === slug) current = (places[at + 1] ?? places[at - 1])?.dataset.slug ?? "";
  gone.set(slug, [places[at], places[at + 1]?.dataset.slug]);
  places[at].remove();
}

function bringBack(slug) {
  const [place, next] = gone.get(slug) ?? [];
  if (!place || findPlace(slug)) return;
  const below = findPlace(next);
  if (below) below.before(place);
  else document.querySelector(".md-content__inner").append(place);
}

async function undo() {
  const said = await change("undo", {});
  tell(said, false);
  if (said.paper) info.papers[said.slug] = said.paper;
  bringBack(said.slug);
  if (!pending) current = said.slug;
  draw();
  focusCurrent();
}

function answer(slug, verdict) {
  const pair = findPairs(slug)[0];
  if (!pair) {
    notify("No other record looks like this paper.");
    return undefined;
  }
  return act(slug, { action: verdict, other: pair[0] === slug ? pair[1] : pair[0] });
}

function toggleMustRead(slug) {
  const held = info.papers[slug].values.must_read;
  return act(slug, { action: "set", changes: { must_read: held ? "" : "true" }, before: { must_read: held } });
}

/** Opens a form. It closes as soon as it is saved, and opens again if that fails. */
function edit(slug, name, trouble = "") {
  openForm()?.remove();
  current = slug;
  markCurrent();
  const close = () => {
    form.remove();
    focusCurrent();
    if (resume) refresh().catch(report);
  };
  const save = async (action, forget) => {
    form.remove();
    focusCurrent();
    try {
      await act(slug, action);
      forget();
      if (resume) await refresh();
    } catch (error) {
      if (openForm() || !findPlace(slug)) report(error);
      else edit(slug, name, error.message);
    }
  };
  const form = makeForm(name, { paper: info.papers[slug], info, ask, save, close, trouble });
  findPlace(slug).querySelector(".rl-edit-bar").after(form);
  form.querySelector("input, textarea").focus();
  form.scrollIntoView({ block: "nearest" });
}

const COMMANDS = {
  c: { label: "Confirm", does: (slug) => act(slug, { action: "confirm" }), works: (slug) => info.papers[slug].review },
  t: { label: "Topics", does: (slug) => edit(slug, "topics") },
  e: { label: "Summary", does: (slug) => edit(slug, "texts") },
  n: { label: "Notes", does: (slug) => edit(slug, "notes") },
  m: { label: "Must-read", does: toggleMustRead, pressed: (slug) => info.papers[slug].values.must_read },
  x: { label: "Exclude", does: (slug) => edit(slug, "exclude") },
  g: { label: "Merge", does: (slug) => edit(slug, "merge") },
  s: { label: "Same paper", does: (slug) => answer(slug, "same"), inPairs: true },
  d: { label: "Different papers", does: (slug) => answer(slug, "different"), inPairs: true },
};
const OTHER_KEYS = { j: () => move(1), k: () => move(-1), z: () => undo(), "?": () => showKeys() };
const HELP = [
  ["j k", "next and previous paper"],
  ["c", "confirm"],
  ["t", "topics"],
  ["e", "summary, question, kind and other texts"],
  ["n", "notes"],
  ["m", "mark or unmark as must-read"],
  ["x", "exclude"],
  ["g", "merge with another record"],
  ["s d", "same or different paper, in a pair"],
  ["z", "undo, also Ctrl+Z"],
  ["Ctrl+Enter", "save a form"],
  ["Esc", "close a form; what you typed is kept"],
  ["?", "show these keys"],
];

/* ---- the page */

function makeButton(slug, key, action = COMMANDS[key].does) {
  const { label, pressed } = COMMANDS[key];
  const onclick = () => {
    current = slug;
    last = key;
    action(slug)?.catch(report);
  };
  return element(
    "button",
    { type: "button", class: `rl-button${key === "c" ? " rl-button--primary" : ""}`, "data-key": key, "aria-keyshortcuts": key, "aria-pressed": pressed && String(Boolean(pressed(slug))), onclick },
    label,
    element("kbd", { "aria-hidden": "true" }, key),
  );
}

function makePair([one, other, score], slug) {
  const [left, right] = [info.papers[slug], info.papers[one === slug ? other : one]];
  const decide = (verdict) => () => act(slug, { action: verdict, other: right.slug });
  return element(
    "section",
    { class: "rl-edit-pair", "aria-label": "Possible duplicate" },
    element("p", {}, `Is this the same paper as “${right.title}”? They are ${score}% similar.`),
    compare(left, right),
    element("p", { class: "rl-edit-bar__buttons" }, makeButton(slug, "s", decide("same")), makeButton(slug, "d", decide("different"))),
  );
}

function makeBar(slug) {
  const keys = Object.keys(COMMANDS).filter((key) => !COMMANDS[key].inPairs && (COMMANDS[key].works?.(slug) ?? true));
  return element(
    "div",
    { class: "rl-edit-bar", role: "group", "aria-label": `Edit ${info.papers[slug].title}` },
    onReviewPage ? null : element("p", { class: "rl-edit-bar__title" }, "Only you see these buttons. The published site does not have them."),
    element("p", { class: "rl-edit-bar__buttons" }, ...keys.map((key) => makeButton(slug, key))),
    ...findPairs(slug).map((pair) => makePair(pair, slug)),
  );
}

/** Shows the topics of a paper as they are now, which the page itself will do later. */
function showTopics(place, slug) {
  const titles = new Map(info.topics.map(({ id, title }) => [id, title]));
  const topics = info.papers[slug].values.topics.map((id) => titles.get(id) ?? id);
  // tags follow the topics
  const shown = place.querySelector(".rl-topics");
  const chips = [...(shown?.querySelectorAll(".rl-chip--topic") ?? [])];
  if (!shown || chips.map((chip) => chip.textContent).join("\n") === topics.join("\n")) return;
  chips.forEach((chip) => chip.remove());
  shown.prepend(...topics.map((title, number) => element("span", { class: `rl-chip rl-chip--topic${number ? "" : " rl-chip--primary"}` }, title)));
}

/** Shows buttons and topics of all papers, the progress, and which paper is the current one. */
function draw() {
  for (const place of listPlaces()) {
    const { slug } = place.dataset;
    if (onReviewPage && !info.papers[slug]?.review) place.remove();
    if (!place.isConnected || !info.papers[slug]) continue;
    const bar = makeBar(slug);
    const old = place.querySelector(".rl-edit-bar");
    const focused = old?.contains(document.activeElement) && document.activeElement.dataset.key;
    if (old) old.replaceWith(bar);
    else place.append(bar);
    if (focused) bar.querySelector(`[data-key="${focused}"]`)?.focus();
    if (onReviewPage) {
      place.tabIndex = -1;
      place.setAttribute("aria-label", info.papers[slug].title);
    }
    showTopics(place, slug);
  }
  if (onReviewPage) drawProgress();
  markCurrent();
  // the button that was pressed may be gone
  if (document.activeElement === document.body && gone.size) focusCurrent();
}

function drawProgress() {
  const total = info.reviewed + info.waiting;
  let bar = document.querySelector(".rl-edit-progress");
  if (!bar) {
    bar = element("div", { class: "rl-edit-progress" });
    document.querySelector(".md-content h1").after(bar);
  }
  bar.replaceChildren(
    element("span", {}, info.waiting ? `${info.reviewed} of ${total.toLocaleString("en")} ${total === 1 ? "paper" : "papers"} reviewed` : "Everything is reviewed."),
    element("progress", { max: total || 1, value: total ? info.reviewed : 1, "aria-label": "Reviewed" }),
    element("button", { type: "button", class: "rl-text-button", disabled: !info.undo, title: info.undo, onclick: () => undo().catch(report) }, "Undo"),
    element("button", { type: "button", class: "rl-text-button", onclick: showKeys }, "Keys"),
  );
}

function markCurrent() {
  const places = listPlaces();
  const place = findPlace(current) ?? places[0];
  current = place?.dataset.slug ?? "";
  if (!onReviewPage) return;
  for (const other of places) {
    other.classList.toggle("is-current", other === place);
    const abstract = other.querySelector(".rl-abstract");
    if (abstract) abstract.open = other === place;
  }
}

function focusCurrent() {
  const place = findPlace(current);
  if (!place || openForm()) return;
  const target = onReviewPage ? place : place.querySelector(`[data-key="${last}"]`);
  target?.focus({ preventScroll: true });
  if (onReviewPage) place.scrollIntoView({ block: "start" });
}

function move(step) {
  const places = listPlaces();
  const at = places.findIndex((place) => place.dataset.slug === current) + step;
  current = places[Math.min(Math.max(at, 0), places.length - 1)]?.dataset.slug ?? "";
  markCurrent();
  focusCurrent();
}

function showKeys() {
  const rows = HELP.map(([keys, does]) => element("div", {}, element("dt", {}, ...keys.split(" ").map((key) => element("kbd", {}, key))), element("dd", {}, does)));
  const close = () => dialog.close();
  const onkeydown = (event) => event.key === "?" && close();
  const dialog = element("dialog", { class: "rl-dialog rl-dialog--small rl-edit-keys md-typeset", "aria-label": "Keys", onclose: () => dialog.remove(), onkeydown }, element("h2", {}, "Keys"), element("dl", {}, ...rows), element("button", { class: "rl-button", onclick: close }, "Close"));
  document.body.append(dialog);
  dialog.showModal();
}

/** Shows what has changed without losing the place. A form that is open is finished first. */
async function refresh() {
  while (pending) await changes;
  if (openForm()) return;
  if (!onReviewPage) {
    location.reload();
    return;
  }
  let page;
  let said;
  let shown;
  do {
    while (pending) await changes;
    shown = current;
    page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    said = await describe([...page.querySelectorAll(PLACES), ...listPlaces().filter((place) => place.dataset.slug === shown)]);
    if (openForm()) return;
  } while (pending || shown !== current);
  info = said;
  if (info.waiting && !page.querySelector(PLACES)) {
    // the last page of several is done
    location.replace(new URL("../to-review/", import.meta.url));
    return;
  }
  const content = document.querySelector(".md-content__inner");
  const hadFocus = document.activeElement === document.body || content.contains(document.activeElement);
  const findTop = () => findPlace(current)?.getBoundingClientRect().top;
  const before = findTop();
  content.replaceChildren(...page.querySelector(".md-content__inner").childNodes);
  // this page may be from before a paper came back by undoing
  if (info.papers[current]?.review) bringBack(current);
  draw();
  if (before !== undefined && findTop() !== undefined) scrollBy(0, findTop() - before);
  if (hadFocus) findPlace(current)?.focus({ preventScroll: true });
  const wait = resume;
  resume = null;
  wait?.(page.querySelector("script[data-version]").dataset.version);
}

function onKey(event) {
  const { key } = event;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  const undoes = key === "z" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (isTyping(event.target) || document.querySelector("dialog[open]") || (modified && !undoes)) return;
  const command = Object.hasOwn(COMMANDS, key) ? COMMANDS[key] : null;
  if (!command && !Object.hasOwn(OTHER_KEYS, key)) return;
  event.preventDefault();
  // Material has its own meaning for some of these keys
  event.stopImmediatePropagation();
  if (event.repeat && key !== "j" && key !== "k") return;
  if (!command) OTHER_KEYS[key]()?.catch(report);
  else if (current && (command.works?.(current) ?? true)) {
    last = key;
    command.does(current)?.catch(report);
    focusCurrent();
  }
}

async function start() {
  info = await describe(listPlaces());
  draw();
  addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("focusin", ({ target }) => {
    const place = target.closest(PLACES);
    if (!place || place.dataset.slug === current) return;
    current = place.dataset.slug;
    markCurrent();
  });
  const told = JSON.parse(sessionStorage.getItem(LATER));
  if (told && Date.now() - told.time < MEMORY) notify(told.message, told.canUndo ? { label: "Undo", act: () => undo().catch(report) } : null);
  document.documentElement.dataset.rlEditing = "";
}

addEventListener("reading-list-changed", (event) => {
  event.preventDefault();
  resume = event.detail;
  refresh().catch(report);
});
addEventListener("beforeunload", (event) => pending && event.preventDefault());
start().catch(report);
