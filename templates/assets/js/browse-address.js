/** What the browse page shows, as its URL holds it: query, filters, sorting, number of papers shown. */

import { LONGEST_QUERY } from "./text.js";

/** Papers shown at first, and added by "Show more". */
export const STEP = 20;
/** What papers can be filtered by; "from" and "to" are the ends of a range of years, and have one value at most. */
export const FACETS = ["topic", "must-read", "level", "tag", "from", "to", "year", "kind", "code", "author", "venue"];
/** All that filters consist of; "match" is "all" if papers must have all topics chosen. */
const PARTS = [...FACETS, "match"];
/** The filters whose values are yes and no. */
const FLAGS = ["code", "must-read"];
/** Stands in URLs and checkboxes for papers that lack a value. */
export const UNKNOWN = "unknown";

const SORTS = ["relevance", "date", "title", "added"];
export const MOST_SHOWN = 2000;
/** Most values of a filter; URLs are untrusted. */
const MOST_CHOSEN = 50;

const YEAR = /^\d{4}$/;

/** Returns a selection without filters: {topic: [], year: [], ...}. */
export const noFilters = () => Object.fromEntries(PARTS.map((name) => [name, []]));

/** Returns a selection without some values of a filter, and with those of years also without a range. */
export function dropValues(chosen, name, values) {
  const others = chosen[name].filter((value) => !values.includes(value));
  const left = { ...chosen, [name]: values.length < chosen[name].length ? others : [] };
  return name === "year" ? { ...left, from: [], to: [] } : left;
}

/**
 * Returns {q, chosen: {topic: [text], ...}, sort, weaker, shown} from a query string, that of the current URL by default;
 * `sort` is "" for the default, and `weaker` whether weaker matches are shown too.
 *
 * `topics` maps former ids of topics, which links may still have, to their present ids.
 */
export function readAddress(topics, query = location.search) {
  const parameters = new URLSearchParams(query);
  const chosen = Object.fromEntries(PARTS.map((name) => [name, [...new Set(parameters.getAll(name))].slice(0, MOST_CHOSEN)]));
  for (const name of ["from", "to"]) chosen[name] = chosen[name].filter((text) => YEAR.test(text)).slice(0, 1);
  chosen.match = chosen.match.includes("all") ? ["all"] : [];
  chosen.topic = [...new Set(chosen.topic.map((id) => topics.get(id) ?? id))];
  const sort = parameters.get("sort");
  const shown = Number.parseInt(parameters.get("shown") ?? "", 10);
  return {
    q: (parameters.get("q") ?? "").slice(0, LONGEST_QUERY),
    chosen,
    sort: SORTS.includes(sort) ? sort : "",
    weaker: parameters.get("weaker") === "yes",
    shown: Number.isFinite(shown) ? Math.min(Math.max(shown, STEP), MOST_SHOWN) : STEP,
  };
}

/** Returns the URL, relative to the page, of a state as readAddress returns it. */
export function toAddress({ q, chosen, sort, weaker, shown }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  for (const name of PARTS) for (const value of chosen[name]) parameters.append(name, value);
  if (sort) parameters.set("sort", sort);
  if (weaker) parameters.set("weaker", "yes");
  if (shown > STEP) parameters.set("shown", String(shown));
  const text = parameters.toString();
  return text ? `?${text}` : location.pathname;
}

/** Returns the search engine's filter for the chosen texts. Values it does not know match no paper. */
export function toFilter(chosen) {
  const [match, from, to] = ["match", "from", "to"].map((name) => chosen[name][0]);
  const filter = { match };
  if (from) filter.from = Number(from);
  if (to) filter.to = Number(to);
  for (const name of FACETS) {
    if (!chosen[name].length || ["from", "to"].includes(name)) continue;
    filter[name] = chosen[name].map((text) => {
      if (FLAGS.includes(name)) return text === "yes" ? true : text === "no" ? false : text;
      if (text === UNKNOWN) return null;
      return name === "year" ? Number(text) : text;
    });
  }
  return filter;
}

/** Returns the text that stands in URLs and checkboxes for one of the search engine's values. */
export function toText(name, value) {
  if (value === null) return UNKNOWN;
  if (FLAGS.includes(name)) return value ? "yes" : "no";
  return String(value);
}
