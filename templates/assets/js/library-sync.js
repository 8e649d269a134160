/**
 * Keeps the library in a file of the reader's, in browsers that can write files. A folder that other programs carry
 * from computer to computer makes it a way to sync.
 *
 * What this browser and the file had in common the last time is stored with the file. So each change since then is
 * known to be ours or theirs: both are kept, and what was removed on one side is removed on the other. Where both have
 * changed the same paper, the two are joined. A file that cannot be read completely is never written to.
 */

import { ROOT } from "./addresses.js";
import * as data from "./library-data.js";
import { joinNews } from "./news-data.js";
import * as store from "./store.js";
import { t } from "./translation.js";

const NAME = `reading-list:${ROOT.pathname}`;
/** The largest file to read, in bytes. */
const MAX_SIZE = 20e6;
const WRITE_AFTER = 1000;

const listeners = new Set();
/** {kind, name, text}: kind is "off", "saved", "asking" (for permission) or "failed", with the reason as its text. */
let state = { kind: "off", name: "", text: "" };
let started = false;
let timer = 0;

/* ---- the file, and what it had in common with the library, in the browser's database */

async function withStore(mode, act) {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("sync");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction("sync", mode).objectStore("sync"));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

const readRecord = () => withStore("readonly", (records) => records.get("file"));
const writeRecord = (record) => withStore("readwrite", (records) => records.put(record, "file"));

/* ---- merging */

const read = (json) => data.readLibrary(JSON.parse(json)).library;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/** Chooses the side that has changed, or joins both. */
const pick = (base, ours, theirs, join) => (same(ours, theirs) || same(theirs, base) ? ours : same(ours, base) ? theirs : ours && theirs ? join(ours, theirs) : (ours ?? theirs));

const join = (ours, theirs) => data.makeEntry(data.joinEntries(ours, theirs));

/** Merges two libraries that had `base` in common; preferences stay ours. */
function mergeChanges(base, ours, theirs) {
  const slugs = new Set([...ours.papers.keys(), ...theirs.papers.keys()]);
  const merged = [...slugs].map((slug) => [slug, pick(base.papers.get(slug), ours.papers.get(slug), theirs.papers.get(slug), join)]);
  return {
    papers: new Map(merged.filter(([, entry]) => entry)),
    opened: pick(base.opened, ours.opened, theirs.opened, data.joinOpened),
    news: pick(base.news, ours.news, theirs.news, joinNews),
    preferences: ours.preferences,
  };
}

/* ---- syncing */

function setState(changes) {
  state = { ...state, text: "", ...changes };
  for (const listener of listeners) listener(state);
}

async function readFile(handle) {
  const file = await handle.getFile();
  if (file.size > MAX_SIZE) throw new data.LibraryError(t("The file is too large for a library."));
  const text = await file.text();
  if (!text) return { text, theirs: data.emptyLibrary() };
  const { library, complete } = data.parseLibrary(text, { isFile: true });
  if (!complete) throw new data.LibraryError(t("The file is damaged. Choose another one."));
  return { text, theirs: library };
}

async function writeFile(handle, text) {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
}

async function syncNow() {
  // the database is not even created for readers who do not use it
  const record = store.preference("sync") === true ? await readRecord() : null;
  if (!record) {
    setState({ kind: "off", name: "" });
    return;
  }
  const { handle, base } = record;
  const { name } = handle;
  if ((await handle.queryPermission({ mode: "readwrite" })) !== "granted") {
    setState({ kind: "asking", name });
    return;
  }
  const { text, theirs } = await readFile(handle);
  // what a damaged library has lost was not removed by the reader
  const trouble = store.setAside() ? t("Your library is damaged.") : store.trouble();
  if (trouble) throw new data.LibraryError(trouble);
  // that a file is empty does not mean that all papers were removed
  const common = base && text ? read(base) : data.emptyLibrary();
  const ours = read(store.exportText());
  const isNew = !same(data.toObject(mergeChanges(common, ours, theirs)), data.toObject(ours));
  if (isNew && !store.change((all) => Object.assign(all, mergeChanges(common, all, theirs)))) throw new data.LibraryError(store.trouble());
  // preferences are those of this browser, and the order is the same in all
  const papers = Object.fromEntries(store.entries().sort(([a], [b]) => (a < b ? -1 : 1)));
  const merged = store.exportText({ preferences: {}, papers });
  if (merged !== text) await writeFile(handle, merged);
  await writeRecord({ handle, base: merged });
  setState({ kind: "saved", name });
}

/** Reads the file and writes what has changed; tabs take turns. Promises when that is done, also if it failed. */
export async function sync() {
  clearTimeout(timer);
  try {
    await navigator.locks.request(NAME, syncNow);
  } catch (error) {
    if (!(error instanceof data.LibraryError)) console.warn(error);
    setState({ kind: "failed", text: error instanceof data.LibraryError ? error.message : t("The file could not be read or written.") });
  }
}

function syncLater() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") timer = setTimeout(sync, WRITE_AFTER);
}

/** Syncs now, whenever the library changes, and when the reader comes back to the page. */
export function start() {
  if (started) return sync();
  started = true;
  store.subscribe(() => {
    if (state.kind !== "off") syncLater();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sync();
  });
  return sync();
}

/** Calls a listener with the state, now and whenever it changes. */
export function watch(listener) {
  listeners.add(listener);
  listener(state);
}

/** Keeps the library in this file from now on. */
export async function connect(handle) {
  await writeRecord({ handle, base: "" });
  store.prefer("sync", true);
  await start();
}

/** Asks for permission again; call it after a click. */
export async function reconnect() {
  const record = await readRecord();
  await record?.handle.requestPermission({ mode: "readwrite" });
  await sync();
}

/** Leaves the file as it is from now on. */
export async function disconnect() {
  store.prefer("sync", false);
  await withStore("readwrite", (records) => records.delete("file"));
  setState({ kind: "off", name: "" });
}
