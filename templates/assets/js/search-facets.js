/** What the papers of the search index can be filtered by, and how many papers each filter leaves. */

import { decodeLists, decodeNumbers } from "./search-encoding.js";
import { tokenize } from "./text.js";

const unknown = () => ({ value: null, label: "unknown" });
const flags = () => [
  { value: true, label: "yes" },
  { value: false, label: "no" },
];
const list = (values) => [...values.map((value) => ({ value, label: String(value) })), unknown()];
const labeled = (values) => [...values.map(([value, label, group, ...names]) => (group ? { value, label, group, names } : { value, label })), unknown()];

/** Returns the words and initials of a name, and a key that it shares with the name in another order. */
function splitName(name) {
  const parts = tokenize(name);
  const words = parts.filter((part) => part.length > 1).sort();
  return { words, initials: parts.filter((part) => part.length === 1), key: words.join(" ") };
}

/** The facets of the list and the values that each paper has. */
export class Facets {
  constructor({ size, facets, columns }) {
    this._size = size;
    /** The values of each facet. */
    this.entries = {};
    /** For each facet and paper the places of the paper's values in `entries`. */
    this._columns = {};
    this._placeOf = {};
    this._add("topic", labeled(facets.topic), decodeLists(columns.topic));
    this._addColumn("year", list(facets.year), columns.year);
    this._add("kind", labeled(facets.kind), decodeLists(columns.kind));
    this._addVenues(facets, columns);
    this._addColumn("code", flags(), columns.code);
    this._addColumn("must-read", flags(), columns["must-read"]);
    this._addColumn("level", labeled(facets.level), columns.level);
    this._add("tag", list(facets.tag), columns.tag ? decodeLists(columns.tag) : null);
  }

  /** Adds a facet; `lists` has the places of each paper's values in `entries`, plus one. */
  _add(name, entries, lists) {
    const last = [entries.length - 1];
    this.entries[name] = entries;
    this._placeOf[name] = new Map(entries.map(({ value }, place) => [value, place]));
    this._columns[name] = lists ? lists.map((places) => (places.length ? places.map((place) => place - 1) : last)) : Array(this._size).fill(last);
    this.names = Object.keys(this.entries);
  }

  _addColumn(name, entries, column) {
    this._add(name, entries, column ? decodeNumbers(column).map((place) => (place ? [place] : [])) : null);
  }

  /** Adds the venues, and as further values the years of each: "Bread Conference" and "Bread Conference 2024". */
  _addVenues(facets, columns) {
    const entries = facets.venue.map((value) => ({ value, label: value }));
    const placeOf = new Map(facets.venue.map((value, place) => [value, place]));
    const years = decodeNumbers(columns["venue-year"]);
    const lists = decodeNumbers(columns.venue).map((place, doc) => {
      const year = facets["venue-year"][years[doc] - 1];
      if (!place || !year) return place ? [place] : [];
      const venue = facets.venue[place - 1];
      const value = `${venue} ${year}`;
      if (!placeOf.has(value)) placeOf.set(value, entries.push({ value, label: value, venue, year }) - 1);
      return [place, placeOf.get(value) + 1];
    });
    this._add("venue", [...entries, unknown()], lists);
  }

  /** Adds the authors once they are loaded, those with most papers first. */
  addAuthors({ names, pages, papers }) {
    if (this.entries.author) return;
    const slugs = pages.split(" ");
    const entries = list(names);
    names.forEach((_, i) => (entries[i].slug = slugs[i]));
    this._add("author", entries, decodeLists(papers));
  }

  /** Returns the authors whose whole name a text is, in any order and with or without initials. */
  findAuthors(text) {
    const asked = splitName(text);
    if (asked.initials.length + asked.words.length < 2) return [];
    if (!this._authorsOf) {
      this._authorsOf = new Map();
      for (const { value } of this.entries.author) {
        const { key } = splitName(value ?? "");
        this._authorsOf.set(key, [...(this._authorsOf.get(key) ?? []), value]);
      }
    }
    return (this._authorsOf.get(asked.key) ?? []).filter((name) => {
      const { initials } = splitName(name ?? "");
      return asked.initials.every((initial) => initials.includes(initial)) || initials.every((initial) => asked.initials.includes(initial));
    });
  }

  /** Returns the values of a paper in a facet. */
  valuesOf(name, doc) {
    return this._columns[name][doc].map((place) => this.entries[name][place].value);
  }

