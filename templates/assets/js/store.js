/**
 * The reader's library: stars, reading states, notes, folders and recently viewed papers. It is one entry in the
 * browser's local storage and never leaves the browser.
 *
 *     import * as store from "./store.js";
 *     store.star("slug", true, { title, facts });
 *     store.subscribe(() => show(store.get("slug")));
 *
 * get(slug) -> {title, facts, star, state, note, folders, starAt, stateAt, noteAt, foldersAt}; state is "", "later" or
 *     "read"; folders are names, and a paper can be in several
 * has(slug), entries() -> [[slug, entry]] of all papers in the library
 * folders() -> names of all folders, sorted; file(slug, folders, about), renameFolder(name, newName) with "" to delete it
 * starAll([[slug, about]]), star(slug, on, about), setState(slug, state, about), note(slug, text, about), remove(slug), clear()
 *     `about` is {title, facts}, saved so that a paper can be named after it leaves the list. Each returns a
 *     function that undoes it, or null if it could not be saved and nothing has changed.
 * opened() / open(slug, about)        recently viewed papers, newest first
 * news() / changeNews(edit)           followed topics, saved searches and the latest visit; `edit` returns them changed
 * preference(name) / prefer(name, value)    "hideRead", "slash", "sync", "density"
 * add(papers, folder)                 adds papers {slug, title, note}, such as those of a shared list
 * exportText() / importText(text)     JSON; importing adds papers; throws a LibraryError with a message to show
 * subscribe(listener)                 called after every change, including changes in other tabs
 * trouble()                           a sentence saying why nothing can be saved, or ""
 * setAside() -> {text, number, discard, inPlace}    the oldest damaged library, the number of them, a function that
 *     deletes it, and whether there was no room to copy it; null if there is none
 * takeNews()                          whether a library has been set aside since the last call
 */

import { ROOT } from "./addresses.js";
import * as data from "./library-data.js";
import { joinNews, noNews } from "./news-data.js";
import { connectSetAside } from "./set-aside.js";
import { t } from "./translation.js";

const KEY = `reading-list:${ROOT.pathname}`;

const TROUBLES = {
  unavailable: t("Your browser does not let this site store data, so your changes will be lost when you leave the page."),
  full: t("Your browser’s storage is full, so the last change was not saved. Export your library, then free up some space."),
  failed: t("Your browser could not save the last change."),
  newer: t("Your library was saved by a newer version of this site. Reload the page before you change it."),
  damaged: t("Your library is damaged, and your browser’s storage is too full to keep a copy. Changes will not be saved until you discard the damaged library."),
};

const listeners = new Set();
const aside = connectSetAside(KEY);
let problem = "";
/** Whether the stored library must not be overwritten. */
let readOnly = false;
/** Whether a damaged library has just been set aside. */
let isNew = false;
/** The object stored by a newer version of this site, or null. */
let newer = null;
/** The text that `library` was read from. */
let known = null;
let library = data.emptyLibrary();

const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });

const toText = (some) => JSON.stringify(data.toObject(some));

/** Reads a stored text as {library, complete, hopeless}: whether all or nothing of it could be read. */
function read(text) {
  try {
    return data.parseLibrary(text);
  } catch (error) {
    if (!(error instanceof data.LibraryError)) throw error;
    newer = error.newer;
    return newer ? { ...data.readLibrary(newer), complete: true } : { library: data.emptyLibrary(), complete: false, hopeless: true };
  }
}

/** Reads the library from storage if it has changed. A damaged one is set aside, never deleted. */
function load() {
  let text = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    problem = TROUBLES.unavailable;
    return;
  }
  if (text === known && !readOnly) return;
  newer = null;
  const found = text === null ? { library: data.emptyLibrary(), complete: true } : read(text);
  known = text;
  library = found.library;
  readOnly = Boolean(newer);
  problem = newer ? TROUBLES.newer : "";
  if (found.complete) return;
  known = found.hopeless ? null : toText(library);
  isNew = aside.keep(text, known);
  if (isNew) return;
  known = text;
  readOnly = true;
  problem = TROUBLES.damaged;
}

/** Saves a library and returns whether that worked. Without storage, it lasts as long as the page. */
function save(changed) {
  if (readOnly) return false;
  if (problem !== TROUBLES.unavailable) {
    const text = toText(changed);
    try {
      localStorage.setItem(KEY, text);
    } catch (error) {
      // Firefox says NS_ERROR_DOM_QUOTA_REACHED
      problem = /quota/i.test(error?.name) ? TROUBLES.full : TROUBLES.failed;
      return false;
    }
    known = text;
    problem = "";
  }
  library = changed;
  return true;
}

function notifyListeners() {
  for (const listener of listeners) listener();
}

const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Returns a function that undoes a change, except for entries changed since. */
function makeUndo(before, after) {
  const undoOne = (papers, slug) => {
    const [old, now] = [before.papers.get(slug), papers.get(slug)];
    if (same(now, after.papers.get(slug))) {
      if (old) papers.set(slug, old);
      else papers.delete(slug);
    } else if (old && now && !after.papers.has(slug)) papers.set(slug, data.joinEntries(now, old));
  };
  return () =>
    change((all) => {
      for (const slug of new Set([...before.papers.keys(), ...after.papers.keys()])) {
        if (before.papers.get(slug) !== after.papers.get(slug)) undoOne(all.papers, slug);
      }
      if (same(all.opened, after.opened)) all.opened = before.opened;
      if (same(all.news, after.news)) all.news = before.news;
    });
}

/**
 * Changes the stored library {papers, opened, preferences, news}, rereading it first because another tab may have changed
 * it. Returns a function that undoes it, or null if it could not be saved.
 */
