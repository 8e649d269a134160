/** The words of the search index, and what the words of a query may mean; loaded with the first query. */

import { decodeNumbers, digitOf } from "./search-encoding.js";
import { fold, splitCompounds, tokenize } from "./text.js";

/** How words are matched; bench/README.md has the measurements. */
const TUNING = {
  /** Weight of an everyday word in a query. */
  everyday: 0.5,
  /** Words that begin with what was typed: weight, weight if it is a word itself, most of them. */
  prefix: 0.75,
  prefixOfWord: 0.3,
  prefixes: 16,
  /** Words that look like what was typed: weight, least similarity, most of them. */
  similar: 0.8,
  leastSimilarity: 0.72,
  similars: 5,
  /** Words with the same beginning as a known word: weight, most of them. */
  relative: 0.5,
  relatives: 4,
  /** Everyday words for the same: weight if the typed word is on the list, and if it is not. */
  synonym: 0.5,
  synonymOfUnknown: 0.7,
  /** Two words that make up the typed one. */
  halves: 0.85,
  /** A compound as one word, where its parts are known too. */
  joined: 0.5,
};

// the end of "a network's"
const POSSESSIVE = /(?<=[\p{L}\p{N}])['’]s(?![\p{L}\p{N}])/gu;
/** What forms of English words end in. */
const ENDINGS = ["s", "es", "d", "ed", "r", "er", "ing"];
const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;

/** The words of the index, sorted, and the classes to which their forms belong. */
export class Dictionary {
  constructor({ words, classes, degrees, starts, stop, weak, synonyms }) {
    /** The first class of each file of postings. */
    this.starts = starts;
    this.words = [];
    let before = "";
    for (const [, shared, rest] of words.matchAll(/([A-Z])([^A-Z]*)/g)) {
      before = before.slice(0, shared.charCodeAt(0) - 65) + rest;
      this.words.push(before);
    }
    this._place = new Map(this.words.map((word, i) => [word, i]));
    this._classOf = new Int32Array(this.words.length);
    this._members = [];
    decodeNumbers(classes).forEach((back, i) => {
      const number = back ? this._members.length - back : this._members.push([]) - 1;
      this._classOf[i] = number;
      this._members[number].push(this.words[i]);
    });
    /** About how many papers each class has. */
    this._degree = Float32Array.from(degrees, (char) => 2 ** (digitOf(char) & 31));
    /** Whether its words are mostly in names of authors. */
    this._isName = Uint8Array.from(degrees, (char) => digitOf(char) >> 5);
    this._stop = new Set(stop.split(" "));
    this._everyday = new Set(weak.split(" "));
    this._masks = null;
    /** Everyday words, and the groups of words for the same that each is in. */
    this._groups = new Map();
    for (const group of synonyms.split("|").map((text) => text.split(" "))) {
      for (const word of group) this._groups.set(word, [...(this._groups.get(word) ?? []), group]);
    }
  }

  isStopWord(word) {
    return this._stop.has(word);
  }

  /** Returns the class of a word, or -1. */
  classOf(word) {
    const place = this._place.get(word);
    return place === undefined ? -1 : this._classOf[place];
  }

  /** Whether the word that a term most likely means is in names of authors. */
  namesAuthors({ classes }) {
    const [[best]] = [...classes].sort(([, a], [, b]) => b - a);
    return Boolean(this._isName[best]);
  }

  /** Whether a word is in names of authors, mostly. */
  isName(word) {
    const number = this.classOf(word);
    return number >= 0 && Boolean(this._isName[number]);
  }

  /** Returns the words of a class. */
  formsOf(number) {
    return this._members[number];
  }

  /**
   * Returns the terms of a query: [{typed, weight, important, known, classes, used}].
   *
   * `important` ones are neither everyday words nor single letters, unless all are.
   * `known` is the class of the typed word or -1; `classes` maps each class that matches to its share of the
   * weight; `used` is the correction of a word that is not in the index.
   */
  readQuery(query) {
    const text = fold(query).replace(POSSESSIVE, "");
    const typed = tokenize(text);
    const lastIsOpen = ENDS_IN_WORD.test(text);
    const words = typed
      .map((word, i) => ({ word, open: lastIsOpen && i === typed.length - 1 }))
      .filter(({ word }) => !this.isStopWord(word));
    if (!words.length) return [];
    const terms = [];
    for (const { word, open } of words) {
      if (!terms.some((term) => term.typed === word)) terms.push(this._readWord(word, open, words.length === 1));
    }
    // "fed prox" and "re-basin" may be written as one word.
    for (let i = 0; i + 1 < words.length; i++) this._addJoined([words[i].word, words[i + 1].word], terms);
    for (const parts of splitCompounds(text)) this._addJoined(parts, terms);
    const found = terms.filter((term) => term.classes.size);
    const telling = found.filter(({ typed, weight }) => weight > TUNING.everyday && typed.length > 1);
    for (const term of telling.length ? telling : found) term.important = true;
    return found;
  }

  _readWord(word, open, alone) {
    const known = this.classOf(word);
    const classes = new Map();
    // a single word that the list has is meant as it was typed
    const synonyms = alone && known >= 0 ? [] : this._synonymsOf(word, known);
    const term = { typed: word, weight: this._everyday.has(word) ? TUNING.everyday : 1, known, classes };
    if (known >= 0) offer(classes, known, 1);
    if (open && word.length > 1) this._addPrefixes(word, known < 0 ? TUNING.prefix : TUNING.prefixOfWord, classes);
    for (const number of synonyms) offer(classes, number, known < 0 ? TUNING.synonymOfUnknown : TUNING.synonym);
    if (known < 0 && synonyms.length) return term;
    // A word that hardly any paper has may be a typing error.
    if (known < 0 || (this._degree[known] <= 2 && word.length >= 5)) {
      if (word.length > 2) this._addSimilar(term, open);
    } else if (word.length > 5) this._addRelatives(word, classes);
    return term;
  }

  /** Returns the classes of other everyday words for the same as this one or a form of it. */
  _synonymsOf(word, known) {
    const forms = known < 0 ? [word, ...guessBaseForms(word)] : this._members[known];
    const groups = forms.flatMap((form) => this._groups.get(form) ?? []);
    return groups.flat().map((other) => this.classOf(other)).filter((number) => number >= 0 && number !== known);
  }

  _addJoined(parts, terms) {
    const joined = parts.join("");
    const known = this.classOf(joined);
    if (known < 0 || joined.length < 4 || terms.some((term) => term.typed === joined)) return;
    const partsKnown = parts.every((part) => this.classOf(part) >= 0 || this.isStopWord(part));
    terms.push({ typed: joined, weight: partsKnown ? TUNING.joined : 1, known, classes: new Map([[known, 1]]) });
  }

  /** Adds the words that begin with the typed one, the commonest first. */
  _addPrefixes(word, share, classes) {
    const shortest = new Map();
    for (const place of this._placesOfPrefix(word)) {
      const number = this._classOf[place];
      shortest.set(number, Math.min(shortest.get(number) ?? Infinity, this.words[place].length));
    }
    [...shortest]
      .sort(([a], [b]) => this._degree[b] - this._degree[a] || a - b)
      .slice(0, TUNING.prefixes)
      .forEach(([number, length]) => offer(classes, number, share * (0.6 + 0.4 * (word.length / length))));
  }

  /** Adds words that look like the typed one, or two words that make it up, and notes the correction. */
  _addSimilar(term, open) {
    const { typed, known, classes } = term;
    const similar = this._findSimilar(typed);
    const share = (known < 0 ? 1 : 0.5) * TUNING.similar;
    for (const { number, similarity } of similar) offer(classes, number, share * similarity);
    if (known >= 0) return;
    for (const number of this._findHalves(typed)) offer(classes, number, TUNING.halves);
    const isPrefix = open && classes.size > similar.length;
    if (similar.length && !isPrefix) term.used = similar[0].word;
  }

  /** Adds compounds and relatives of a known word: "hypernet" for "hypernetwork". */
  _addRelatives(word, classes) {
    const found = new Map();
    const stem = word.slice(0, Math.max(5, Math.ceil(word.length * 0.7)));
    for (const place of this._placesOfPrefix(stem)) {
      const other = this.words[place];
      const similarity = countSharedPrefix(word, other) / Math.max(word.length, other.length);
      if (similarity >= 0.5) offer(found, this._classOf[place], similarity);
    }
    [...found]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, TUNING.relatives)
      .forEach(([number, similarity]) => offer(classes, number, TUNING.relative * similarity));
  }

  *_placesOfPrefix(prefix) {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    for (; low < this.words.length && this.words[low].startsWith(prefix); low++) yield low;
  }

  /** Returns the classes of two words that make up this one. */
  _findHalves(word) {
    for (let cut = 2; cut <= word.length - 3; cut++) {
      const halves = [word.slice(0, cut), word.slice(cut)];
      const classes = halves.map((half) => this.classOf(half));
      if (classes.every((number) => number >= 0) && !this.isStopWord(halves[0])) return classes;
    }
    return [];
  }

  /** Returns words that look like this one, one of each class: [{number, word, similarity}], best first. */
  _findSimilar(word) {
    this._masks ??= Int32Array.from(this.words, maskLetters);
    const mask = maskLetters(word);
    const allowed = word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
    const best = new Map();
    this.words.forEach((other, i) => {
      const close = Math.abs(other.length - word.length) <= allowed && countBits(mask ^ this._masks[i]) <= 2 * allowed;
      const similarity = compareWords(word, other, close ? allowed : 0);
      if (similarity < TUNING.leastSimilarity) return;
      const number = this._classOf[i];
      const score = similarity + 0.01 * Math.min(5, Math.log2(this._degree[number]));
      if (!(best.get(number)?.score >= score)) best.set(number, { number, word: other, similarity: Math.min(1, similarity), score });
    });
    return [...best.values()].sort((a, b) => b.score - a.score || a.number - b.number).slice(0, TUNING.similars);
  }
}

