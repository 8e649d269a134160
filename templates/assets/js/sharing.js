/**
 * Lists of papers in links: title, papers and notes are in the fragment, which browsers do not send to the server.
 *
 * The fragment of `library/#list=…` is JSON, compressed and in base64url: {v: 1, t: title, p: papers}; each paper is
 * its slug, [slug, note] or [slug, note, title]. Whatever a link says is untrusted: it may come from anybody.
 */

import { address } from "./addresses.js";
import { isSlug, MAX_LENGTH } from "./library-data.js";
import { notify } from "./notices.js";
import { copy } from "./saving.js";
import { t } from "./translation.js";

const VERSION = 1;
/** Longest link. Browsers open longer ones, but programs that pass them on may not. */
const MAX_LINK = 32000;
/** Longest JSON, in bytes: what a short fragment unpacks to can be a thousand times as long. */
const MAX_JSON = 1e6;
const MAX_TITLE = 200;
const MAX_PAPERS = 5000;

const FRAGMENT = /^#?list=([\w-]*)/;
const TOO_LONG = t("This list is too long for a link. Share fewer papers or leave out the notes, or export your library instead.");
const DAMAGED = t("This link is damaged or incomplete, so the list in it cannot be shown. Ask for the link again.");
const NEWER = t("This link was made by a newer version of this site. Reload the page and try again.");

/** A list does not fit in a link, or a link cannot be read; the message is for the reader. */
export class LinkError extends Error {
  name = "LinkError";
}

/** Runs bytes through a stream; throws a RangeError if more than `most` come out. */
async function pipe(bytes, stream, most) {
  const chunks = [];
  let size = 0;
  for await (const chunk of readAll(new Blob([bytes]).stream().pipeThrough(stream))) {
    size += chunk.length;
    if (size > most) throw new RangeError("too long");
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Safari cannot iterate over streams. */
async function* readAll(stream) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const fromBase64 = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const pack = ({ slug, note = "", title = "" }) => (title ? [slug, note, title] : note ? [slug, note] : slug);

/**
 * Promises a link to the library page with a list: its title and {slug, note, title} of its papers. Notes are
 * optional; titles are only needed for papers that are no longer on the list. Rejects with a LinkError if it is too long.
 */
export async function makeLink({ title = "", papers }) {
  const bytes = new TextEncoder().encode(JSON.stringify({ v: VERSION, t: title.slice(0, MAX_TITLE), p: papers.map(pack) }));
  if (bytes.length > MAX_JSON || papers.length > MAX_PAPERS) throw new LinkError(TOO_LONG);
  const link = address("library/#list=") + toBase64(await pipe(bytes, new CompressionStream("deflate"), Infinity));
  if (link.length > MAX_LINK) throw new LinkError(TOO_LONG);
  return link;
}

/** Passes on a link: with the share sheet of phones, otherwise by copying it. */
export async function passOn(url, title = "") {
  try {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      await navigator.share(title ? { title, url } : { url });
      return;
    }
  } catch (error) {
    // the reader closed the share sheet
    if (error.name === "AbortError") return;
  }
  notify((await copy(url)) ? t("Link copied.") : t("Your browser blocked copying."));
}

const readText = (value, maxLength) => (typeof value === "string" ? value.slice(0, maxLength).trim() : "");

function readPaper(raw) {
  const [slug, note, title] = Array.isArray(raw) ? raw : [raw];
  return isSlug(slug) ? { slug, note: readText(note, MAX_LENGTH.note), title: readText(title, MAX_LENGTH.title) } : null;
}

/**
 * Promises the list in a fragment such as location.hash: {title, papers}, papers being {slug, note, title}, each once.
 * Rejects with a LinkError if it cannot be read.
 */
export async function readLink(hash) {
  const text = FRAGMENT.exec(hash)?.[1] ?? "";
  if (text.length > MAX_LINK) throw new LinkError(DAMAGED);
  let raw;
  try {
    const bytes = await pipe(fromBase64(text), new DecompressionStream("deflate"), MAX_JSON);
    raw = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new LinkError(DAMAGED);
  }
  if (Number.isInteger(raw?.v) && raw.v > VERSION) throw new LinkError(NEWER);
  if (raw?.v !== VERSION || !Array.isArray(raw.p) || raw.p.length > MAX_PAPERS) throw new LinkError(DAMAGED);
  const papers = new Map(raw.p.map(readPaper).filter(Boolean).map((paper) => [paper.slug, paper]));
  if (!papers.size) throw new LinkError(DAMAGED);
  return { title: readText(raw.t, MAX_TITLE), papers: [...papers.values()] };
}
