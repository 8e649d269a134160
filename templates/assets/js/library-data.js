/**
 * The library as data: validates untrusted data from files and the browser's storage, and merges libraries. Does not
 * access the storage itself.
 *
 * A library is {papers, opened, preferences, news}: `papers` is a Map from slug to entry, `opened` lists the recently
 * viewed papers, newest first, as {slug, title, at}, and `news` is described in news-data.js. Unknown fields are dropped,
 * so a new field needs a new version: version 2 added folders and news.
 */

import { noNews, readNews } from "./news-data.js";
import { nt, t } from "./translation.js";

/** Version of the format. */
const VERSION = 2;
/** Marks a file as an exported library. */
const FORMAT = "reading-list-library";
/** Longest texts, in UTF-16 code units. */
export const MAX_LENGTH = { slug: 200, title: 1000, facts: 500, note: 20000, folder: 60 };
/** Most folders that a paper can be in. */
const MAX_FOLDERS = 20;
/** Most papers in a library. */
const MAX_PAPERS = 50000;
/** Most recently viewed papers. */
const MAX_OPENED = 12;
/** The latest time of a Date, in milliseconds. */
const MAX_TIME = 8.64e15;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const STATES = ["", "later", "read"];
const isBoolean = (value) => typeof value === "boolean";
/** Name of each preference, and whether a value is valid. */
const PREFERENCES = { hideRead: isBoolean, slash: isBoolean, sync: isBoolean, density: (value) => ["comfortable", "compact", "titles"].includes(value) };
const NOT_JSON = t("This is not a JSON file. Choose a file saved with “Export as JSON”.");
const NOT_A_LIBRARY = t("This file is not a library. Choose a file saved with “Export as JSON”.");
const NEWER = t("This library was saved by a newer version of this site. Reload the page and try again.");
const TOO_MANY = nt("This file has more than %(count)s paper, which is more than a library can hold.", "This file has more than %(count)s papers, which is more than a library can hold.", MAX_PAPERS);

/** A text is not a valid library; the message is for the reader. `newer` is the object if a newer version saved it. */
export class LibraryError extends Error {
  name = "LibraryError";
  newer = null;
}

/** The entry of a paper that is not in the library. */
export const NO_ENTRY = Object.freeze({ title: "", facts: "", star: false, state: "", note: "", folders: Object.freeze([]), starAt: 0, stateAt: 0, noteAt: 0, foldersAt: 0 });

export const emptyLibrary = () => ({ papers: new Map(), opened: [], preferences: {}, news: noNews() });

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const readText = (value, maxLength) => (typeof value === "string" ? value.slice(0, maxLength) : "");
const readTime = (value) => (Number.isFinite(value) && value > 0 && value <= MAX_TIME ? Math.floor(value) : 0);

export const isSlug = (value) => typeof value === "string" && value.length <= MAX_LENGTH.slug && SLUG.test(value);

/** The time of a change: now, but later than the last change even if the clock was set back. */
export const laterThan = (last) => Math.min(Math.max(Date.now(), last + 1), MAX_TIME);

/** Makes a valid name of a folder from any value; "" if there is none. */
export const readFolder = (value) => readText(value, 1000).replace(/\s+/gu, " ").trim().slice(0, MAX_LENGTH.folder).trim();

const readFolders = (values) => (Array.isArray(values) ? [...new Set(values.slice(0, 1000).map(readFolder).filter(Boolean))].slice(0, MAX_FOLDERS) : []);

/** Makes a valid entry from any object; null if it has nothing to save. */
export function makeEntry(raw) {
  const entry = {
    title: readText(raw.title, MAX_LENGTH.title),
    facts: readText(raw.facts, MAX_LENGTH.facts),
    star: raw.star === true,
    state: STATES.includes(raw.state) ? raw.state : "",
    note: readText(raw.note, MAX_LENGTH.note),
    folders: readFolders(raw.folders),
    starAt: readTime(raw.starAt),
    stateAt: readTime(raw.stateAt),
    noteAt: readTime(raw.noteAt),
    foldersAt: readTime(raw.foldersAt),
  };
  return entry.star || entry.state || entry.note || entry.folders.length ? entry : null;
}

/** Adds a paper to the front of the recently viewed ones. */
export function addOpened(opened, { slug, title, at }) {
  const rest = opened.filter((item) => item.slug !== slug);
  return [{ slug, title: readText(title, MAX_LENGTH.title), at: readTime(at) }, ...rest].slice(0, MAX_OPENED);
}

const isSameList = (a, b) => Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, number) => item === b[number]);

