/**
 * Buttons and keys for the curator, on the page of papers to review and on the pages of papers. Only the local
 * preview adds this script to pages; a published site does not contain it.
 */

import { count, element, isTyping } from "../assets/js/elements.js";
import { notify } from "../assets/js/notices.js";
import { compare } from "./editing-comparison.js";
import { makeForm } from "./editing-forms.js";

const TOKEN = document.querySelector('meta[name="reading-list-token"]').content;
const PLACES = ".md-content article.rl-card[data-slug], .rl-paper[data-slug]";
/** Where a message waits for the next page. */
const LATER = "reading-list-message";
const onReviewPage = !document.querySelector(".rl-paper[data-slug]");

/** What the preview says about the papers on the page. */
let info = { papers: {}, pairs: [], topics: [], kinds: [], waiting: 0, reviewed: 0, undo: "" };
/** The paper that keys act on. */
let current = "";
/** Continues waiting for changes of this page; set when there was a change that is not shown yet. */
let resume = null;
/** Papers that left the page, and the slug of the paper below them, so that undoing brings them back at once. */
const gone = new Map();
/** Actions are carried out one after the other. */
let queue = Promise.resolve();

const listPlaces = () => [...document.querySelectorAll(PLACES)];
const findPlace = (slug) => listPlaces().find((place) => place.dataset.slug === slug);
const openForm = () => document.querySelector(".rl-edit");
const findPairs = (slug) => info.pairs.filter(([one, other]) => one === slug || other === slug);

/* ---- the preview */

async function ask(name, data = {}) {
  const headers = { "Content-Type": "application/json", "X-Reading-List-Token": TOKEN };
  let answer;
  try {
    answer = await fetch(new URL(name, import.meta.url), { method: "POST", headers, body: JSON.stringify(data) });
  } catch {
    throw new Error("The preview does not answer. Is it still running?");
  }
  const said = await answer.json().catch(() => ({ error: `The preview failed (${answer.status}); it printed the reason.` }));
  if (!answer.ok) throw new Error(said.error);
  return said;
}

const undoButton = () => ({ label: "Undo", act: () => run(undo) });

/** Says what happened, here and on the page that may follow. */
function tell(message, canUndo = true) {
  notify(message, canUndo ? undoButton() : null);
  if (!onReviewPage) sessionStorage.setItem(LATER, JSON.stringify({ message, canUndo }));
}

async function act(slug, action) {
  const said = await ask("act", { slug, ...action });
  Object.assign(info, { undo: said.undo, reviewed: said.reviewed });
  const paper = info.papers[slug];
  if (action.action === "set") {
    Object.assign(paper.values, action.changes);
    showTopics(slug);
  }
  if (action.action === "different") info.pairs = info.pairs.filter((pair) => !(pair.includes(slug) && pair.includes(action.other)));
  else if (action.action !== "set") leave(slug);
  tell(said.message);
  draw();
  // the button that was pressed is gone
  if (document.activeElement === document.body) focusCurrent();
}

/** Takes a paper off the page, or shows that it needs no review anymore. */
function leave(slug) {
  if (info.papers[slug].review) info.waiting -= 1;
  info.papers[slug].review = "";
  info.pairs = info.pairs.filter((pair) => !pair.includes(slug));
  if (!onReviewPage) return;
  const places = listPlaces();
  const at = places.findIndex((place) => place.dataset.slug === slug);
  if (current === slug) current = (places[at + 1] ?? places[at - 1])?.dataset.slug ?? "";
  gone.set(slug, [places[at], places[at + 1]?.dataset.slug]);
  places[at].remove();
}

/** Shows the topics of a paper before the page has them. */
function showTopics(slug) {
  const titles = new Map(info.topics.map(({ id, title }) => [id, title]));
  const chips = info.papers[slug].values.topics.map((id, number) => element("span", { class: `rl-chip rl-chip--topic${number ? "" : " rl-chip--primary"}` }, titles.get(id)));
  findPlace(slug).querySelector(".rl-topics")?.replaceChildren(...chips);
}

async function undo() {
  const said = await ask("undo");
  current = said.slug;
  tell(said.message, false);
  const [place, next] = gone.get(current) ?? [];
  if (place && !findPlace(current)) {
    const after = findPlace(next);
    if (after) after.before(place);
    else document.querySelector(".md-content__inner").append(place);
  }
  await describe();
  draw();
  focusCurrent();
}

