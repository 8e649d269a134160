/**
 * The search of the whole site: one engine for the header's box and the browse page, in the browser
 * and in Node alike. No dependencies; the index is static files that `generator/analysis/search_index.py` writes.
 *
 *     import { openIndex, segments } from "./search-engine.js";
 *     const engine = await openIndex("/base/assets/search/");      // fetches index.json only
 *     const { hits, total, facets } = await engine.search("lotery tickets", { limit: 10 });
 *
 * openIndex(baseUrl, fetchFn = fetch) -> Promise<Engine>
 *     `baseUrl` is the address of `assets/search/` (string or URL). `fetchFn(url, init)` answers like
 *     `fetch` ({ok, status, json()}); tests and Node hand in their own.
 *
 * engine.size                         number of papers; a paper is a number `doc`, 0 .. size-1
 * engine.facets                       {topic: [{value, label}], year: [...], kind, venue, code}
 *                                     every value a facet can take; value null stands for "unknown".
 *                                     (topic: value is the id, label the title, and `group` 1 .. 8 the
 *                                     number of its group's colour; code: true / false)
 *
 * await engine.search(query, options) -> {
 *       hits:   [{doc, score, words, slug, title, authors, authorCount, organization, published,
 *                 year, kind, topics, venue, code, tldr, more}]   best first; `words` are for segments();
 *                 `more` is what the build hands through (list_facts in generator/pages/cards.py)
 *       total:  number of papers that match query and filter (hits is one page of them)
 *       docs:   Int32Array of all of these in order (for export, for "hide what is read")
 *       facets: {topic: [{value, label, count}], year: ..., kind: ..., venue: ..., code: ...}
 *               count = papers left if that value alone were chosen in its facet, with the query and
 *               the other facets as they stand (values of one facet widen, facets narrow each other)
 *       words:  words of the papers that stand for the query's, for segments()
 *       corrections: [{typed, used}]        words not on the list, and what was searched instead
 *       order:  "relevance" | "date" | "title" | "added"   what was in fact used
 *     }
 *     options (all optional):
 *       limit = 20, offset = 0
 *       filter = {topic: [id, null], year: [2023, 2024], kind: [...], venue: [...], code: [true],
 *                 docs: doc => boolean}     null chooses the papers that lack the value
 *       sort = "relevance" | "date" (newest first) | "title" | "added" (newest first)
 *              without a query "relevance" is "date"
 *       prefix = true      the last word may be a beginning, as one types
 *       signal             an AbortSignal: an aborted search rejects with its reason (files on their way
 *                          are kept, the next key will need them)
 *     An empty query matches every paper. Nothing is thrown for any text of a query.
 *
 * await engine.load(docs) -> [{doc, slug, title, ...}] what there is to show of these papers
 * await engine.all()      -> the same for every paper (several requests at first)
 * await engine.find(slugs) -> Map slug -> doc of those that are on the list; slugs that gave way
 *                             to others are found as well
 * engine.warm()                     fetch ahead what nearly every query needs; call on focus
 *
 * segments(text, words) -> [{text, hit}]    cuts a text for highlighting (plain text in, plain text
 *     out: put each part in with textContent, never with innerHTML)
 * fold(text) -> text in lower case without accents, as words are compared
 */

const VLQ = new Int8Array(128).fill(-1);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((char, value) => {
  VLQ[char.charCodeAt(0)] = value;
});

/** Numbers of a string: five bits a character, the sixth says that more follow. */
function numbers(text) {
  const out = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = VLQ[text.charCodeAt(i)];
    value |= (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      out.push(value);
      value = 0;
      shift = 0;
    }
  }
  return out;
}

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i" };
const MARKS = /\p{M}+/gu;
const SPECIAL = /[ßæœøđðþłħı]/g;

export function fold(text) {
  return String(text)
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(SPECIAL, (char) => LETTERS[char]);
}

