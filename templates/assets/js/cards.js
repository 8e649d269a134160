/** A paper as lists made in the browser show it: as the card of templates/_macros.html.jinja. */

import { address, count, element, paperAddress } from "./page.js";
import { segments } from "./search-engine.js";

/** Puts a text into a place, the words that were looked for marked in it. */
export function highlight(place, text, words) {
  if (!words?.length) {
    place.append(text);
    return place;
  }
  for (const part of segments(text, words)) place.append(part.hit ? element("mark", {}, part.text) : part.text);
  return place;
}

export function authorsOf({ authors, authorCount, organization }) {
  if (!authors.length) return [organization, authorCount ? count(authorCount, "author") : null].filter(Boolean).join(" · ");
  const shown = authorCount > 3 ? authors.slice(0, 2) : authors;
  const rest = authorCount - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** Venue, date and kind, in the words of the build. */
export function factsOf(hit) {
  const [venue = "", date = ""] = hit.more ?? [];
  const repeats = venue && hit.year && venue.endsWith(String(hit.year));
  return { venue: venue || hit.venue || "", date: repeats ? "" : date || (hit.year ? String(hit.year) : ""), kind: hit.kind || "" };
}

function outside([kind, label, url, title]) {
  return /^https?:\/\//.test(url) ? element("a", { class: `rl-link rl-link--${kind}`, href: url, rel: "noopener", title: title || null }, label) : null;
}

function linksOf(hit) {
  const [, , , links = [], searches = []] = hit.more ?? [];
  const place = element("span", { class: "rl-links" }, ...links.map(outside));
  if (searches.length) {
    place.append(element("span", { class: "rl-searches" }, element("span", { class: "rl-searches__label" }, "Search by title:"), ...searches.map(outside)));
  }
  return place;
}

/** The abstract stands on the paper's page and is fetched from there when somebody opens it. */
function abstractOf(hit) {
  const text = element("p", {}, "…");
  const details = element("details", { class: "rl-abstract" }, element("summary", {}, "Abstract"), text);
  let asked = false;
  details.addEventListener("toggle", async () => {
    if (asked || !details.open) return;
    asked = true;
    try {
      const answer = await fetch(paperAddress(hit.slug));
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const abstract = page.querySelector(".rl-paper__abstract")?.textContent.trim();
      text.replaceChildren();
      highlight(text, abstract || "No abstract is known.", hit.words);
    } catch {
      asked = false;
      text.textContent = "The abstract could not be fetched. Close this and open it again to try once more.";
    }
  });
  return details;
}

/**
 * The card of a hit.
 *
 * `topics` is a Map from a topic's id to {label, group}; `level` the level of the heading; `before` an
 * element to stand before the title, such as a checkbox.
 */
export function makeCard(hit, { topics, level = 3, before = null, id = null }) {
  const words = hit.words ?? [];
  const title = highlight(element("a", { href: paperAddress(hit.slug) }), hit.title, words);
  const { venue, date, kind } = factsOf(hit);
  const authors = authorsOf(hit);
  const facts = element(
    "p",
    { class: "rl-facts" },
    authors ? highlight(element("span", { class: "rl-facts__authors" }), authors, words) : null,
    venue ? element("span", { class: "rl-facts__venue" }, venue) : null,
    date ? element("span", { class: "rl-facts__date" }, element("time", { datetime: hit.published ?? String(hit.year) }, date)) : null,
    kind ? element("span", { class: "rl-facts__kind" }, kind) : null,
  );
  const chips = hit.topics.map((topic) => {
    const { label = topic, group = 8 } = topics.get(topic) ?? {};
    return element("a", { class: `rl-chip rl-chip--topic rl-g${group}`, href: address(`topics/${topic}/`) }, label);
  });
  return element(
    "article",
    { class: before ? "rl-card rl-card--pick" : "rl-card", "data-slug": hit.slug, id },
    before,
    element(`h${level}`, { class: "rl-card__title" }, title),
    hit.more?.[2] ? element("p", { class: "rl-unreviewed" }, "Not reviewed yet") : null,
    hit.tldr ? highlight(element("p", { class: "rl-card__tldr" }), hit.tldr, words) : null,
    facts,
    element("div", { class: "rl-card__row" }, linksOf(hit), abstractOf(hit), element("span", { class: "rl-topics" }, ...chips), element("span", { class: "rl-keep", "data-rl-keep": "" })),
  );
}
