/** The page for addresses that lead nowhere: suggests pages, topics and papers that have words of the address. */

import { address, paperAddress, ROOT } from "./addresses.js";
import { authorsOf, factsOf } from "./cards.js";
import { element } from "./elements.js";
import { openEngine } from "./search-loader.js";
import { LONGEST_QUERY, tokenize } from "./text.js";
import { t } from "./translation.js";

const MOST_PAPERS = 5;
const MOST_PAGES = 3;

/** Returns the words of the address, without its folders and the ending of a file. */
function readWords() {
  const path = location.pathname.slice(ROOT.pathname.length);
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // not UTF-8
  }
  return tokenize(text.replace(/^(papers|topics|authors|years)\//, "").replace(/(index)?\.\w+$/, "")).join(" ").slice(0, LONGEST_QUERY);
}

/** Searches for the words, and without a match for fewer of them: an address may be cut off or mistyped. */
async function search(engine, query) {
  for (let words = query.split(" "); words.length; words = words.slice(0, Math.floor(words.length / 2))) {
    const found = await engine.search(words.join(" "), { limit: MOST_PAPERS });
    if (found.total) return found.hits;
  }
  return [];
}

/** Returns the topics and the pages of the menus with at least half their words in the address, the most similar first. */
function findPages(engine, words) {
  const pages = [...document.querySelectorAll(".md-tabs a, .md-footer a")].filter(({ href }) => href.startsWith(ROOT.href)).map(({ href, textContent }) => ({ href, title: textContent.trim() }));
  const topics = engine.facets.topic.filter(({ value }) => value !== null).map(({ value, label }) => ({ href: address(`topics/${value}/`), title: label }));
  const share = ({ title }) => tokenize(title).filter((word) => words.includes(word)).length / tokenize(title).length;
  const all = new Map([...pages, ...topics].map((page) => [page.href, { ...page, share: share(page) }]));
  return [...all.values()].filter((page) => page.share >= 0.5).sort((one, other) => other.share - one.share).slice(0, MOST_PAGES);
}

function line({ href, title, facts }) {
  return element("li", {}, element("a", { href }, title), facts ? element("span", { class: "rl-related__facts" }, facts) : null);
}

/** Fills `place` with suggestions, if there are any. */
export async function start(place) {
  const query = readWords();
  if (!query) return;
  const engine = await openEngine();
  const papers = (await search(engine, query)).map((hit) => {
    const { venue, date } = factsOf(hit);
    return { href: paperAddress(hit.slug), title: hit.title, facts: [authorsOf(hit), venue || date].filter(Boolean).join(" · ") };
  });
  const lines = [...findPages(engine, query.split(" ")), ...papers].map(line);
  if (lines.length) place.replaceChildren(element("h2", {}, t("Were you looking for one of these?")), element("ul", { class: "rl-related" }, ...lines));
}
