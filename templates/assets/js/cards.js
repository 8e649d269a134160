/** Cards of papers in lists made in the browser; the same markup as paper_card in templates/_macros.html.jinja. */

import { address, paperAddress } from "./addresses.js";
import { element } from "./elements.js";
import { load, reportError } from "./loading.js";
import { segments } from "./text.js";
import { nt, t } from "./translation.js";

/** Appends a text to `parent` with the matched words marked; returns `parent`. */
export function highlight(parent, text, words) {
  if (!words?.length) {
    parent.append(text);
    return parent;
  }
  for (const part of segments(text, words)) parent.append(part.hit ? element("mark", {}, part.text) : part.text);
  return parent;
}

/** The other title by which a hit was found, as an element, or null; `tag` is the element's. */
export function nameAlias({ matchedAlias, words }, tag, className) {
  if (!matchedAlias) return null;
  const [before, after] = t("Also known as: %(titles)s", { titles: "\0" }).split("\0");
  const made = element(tag, { class: className }, before);
  highlight(made, matchedAlias, words).append(after);
  return made;
}

/** The authors whose names are shown, those that the reader asked for among them, and how many are not. */
function chooseAuthors({ authors, authorCount, matchedAuthors = [] }) {
  const first = authorCount > 3 ? authors.slice(0, 2) : authors;
  const shown = [...first, ...matchedAuthors.filter((name) => !first.includes(name)).slice(0, 2)];
  return [shown, authorCount - shown.length];
}

const nameMore = (names, rest) => (rest > 0 ? nt("%(names)s and %(count)s more", "%(names)s and %(count)s more", rest, { names }) : names);

/** Up to three authors, or two "and 5 more"; the organization where no authors are known. */
export function authorsOf(hit) {
  const { authors, authorCount, organization } = hit;
  if (!authors.length) return [organization, authorCount ? nt("%(count)s author", "%(count)s authors", authorCount) : null].filter(Boolean).join(" · ");
  const [shown, rest] = chooseAuthors(hit);
  return nameMore(shown.join(", "), rest);
}

/** authorsOf in a span, with the names of authors of several papers linked to their pages. */
function nameAuthors(hit, words) {
  const made = element("span", { class: "rl-facts__authors" });
  const pages = hit.more?.[8];
  if (!pages) return highlight(made, authorsOf(hit), words);
  const [shown, rest] = chooseAuthors(hit);
  const [before, after] = nameMore("\0", rest).split("\0");
  made.append(before);
  shown.forEach((name, at) => {
    if (at) made.append(", ");
    made.append(pages[at] ? highlight(element("a", { href: address(`authors/${pages[at]}/`) }), name, words) : highlight(element("span", {}), name, words));
  });
  made.append(after);
  return made;
}

/** Venue, date, kind and level, worded as on the generated pages. */
export function factsOf(hit) {
  const [venue = "", date = ""] = hit.more ?? [];
  const repeats = venue && hit.year && venue.endsWith(String(hit.year));
  return { venue: venue || hit.venue || "", date: repeats ? "" : date || (hit.year ? String(hit.year) : ""), kind: hit.kind || "", level: hit.level || "" };
}

/** What the library keeps of a hit, as of a card: {title, facts}. */
export function aboutOf(hit) {
  const { venue, date, kind, level } = factsOf(hit);
  return { title: hit.title, facts: [authorsOf(hit), venue, date, kind, level].filter(Boolean).join(" · ") };
}

function externalLink([kind, label, url, title]) {
  return /^https?:\/\//.test(url) ? element("a", { class: `rl-link rl-link--${kind}`, href: url, rel: "noopener", title: title === url ? null : title || null }, label) : null;
}

function linksOf(hit) {
  const [, , , links = [], searches = []] = hit.more ?? [];
  const made = element("span", { class: "rl-links" }, ...links.map(externalLink));
  if (searches.length) {
    made.append(element("span", { class: "rl-searches" }, element("span", { class: "rl-searches__label" }, t("Search by title:")), ...searches.map(externalLink)));
  }
  return made;
}

