/** Suggests papers below a search box while the reader types (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). */

import { address, paperAddress } from "./addresses.js";
import { authorsOf, factsOf, highlight, nameAlias } from "./cards.js";
import { element } from "./elements.js";
import { reportError } from "./loading.js";
import { openEngine } from "./search-loader.js";
import { LONGEST_QUERY } from "./text.js";
import { listWords, nt, t } from "./translation.js";

const SHOWN = 7;
let boxes = 0;

/** The sentence that tells the reader which words were corrected; takes `corrections` of a search result. */
export function correctionText(corrections) {
  const typed = corrections.map((word) => t("“%(word)s”", { word: word.typed }));
  const used = corrections.map((word) => t("“%(word)s”", { word: word.used }));
  return t("No results for %(typed)s. Showing results for %(used)s.", { typed: listWords(typed, "disjunction"), used: listWords(used) });
}

let styles = null;

/** Loads the styles of suggestions once. */
export function loadStyles() {
  styles ??= new Promise((done) => {
    const link = element("link", { rel: "stylesheet", href: new URL("../css/search.css", import.meta.url).href, onload: done, onerror: done });
    document.head.append(link);
  });
  return styles;
}

/** What a suggestion shows of a paper; `topics` are the entries of that facet by their value. */
export function describePaper(hit, topics) {
  const { venue, date } = factsOf(hit);
  const topic = topics.get(hit.topics[0]);
  const facts = [authorsOf(hit), venue || date].filter(Boolean);
  return [
    highlight(element("span", { class: "rl-search__title" }), hit.title, hit.words),
    nameAlias(hit, "span", "rl-search__alias"),
    element(
      "span",
      { class: "rl-search__facts" },
      element("span", {}, ...facts.flatMap((fact, place) => [place ? " · " : "", element("span", {}, fact)])),
      topic ? element("span", { class: `rl-search__topic rl-g${topic.group}` }, topic.label) : null,
    ),
  ].filter(Boolean);
}

/** The address and the text of the link to all results. */
export function linkAllResults(query, total) {
  const label = total > 1 ? nt("All %(count)s result", "All %(count)s results", total) : t("Show on the Browse page");
  return [`${address("browse/")}?${new URLSearchParams({ q: query })}`, element("span", { class: "rl-search__all" }, label)];
}

/** Adds the list of suggestions to a search form. */
export function attach(form) {
  const input = form.querySelector("input");
  const panel = form.querySelector("[data-rl-search-panel]");
  const name = `rl-box-${(boxes += 1)}`;
  const list = element("div", { role: "listbox", id: `${name}-list`, "aria-label": t("Papers") });
  const note = element("p", { class: "rl-search__note" });
  const status = element("div", { role: "status", class: "rl-visually-hidden" });
  panel.replaceChildren(note, list);
  form.append(status);
  let turn = 0;
  let active = -1;
  let asked = null;

  const options = () => [...list.children];
  const isOpen = () => !panel.hidden;

  function open(on) {
    panel.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
    if (!on) choose(-1);
  }

  function choose(number) {
    active = number;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = options()[number];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function option(number, href, ...children) {
    return element("a", { role: "option", class: "rl-search__option", id: `${name}-${number}`, href, tabindex: "-1", "aria-selected": "false" }, ...children);
  }

  function show(query, { hits, total, corrections }, topics) {
    const rows = hits.map((hit, number) => option(number, paperAddress(hit.slug), ...describePaper(hit, topics)));
    if (total) rows.push(option(rows.length, ...linkAllResults(query, total)));
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    note.hidden = Boolean(total) && !corrections.length;
    if (!total) note.textContent = t("No papers match “%(query)s”. Try fewer or different words, or an author.", { query });
    else if (corrections.length) note.textContent = correctionText(corrections);
    status.textContent = total ? nt("%(count)s result. Use the arrow keys to choose one.", "%(count)s results. Use the arrow keys to choose one.", total) : t("No results.");
    choose(-1);
    open(true);
  }

  async function search() {
    const query = input.value.trim().slice(0, LONGEST_QUERY);
    if (query === asked) {
      if (query) open(true);
      return;
    }
    const mine = (turn += 1);
    if (!query) {
      asked = query;
      open(false);
      return;
    }
    try {
      const engine = await openEngine();
      const [found] = await Promise.all([engine.search(query, { limit: SHOWN }), loadStyles()]);
      if (mine !== turn) return;
      asked = query;
      show(query, found, new Map(engine.facets.topic.map((topic) => [topic.value, topic])));
    } catch (error) {
      if (mine !== turn) return;
      asked = null;
      list.replaceChildren();
      list.hidden = true;
      note.hidden = false;
      note.textContent = reportError(error, t("Search could not be loaded."), t("Check your connection, then keep typing."));
      status.textContent = note.textContent;
      open(true);
    }
  }

  function onKey(event) {
    const last = options().length - 1;
    const moves = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 };
    if (event.key === "Escape" && isOpen()) {
      open(false);
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key in moves) {
      event.preventDefault();
      if (!isOpen()) search();
      else if (last >= 0) choose(moves[event.key]);
    } else if (event.key === "Enter" && isOpen() && active >= 0 && !event.isComposing) {
      event.preventDefault();
      options()[active].click();
    }
  }

  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox" };
  for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
  input.maxLength = LONGEST_QUERY;
  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  input.addEventListener("keydown", onKey);
  // keep the focus in the box when an option is pressed
  panel.addEventListener("pointerdown", (event) => event.preventDefault());
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) open(false);
  });
  openEngine().then((engine) => engine.warm()).catch(() => {});
  search();
}