/** Asks the preview about the papers on the page. */
async function describe() {
  info = await ask("describe", { slugs: listPlaces().map((place) => place.dataset.slug) });
}

/** Does something once everything before is done, and reports its errors. */
function run(step) {
  queue = queue.then(step).catch((error) => notify(error.message));
  return queue;
}

/* ---- the page */

const COMMANDS = {
  c: { label: "Confirm", does: (slug) => act(slug, { action: "confirm" }), shown: (slug) => info.papers[slug].review },
  t: { label: "Topics", does: (slug) => edit(slug, "topics") },
  e: { label: "Summary", does: (slug) => edit(slug, "texts") },
  n: { label: "Notes", does: (slug) => edit(slug, "notes") },
  m: { label: "Must-read", does: toggleMustRead, pressed: (slug) => info.papers[slug].values.must_read },
  x: { label: "Exclude", does: (slug) => edit(slug, "exclude") },
  g: { label: "Merge", does: (slug) => edit(slug, "merge") },
  s: { label: "Same paper", does: (slug) => answer(slug, "same"), shown: () => false },
  d: { label: "Different papers", does: (slug) => answer(slug, "different"), shown: () => false },
};
const KEYS = [["j k", "next and previous paper"], ["c", "confirm"], ["t", "topics"], ["e", "summary, question and kind"], ["n", "notes"], ["m", "mark as must-read, or not"], ["x", "exclude"], ["g", "merge with another record"], ["s d", "same or different paper, in a pair"], ["z", "undo, also Ctrl+Z"], ["Esc", "close a form; what you typed is kept"], ["Ctrl+Enter", "save a form"], ["?", "show or hide these keys"]];

function answer(slug, verdict) {
  const pair = findPairs(slug)[0];
  if (!pair) throw new Error("No other record looks like this paper.");
  return act(slug, { action: verdict, other: pair[0] === slug ? pair[1] : pair[0] });
}

function toggleMustRead(slug) {
  const { must_read: held } = info.papers[slug].values;
  return act(slug, { action: "set", changes: { must_read: held ? "" : "true" }, before: { must_read: held } });
}

function edit(slug, name) {
  openForm()?.remove();
  const place = findPlace(slug);
  const close = () => {
    form.remove();
    focusCurrent();
    if (resume) refresh();
  };
  const form = makeForm(name, { paper: info.papers[slug], info, ask, act: (action) => act(slug, action), close });
  place.querySelector(".rl-edit-bar").after(form);
  form.querySelector("input, textarea").focus();
  form.scrollIntoView({ block: "nearest" });
}

