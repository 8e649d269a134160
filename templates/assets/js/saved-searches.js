/** Saved searches: kept on the browse page, and checked for new papers on later visits to the home page. */

import { readAddress, toFilter } from "./browse-address.js";
import { reportError } from "./loading.js";
import { MAX_KNOWN } from "./news-data.js";
import { notify } from "./notices.js";
import { openEngine } from "./search-loader.js";
import * as store from "./store.js";
import { nt, t } from "./translation.js";

/** Returns the slugs of the papers that a query string of the browse page finds, the last added first. */
async function findNewest(query) {
  const engine = await openEngine();
  const { q, chosen } = readAddress(new Map(), query);
  const { hits, strong } = await engine.search(q.trim(), { limit: MAX_KNOWN, sort: "added", filter: toFilter(chosen) });
  return hits.slice(0, strong).map(({ slug }) => slug);
}

function change(query, replace) {
  return store.changeNews((news) => ({ ...news, searches: replace(news.searches.filter((search) => search.query !== query)) }));
}

/** Saves a search, or removes it if it is saved, and tells the reader. */
export async function toggle(query, title) {
  try {
    const saved = store.news().searches.some((search) => search.query === query);
    const known = saved ? [] : await findNewest(query);
    const undo = change(query, (others) => (saved ? others : [{ query, title, known }, ...others]));
    const message = saved ? t("Search removed.") : t("Search saved. New papers that match it will appear on the home page.");
    notify(undo ? message : store.trouble(), undo && { label: t("Undo"), act: undo });
  } catch (error) {
    notify(reportError(error, t("The search could not be saved.")));
  }
}

/** Shows on the home page how many papers each saved search has found since the reader last opened it. */
export async function check(root) {
  for (const { query, title, known } of store.news().searches) {
    const found = await findNewest(query);
    const last = found.findLastIndex((slug) => known.includes(slug));
    const count = found.slice(0, last < 0 ? found.length : last).filter((slug) => !known.includes(slug)).length;
    const row = root.querySelector(`[data-query="${CSS.escape(query)}"]`);
    if (!count || !row) continue;
    row.querySelector("b").textContent = nt("%(count)s new", "%(count)s new", count);
    row.querySelector("a").addEventListener("click", () => change(query, (others) => [{ query, title, known: found }, ...others]));
  }
}
