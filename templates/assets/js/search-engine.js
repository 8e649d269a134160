/**
 * The search of the whole site, in the browser and in Node alike. The index is static files that
 * generator/analysis/search/ writes.
 *
 *     import { openIndex } from "./search-engine.js";
 *     const engine = await openIndex("/base/assets/search/");      // fetches index.json only
 *     const { hits, total, facets } = await engine.search("lotery tickets", { limit: 10 });
 *
 * openIndex(baseUrl, fetchFn = fetch) -> Promise<Engine>
 *     `baseUrl` is the address of `assets/search/` (string or URL). `fetchFn(url, init)` answers like
 *     `fetch` ({ok, status, json()}).
 *
 * engine.size                         number of papers; a paper is a number `doc`, 0 .. size-1
 * engine.facets                       {topic: [{value, label}], year: [...], kind, venue, code,
 *                                     "must-read", level, tag}
 *                                     every value of a facet; the value null means "unknown".
 *                                     (topic: value is the id, label the title, `group` 1 .. 8 the color
 *                                     of its group, `names` former ids and terms; year: of first publication; venue: after the venues
 *                                     their years, {value: "ICML 2024", venue: "ICML", year: 2024}; code and
 *                                     must-read: true / false)
 * await engine.loadAuthors()          adds the facet `author`, those with most papers first, and returns its
 *                                     values. A search does so when it needs it.
 *
 * await engine.search(query, options) -> {
 *       hits:   [{doc, score, words, slug, title, authors, authorCount, organization, published,
 *                 year, kind, topics, tags, level, mustRead, venue, code, tldr, more}]   best first; `words` are the paper's words
 *                 that matched, for segments() of text.js; `more` is whatever the build passed on
 *                 (list_facts in generator/pages/cards.py); `matchedAuthors` are those asked for by query or
 *                 filter, who may not be among the first `authors`; `matchedAlias` is another title of the
 *                 paper with words of the query that the first does not have, or null
 *       total:  number of papers that match query and filter (hits is one page of them)
 *       strong: how many of these match strongly; they come first, whatever the order. It is the total if none
 *               does, and without a query; 0 only if nothing matches
 *       docs:   Int32Array of all of these in order
 *       facets: {topic: [{value, label, count}], year: ..., kind: ..., venue: ..., code: ...}
 *               count = papers that would remain if this value alone were chosen in its facet, given the
 *               query and the choices in the other facets; with `match: "all"`, if this topic were added
 *       undated: number of papers that only a choice of years leaves out, and only because they have no date
 *       relaxed: [{name, values, total}]    filters without which there are more papers, and how many; `name`
 *                                           is a facet, "docs", or (only if there are no papers) "q", the query
 *       authors: [name]                     authors whose name the query is; their papers are the strong matches
 *       corrections: [{typed, used}]        unknown words, and what was searched for instead
 *       order:  "relevance" | "date" | "title" | "added"   the order actually used
 *     }
 *     options (all optional):
 *       limit = 20, offset = 0
 *       filter = {topic: [id, null], year: [2023, 2024], kind: [...], venue: [...], code: [true],
 *                 author: [name], from: 2022, to: 2024, match: "all", docs: doc => boolean}
 *                 null chooses papers without a value; `from` and `to` choose years, besides those in `year`;
 *                 with `match: "all"`, papers must have all topics chosen rather than any
 *       sort = "relevance" | "date" (newest first) | "title" | "added" (newest first)
 *              without a query, "relevance" is "date"
 *       snippets = false   true sets `hit.snippet`: {text, words}, about 160 characters of the abstract around
 *                          words that title and summary do not have, or null; `words` are for segments()
 *       weaker = true      false counts only strong matches in the facets
 *       signal             an AbortSignal: an aborted search rejects with its reason (requests under way
 *                          continue, because the next keystroke will need the files)
 *     The last word of a query matches beginnings of words too. An empty query matches every paper. No query
 *     throws an error. Only the first 1,000 characters of a query count.
 *
 * await engine.load(docs) -> [{doc, slug, title, ...}] what to show of these papers
 * await engine.find(slugs) -> Map slug -> doc of those on the list; former slugs are found too
 * engine.warm()                     fetches in advance what nearly every search needs; call it on focus
 */

import { decodeNumbers } from "./search-encoding.js";
import { Facets } from "./search-facets.js";
import { LONGEST_QUERY, hashFnv1a, splitCompounds, tokenize } from "./text.js";

/** Forms of a word that the index tells apart (MOST_FORMS in generator/analysis/search/words.py). */
const MOST_FORMS = 15;
/** Weights in the index are whole numbers up to this one. */
const WEIGHT_STEPS = 31;