function makeButton(slug, key, action = COMMANDS[key].does) {
  const onclick = () => {
    current = slug;
    run(() => action(slug));
  };
  return element("button", { type: "button", class: `rl-button${key === "c" ? " rl-button--primary" : ""}`, "aria-keyshortcuts": key, "aria-pressed": COMMANDS[key].pressed && String(Boolean(COMMANDS[key].pressed(slug))), "data-key": key, onclick }, COMMANDS[key].label, element("kbd", { "aria-hidden": "true" }, key));
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

/** Adds buttons to all papers, and marks the current one. */
function draw() {
  for (const place of listPlaces()) {
    const { slug } = place.dataset;
    if (!info.papers[slug] || (onReviewPage && !info.papers[slug].review)) {
      if (onReviewPage) place.remove();
      continue;
    }
    const buttons = Object.keys(COMMANDS).filter((key) => COMMANDS[key].shown?.(slug) ?? true).map((key) => makeButton(slug, key));
    const bar = element(
      "div",
      { class: "rl-edit-bar", role: "group", "aria-label": `Edit ${info.papers[slug].title}` },
      onReviewPage ? null : element("p", { class: "rl-edit-bar__title" }, "Only you can see these buttons: they are not on the published site."),
      element("p", { class: "rl-edit-bar__buttons" }, ...buttons),
      ...findPairs(slug).map((pair) => makePair(pair, slug)),
    );
    const old = place.querySelector(".rl-edit-bar");
    const focused = old?.contains(document.activeElement) && document.activeElement.dataset.key;
    if (old) old.replaceWith(bar);
    else place.append(bar);
    if (focused) bar.querySelector(`[data-key="${focused}"]`)?.focus();
    place.tabIndex = -1;
  }
  drawProgress();
  if (onReviewPage) markCurrent();
}

function drawProgress() {
  if (!onReviewPage) return;
  const total = info.reviewed + info.waiting;
  const bar = document.querySelector(".rl-edit-progress") ?? document.querySelector(".md-content h1").parentElement.insertBefore(element("div", { class: "rl-edit-progress" }), document.querySelector(".md-content h1").nextElementSibling);
  bar.replaceChildren(
    element("span", {}, info.waiting ? `${info.reviewed} of ${count(total, "paper")} reviewed` : "Everything is reviewed."),
    element("progress", { max: total || 1, value: total ? info.reviewed : 1, "aria-label": "Reviewed" }),
    element("button", { type: "button", class: "rl-text-button", disabled: !info.undo, title: info.undo, onclick: () => run(undo) }, "Undo"),
    element("button", { type: "button", class: "rl-text-button", onclick: showKeys }, "Keys"),
  );
}

function markCurrent() {
  const places = listPlaces();
  const place = findPlace(current) ?? places[0];
  current = place?.dataset.slug ?? "";
  for (const other of places) {
    other.classList.toggle("is-current", other === place);
    other.toggleAttribute("aria-current", other === place);
    const abstract = other.querySelector(".rl-abstract");
    if (abstract) abstract.open = other === place;
  }
}

function focusCurrent() {
  const place = findPlace(current);
  if (!place || openForm()) return;
  place.focus({ preventScroll: true });
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
  const rows = KEYS.map(([key, does]) => element("div", {}, element("dt", {}, ...key.split(" ").map((one) => element("kbd", {}, one))), element("dd", {}, does)));
  const close = () => dialog.close();
  const dialog = element("dialog", { class: "rl-dialog rl-dialog--small rl-edit-keys md-typeset", "aria-label": "Keys", onclose: () => dialog.remove(), onkeydown: (event) => event.key === "?" && close() }, element("h2", {}, "Keys"), element("dl", {}, ...rows), element("button", { class: "rl-button", onclick: close }, "Close"));
  document.body.append(dialog);
  dialog.showModal();
}

/* ---- changes */

/** Shows what has changed, without losing the place. A form that is open is finished first. */
async function refresh() {
  if (openForm()) return;
  const go = resume;
  resume = null;
  if (!onReviewPage) {
    location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  const fresh = await ask("describe", { slugs: [...page.querySelectorAll(PLACES)].map((place) => place.dataset.slug) });
  if (openForm()) {
    resume = go;
    return;
  }
  info = fresh;
  const hadFocus = document.activeElement === document.body || document.querySelector(".md-content").contains(document.activeElement);
  const { scrollX, scrollY } = window;
  const before = findPlace(current)?.getBoundingClientRect().top;
  document.querySelector(".md-content__inner").replaceChildren(...page.querySelector(".md-content__inner").childNodes);
  draw();
  const after = findPlace(current)?.getBoundingClientRect().top;
  scrollTo(scrollX, scrollY + (before === undefined || after === undefined ? 0 : after - before));
  if (hadFocus) findPlace(current)?.focus({ preventScroll: true });
  go?.(page.querySelector("script[data-version]").dataset.version);
}

function onKey(event) {
  const { key } = event;
  const undoes = key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (isTyping(event.target) || document.querySelector("dialog[open]") || (!undoes && (event.ctrlKey || event.metaKey || event.altKey))) return;
  const steps = { j: () => move(1), k: () => move(-1), z: undo, "?": showKeys };
  const step = undoes ? undo : Object.hasOwn(steps, key) ? steps[key] : Object.hasOwn(COMMANDS, key) ? () => current && COMMANDS[key].does(current) : null;
  if (!step) return;
  event.preventDefault();
  // Material has its own meaning for some of these keys
  event.stopImmediatePropagation();
  if (!event.repeat || key === "j" || key === "k") run(async () => {
    await step();
    if (key === "c" || key === "d" || key === "s") focusCurrent();
  });
}

async function start() {
  await describe();
  if (!onReviewPage) current = listPlaces()[0].dataset.slug;
  draw();
  addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("focusin", ({ target }) => {
    const place = target.closest(PLACES);
    if (!onReviewPage || !place || place.dataset.slug === current) return;
    current = place.dataset.slug;
    markCurrent();
  });
  const told = JSON.parse(sessionStorage.getItem(LATER));
  sessionStorage.removeItem(LATER);
  if (told) notify(told.message, told.canUndo ? undoButton() : null);
  document.documentElement.dataset.rlEditing = "";
}

addEventListener("reading-list-changed", (event) => {
  event.preventDefault();
  resume = event.detail;
  run(refresh);
});
run(start);
