/**
 * Text functions of the search. Those that prepare the index have twins in Python: fold, tokenize,
 * splitCompounds and hashFnv1a in generator/text/tokenizing.py.
 */

const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+/gu;
// mixture-of-experts, re-basin, moe^2, l'hopital
const COMPOUND = /[\p{L}\p{N}]+(?:[-‐‑–'’^·][\p{L}\p{N}]+)+/gu;
/** A word before it is folded. */
export const PRINTED_WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Longest query, in UTF-16 code units. Links with queries are untrusted, and unknown words are slow to search. */
export const LONGEST_QUERY = 1000;
/** Letters that Unicode does not decompose into a base letter and a mark, and the sigma of a word's end. */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ς: "σ" };
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** Returns a text in lowercase without accents and other combining marks. */
export function fold(text) {
  const plain = String(text).normalize("NFKD").replace(MARKS, "").toLowerCase();
  return plain.replace(LETTER, (letter) => LETTERS[letter]);
}

/** Returns the words of a text in order: runs of letters and digits, folded. */
export function tokenize(text) {
  return fold(text).match(WORD) ?? [];
}

/** Returns the folded parts of each compound of a text: ["re", "basin"] for "Re-Basin". */
export function splitCompounds(text) {
  return (fold(text).match(COMPOUND) ?? []).map((compound) => compound.match(WORD));
}

/** Returns the 32-bit FNV-1a hash of a text in UTF-8. */
export function hashFnv1a(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/**
 * Cuts a text into parts that are, or are not, among some folded words: [{text, hit}]. The parts are plain
 * text: show them with textContent, never with innerHTML.
 */
export function segments(text, words) {
  const wanted = new Set(words);
  const parts = [];
  const add = (part, hit) => {
    if (!part) return;
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += part;
    else parts.push({ text: part, hit });
  };
  let end = 0;
  for (const { 0: word, index } of text.matchAll(PRINTED_WORD)) {
    add(text.slice(end, index), false);
    add(word, tokenize(word).some((token) => wanted.has(token)));
    end = index + word.length;
  }
  add(text.slice(end), false);
  return parts;
}
