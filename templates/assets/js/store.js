/**
 * What a reader keeps: stars, read and to read, notes, and the papers opened last. It stands in the
 * browser's own storage, under one key for this site, and goes nowhere.
 *
 *     import * as store from "./store.js";
 *     store.star("slug", true, { title, facts });
 *     store.subscribe(() => show(store.get("slug")));
 *
 * get(slug) -> {title, facts, star, state, note, starAt, stateAt, noteAt}; state is "", "later" or "read"
 * entries() -> [[slug, entry]] of all papers kept
 * star(slug, on, about), setState(slug, state, about), note(slug, text, about), remove(slug), clear()
 *     `about` is {title, facts}, kept so that a paper can be named when it is gone from the list
 * snapshot() / restore(snapshot)      for undoing
 * opened() / open(slug, about)        the papers opened last, newest first
 * preference(name) / prefer(name, value)    "hideRead", "slash"
 * exportText() / importText(text)     JSON; importing adds to what is there, and throws an Error to show
 * subscribe(listener)                 told after every change, those of other tabs included
 * trouble()                           "" or why nothing can be kept, as a sentence
 */

/** The home page of the site. */
export const ROOT = new URL("../../", import.meta.url);

const KEY = `reading-list:${ROOT.pathname}`;
const VERSION = 1;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const STATES = new Set(["", "later", "read"]);
const LONGEST = { title: 500, facts: 500, note: 20000 };
const OPENED = 12;

const NOTHING = Object.freeze({ title: "", facts: "", star: false, state: "", note: "", starAt: 0, stateAt: 0, noteAt: 0 });
const listeners = new Set();
let problem = "";
let readOnly = false;
let state = null;

function empty() {
  return { version: VERSION, papers: {}, opened: [], preferences: {} };
}

const text = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");
const moment = (value) => (Number.isFinite(value) && value > 0 ? Math.floor(value) : 0);

/** An entry as it must be, from anything; null where nothing is kept in it. */
function cleanEntry(raw) {
  if (typeof raw !== "object" || raw === null) return null;
  const entry = {
    title: text(raw.title, LONGEST.title),
    facts: text(raw.facts, LONGEST.facts),
    star: raw.star === true,
    state: STATES.has(raw.state) ? raw.state : "",
    note: text(raw.note, LONGEST.note),
    starAt: moment(raw.starAt),
    stateAt: moment(raw.stateAt),
    noteAt: moment(raw.noteAt),
  };
  return entry.star || entry.state || entry.note ? entry : null;
}

function clean(raw) {
  const found = empty();
  for (const [slug, entry] of Object.entries(raw.papers ?? {})) {
    const cleaned = SLUG.test(slug) && slug.length <= 200 ? cleanEntry(entry) : null;
    if (cleaned) found.papers[slug] = cleaned;
  }
  if (Array.isArray(raw.opened)) {
    for (const item of raw.opened.slice(0, OPENED)) {
      if (SLUG.test(item?.slug ?? "")) found.opened.push({ slug: item.slug, title: text(item.title, LONGEST.title), at: moment(item.at) });
    }
  }
  const { hideRead, slash } = raw.preferences ?? {};
  if (typeof hideRead === "boolean") found.preferences.hideRead = hideRead;
  if (typeof slash === "boolean") found.preferences.slash = slash;
  return found;
}

/** What the storage holds; what cannot be read is put aside, never thrown away. */
function load() {
  let stored = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    problem = "This browser does not let the site keep anything, so what you mark is forgotten when you leave the page.";
    return empty();
  }
  if (stored === null) return empty();
  let raw = null;
  try {
    raw = JSON.parse(stored);
  } catch {
    raw = null;
  }
  if (typeof raw !== "object" || raw === null || typeof raw.papers !== "object" || Array.isArray(raw)) {
    try {
      localStorage.setItem(`${KEY}:damaged`, stored);
      localStorage.removeItem(KEY);
      problem = "What was kept here could not be read. It is put aside in this browser’s storage, and a new library begun.";
    } catch {
      readOnly = true;
      problem = "What was kept here cannot be read, and there is no room to put it aside; nothing is changed.";
    }
    return empty();
  }
  readOnly = Number(raw.version) > VERSION;
  if (readOnly) problem = "Your library was written by a newer edition of this site. Reload the page before you change it.";
  return clean(raw);
}

