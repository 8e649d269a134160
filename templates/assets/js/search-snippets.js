/** Cuts the passage out of an abstract that shows why a paper matches. */

import { PRINTED_WORD, tokenize } from "./text.js";

/** Characters of a passage, and how many of them come before its first matched word. */
const LENGTH = 160;
const LEAD = 40;

/**
 * Returns the passage with the most of the wanted words: {text, words}, or null if there is none of them.
 *
 * `wanted` has for each word of the query a set of its forms; so has `others`, words that make one passage better
 * than another but are no reason to show it. `words` are all of these forms, for segments() of text.js.
 */
export function cutSnippet(text, wanted, others = []) {
  const found = [];
  for (const { 0: word, index } of text.matchAll(PRINTED_WORD)) {
    const tokens = tokenize(word);
    const has = (forms) => tokens.some((token) => forms.has(token));
    const place = [...wanted, ...others].findIndex(has);
    if (place >= 0) found.push({ place, start: index, end: index + word.length });
  }
  let best = null;
  for (const first of found) {
    const last = first.start + LENGTH - LEAD;
    const places = new Set(found.filter(({ start, end }) => start >= first.start && end <= last).map(({ place }) => place));
    const score = [...places].reduce((total, place) => total + (place < wanted.length ? 1 : 0.25), 0);
    if (score >= 1 && !(best?.score >= score)) best = { score, start: first.start };
  }
  if (!best) return null;
  const words = [...wanted, ...others].flatMap((forms) => [...forms]);
  return { text: cut(text, Math.max(0, Math.min(best.start - LEAD, text.length - LENGTH))), words };
}

/** Returns the part of a text from a place on, whole words only, with "…" where it was cut. */
function cut(text, from) {
  const start = from && text.indexOf(" ", from) + 1;
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + LEAD);
  return `${start ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
}
