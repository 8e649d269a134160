/**
 * Exports a selection of papers in the browser, with the same bytes as the files of the build.
 *
 * The build writes every paper in every format into compressed shards (`assets/data/cite/`, see
 * `generator/exports/shards.py`). They are fetched when needed and joined; no format is known here.
 *
 *     const result = await exportSelection(["slug-a", "slug-b"], "bib", { name: "starred" });
 *     download(result);                     // saves starred.bib
 *
 *     const { text } = await exportSelection(["slug-a"], "bib", { toCopy: true });
 *     await copy(text);                     // true if it is on the clipboard
 */

import { FORMATS } from "../data/cite/formats.js";
import { load } from "./loading.js";

const DATA = new URL("../data/cite/", import.meta.url);
const PARALLEL_REQUESTS = 6;

let index = null;
const shards = new Map();

/** Fetches JSON, compressed if the file is a `.bin`; null if there is no such file. */
async function loadJson(path, reload) {
  try {
    const response = await load(new URL(path, DATA), { cache: reload ? "reload" : "default" });
    if (!path.endsWith(".bin")) return await response.json();
    return await new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).json();
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

async function loadIndex(reload) {
  if (!index || reload) {
    index = await loadJson("index.json", reload);
    if (!index) throw new Error("This site has no citations to export.");
  }
  return index;
}

/** Returns the number of the shard that contains a paper, given the first slug of each. */
const shardOf = (slug, firsts) => Math.max(0, firsts.findLastIndex((first) => first <= slug));

async function loadShard(shard, count, reload) {
  const path = `${count}/${shard}.bin`;
  if (!shards.has(path) || reload) {
    const loaded = await loadJson(path, reload);
    if (!loaded) return null;
    shards.set(path, loaded);
  }
  return shards.get(path);
}

/** Returns the entries of slugs under a key; null if one is missing because the site has been rebuilt since. */
async function collect(slugs, key, reload) {
  const { shards: firsts } = await loadIndex(reload);
  const wanted = [...new Set(slugs.map((slug) => shardOf(slug, firsts)))];
  const loaded = new Map();
  const queue = wanted.values();
  const work = async () => {
    for (const shard of queue) loaded.set(shard, await loadShard(shard, firsts.length, reload));
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_REQUESTS, wanted.length) }, work));
  const entries = new Map();
  for (const slug of slugs) {
    const shard = loaded.get(shardOf(slug, firsts));
    if (!shard) return null;
    if (Object.hasOwn(shard, slug) && key in shard[slug]) entries.set(slug, shard[slug][key]);
  }
  return entries;
}

/**
 * Promises {filename, mediaType, text, count, missing}: `count` papers in the text, in the order of their
 * slugs, and the slugs `missing` from the list. Rejects with a LoadError if the data cannot be fetched.
 *
 * `slugs` is any iterable; `format` is a key of FORMATS; `name` is the file name without its extension. Entries
 * `toCopy` can be shorter than those in files.
 */
export async function exportSelection(slugs, format, { name = "selection", toCopy = false } = {}) {
  const sorted = [...new Set(slugs)].sort();
  const key = toCopy ? FORMATS[format].copy : format;
  let entries = await collect(sorted, key, false);
  if (!entries || entries.size < sorted.length) {
    // a missing paper may be newer than what the browser has cached
    entries = (await collect(sorted, key, true)) ?? new Map();
  }
  const { head, separator, tail, mediaType, extension } = FORMATS[format];
  const found = sorted.filter((slug) => entries.has(slug));
  return {
    filename: `${name}.${extension}`,
    mediaType,
    text: head + found.map((slug) => entries.get(slug)).join(separator) + tail,
    count: found.length,
    missing: sorted.filter((slug) => !entries.has(slug)),
  };
}

/** Promises the slugs of a group: "topics/<id>", "years/<year>", "authors/<slug>" or "papers/<slug>". */
export async function listSlugs(group) {
  const [kind, name] = group.split("/");
  if (kind === "papers") return [name];
  const groups = await loadJson("groups.bin");
  return groups?.[group] ?? [];
}