  /** Returns the labels of a paper's values in a facet, as on its card, or "" if it has none. */
  labelsOf(name, doc) {
    const found = this._columns[name][doc].map((place) => this.entries[name][place]);
    return found.flatMap(({ value, label }) => (value === null ? [] : label)).join(", ");
  }

  /** Returns what a filter asks for: for each facet used, [{name, column, wanted, all}]. */
  _read(filter) {
    const ranged = filter.from != null || filter.to != null;
    return this.names
      .filter((name) => filter[name]?.length || (name === "year" && ranged))
      .map((name) => {
        const wanted = new Set((filter[name] ?? []).map((value) => this._placeOf[name].get(value)));
        if (name === "year" && ranged) {
          this.entries.year.forEach(({ value }, place) => {
            if (value !== null && value >= (filter.from ?? -Infinity) && value <= (filter.to ?? Infinity)) wanted.add(place);
          });
        }
        return { name, column: this._columns[name], wanted, all: name === "topic" && filter.match === "all" };
      });
  }

  /**
   * Applies a filter to the papers that match a query: {mask, facets, undated, relaxed}.
   *
   * `mask` has a flag for each paper that is left, and `facets` the number of papers that each value would
   * leave. A paper that fails in one facet alone counts for the other values of that facet, unless papers must
   * have all of them. `undated` and `relaxed` are as the engine's search returns them.
   */
  filter(matches, filter) {
    const asked = this._read(filter);
    const mask = new Uint8Array(this._size);
    const counts = Object.fromEntries(this.names.map((name) => [name, new Int32Array(this.entries[name].length)]));
    const all = this.names.map((name) => [this._columns[name], counts[name]]);
    const dropped = new Map(asked.map((facet) => [facet, 0]));
    const droppedTopics = new Map();
    let hidden = 0;
    let left = 0;
    for (let doc = 0; doc < this._size; doc++) {
      if (!matches[doc]) continue;
      const isHidden = filter.docs && !filter.docs(doc);
      let failed = null;
      let failures = isHidden ? 1 : 0;
      for (const facet of asked) {
        const places = facet.column[doc];
        if (facet.all ? [...facet.wanted].every((place) => places.includes(place)) : places.some((place) => facet.wanted.has(place))) continue;
        failed = facet;
        if (++failures > 1) break;
      }
      if (failures > 1) continue;
      if (isHidden) hidden += 1;
      else if (!failed) {
        mask[doc] = 1;
        left += 1;
        for (const [column, count] of all) for (const place of column[doc]) count[place]++;
      } else {
        dropped.set(failed, dropped.get(failed) + 1);
        const places = failed.column[doc];
        if (!failed.all) for (const place of places) counts[failed.name][place]++;
        else {
          const missing = [...failed.wanted].filter((place) => !places.includes(place));
          if (missing.length === 1) droppedTopics.set(missing[0], (droppedTopics.get(missing[0]) ?? 0) + 1);
        }
      }
    }
    return { mask, facets: this._list(counts), undated: this._countUndated(asked, counts), relaxed: this._listRelaxed(filter, { left, hidden, dropped, droppedTopics }) };
  }

  _list(counts) {
    const facets = {};
    for (const name of this.names) facets[name] = this.entries[name].map((entry, place) => ({ ...entry, count: counts[name][place] }));
    // thousands
    if (facets.author) facets.author = facets.author.filter(({ count }) => count);
    return facets;
  }

  _countUndated(asked, counts) {
    const years = asked.find(({ name }) => name === "year");
    const place = this._placeOf.year.get(null);
    return years && !years.wanted.has(place) ? counts.year[place] : 0;
  }

  _listRelaxed(filter, { left, hidden, dropped, droppedTopics }) {
    const relaxed = [];
    for (const [{ name, all, wanted }, count] of dropped) {
      if (all && wanted.size > 1) {
        for (const [place, number] of droppedTopics) relaxed.push({ name, values: filter[name].filter((value) => this._placeOf[name].get(value) === place), total: left + number });
      } else if (count) relaxed.push({ name, values: filter[name] ?? [], total: left + count });
    }
    if (hidden) relaxed.push({ name: "docs", values: [], total: left + hidden });
    return relaxed.sort((a, b) => b.total - a.total);
  }
}