/** Takes the abstract of a card from the paper's page the first time its disclosure is opened. */
export function connectAbstract(details, slug, words = []) {
  const text = details?.querySelector("p");
  let requested = false;
  details?.addEventListener("toggle", async () => {
    if (requested || !details.open) return;
    requested = true;
    try {
      const response = await load(paperAddress(slug));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const abstract = page.querySelector(".rl-paper__abstract")?.textContent.trim();
      text.replaceChildren();
      highlight(text, abstract || t("No abstract available."), words);
    } catch (error) {
      requested = false;
      text.textContent = reportError(error, t("The abstract could not be loaded."), t("Check your connection, then close and reopen it."));
    }
  });
}

function abstractOf({ slug, words }) {
  const details = element("details", { class: "rl-abstract" }, element("summary", {}, t("Abstract")), element("p", {}, "…"));
  connectAbstract(details, slug, words);
  return details;
}

/** Where a text that is not on the card matches: part of the abstract. */
function snippetOf({ text, words }) {
  return highlight(element("p", { class: "rl-card__snippet" }), text, words);
}

function mustRead(reason) {
  const badge = element("b", { class: "rl-must-read__badge" }, t("Must-read"));
  return element("p", { class: "rl-must-read" }, badge, reason ? ` ${reason}` : null);
}

/**
 * Makes the card of a hit from the search engine.
 *
 * `topics` maps a topic's id to {label, group}; `level` is the heading level; `before` is an element to put
 * before the title, such as a checkbox; `chosen` are the filters of the list: every card in it has a single topic
 * or tag chosen there, so none shows it.
 */
export function makeCard(hit, { topics, level = 3, before = null, chosen = {} }) {
  const isOnly = (name, value) => chosen[name]?.length === 1 && chosen[name][0] === value;
  const words = hit.words ?? [];
  const title = highlight(element("a", { href: paperAddress(hit.slug) }), hit.title, words);
  const { venue, date, kind, level: needed } = factsOf(hit);
  const authors = authorsOf(hit);
  const facts = element(
    "p",
    { class: "rl-facts" },
    authors ? nameAuthors(hit, words) : null,
    venue ? element("span", { class: "rl-facts__venue" }, venue) : null,
    date ? element("span", { class: "rl-facts__date" }, hit.more?.[2] & 4 ? date : element("time", { datetime: hit.published ?? String(hit.year) }, date)) : null,
    kind ? element("span", { class: "rl-facts__kind" }, kind) : null,
    needed ? element("span", { class: "rl-facts__level" }, needed) : null,
  );
  const chips = hit.topics.filter((topic) => !isOnly("topic", topic)).map((topic) => {
    const { label = topic, group = 8 } = topics.get(topic) ?? {};
    return element("a", { class: `rl-chip rl-chip--topic rl-g${group}`, href: address(`topics/${topic}/`) }, label);
  });
  const tags = hit.tags.filter((tag) => !isOnly("tag", tag)).map((tag) => element("a", { class: "rl-chip rl-chip--tag", href: address(`browse/?${new URLSearchParams({ tag })}`) }, tag));
  return element(
    "article",
    { class: before ? "rl-card rl-card--pick" : "rl-card", "data-slug": hit.slug },
    before,
    element(`h${level}`, { class: "rl-card__title" }, title),
    nameAlias(hit, "p", "rl-card__alias"),
    hit.more?.[5] ? element("p", { class: `rl-status rl-status--${hit.more[5].replaceAll(" ", "-")}` }, hit.more[6]) : null,
    hit.more?.[2] & 1 ? element("p", { class: "rl-unreviewed" }, t("Not reviewed yet")) : null,
    hit.mustRead ? mustRead(hit.more?.[7]) : null,
    hit.tldr ? highlight(element("p", { class: "rl-card__tldr" }), hit.tldr, words) : null,
    hit.snippet ? snippetOf(hit.snippet) : null,
    facts,
    element("div", { class: "rl-card__row" }, linksOf(hit), hit.more?.[2] & 2 ? null : abstractOf(hit), element("span", { class: "rl-topics" }, ...chips, ...tags), element("span", { class: "rl-keep", "data-rl-keep": "" })),
  );
}