/** Returns what a word may be a form of: "delete" for "deleting", and also "delet". */
function guessBaseForms(word) {
  const stems = ENDINGS.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
  return stems.filter((stem) => stem.length > 2).flatMap((stem) => [stem, `${stem}e`, stem.replace(/(.)\1$/, "$1")]);
}

/** Raises the share of a class to at least `share`. */
function offer(classes, number, share) {
  if (!(classes.get(number) >= share)) classes.set(number, share);
}

/**
 * Returns how similar two words look, about 0 to 1: by their edits if those are at most `allowed`, and by a
 * shared beginning that is most of the shorter word, as forms of one word have.
 */
function compareWords(word, other, allowed) {
  const shared = countSharedPrefix(word, other);
  const longer = Math.max(word.length, other.length);
  let similarity = 0;
  if (allowed) {
    const distance = countEdits(word, other, allowed);
    if (distance <= allowed && (distance < 2 || shared || word.length > 7)) {
      similarity = 1 - distance / longer - (shared ? 0 : 0.08) + (distance === 1 ? 0.05 : 0);
    }
  }
  if (shared >= 4 && shared >= 0.75 * Math.min(word.length, other.length)) similarity = Math.max(similarity, shared / longer);
  return similarity;
}

/** Returns a bit for each letter of a word, to rule out most words before their edits are counted. */
function maskLetters(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
  }
  return mask;
}

function countBits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

function countSharedPrefix(a, b) {
  let i = 0;
  while (i < a.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

/** Returns the edits between two words (insert, delete, replace, swap neighbors), or `most + 1` for more. */
function countEdits(a, b, most) {
  let before = null;
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) value = Math.min(value, before[j - 2] + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}
