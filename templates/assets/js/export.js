/**
 * Exports of a selection of papers, made in the browser: the same bytes as the files of the build.
 *
 * The build writes every paper in every format into shards (`assets/data/cite/`, see
 * `generator/exports/files.py`); here they are fetched by need and joined. No format is known here.
 *
 *     import { exportSelection, download, copy, announce } from "./export.js";
 *     const result = await exportSelection(["slug-a", "slug-b"], "bib", { name: "starred" });
 *     download(result);                     // saves starred.bib
 *     await copy(result.text);              // true when it is on the clipboard
 *
 * exportSelection(slugs, format, options) -> Promise<{filename, mediaType, text, count, missing}>
 *     slugs    any iterable of slugs, in any order; each counts once, the file is in the order of slugs
 *     format   "bib" | "ris" | "json" | "csv" | "citation" | "md"
 *     options  name    file name without extension ("selection")
 *              signal  an AbortSignal for the requests
 *     count is the number of papers in the text; `missing` are the slugs that are not on the list.
 *     Throws an Error whose message can be shown, when the data cannot be fetched.
 *
 * listFormats({signal}) -> Promise<[{id, name}]>   the formats there are
 * download({filename, mediaType, text})            saves a text as a file
 * copy(text) -> Promise<boolean>                   the clipboard, or else the older command
 * announce(message)                                says it to a screen reader, without moving the focus
 *
 * bind(root = document)   makes buttons work by their attributes, those of later pages included:
 *     <button data-export-copy="bib" data-export-slugs="slug-a slug-b">Copy</button>
 *     <button data-export-download="ris" data-export-slugs="slug-a" data-export-name="paper">…</button>
 */

import { hashFnv1a } from "./text.js";

const DATA = new URL("../data/cite/", import.meta.url);
const AT_ONCE = 6;

let index = null;
const shards = new Map();

async function fetchJson(path, { signal, reload = false } = {}) {
  let response;
  try {
    response = await fetch(new URL(path, DATA), { signal, cache: reload ? "reload" : "default" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The citations could not be fetched. Check the connection and try again.");
  }
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The citations could not be fetched (the server says ${response.status}).`);
  return response.json();
}

async function loadIndex(options) {
  if (!index || options.reload) {
    const loaded = await fetchJson("index.json", options);
    if (!loaded) throw new Error("This site has no citations to export.");
    index = loaded;
  }
  return index;
}

/** Returns the shard that has a paper (shard_of in generator/exports/paths.py). */
const shardOf = (slug, count) => hashFnv1a(slug) % count;

async function loadShard(format, shard, count, options) {
  const path = `${count}/${format}-${shard}.json`;
  if (!shards.has(path) || options.reload) {
    const loaded = await fetchJson(path, options);
    if (!loaded) return null;
    shards.set(path, loaded);
  }
  return shards.get(path);
}

/** Entries of these slugs, or null where a shard is gone: the site was built anew since the index came. */
async function collect(slugs, format, options) {
  const { shards: count } = await loadIndex(options);
  const wanted = [...new Set(slugs.map((slug) => shardOf(slug, count)))];
  const loaded = new Map();
  const queue = wanted.values();
  const work = async () => {
    for (const shard of queue) loaded.set(shard, await loadShard(format, shard, count, options));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted.length) }, work));
  const entries = new Map();
  for (const slug of slugs) {
    const shard = loaded.get(shardOf(slug, count));
    if (!shard) return null;
    if (Object.hasOwn(shard, slug)) entries.set(slug, shard[slug]);
  }
  return entries;
}

export async function exportSelection(slugs, format, { name = "selection", signal } = {}) {
  const sorted = [...new Set(slugs)].sort();
  if (!Object.hasOwn((await loadIndex({ signal })).formats, format)) {
    throw new Error(`There is no export as ${format}.`);
  }
  let entries = await collect(sorted, format, { signal });
  if (!entries || entries.size < sorted.length) {
    // a paper that is not there may be newer than what the browser has kept
    entries = (await collect(sorted, format, { signal, reload: true })) ?? new Map();
  }
  const { head, separator, tail, mediaType, extension = format } = index.formats[format];
  const found = sorted.filter((slug) => entries.has(slug));
  return {
    filename: `${name}.${extension}`,
    mediaType,
    text: head + found.map((slug) => entries.get(slug)).join(separator) + tail,
    count: found.length,
    missing: sorted.filter((slug) => !entries.has(slug)),
  };
}

export async function listFormats({ signal } = {}) {
  const { formats } = await loadIndex({ signal });
  return Object.entries(formats).map(([id, { name }]) => ({ id, name }));
}

export function download({ filename, mediaType, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = filename;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way, for pages without the clipboard API: not https, or an embedded frame. */
function copyBySelection(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.setAttribute("aria-hidden", "true");
  Object.assign(area.style, { position: "fixed", top: "0", left: "0", opacity: "0", fontSize: "16px" });
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false;
  }
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}

let region = null;

/** The region that screen readers listen to; it has to be there before anything is said in it. */
function statusRegion() {
  if (region?.isConnected) return region;
  region = document.createElement("div");
  region.setAttribute("role", "status");
  region.dataset.exportStatus = "";
  Object.assign(region.style, {
    position: "absolute",
    width: "1px",
    height: "1px",
    margin: "-1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  });
  document.body.append(region);
  return region;
}

export function announce(message) {
  const place = statusRegion();
  // the same words again would not be said; a no-break space makes them others
  place.textContent = place.textContent === message ? `${message}\u00a0` : message;
}

async function act(button) {
  const { exportCopy, exportDownload, exportSlugs = "", exportName } = button.dataset;
  const format = exportCopy ?? exportDownload;
  button.setAttribute("aria-busy", "true");
  try {
    const slugs = exportSlugs.split(/\s+/).filter(Boolean);
    const result = await exportSelection(slugs, format, { name: exportName });
    const label = index.formats[format].name;
    if (exportCopy === undefined) {
      download(result);
      announce(`${result.filename} saved.`);
    } else if (await copy(result.text)) {
      announce(`${label} copied.`);
    } else {
      announce("Copying is not allowed here; use the download.");
    }
  } catch (error) {
    announce(error.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

const bound = new WeakSet();

export function bind(root = document) {
  if (bound.has(root)) return;
  bound.add(root);
  statusRegion();
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-export-copy], [data-export-download]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    event.preventDefault();
    act(button);
  });
}
