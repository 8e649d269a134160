/**
 * What the library remembers about news, as data: {follows, searches, visit}. Validates untrusted data, like
 * library-data.js.
 *
 * `follows` maps the id of each topic that the reader follows to the day they began. `searches` are the saved ones,
 * the newest first, as {query, title, known}: the query string of the browse page, what the reader calls the search,
 * and the slugs of the newest papers it has found. `visit` is the reader's latest day on the home page as {day, known,
 * since, until}: `known` is when the newest paper then on the list was added, and `until` the same of `since`, the day
 * of the visit before.
 */

const MAX_FOLLOWS = 500;
const MAX_SEARCHES = 50;
/** Papers that a saved search remembers. */
export const MAX_KNOWN = 20;
const MAX_LENGTH = { query: 2000, title: 300 };

const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;
const SLUG = /^(?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

const matches = (pattern, value) => typeof value === "string" && pattern.test(value);
const asObject = (value) => (typeof value === "object" && value !== null ? value : {});

export const noNews = () => ({ follows: {}, searches: [], visit: null });

function readSearch(raw) {
  const { query, title, known } = asObject(raw);
  if (typeof query !== "string" || !query.startsWith("?") || query.length > MAX_LENGTH.query || typeof title !== "string") return [];
  return [{ query, title: title.slice(0, MAX_LENGTH.title), known: Array.isArray(known) ? known.filter((slug) => matches(SLUG, slug)).slice(0, MAX_KNOWN) : [] }];
}

function readVisit(raw) {
  const { day, known, since = "", until = "" } = asObject(raw);
  if (!matches(DAY, day) || !matches(TIME, known)) return null;
  return matches(DAY, since) && matches(TIME, until) ? { day, known, since, until } : { day, known, since: "", until: "" };
}

/** Returns the valid parts of an object. */
export function readNews(raw) {
  const { follows, searches, visit } = asObject(raw);
  const followed = Object.entries(asObject(follows)).filter(([id, day]) => matches(SLUG, id) && matches(DAY, day));
  return {
    follows: Object.fromEntries(followed.slice(0, MAX_FOLLOWS)),
    searches: (Array.isArray(searches) ? searches : []).slice(0, MAX_SEARCHES).flatMap(readSearch),
    visit: readVisit(visit),
  };
}

/** Merges the news of another browser into ours. */
export function joinNews(ours, theirs) {
  const others = theirs.searches.filter(({ query }) => !ours.searches.some((search) => search.query === query));
  return { follows: { ...theirs.follows, ...ours.follows }, searches: [...ours.searches, ...others].slice(0, MAX_SEARCHES), visit: ours.visit ?? theirs.visit };
}
