/** Values of filters that the page does not come with: the years of venues, and authors. Loaded when they are needed. */

import { toFilter } from "./browse-address.js";
import { element } from "./elements.js";
import { openEngine } from "./search-loader.js";
import { tokenize } from "./text.js";
import { formatNumber, t } from "./translation.js";

const AUTHORS_SHOWN = 8;
/** Most authors that what the reader typed may list. */
const AUTHORS_FOUND = 20;

function option(name, value, label, count, chosen) {
  const box = element("input", { type: "checkbox", name, value, autocomplete: "off" });
  box.checked = chosen.includes(value);
  const number = element("span", { class: "rl-count" }, formatNumber(count));
  return element("li", {}, element("label", { class: count ? "rl-facet__value" : "rl-facet__value is-empty" }, box, element("span", { class: "rl-facet__name" }, label), number));
}

/** Prepares the filters within `facets`. */
export async function makeValues(facets) {
  const engine = await openEngine();
  const find = facets.querySelector("[data-rl=author]");
  const authors = facets.querySelector("[data-rl=authors]");
  const note = facets.querySelector("[data-rl=author-note]");
  /** What is chosen, and the number of papers of each value. */
  let current = null;
  /** The authors, those with most papers first: [{value, count, words}]. */
  let all = null;

  function showYears(button) {
    const { state, found } = current;
    const venue = button.dataset.rlYears;
    const editions = (found?.facets ?? engine.facets).venue.filter((entry) => entry.venue === venue).sort((a, b) => b.year - a.year);
    const list = element("ul", { class: "rl-facet__values rl-facet__values--years" }, ...editions.map(({ value, year, count }) => option("venue", value, String(year), count ?? 0, state.chosen.venue)));
    button.closest("li").querySelector("ul")?.remove();
    button.closest("li").append(list);
    button.setAttribute("aria-expanded", "true");
    button.closest("li").hidden = false;
  }

  /** Returns the authors to show: those chosen, then those with what was typed or most papers. */
  function chooseAuthors(counts) {
    const chosen = current.state.chosen.author;
    const typed = tokenize(find.value);
    const found = all
      .filter(({ value, count, words }) => !chosen.includes(value) && (typed.length ? typed.every((part) => words.some((word) => word.startsWith(part))) : count > 1 && counts.has(value)))
      .sort((one, other) => (counts.get(other.value) ?? 0) - (counts.get(one.value) ?? 0));
    const most = typed.length ? AUTHORS_FOUND : AUTHORS_SHOWN;
    note.textContent = typed.length && !found.length ? t("No matching authors.") : found.length > most ? t("Type a name to find more.") : "";
    return [...chosen, ...found.slice(0, most).map(({ value }) => value)];
  }

  async function showAuthors() {
    if (!all) {
      await engine.loadAuthors();
      const { facets: every } = await engine.search("", { limit: 0 });
      all = every.author.filter(({ value }) => value !== null).map(({ value, count }) => ({ value, count, words: tokenize(value) }));
    }
    const { state, found } = current;
    const counted = found?.facets.author ? found : await engine.search(state.q, { limit: 0, filter: toFilter(state.chosen) });
    const counts = new Map(counted.facets.author.map(({ value, count }) => [value, count]));
    const focused = authors.contains(document.activeElement) ? document.activeElement.value : null;
    authors.replaceChildren(...chooseAuthors(counts).map((name) => option("author", name, name, counts.get(name) ?? 0, state.chosen.author)));
    if (focused !== null) authors.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  find?.addEventListener("input", showAuthors);

  return {
    /** Shows or hides the years of a venue. */
    toggleYears(button, now) {
      current = now;
      if (button.getAttribute("aria-expanded") === "true") {
        button.setAttribute("aria-expanded", "false");
        button.closest("li").querySelector("ul").remove();
      } else showYears(button);
    },
    /** Shows the authors, and the years of some venues, after a search. */
    show({ venues, ...now }) {
      current = now;
      for (const button of facets.querySelectorAll("[data-rl-years]")) {
        if (venues.includes(button.dataset.rlYears) && button.getAttribute("aria-expanded") !== "true") showYears(button);
      }
      if (find?.closest("details").open) showAuthors();
    },
  };
}
