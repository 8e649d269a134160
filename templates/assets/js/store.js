/**
 * The reader's library: stars, reading states, notes and recently viewed papers. It is one entry in the
 * browser's local storage and never leaves the browser.
 *
 *     import * as store from "./store.js";
 *     store.star("slug", true, { title, facts });
 *     store.subscribe(() => show(store.get("slug")));
 *
 * get(slug) -> {title, facts, star, state, note, starAt, stateAt, noteAt}; state is "", "later" or "read"
 * entries() -> [[slug, entry]] of all papers in the library
 * star(slug, on, about), setState(slug, state, about), note(slug, text, about), remove(slug), clear()
 *     `about` is {title, facts}, saved so that a paper can be named after it leaves the list
 * snapshot() / restore(snapshot)      for Undo
 * opened() / open(slug, about)        recently viewed papers, newest first
 * preference(name) / prefer(name, value)    "hideRead", "slash"
 * exportText() / importText(text)     JSON; importing adds papers; throws an Error with a message to show
 * subscribe(listener)                 called after every change, including changes in other tabs
 * trouble()                           a sentence saying why nothing can be saved, or ""
 */

import { ROOT } from "./addresses.js";

const KEY = `reading-list:${ROOT.pathname}`;
const VERSION = 1;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const STATES = new Set(["", "later", "read"]);
const MAX_LENGTH = { title: 500, facts: 500, note: 20000 };
const MAX_OPENED = 12;

const NO_ENTRY = Object.freeze({ title: "", facts: "", star: false, state: "", note: "", starAt: 0, stateAt: 0, noteAt: 0 });
const NO_STORAGE = "Your browser does not let this site store data, so your changes will be lost when you leave the page.";
const NEWER = "was saved by a newer version of this site. Reload the page";
const listeners = new Set();
let problem = "";
let readOnly = false;
let state = null;

function empty() {
  return { version: VERSION, papers: {}, opened: [], preferences: {} };
}

const text = (value, maxLength) => (typeof value === "string" ? value.slice(0, maxLength) : "");
const timestamp = (value) => (Number.isFinite(value) && value > 0 ? Math.floor(value) : 0);

/** A valid entry made from any value; null if there is nothing to save in it. */
function cleanEntry(raw) {
  if (typeof raw !== "object" || raw === null) return null;
  const entry = {
    title: text(raw.title, MAX_LENGTH.title),
    facts: text(raw.facts, MAX_LENGTH.facts),
    star: raw.star === true,
    state: STATES.has(raw.state) ? raw.state : "",
    note: text(raw.note, MAX_LENGTH.note),
    starAt: timestamp(raw.starAt),
    stateAt: timestamp(raw.stateAt),
    noteAt: timestamp(raw.noteAt),
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
    for (const item of raw.opened.slice(0, MAX_OPENED)) {
      if (SLUG.test(item?.slug ?? "")) found.opened.push({ slug: item.slug, title: text(item.title, MAX_LENGTH.title), at: timestamp(item.at) });
    }
  }
  const { hideRead, slash } = raw.preferences ?? {};
  if (typeof hideRead === "boolean") found.preferences.hideRead = hideRead;
  if (typeof slash === "boolean") found.preferences.slash = slash;
  return found;
}

/** Reads the library from storage. Data that cannot be read is moved to another key, never deleted. */
function load() {
  let stored = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    problem = NO_STORAGE;
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
      problem = "Your library could not be read. A copy was kept in this browser’s storage, and you have a new, empty library.";
    } catch {
      readOnly = true;
      problem = "Your library could not be read, and the browser’s storage is too full to keep a copy, so changes are not saved.";
    }
    return empty();
  }
  readOnly = Number(raw.version) > VERSION;
  if (readOnly) problem = `Your library ${NEWER} before you change it.`;
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
        ? "Your browser’s storage is full, so the last change was not saved. Export your library, then free up some space."
        : NO_STORAGE;
  }
}

function notifyListeners() {
  for (const listener of listeners) listener();
}

/** Changes the stored library, rereading it first because another tab may have changed it. */
function change(edit) {
  if (!problem) state = load();
  edit(state);
  save();
  notifyListeners();
}

function changeEntry(slug, about, values) {
  if (!SLUG.test(slug)) return;
  change(({ papers }) => {
    const entry = cleanEntry({ ...NO_ENTRY, ...papers[slug], ...about, ...values });
    if (entry) papers[slug] = entry;
    else delete papers[slug];
  });
}

state = load();

addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  state = load();
  notifyListeners();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  state = load();
  notifyListeners();
});

export const trouble = () => problem;
export const get = (slug) => (Object.hasOwn(state.papers, slug) ? state.papers[slug] : NO_ENTRY);
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
    all.opened = [{ slug, title, at: Date.now() }, ...all.opened.filter((item) => item.slug !== slug)].slice(0, MAX_OPENED);
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

/** Adds an exported library to this one; returns the number of papers read, of new ones, and of invalid ones. */
export function importText(json) {
  let raw;
  try {
    raw = JSON.parse(json);
  } catch {
    throw new Error("This is not a JSON file. Choose a file saved with “Export as JSON”.");
  }
  if (raw?.format !== "reading-list-library" || typeof raw.papers !== "object" || raw.papers === null) {
    throw new Error("This file is not a library. Choose a file saved with “Export as JSON”.");
  }
  if (Number(raw.version) > VERSION) throw new Error(`This library ${NEWER} and try again.`);
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
    all.opened = [...seen.values()].sort((a, b) => b.at - a.at).slice(0, MAX_OPENED);
  });
  return { count, added, dropped };
}