/** How papers are ranked; bench/README.md has the measurements. */
const TUNING = {
  /** Exponent of the inverse document frequency. */
  rarity: 0.5,
  /** What it adds to a score to contain all words of the query. */
  coverage: 0.35,
  /** What it adds to a score to have just the words of the query as title. */
  title: 0.2,
  /** Number of best papers whose titles are compared with the query. */
  titlesCompared: 12,
  /** Papers below this part of the best score do not match. */
  cutoff: 0.12,
  /** A strong match has this part of the important words that any paper has, or this part of the best score. */
  strongWords: 0.9,
  strongScore: 0.7,
  /** What another word must count, compared with the typed one, to stand for it in a strong match. */
  strongShare: 0.51,
  /** Weight of another form of a word: among several words, and for a query of one word. */
  otherForm: 0.9,
  otherFormAlone: 0.3,
  /** Number of papers that an unknown word is assumed to be in, when its rarity counts. */
  unknownDegree: 4,
};

/** On a list of so few files of papers, all are fetched along with the first postings. */
const FEW_FILES = 8;
const LONGEST_REDIRECT = 20;

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
// 10.1145/3357384.3357879, 2410.05434, hep-th/9901001
const IDENTIFIER =
  /10\.\d{4,9}\/[^\s"<>]+|(?<![\d.])\d{4}\.\d{4,5}(?!\d)|[a-z-]+(?:\.[a-z]{2})?\/\d{7}(?!\d)/gi;

/** Opens the index at an address. */
export async function openIndex(baseUrl, fetchFn = (...args) => fetch(...args)) {
  const engine = new Engine(String(baseUrl).replace(/\/?$/, "/"), fetchFn);
  await engine._open({});
  return engine;
}

class Engine {
  constructor(base, fetchFn) {
    this._base = base;
    this._fetch = fetchFn;
  }

  async _json(path, init) {
    const response = await this._fetch(this._base + path, init);
    if (response.ok) return response.json();
    const error = new Error(`The search index has no ${path} (the server answered ${response.status}).`);
    throw Object.assign(error, { status: response.status });
  }

  async _open(init) {
    const core = await this._json("index.json", init);
    this.version = core.version;
    this.size = core.size;
    this._papersPerFile = core.chunk;
    this._abstractsPerFile = core.abstracts;
    this._dictionary = null;
    this._facets = new Facets(core);
    this.facets = this._facets.entries;
    this._files = new Map();
    this._postings = new Map();
    this._orders = new Map();
    this._docOfHash = null;
  }

  /** Loads the words of the index, which only queries need. */
  async _loadWords() {
    if (this._dictionary) return;
    const { version } = this;
    const [{ Dictionary }, words] = await Promise.all([import("./search-words.js"), this._file("words")]);
    if (version === this.version) this._dictionary ??= new Dictionary(words);
  }

  /** Fetches a file of this version once. It is never aborted, since the next keystroke may need it. */
  _file(name) {
    const path = `${this.version}/${name}.json`;
    let file = this._files.get(path);
    if (!file) {
      const files = this._files;
      file = this._json(path);
      file.catch(() => files.delete(path));
      files.set(path, file);
    }
    return file;
  }

  /** Runs a task; if the site was rebuilt and its old files are missing, opens the index again and repeats it. */
  async _withCurrentIndex(task) {
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

  loadAuthors() {
    return this._withCurrentIndex(async () => {
      const facets = this._facets;
      facets.addAuthors(await this._file("authors"));
      return facets.entries.author;
    });
  }

  warm() {
    return Promise.all([this._file("order"), this._loadWords()]).catch(() => {});
  }

  load(docs) {
    return this._withCurrentIndex(() => this._load(docs));
  }

  async _load(docs) {
    const perFile = this._papersPerFile;
    const files = new Map();
    for (const doc of docs) files.set(Math.floor(doc / perFile), null);
    await Promise.all(Array.from(files.keys(), async (number) => files.set(number, await this._file(`m${number}`))));
    return Array.from(docs, (doc) => this._describe(doc, files.get(Math.floor(doc / perFile))[doc % perFile]));
  }

  _describe(doc, [slug, title, authors, authorCount, organization, published, tldr, aliases, more]) {
    const value = (name) => this._facets.valuesOf(name, doc)[0];
    return {
      doc,
      slug,
      title,
      authors,
      authorCount,
      organization,
      published,
      year: value("year"),
      kind: this._facets.labelsOf("kind", doc),
      topics: this._facets.valuesOf("topic", doc).filter((topic) => topic !== null),
      tags: this._facets.valuesOf("tag", doc).filter((tag) => tag !== null),
      level: this._facets.labelsOf("level", doc),
      mustRead: value("must-read"),
      venue: value("venue"),
      code: value("code"),
      tldr,
      aliases,
      more: more ?? null,
    };
  }

  find(slugs) {
    return this._withCurrentIndex(async () => {
      const { hashes, clashes, moved } = await this._file("slugs");
      if (!this._docOfHash) {
        const view = new DataView(Uint8Array.from(atob(hashes), (char) => char.charCodeAt(0)).buffer);
        this._docOfHash = new Map();
        for (let doc = 0; doc < this.size; doc++) this._docOfHash.set(view.getUint32(4 * doc, true), doc);
      }
      const found = new Map();
      for (const slug of slugs) {
        let current = slug;
        for (let steps = 0; steps < LONGEST_REDIRECT && Object.hasOwn(moved, current); steps++) current = moved[current];
        const doc = Object.hasOwn(clashes, current) ? clashes[current] : this._docOfHash.get(hashFnv1a(current));
        if (doc !== undefined) found.set(slug, doc);
      }
      return found;
    });
  }

  search(query = "", options = {}) {
    return this._withCurrentIndex(() => this._search(String(query ?? "").slice(0, LONGEST_QUERY), options));
  }

  async _search(query, { limit = 20, offset = 0, filter = {}, sort = "relevance", snippets = false, weaker = true, signal } = {}) {
    const files = Math.ceil(this.size / this._papersPerFile);
    if (limit > 0 && files <= FEW_FILES) for (let i = 0; i < files; i++) this._file(`m${i}`).catch(() => {});
    if (filter.author?.length) await this.loadAuthors();
    const found = await this._rank(query);
    signal?.throwIfAborted();
    const { mask, relaxed, ...counts } = this._facets.filter(found.matches, filter);
    const { docs, strong, order } = await this._order(found, mask, sort);
    const { facets, undated } = weaker || strong === docs.length ? counts : this._facets.filter(found.strong, filter);
    const hits = await this._load(docs.slice(offset, offset + limit));
    for (const hit of hits) {
      hit.score = found.scores?.[hit.doc] ?? 0;
      hit.words = [...new Set(found.formsOf(hit.doc).flat())];
      hit.matchedAlias = findAlias(hit);
      hit.matchedAuthors = this._matchedAuthors(hit, [...(filter.author ?? []), ...found.authors]);
    }
    if (snippets) await Promise.all(hits.map(async (hit) => (hit.snippet = await this._cutSnippet(hit, found))));
    signal?.throwIfAborted();
    if (!docs.length && query.trim()) {
      const { mask: left } = this._facets.filter(new Uint8Array(this.size).fill(1), filter);
      const number = sum([...left]);
      if (number) relaxed.push({ name: "q", values: [], total: number });
    }
    return { hits, total: docs.length, strong, docs: Int32Array.from(docs), facets, undated, relaxed, authors: found.authors, corrections: found.corrections, order };
  }

  /** Returns the authors of a hit that were asked for, or whose names matched. */
  _matchedAuthors({ doc, words }, asked) {
    if (!this.facets.author) return [];
    const names = words.filter((word) => this._dictionary.isName(word));
    return this._facets.valuesOf("author", doc).filter((author) => author && (asked.includes(author) || (names.length && tokenize(author).some((word) => names.includes(word)))));
  }

  /** Returns the passage of a paper's abstract with words of the query that a list does not show, or null. */
  async _cutSnippet({ doc, title, tldr, authors, organization, venue }, { formsOf }) {
    const shown = new Set(tokenize([title, tldr, ...authors, organization, venue].join(" ")));
    const wanted = formsOf(doc, ({ important }) => important).filter((forms) => !forms.some((word) => shown.has(word)));
    if (!wanted.length) return null;
    const perFile = this._abstractsPerFile;
    const [{ cutSnippet }, abstracts] = await Promise.all([import("./search-snippets.js"), this._file(`a${Math.floor(doc / perFile)}`)]);
    return cutSnippet(abstracts[doc % perFile], wanted.map((forms) => new Set(forms)), formsOf(doc).map((forms) => new Set(forms)));
  }

  /** Returns the papers of a mask, strong matches first, in the order asked for; the number of these; and the order used. */
  async _order({ scores, terms, strong }, mask, sort) {
    if (sort === "relevance" && scores) {
      const docs = [];
      mask.forEach((left, doc) => left && docs.push(doc));
      docs.sort((a, b) => scores[b] - scores[a] || a - b);
      if (terms.length) await this._weighTitles(docs, scores, terms);
      return { ...partition(docs, strong), order: sort };
    }
    const order = ["title", "added"].includes(sort) ? sort : "date";
    if (!this._orders.has(order)) this._orders.set(order, decodeNumbers((await this._file("order"))[order]));
    return { ...partition(this._orders.get(order).filter((doc) => mask[doc]), strong), order };
  }

  /** Moves up those of the first papers whose title is what the query asks for. */
  async _weighTitles(docs, scores, terms) {
    const first = docs.slice(0, TUNING.titlesCompared);
    const wanted = terms.map((term) => new Set([...term.classes].filter(([, share]) => share >= 0.5).map(([number]) => number)));
    const whole = sum(terms.map((term) => term.weight));
    const isAsked = (word) => wanted.some((set) => set.has(this._dictionary.classOf(word)));
    for (const { doc, title } of await this._load(first)) {
      // "layer-wise" as "layerwise" if that is what the query has
      const joined = splitCompounds(title).filter((parts) => isAsked(parts.join("")));
      const apart = joined.flat();
      const words = [...tokenize(title).filter((word) => !apart.includes(word) && !this._dictionary.isStopWord(word)), ...joined.map((parts) => parts.join(""))];
      const classes = words.map((word) => this._dictionary.classOf(word));
      const asked = sum(terms.map((term, t) => (classes.some((number) => wanted[t].has(number)) ? term.weight : 0)));
      const recall = asked / whole;
      const precision = classes.filter((number) => wanted.some((set) => set.has(number))).length / words.length;
      if (recall && precision) scores[doc] += TUNING.title * ((2 * recall * precision) / (recall + precision)) ** 2;
    }
    first.sort((a, b) => scores[b] - scores[a] || a - b).forEach((doc, i) => (docs[i] = doc));
  }

  /**
   * Returns what a query matches: {matches, strong, scores, terms, corrections, authors, formsOf}. `matches` has a
   * flag for each paper; `scores` is null for a query without words.
   */
  async _rank(query) {
    const matches = new Uint8Array(this.size);
    const unranked = { matches, strong: matches, scores: null, terms: [], corrections: [], authors: [], formsOf: () => [] };
    const identified = await this._findIdentifiers(query);
    if (identified.length) {
      const ranked = { ...unranked, scores: new Float32Array(this.size) };
      identified.forEach((doc, i) => {
        matches[doc] = 1;
        ranked.scores[doc] = identified.length - i;
      });
      return ranked;
    }
    if (!LETTER_OR_DIGIT.test(query)) {
      matches.fill(1);
      return unranked;
    }
    await this._loadWords();
    const terms = this._dictionary.readQuery(query);
    if (terms.length) {
      const ranked = { ...unranked, ...(await this._score(terms)) };
      if (!terms.some((term) => this._dictionary.namesAuthors(term))) return ranked;
      await this.loadAuthors();
      return this._chooseAuthors(query, ranked);
    }
    return { ...unranked, scores: new Float32Array(this.size) };
  }

  /** Makes the papers of an author the only strong matches if the query is nothing but their name. */
  _chooseAuthors(query, ranked) {
    const authors = this._facets.findAuthors(query);
    if (!authors.length) return ranked;
    const strong = new Uint8Array(this.size);
    for (let doc = 0; doc < this.size; doc++) {
      if (this._facets.valuesOf("author", doc).some((author) => authors.includes(author))) strong[doc] = ranked.matches[doc] = 1;
    }
    return { ...ranked, strong, authors, corrections: [] };
  }

  /** Returns the papers that the arXiv identifiers and DOIs of a query name. */
  async _findIdentifiers(query) {
    const identifiers = query.toLowerCase().match(IDENTIFIER);
    if (!identifiers) return [];
    const known = new Map(Object.entries(await this._file("ids")));
    const docs = identifiers.map((id) => known.get(id.replace(/[.,;)]+$/, "")) ?? known.get(id.replace(/v\d+$/, "")));
    return docs.filter((doc) => doc !== undefined);
  }

  async _score(terms) {
    await Promise.all([...new Set(terms.flatMap(({ classes }) => [...classes.keys()]))].map((number) => this._loadPosting(number)));
    const scores = new Float32Array(this.size);
    const covered = new Float32Array(this.size);
    const matched = terms.map((term) => ({ term, ...this._scoreTerm(term, terms.length === 1) }));
    const whole = sum(matched.map(({ weight }) => weight));
    for (const { term, values, classes, weight } of matched) {
      for (const doc of classes.keys()) {
        scores[doc] += values[doc] * term.weight;
        covered[doc] += weight;
      }
    }
    let best = 0;
    for (let doc = 0; doc < this.size; doc++) {
      if (whole) scores[doc] *= 1 + (TUNING.coverage * covered[doc]) / whole;
      if (scores[doc] > best) best = scores[doc];
    }
    const matches = new Uint8Array(this.size);
    for (let doc = 0; doc < this.size; doc++) {
      if (best) scores[doc] /= best;
      if (scores[doc] >= TUNING.cutoff) matches[doc] = 1;
    }
    const formsOf = (doc, isWanted = () => true) =>
      matched.filter(({ term, classes }) => classes.has(doc) && isWanted(term)).map(({ classes }) => this._dictionary.formsOf(classes.get(doc)));
    const corrections = terms.filter(({ used }) => used).map(({ typed, used }) => ({ typed, used }));
    return { matches, strong: this._findStrong(matched, scores), scores, terms, corrections, formsOf };
  }

  /**
   * Returns which papers match strongly: those with all important words of the query, or as many as any paper has,
   * and those that score nearly as well as the best.
   */
  _findStrong(matched, scores) {
    const met = new Float32Array(this.size);
    for (const { term, classes, weight } of matched) {
      if (!term.important) continue;
      for (const [doc, number] of classes) if (term.classes.get(number) >= TUNING.strongShare) met[doc] += weight;
    }
    const enough = TUNING.strongWords * met.reduce((most, value) => Math.max(most, value), 0);
    return Uint8Array.from(scores, (score, doc) => (enough > 0 && met[doc] >= enough) || score >= TUNING.strongScore);
  }

  /** Returns the score of each paper for one term, the class that gave it, and what the term counts for. */
  _scoreTerm(term, alone) {
    const values = new Float32Array(this.size);
    const classes = new Map();
    let weight = 0;
    // Relatives and beginnings of a known word must not count more than the word itself.
    const unknown = Math.min(TUNING.unknownDegree, this.size);
    const limit = this._rarity(term.known < 0 ? unknown : this._postings.get(term.known).docs.length);
    const form = this._formOf(term);
    // A single word is meant in the form that was typed; among several words forms matter less.
    const otherForm = alone ? TUNING.otherFormAlone : TUNING.otherForm;
    for (const [number, share] of term.classes) {
      const { docs, weights, forms } = this._postings.get(number);
      const rarity = Math.min(this._rarity(docs.length), limit);
      weight = Math.max(weight, share * rarity);
      docs.forEach((doc, i) => {
        let value = share * rarity * weights[i];
        if (form && number === term.known && (forms[i] || alone) && !(forms[i] & form)) value *= otherForm;
        if (value > values[doc]) {
          values[doc] = value;
          classes.set(doc, number);
        }
      });
    }
    return { values, classes, weight: weight * term.weight };
  }

  /** Returns the bit of the form that was typed, or 0 if its class has no other. */
  _formOf({ known, typed }) {
    const forms = known < 0 ? [] : this._dictionary.formsOf(known);
    return forms.length > 1 ? 1 << Math.min(forms.indexOf(typed), MOST_FORMS - 1) : 0;
  }

  /** Returns how much a word says that so many papers have. */
  _rarity(degree) {
    return Math.log1p((this.size - degree + 0.5) / (degree + 0.5)) ** TUNING.rarity;
  }

  /** Fetches the papers of a class: {docs, weights, forms}. */
  async _loadPosting(number) {
    if (this._postings.has(number)) return;
    const postings = this._postings;
    const { starts } = this._dictionary;
    const file = starts.findLastIndex((start) => start <= number);
    const lines = await this._file(`p${file}`);
    const row = decodeNumbers(lines[number - starts[file]]);
    const count = row[0];
    let doc = 0;
    const docs = row.slice(1, 1 + count).map((gap) => (doc += gap));
    const weights = row.slice(1 + count, 1 + 2 * count).map((step) => step / WEIGHT_STEPS);
    postings.set(number, { docs, weights, forms: row.slice(1 + 2 * count) });
  }
}

/** Returns papers with the strong ones first, and the number of these; without any, all count as strong. */
function partition(docs, strong) {
  const first = docs.filter((doc) => strong[doc]);
  const rest = docs.filter((doc) => !strong[doc]);
  return { docs: [...first, ...rest], strong: first.length || rest.length };
}

/** Returns the other title of a hit that has most of the matched words which its title does not have, or null. */
function findAlias({ title, aliases, words }) {
  const shown = new Set(tokenize(title));
  const count = (alias) => new Set(tokenize(alias).filter((word) => words.includes(word) && !shown.has(word))).size;
  return aliases.reduce(([best, most], alias) => (count(alias) > most ? [alias, count(alias)] : [best, most]), [null, 0])[0];
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