export function change(edit) {
  load();
  const before = library;
  const after = { papers: new Map(before.papers), opened: before.opened, preferences: { ...before.preferences }, news: before.news };
  edit(after);
  const saved = save(after);
  notifyListeners();
  return saved ? makeUndo(before, after) : null;
}

function changeEntry(slug, about, makeValues) {
  if (!data.isSlug(slug)) return null;
  return change(({ papers }) => {
    const old = papers.get(slug) ?? data.NO_ENTRY;
    const entry = data.makeEntry({ ...old, ...about, ...makeValues(old) });
    if (entry) papers.set(slug, entry);
    else papers.delete(slug);
  });
}

function reload() {
  load();
  notifyListeners();
}

load();
addEventListener("storage", ({ key }) => {
  if (key === null || key.startsWith(KEY)) reload();
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) reload();
});

export const trouble = () => problem;
export const get = (slug) => library.papers.get(slug) ?? data.NO_ENTRY;
export const has = (slug) => library.papers.has(slug);
export const entries = () => [...library.papers];
export const opened = () => library.opened;
export const folders = () => [...new Set(entries().flatMap(([, entry]) => entry.folders))].sort(collator.compare);
export const news = () => library.news;
export const preference = (name) => library.preferences[name];

export function subscribe(listener) {
  listeners.add(listener);
}

export function star(slug, on, about) {
  return changeEntry(slug, about, ({ starAt }) => ({ star: on, starAt: data.laterThan(starAt) }));
}

export function starAll(papers) {
  return change((all) => {
    for (const [slug, about] of papers) {
      const old = all.papers.get(slug) ?? data.NO_ENTRY;
      if (data.isSlug(slug) && !old.star) all.papers.set(slug, data.makeEntry({ ...old, ...about, star: true, starAt: data.laterThan(old.starAt) }));
    }
  });
}

export function setState(slug, value, about) {
  return changeEntry(slug, about, ({ stateAt }) => ({ state: value, stateAt: data.laterThan(stateAt) }));
}

export function note(slug, value, about) {
  return changeEntry(slug, about, ({ noteAt }) => ({ note: value.trim() ? value : "", noteAt: data.laterThan(noteAt) }));
}

export function file(slug, names, about) {
  return changeEntry(slug, about, ({ foldersAt }) => ({ folders: names, foldersAt: data.laterThan(foldersAt) }));
}

export function renameFolder(name, newName) {
  return change(({ papers }) => {
    for (const [slug, entry] of papers) {
      if (!entry.folders.includes(name)) continue;
      const named = entry.folders.map((folder) => (folder === name ? newName : folder));
      const changed = data.makeEntry({ ...entry, folders: named, foldersAt: data.laterThan(entry.foldersAt) });
      if (changed) papers.set(slug, changed);
      else papers.delete(slug);
    }
  });
}

export function remove(slug) {
  return change(({ papers }) => papers.delete(slug));
}

export function clear() {
  return change((all) => Object.assign(all, { papers: new Map(), opened: [], news: noNews() }));
}

export function prefer(name, value) {
  return change(({ preferences }) => {
    preferences[name] = value;
  });
}

export function changeNews(edit) {
  return change((all) => {
    all.news = edit(all.news);
  });
}

export function open(slug, { title }) {
  if (!data.isSlug(slug)) return;
  change((all) => {
    all.opened = data.addOpened(all.opened, { slug, title, at: Date.now() });
  });
}

export function exportText(changes = {}) {
  return data.toFile({ ...(newer ?? data.toObject(library)), ...changes }, ROOT.href);
}

/**
 * Merges an exported library into this one. Returns {count, added, partial, dropped, elsewhere, undo}: the numbers of
 * papers imported, new, imported only in part, and skipped; and whether the file is from another site.
 */
export function importText(json) {
  const { library: theirs, dropped, partial, site } = data.parseLibrary(json, { isFile: true });
  const { added, cut, undo } = merge(theirs);
  if (!undo) throw new data.LibraryError(`${t("Nothing was imported.")} ${problem}`);
  return { count: theirs.papers.size, added, partial: partial + cut, dropped, elsewhere: Boolean(site) && site !== ROOT.href, undo };
}

/** Merges another library into this one: {added, cut, undo}, the numbers of new papers and of notes that did not fit. */
function merge(theirs) {
  let added = 0;
  let cut = 0;
  const undo = change((all) => {
    for (const [slug, entry] of theirs.papers) {
      const ours = all.papers.get(slug);
      const joined = ours ? data.joinEntries(ours, entry) : entry;
      if (!ours) added += 1;
      else if (!joined.note.includes(entry.note)) cut += 1;
      all.papers.set(slug, joined);
    }
    all.opened = data.joinOpened(all.opened, theirs.opened);
    all.news = joinNews(all.news, theirs.news);
  });
  return { added, cut, undo };
}

/** Adds papers {slug, title, note} to a folder; returns what `merge` does. Notes that are there already are kept. */
export function add(papers, folder) {
  const now = Date.now();
  const entries = papers.map(({ slug, title, note: text }) => [slug, data.makeEntry({ title, note: text, noteAt: text ? now : 0, folders: [folder], foldersAt: now })]);
  return merge({ ...data.emptyLibrary(), papers: new Map(entries) });
}

export function setAside() {
  if (problem === TROUBLES.damaged) return { text: known, number: 1, discard: discardDamaged, inPlace: true };
  return aside.oldest(notifyListeners);
}

export function takeNews() {
  const was = isNew;
  isNew = false;
  return was;
}

/** Replaces a damaged library that could not be copied with its readable part. */
function discardDamaged() {
  readOnly = false;
  problem = "";
  change(() => {});
}