function save() {
  if (readOnly) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
    problem = "";
  } catch (error) {
    problem =
      error?.name === "QuotaExceededError"
        ? "The browser’s storage is full: the last change is not kept. Export your library, then make room."
        : "This browser does not let the site keep anything, so what you mark is forgotten when you leave the page.";
  }
}

function tell() {
  for (const listener of listeners) listener();
}

/** Change what is there now: another tab may have written since. */
function change(act) {
  if (!problem) state = load();
  act(state);
  save();
  tell();
}

function changeEntry(slug, about, values) {
  if (!SLUG.test(slug)) return;
  change(({ papers }) => {
    const entry = cleanEntry({ ...NOTHING, ...papers[slug], ...about, ...values });
    if (entry) papers[slug] = entry;
    else delete papers[slug];
  });
}

state = load();

addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  state = load();
  tell();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  state = load();
  tell();
});

export const trouble = () => problem;
export const get = (slug) => (Object.hasOwn(state.papers, slug) ? state.papers[slug] : NOTHING);
export const entries = () => Object.entries(state.papers);
export const opened = () => state.opened;
export const preference = (name) => state.preferences[name];
export const snapshot = () => structuredClone(state);

export function subscribe(listener) {
  listeners.add(listener);
}

export function star(slug, on, about) {
  changeEntry(slug, about, { star: on, starAt: Date.now() });
}

export function setState(slug, value, about) {
  changeEntry(slug, about, { state: value, stateAt: Date.now() });
}

export function note(slug, value, about) {
  changeEntry(slug, about, { note: value.trim() ? value : "", noteAt: Date.now() });
}

export function remove(slug) {
  change(({ papers }) => delete papers[slug]);
}

export function clear() {
  change((all) => Object.assign(all, { papers: {}, opened: [] }));
}

export function restore(earlier) {
  change((all) => Object.assign(all, clean(earlier)));
}

export function prefer(name, value) {
  change(({ preferences }) => {
    preferences[name] = value;
  });
}

export function open(slug, { title }) {
  if (!SLUG.test(slug)) return;
  change((all) => {
    all.opened = [{ slug, title, at: Date.now() }, ...all.opened.filter((item) => item.slug !== slug)].slice(0, OPENED);
  });
}

export function exportText() {
  return `${JSON.stringify({ format: "reading-list-library", site: ROOT.href, ...state }, null, 2)}\n`;
}

function joinNotes(ours, theirs) {
  if (!theirs || ours.includes(theirs)) return ours;
  if (!ours || theirs.includes(ours)) return theirs;
  return `${ours}\n\n${theirs}`;
}

function joinEntries(ours, theirs) {
  const later = theirs.stateAt > ours.stateAt ? theirs : ours;
  const known = later.state ? later : later === ours ? theirs : ours;
  return {
    title: ours.title || theirs.title,
    facts: ours.facts || theirs.facts,
    star: ours.star || theirs.star,
    starAt: Math.max(ours.starAt, theirs.starAt),
    state: known.state,
    stateAt: known.stateAt,
    note: joinNotes(ours.note, theirs.note),
    noteAt: Math.max(ours.noteAt, theirs.noteAt),
  };
}

/** Adds an exported library to this one; returns how many papers it held and how many are new here. */
export function importText(json) {
  let raw;
  try {
    raw = JSON.parse(json);
  } catch {
    throw new Error("This is not a JSON file. Choose a file that “Export as JSON” has written.");
  }
  if (raw?.format !== "reading-list-library" || typeof raw.papers !== "object" || raw.papers === null) {
    throw new Error("This file is not a library. Choose a file that “Export as JSON” has written.");
  }
  if (Number(raw.version) > VERSION) throw new Error("This library was written by a newer edition of the site. Reload the page and try again.");
  const theirs = clean(raw);
  const count = Object.keys(theirs.papers).length;
  const dropped = Object.keys(raw.papers).length - count;
  let added = 0;
  change((all) => {
    for (const [slug, entry] of Object.entries(theirs.papers)) {
      if (Object.hasOwn(all.papers, slug)) all.papers[slug] = joinEntries(all.papers[slug], entry);
      else {
        all.papers[slug] = entry;
        added += 1;
      }
    }
    const seen = new Map([...theirs.opened, ...all.opened].sort((a, b) => a.at - b.at).map((item) => [item.slug, item]));
    all.opened = [...seen.values()].sort((a, b) => b.at - a.at).slice(0, OPENED);
  });
  return { count, added, dropped };
}