const WORD = /[\p{L}\p{N}]+/gu;
// the ending of "a network's weights"
const POSSESSIVE = /(?<=[\p{L}\p{N}])['’]s(?![\p{L}\p{N}])/gu;
const COMPOUND = /[\p{L}\p{N}]+(?:[-‐‑–'’^·][\p{L}\p{N}]+)+/gu;
const IDENTIFIER =
  /10\.\d{4,9}\/[^\s"<>]+|(?<![\d.])\d{4}\.\d{4,5}(?!\d)|[a-z-]+(?:\.[a-z]{2})?\/\d{7}(?!\d)/gi;

/** Cuts a text into parts that are, or are not, one of the words (as `search` gives them). */
export function segments(text, words) {
  const wanted = words instanceof Set ? words : new Set(words);
  const out = [];
  const add = (part, hit) => {
    if (!part) return;
    const last = out[out.length - 1];
    if (last && last.hit === hit) last.text += part;
    else out.push({ text: part, hit });
  };
  let end = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    add(text.slice(end, match.index), false);
    add(match[0], wanted.has(fold(match[0])));
    end = match.index + match[0].length;
  }
  add(text.slice(end), false);
  return out;
}

/** Opens the index at an address; see the head of this file. */
export async function openIndex(baseUrl, fetchFn = (...args) => fetch(...args)) {
  const base = String(baseUrl).replace(/\/?$/, "/");
  const engine = new Engine(base, fetchFn);
  await engine._open({});
  return engine;
}

/** Forms of a word that the index tells apart. */
const MOST_FORMS = 15;

/** How similar two words must be, and what counts how much; measured in bench/README.md. */
const TUNING = {
  rarity: 0.5,
  latent: 0.2,
  coverage: 0.35,
  prefix: 0.75,
  prefixBeside: 0.3,
  prefixes: 16,
  fuzzy: 0.8,
  fuzzies: 5,
  alike: 0.72,
  kin: 0.5,
  kins: 4,
  joined: 0.5,
  weak: 0.5,
  rarest: 4,
  split: 0.85,
  title: 0.2,
  form: 0.9,
  loneForm: 0.3,
  looked: 12,
  chunksAtOnce: 8,
  cut: 0.12,
};

class Engine {
  constructor(base, fetchFn) {
    this._base = base;
    this._fetch = fetchFn;
    this.tuning = { ...TUNING };
  }

  async _json(path, init) {
    const answer = await this._fetch(this._base + path, init);
    if (!answer.ok) throw Object.assign(new Error(`expected ${path} of the search index (got ${answer.status})`), { status: answer.status });
    return answer.json();
  }

  async _open(init) {
    const core = await this._json("index.json", init);
    this.version = core.version;
    this.size = core.size;
    this._chunk = core.chunk;
    this._files = new Map();
    this._lists = new Map();
    this._readWords(core);
    this._readColumns(core);
  }

  _readWords(core) {
    const words = [];
    let before = "";
    for (const match of core.words.matchAll(/([A-Z])([^A-Z]*)/g)) {
      before = before.slice(0, match[1].charCodeAt(0) - 65) + match[2];
      words.push(before);
    }
    this._words = words;
    this._place = new Map(words.map((word, i) => [word, i]));
    this._classOf = new Int32Array(words.length);
    let newest = -1;
    numbers(core.classes).forEach((back, i) => {
      this._classOf[i] = back ? newest + 1 - back : ++newest;
    });
    this._degree = new Float32Array(newest + 1);
    for (let i = 0; i <= newest; i++) this._degree[i] = 2 ** VLQ[core.degrees.charCodeAt(i)];
    this._starts = core.starts;
    this._stop = new Set(core.stop.split(" "));
    this._weak = new Set(core.weak.split(" "));
    this._masks = null;
    this._members = null;
  }

  _readColumns(core) {
    const { facets, columns } = core;
    const unknown = { value: null, label: "unknown" };
    const list = (values) => [...values.map((value) => ({ value, label: String(value) })), unknown];
    this.facets = {
      topic: [...facets.topic.map(([value, label, group]) => ({ value, label, group })), unknown],
      year: list(facets.year),
      kind: list(facets.kind),
      venue: list(facets.venue),
      code: [
        { value: true, label: "yes" },
        { value: false, label: "no" },
      ],
    };
    // Each column: for every paper the numbers of its values in `facets` (topics: several).
    const single = (name) => {
      const last = this.facets[name].length - 1;
      return Int32Array.from(numbers(columns[name]), (number) => (number ? number - 1 : last));
    };
    this._columns = { year: single("year"), kind: single("kind"), venue: single("venue") };
    this._columns.code = Int32Array.from(numbers(columns.code), (flag) => (flag ? 0 : 1));
    const flat = numbers(columns.topic);
    const from = new Int32Array(this.size + 1);
    const values = [];
    for (let doc = 0, at = 0; doc < this.size; doc++) {
      const count = flat[at++];
      for (let i = 0; i < count; i++) values.push(flat[at++] - 1);
      if (!count) values.push(this.facets.topic.length - 1);
      from[doc + 1] = values.length;
    }
    this._topicsFrom = from;
    this._topics = Int32Array.from(values);
    this._valueAt = {};
    for (const [name, entries] of Object.entries(this.facets))
      this._valueAt[name] = new Map(entries.map((entry, i) => [entry.value, i]));
  }

  /** A file of this version, fetched once. Never aborted: the next key may need it. */
  _file(name) {
    const path = `${this.version}/${name}.json`;
    let file = this._files.get(path);
    if (!file) {
      file = this._json(path);
      file.catch(() => this._files.delete(path));
      this._files.set(path, file);
    }
    return file;
  }

  /** Runs a task; when files of a build that is gone are missing, opens the index anew and runs it again. */
  async _fresh(task) {
    const version = this.version;
    try {
      const done = await task();
      if (this.version === version) return done;
    } catch (error) {
      if (this.version === version) {
        if (error.status !== 404) throw error;
        this._reopening ??= this._open({ cache: "reload" }).finally(() => (this._reopening = null));
        await this._reopening;
        if (this.version === version) throw error;
      }
    }
    return task();
  }

  warm() {
    return this._file("order").catch(() => {});
  }

  load(docs) {
    return this._fresh(() => this._load(docs));
  }

  async _load(docs) {
    const chunks = new Map();
    for (const doc of docs) {
      const number = Math.floor(doc / this._chunk);
      if (!chunks.has(number)) chunks.set(number, this._file(`m${number}`));
    }
    for (const [number, file] of chunks) chunks.set(number, await file);
    return Array.from(docs, (doc) => this._record(doc, chunks.get(Math.floor(doc / this._chunk))[doc % this._chunk]));
  }

  _record(doc, [slug, title, authors, authorCount, organization, published, tldr, more]) {
    const value = (name) => this.facets[name][this._columns[name][doc]].value;
    const topics = [];
    for (let i = this._topicsFrom[doc]; i < this._topicsFrom[doc + 1]; i++) topics.push(this.facets.topic[this._topics[i]].value);
    return {
      doc,
      slug,
      title,
      authors,
      authorCount,
      organization,
      published,
      year: value("year"),
      kind: value("kind"),
      topics: topics.filter((topic) => topic !== null),
      venue: value("venue"),
      code: value("code"),
      tldr,
      more: more ?? null,
    };
  }

  all() {
    return this._fresh(() => this._load(Int32Array.from({ length: this.size }, (_, doc) => doc)));
  }

  async find(slugs) {
    return this._fresh(async () => {
      const { hashes, clashes, moved } = await this._file("slugs");
      if (this._placesOf !== this.version) {
        const bytes = Uint8Array.from(atob(hashes), (char) => char.charCodeAt(0));
        const view = new DataView(bytes.buffer);
        this._places = new Map();
        for (let doc = 0; doc < this.size; doc++) this._places.set(view.getUint32(4 * doc, true), doc);
        this._placesOf = this.version;
      }
      const found = new Map();
      for (const slug of slugs) {
        let now = slug;
        for (let steps = 0; steps < 20 && Object.hasOwn(moved, now); steps++) now = moved[now];
        const doc = Object.hasOwn(clashes, now) ? clashes[now] : this._places.get(hashOf(now));
        if (doc !== undefined) found.set(slug, doc);
      }
      return found;
    });
  }

  async search(query = "", options = {}) {
    return this._fresh(() => this._search(String(query ?? ""), options));
  }

  async _search(query, { limit = 20, offset = 0, filter = {}, sort = "relevance", prefix = true, signal } = {}) {
    // On a list that is not long all there is to show is a few files: ask for them along with the postings.
    const chunks = Math.ceil(this.size / this._chunk);
    if (limit > 0 && chunks <= this.tuning.chunksAtOnce) for (let i = 0; i < chunks; i++) this._file(`m${i}`).catch(() => {});
    const found = await this._rank(query, prefix);
    signal?.throwIfAborted();
    const { matches, scores } = found;
    const { mask, facets } = this._filter(matches, filter);
    let docs;
    let order = sort;
    if (sort === "relevance" && scores) {
      docs = [];
      for (let doc = 0; doc < this.size; doc++) if (mask[doc]) docs.push(doc);
      docs.sort((a, b) => scores[b] - scores[a] || a - b);
      if (found.terms) await this._weighTitles(docs, scores, found.terms);
    } else {
      if (!["date", "title", "added"].includes(sort)) order = "date";
      const orders = await this._file("order");
      docs = (this._orders ??= new Map()).get(this.version + order);
      if (!docs) this._orders.set(this.version + order, (docs = numbers(orders[order])));
      docs = docs.filter((doc) => mask[doc]);
    }
    const page = docs.slice(offset, offset + limit);
    const hits = await this._load(page);
    signal?.throwIfAborted();
    for (const hit of hits) {
      hit.score = scores ? scores[hit.doc] : 0;
      hit.words = found.wordsOf(hit.doc);
    }
    return {
      hits,
      total: docs.length,
      docs: Int32Array.from(docs),
      facets,
      words: found.words,
      corrections: found.corrections,
      order,
    };
  }

  /** Puts those of the first papers further up whose title is what was asked for. */
  async _weighTitles(docs, scores, terms) {
    const first = docs.slice(0, this.tuning.looked);
    const wanted = terms.map((term) => new Set(term.classes.filter(([, share]) => share >= 0.5).map(([number]) => number)));
    for (const { doc, title } of await this._load(first)) {
      const words = (fold(title).match(WORD) ?? []).filter((word) => !this._stop.has(word));
      const has = words.map((word) => this._classOf[this._place.get(word)]);
      const asked = wanted.map((set) => has.some((number) => set.has(number)));
      const told = has.filter((number) => wanted.some((set) => set.has(number))).length;
      const weight = terms.reduce((sum, term) => sum + term.weight, 0);
      const recall = terms.reduce((sum, term, t) => sum + (asked[t] ? term.weight : 0), 0) / weight;
      const precision = words.length ? told / words.length : 0;
      if (recall && precision) scores[doc] += this.tuning.title * ((2 * recall * precision) / (recall + precision)) ** 2;
    }
    first.sort((a, b) => scores[b] - scores[a] || a - b).forEach((doc, i) => (docs[i] = doc));
  }

  /** Which papers the filter leaves, and how many each value of each facet would leave. */
  _filter(matches, filter) {
    const names = Object.keys(this.facets);
    const chosen = names.map((name) => {
      const values = filter[name];
      if (!values || !values.length) return null;
      const flags = new Uint8Array(this.facets[name].length);
      for (const value of values) {
        const at = this._valueAt[name].get(value);
        if (at !== undefined) flags[at] = 1;
      }
      return flags;
    });
    const mask = new Uint8Array(this.size);
    const counts = names.map((name) => new Int32Array(this.facets[name].length));
    for (let doc = 0; doc < this.size; doc++) {
      if (!matches[doc] || (filter.docs && !filter.docs(doc))) continue;
      let misses = 0;
      let missed = -1;
      for (let f = 0; f < names.length && misses < 2; f++) {
        if (chosen[f] && !this._has(names[f], doc, chosen[f])) {
          misses++;
          missed = f;
        }
      }
      if (misses > 1) continue;
      if (!misses) mask[doc] = 1;
      for (let f = 0; f < names.length; f++) if (!misses || f === missed) this._tally(names[f], doc, counts[f]);
    }
    const facets = {};
    names.forEach((name, f) => {
      facets[name] = this.facets[name].map((entry, i) => ({ ...entry, count: counts[f][i] }));
    });
    return { mask, facets };
  }

  _has(name, doc, flags) {
    if (name !== "topic") return flags[this._columns[name][doc]];
    for (let i = this._topicsFrom[doc]; i < this._topicsFrom[doc + 1]; i++) if (flags[this._topics[i]]) return 1;
    return 0;
  }

  _tally(name, doc, counts) {
    if (name !== "topic") counts[this._columns[name][doc]]++;
    else for (let i = this._topicsFrom[doc]; i < this._topicsFrom[doc + 1]; i++) counts[this._topics[i]]++;
  }

  /** Scores of the papers for a query. */
  async _rank(query, prefix) {
    const everything = { matches: new Uint8Array(this.size).fill(1), scores: null, words: [], corrections: [], wordsOf: () => [] };
    const byId = await this._identified(query);
    if (byId) return { ...everything, ...byId };
    const terms = this._terms(query, prefix);
    if (!terms.length) {
      if (/[\p{L}\p{N}]/u.test(query)) return { ...everything, matches: new Uint8Array(this.size), scores: new Float32Array(this.size) };
      return everything;
    }
    const wanted = [...new Set(terms.flatMap((term) => term.classes.map(([number]) => number)))];
    await Promise.all(wanted.map((number) => this._posting(number)));
    const lexical = new Float32Array(this.size);
    const latent = new Float32Array(this.size);
    const covered = new Float32Array(this.size);
    const seen = terms.map(() => new Map());
    let all = 0;
    const one = new Float32Array(this.size);
    const two = new Float32Array(this.size);
    // Who types one word means that very form; among several words forms matter less.
    const lone = terms.length === 1;
    const lesser = lone ? this.tuning.loneForm : this.tuning.form;
    terms.forEach((term, t) => {
      one.fill(0);
      two.fill(0);
      let weight = 0;
      // Relatives and beginnings of a known word must not count more than the word itself.
      const limit = this._idf(term.known < 0 ? this.tuning.rarest : this._lists.get(term.known).docs.length);
      const form = this._formOf(term);
      for (const [number, share] of term.classes) {
        const list = this._lists.get(number);
        const idf = Math.min(this._idf(list.docs.length), limit);
        weight = Math.max(weight, share * idf);
        for (let i = 0; i < list.docs.length; i++) {
          let value = share * idf * list.weights[i];
          if (form && number === term.known && (list.forms[i] || lone) && !(list.forms[i] & form)) value *= lesser;
          const doc = list.docs[i];
          if (value > one[doc]) {
            one[doc] = value;
            seen[t].set(doc, number);
          }
        }
        for (let i = 0; i < list.near.length; i++) {
          const value = share * list.kin[i];
          if (value > two[list.near[i]]) two[list.near[i]] = value;
        }
      }
      weight *= term.weight;
      all += weight;
      for (let doc = 0; doc < this.size; doc++) {
        if (one[doc]) {
          lexical[doc] += one[doc] * term.weight;
          covered[doc] += weight;
        }
        latent[doc] += two[doc] * term.weight;
      }
    });
    // Each half counts as part of its best: words 1, kinship less.
    let best = 0;
    let nearest = 0;
    for (let doc = 0; doc < this.size; doc++) {
      if (all) lexical[doc] *= 1 + (this.tuning.coverage * covered[doc]) / all;
      if (lexical[doc] > best) best = lexical[doc];
      if (latent[doc] > nearest) nearest = latent[doc];
    }
    const scores = new Float32Array(this.size);
    let top = 0;
    for (let doc = 0; doc < this.size; doc++) {
      scores[doc] = (best && lexical[doc] / best) + (nearest && (this.tuning.latent * latent[doc]) / nearest);
      if (scores[doc] > top) top = scores[doc];
    }
    const matches = new Uint8Array(this.size);
    for (let doc = 0; doc < this.size; doc++) matches[doc] = scores[doc] > 0 && scores[doc] >= this.tuning.cut * top ? 1 : 0;
    const wordsOf = (doc) => [...new Set(seen.flatMap((map) => (map.has(doc) ? this._wordsOf(map.get(doc)) : [])))];
    const used = new Set(seen.flatMap((map) => [...new Set(map.values())]));
    return {
      matches,
      scores,
      terms,
      words: [...used].flatMap((number) => this._wordsOf(number)),
      corrections: terms.filter((term) => term.used).map(({ typed, used: better }) => ({ typed, used: better })),
      wordsOf,
    };
  }

  /** The bit of the very form that was typed; 0 where its class has no other. */
  _formOf({ known, typed }) {
    if (known < 0) return 0;
    const forms = this._wordsOf(known);
    return forms.length > 1 ? 1 << Math.min(forms.indexOf(typed), MOST_FORMS - 1) : 0;
  }

  /** How telling a word is that so many papers have. */
  _idf(degree) {
    return Math.log1p((this.size - degree + 0.5) / (degree + 0.5)) ** this.tuning.rarity;
  }

  async _identified(query) {
    const ids = query.match(IDENTIFIER);
    if (!ids) return null;
    const known = await this._file("ids");
    const docs = ids.map((id) => known[id.toLowerCase().replace(/[.,;)]+$/, "")] ?? known[id.toLowerCase().replace(/v\d+$/, "")]);
    const found = docs.filter((doc) => doc !== undefined);
    if (!found.length) return null;
    const matches = new Uint8Array(this.size);
    const scores = new Float32Array(this.size);
    found.forEach((doc, i) => {
      matches[doc] = 1;
      scores[doc] = found.length - i;
    });
    return { matches, scores };
  }

  /** All words of a class; neighbours in the dictionary, so few are looked at. */
  _wordsOf(number) {
    if (!this._members) {
      this._members = new Map();
      this._classOf.forEach((at, i) => {
        if (this._members.has(at)) this._members.get(at).push(i);
        else this._members.set(at, [i]);
      });
    }
    return (this._members.get(number) ?? []).map((i) => this._words[i]);
  }

  async _posting(number) {
    if (this._lists.has(number)) return;
    let low = 0;
    let high = this._starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this._starts[middle] <= number) low = middle;
      else high = middle - 1;
    }
    const lines = await this._file(`p${low}`);
    if (this._lists.has(number)) return;
    const row = numbers(lines[number - this._starts[low]]);
    let at = 0;
    const gaps = (count) => {
      const docs = new Int32Array(count);
      for (let i = 0, doc = 0; i < count; i++) docs[i] = doc += row[at++];
      return docs;
    };
    const values = (count, unit) => Float32Array.from({ length: count }, () => row[at++] * unit);
    const count = row[at++];
    const docs = gaps(count);
    const weights = values(count, 1 / 31);
    const forms = this._wordsOf(number).length > 1 ? Int32Array.from({ length: count }, () => row[at++]) : null;
    const kins = row[at++];
    const scale = row[at++] / 1000 / 31;
    const near = gaps(kins);
    this._lists.set(number, { docs, weights, forms, near, kin: values(kins, scale) });
  }

  /** The words of a query, each with the classes it may stand for and how much each counts. */
  _terms(query, prefix) {
    const folded = fold(query).replace(POSSESSIVE, "");
    const open = prefix && /[\p{L}\p{N}]$/u.test(folded);
    const typed = folded.match(WORD) ?? [];
    const compounds = new Map();
    for (const match of folded.matchAll(COMPOUND)) {
      const parts = match[0].match(WORD);
      compounds.set(parts.join(""), parts);
    }
    let kept = typed.map((word, i) => ({ word, open: open && i === typed.length - 1 }));
    const content = kept.filter(({ word, open: last }) => !this._stop.has(word) || (last && word.length > 1 && kept.length > 1 && false));
    if (content.length) kept = content;
    else return [];
    const seen = new Set();
    const terms = [];
    for (const { word, open: last } of kept) {
      if (seen.has(word)) continue;
      seen.add(word);
      terms.push(this._term(word, last));
    }
    // "fed prox" and "re-basin" are also looked for as one word
    for (let i = 0; i + 1 < kept.length; i++) this._join(kept[i].word, kept[i + 1].word, terms);
    for (const [joined, parts] of compounds) this._joinAll(joined, parts, terms);
    return terms.filter((term) => term.classes.length);
  }

  _join(first, second, terms) {
    this._joinAll(first + second, [first, second], terms);
  }

  _joinAll(joined, parts, terms) {
    const at = this._place.get(joined);
    if (at === undefined || joined.length < 4 || terms.some((term) => term.typed === joined)) return;
    const known = parts.every((part) => this._place.has(part) || this._stop.has(part));
    terms.push({
      typed: joined,
      weight: known ? this.tuning.joined : 1,
      known: this._classOf[at],
      classes: [[this._classOf[at], 1]],
    });
  }

  _offer(classes, number, share) {
    const old = classes.find((entry) => entry[0] === number);
    if (!old) classes.push([number, share]);
    else if (share > old[1]) old[1] = share;
  }

  _term(word, open) {
    const { tuning } = this;
    const classes = [];
    const at = this._place.get(word);
    const exact = at !== undefined;
    if (exact) this._offer(classes, this._classOf[at], 1);
    if (open && word.length > 1) this._prefixes(word, exact ? tuning.prefixBeside : tuning.prefix, classes);
    const known = exact ? this._classOf[at] : -1;
    const term = { typed: word, weight: this._weak.has(word) ? tuning.weak : 1, known, classes };
    const sure = exact && (this._degree[this._classOf[at]] > 2 || word.length < 5);
    if (!sure && word.length > 2) {
      const near = this._similar(word);
      const best = near[0];
      for (const [number, likeness] of near) this._offer(classes, number, (exact ? 0.5 : 1) * tuning.fuzzy * likeness);
      if (!exact) {
        for (const [head, tail] of this._halves(word)) {
          this._offer(classes, head, tuning.split);
          this._offer(classes, tail, tuning.split);
        }
        if (best && !(open && classes.length > near.length)) term.used = this._words[best[2]];
      }
    } else if (word.length > 5) {
      this._relatives(word, classes);
    }
    return term;
  }

  /** Words that begin with what was typed, the commonest first. */
  _prefixes(word, share, classes) {
    const found = new Map();
    for (let i = this._lowerBound(word); i < this._words.length && this._words[i].startsWith(word); i++) {
      const number = this._classOf[i];
      const length = this._words[i].length;
      if (!found.has(number) || found.get(number) > length) found.set(number, length);
    }
    [...found]
      .map(([number, length]) => [number, length, this._degree[number]])
      .sort((a, b) => b[2] - a[2] || a[0] - b[0])
      .slice(0, this.tuning.prefixes)
      .forEach(([number, length]) => this._offer(classes, number, share * (0.6 + 0.4 * (word.length / length))));
  }

  _lowerBound(word) {
    let low = 0;
    let high = this._words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this._words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Two words of the dictionary that make up this one. */
  _halves(word) {
    for (let cut = 2; cut <= word.length - 3; cut++) {
      const head = this._place.get(word.slice(0, cut));
      const tail = this._place.get(word.slice(cut));
      if (head !== undefined && tail !== undefined && !this._stop.has(word.slice(0, cut))) return [[this._classOf[head], this._classOf[tail]]];
    }
    return [];
  }

  /** Words of the dictionary that look like this one: [class, likeness 0..1, word number], best first. */
  _similar(word) {
    this._masks ??= Int32Array.from(this._words, letterMask);
    const mask = letterMask(word);
    const allowed = word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
    const best = new Map();
    for (let i = 0; i < this._words.length; i++) {
      const other = this._words[i];
      const gap = Math.abs(other.length - word.length);
      const start = commonStart(word, other);
      let likeness = 0;
      if (gap <= allowed && bits(mask ^ this._masks[i]) <= 2 * allowed) {
        const distance = editDistance(word, other, allowed);
        if (distance <= allowed && (distance < 2 || word[0] === other[0] || word.length > 7)) {
          likeness = 1 - distance / Math.max(word.length, other.length) - (start ? 0 : 0.08);
          if (distance === 1) likeness += 0.05;
        }
      }
      // forms and relatives: a common beginning that is most of the shorter word
      if (start >= 4 && start >= 0.75 * Math.min(word.length, other.length)) likeness = Math.max(likeness, start / Math.max(word.length, other.length));
      if (likeness < this.tuning.alike) continue;
      const number = this._classOf[i];
      const score = likeness + 0.01 * Math.min(5, Math.log2(this._degree[number]));
      if (!best.has(number) || best.get(number)[3] < score) best.set(number, [number, Math.min(1, likeness), i, score]);
    }
    return [...best.values()].sort((a, b) => b[3] - a[3] || a[0] - b[0]).slice(0, this.tuning.fuzzies);
  }

  /** Compounds and forms of a known word: "hypernet" beside "hypernetwork". */
  _relatives(word, classes) {
    const found = new Map();
    const stem = word.slice(0, Math.max(5, Math.ceil(word.length * 0.7)));
    for (let i = this._lowerBound(stem); i < this._words.length && this._words[i].startsWith(stem); i++) {
      const start = commonStart(word, this._words[i]);
      const likeness = start / Math.max(word.length, this._words[i].length);
      const number = this._classOf[i];
      if (likeness >= 0.5 && !(found.get(number) >= likeness)) found.set(number, likeness);
    }
    [...found]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, this.tuning.kins)
      .forEach(([number, likeness]) => this._offer(classes, number, this.tuning.kin * likeness));
  }
}

/** FNV-1a, 32 bits. */
function hashOf(slug) {
  let value = 0x811c9dc5;
  for (let i = 0; i < slug.length; i++) value = Math.imul(value ^ slug.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

function letterMask(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
  }
  return mask;
}

function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

function commonStart(a, b) {
  const most = Math.min(a.length, b.length);
  let i = 0;
  while (i < most && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

/** Edits (a letter more, less, other, or two swapped) between two words; more than `most` is `most + 1`. */
function editDistance(a, b, most) {
  let before = null;
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) value = Math.min(value, before[j - 2] + 1);
      row.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}