/** Whether `made` has everything in `raw`. */
const isWhole = (raw, made) => Object.keys(raw).every((name) => Object.hasOwn(made, name) && (made[name] === raw[name] || isSameList(made[name], raw[name])));

function readOpened(raw) {
  const opened = [];
  for (const item of Array.isArray(raw) ? raw : []) {
    if (opened.length === MAX_OPENED) break;
    if (!isObject(item) || !isSlug(item.slug) || opened.some(({ slug }) => slug === item.slug)) continue;
    opened.push({ slug: item.slug, title: readText(item.title, MAX_LENGTH.title), at: readTime(item.at) });
  }
  return opened;
}

function readPreferences(raw) {
  const chosen = isObject(raw) ? raw : {};
  return Object.fromEntries(Object.entries(PREFERENCES).filter(([name, isValid]) => isValid(chosen[name])).map(([name]) => [name, chosen[name]]));
}

/** Whether everything except the papers, which are counted separately, was read completely. */
function keepsTheRest(raw, { opened, preferences, news }) {
  const { opened: viewed = [], preferences: chosen = {}, news: found = news } = raw;
  return (
    Array.isArray(viewed) &&
    viewed.length === opened.length &&
    viewed.every((item, number) => isWhole(item, opened[number])) &&
    isObject(chosen) &&
    isWhole(chosen, preferences) &&
    JSON.stringify(found) === JSON.stringify(news) &&
    Object.keys(raw).every((name) => ["format", "site", "version", "papers", "opened", "preferences", "news"].includes(name))
  );
}

/** Returns the valid parts of an object as {library, dropped, partial, complete}; see parseLibrary. */
export function readLibrary(raw) {
  const library = emptyLibrary();
  let dropped = 0;
  let partial = 0;
  for (const [slug, value] of Object.entries(isObject(raw.papers) ? raw.papers : {})) {
    const entry = isSlug(slug) && isObject(value) ? makeEntry(value) : null;
    if (entry) library.papers.set(slug, entry);
    if (!entry) dropped += 1;
    else if (!isWhole(value, entry)) partial += 1;
  }
  library.opened = readOpened(raw.opened);
  library.preferences = readPreferences(raw.preferences);
  library.news = readNews(raw.news);
  return { library, dropped, partial, complete: !dropped && !partial && keepsTheRest(raw, library) };
}

/**
 * Parses a library in JSON as {library, dropped, partial, complete, site}: its valid parts, the number of papers
 * dropped and of those read in part, whether everything was read, and the site that a file was exported from.
 * Throws a LibraryError if the text is not a library or, with `isFile`, not an exported one.
 */
export function parseLibrary(json, { isFile = false } = {}) {
  let raw;
  try {
    raw = JSON.parse(json);
  } catch {
    throw new LibraryError(NOT_JSON);
  }
  if (!isObject(raw) || (isFile && raw.format !== FORMAT)) throw new LibraryError(NOT_A_LIBRARY);
  if (!Number.isInteger(raw.version) || raw.version < 1) throw new LibraryError(NOT_A_LIBRARY);
  if (raw.version > VERSION) throw Object.assign(new LibraryError(NEWER), { newer: raw });
  if (!isObject(raw.papers)) throw new LibraryError(NOT_A_LIBRARY);
  if (Object.keys(raw.papers).length > MAX_PAPERS) throw new LibraryError(TOO_MANY);
  return { ...readLibrary(raw), site: typeof raw.site === "string" ? raw.site : "" };
}

/** Returns a library as an object to store. */
export function toObject({ papers, opened, preferences, news }) {
  return { version: VERSION, papers: Object.fromEntries(papers), opened, preferences, news };
}

/** Returns a file with such an object, exported from `site`. */
export function toFile(object, site) {
  return `${JSON.stringify({ ...object, format: FORMAT, site }, null, 2)}\n`;
}

function joinNotes(ours, theirs) {
  if (!theirs || ours.includes(theirs)) return ours;
  if (!ours || theirs.includes(ours)) return theirs;
  const both = `${ours}\n\n${theirs}`;
  return both.length <= MAX_LENGTH.note ? both : ours;
}

/** Merges two entries of a paper. If the notes are too long together, ours is kept. */
export function joinEntries(ours, theirs) {
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
    folders: readFolders([...ours.folders, ...theirs.folders]),
    foldersAt: Math.max(ours.foldersAt, theirs.foldersAt),
  };
}

/** Merges two lists of recently viewed papers. */
export function joinOpened(ours, theirs) {
  const seen = new Map([...theirs, ...ours].sort((a, b) => a.at - b.at).map((item) => [item.slug, item]));
  return [...seen.values()].sort((a, b) => b.at - a.at).slice(0, MAX_OPENED);
}
