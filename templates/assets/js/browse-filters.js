/** The filters of the browse page: checkboxes with counts, active filters, and the dialog on narrow screens. */

import { FACETS, UNKNOWN, toText } from "./browse-address.js";
import { makeYears } from "./browse-years.js";
import { element, hidden } from "./elements.js";
import { loadModule } from "./loading.js";
import { formatNumber, nt, t } from "./translation.js";

/** How many values a long filter shows at first. */
const SHOWN_AT_FIRST = 8;
const UNKNOWN_LABELS = { topic: t("Topic unknown"), year: t("Undated"), kind: t("Kind unknown"), code: t("Code unknown"), venue: t("Venue unknown"), level: t("Level unknown"), tag: t("Tag unknown") };
const NARROW = "(max-width: 59.98em)";
const EDITION = /^(.*) \d{4}$/;

/** Returns the values of a filter with one more or one less. A venue replaces its years, and a year its venue. */
export function changeValues(name, values, value, on) {
  const others = values.filter((other) => other !== value);
  if (!on) return others;
  if (name !== "venue") return [...others, value];
  const isPart = (edition, venue) => EDITION.exec(edition)?.[1] === venue;
  return [...others.filter((other) => !isPart(other, value) && !isPart(value, other)), value];
}

/**
 * Connects the filters inside `root`, the browse page.
 *
 * `onChoose({name: values, ...})` is called when the reader sets or removes filters, `onClear()` when they clear all
 * filters, and `onClearAll()` when they clear the query as well.
 */
export function makeFilters(root, { onChoose, onClear, onClearAll }) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const [facets, active, dialog, opener, clearInDialog, close, match, quick] = ["facets", "chips", "dialog", "open", "clear-dialog", "close", "match", "quick"].map(at);
  const boxesOf = () => facets.querySelectorAll("input[type=checkbox]");
  const labels = new Map();
  for (const box of boxesOf()) labels.set(`${box.name}=${box.value}`, box.closest("label").querySelector(".rl-facet__name").textContent);
  const years = makeYears(at("years"), { onChoose });
  let state = null;
  let found = null;
  /** The filters whose values are made here: years of venues, authors. */
  let more = null;

  function labelOf(name, value) {
    if (name === "from") return t("Since %(year)s", { year: value });
    if (name === "to") return t("Until %(year)s", { year: value });
    if (value === UNKNOWN && name !== "author") return UNKNOWN_LABELS[name] ?? t("Unknown");
    if (name === "year") return t("First published %(year)s", { year: value });
    return labels.get(`${name}=${value}`) ?? value;
  }

  const choose = (name, value, on) => onChoose({ [name]: changeValues(name, state.chosen[name], value, on) });

  function activeFilter(name, value) {
    const remove = () => {
      choose(name, value, false);
      (active.querySelector("button") ?? at("q")).focus();
    };
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "rl-filter", onclick: remove },
        labelOf(name, value),
        " ",
        hidden(t("— remove this filter")),
        element("span", { "aria-hidden": "true" }, "×"),
      ),
    );
  }

  /** Says how many papers a choice of years leaves out because nobody knows theirs. */
  function undatedFilter() {
    const include = element("button", { type: "button", class: "rl-text-button", onclick: () => choose("year", UNKNOWN, true) }, t("Include"));
    return element("li", { class: "rl-filters__note" }, nt("%(count)s undated paper not shown", "%(count)s undated papers not shown", found.undated), " ", include);
  }

  function showActive(number) {
    const { chosen, q } = state;
    const items = FACETS.flatMap((name) => chosen[name].map((value) => activeFilter(name, value)));
    if (number > 1 || (number && q.trim())) {
      items.push(element("li", {}, element("button", { type: "button", class: "rl-filter rl-filter--clear", onclick: onClearAll }, t("Clear all"))));
    }
    if (found?.undated && ["from", "to", "year"].some((name) => chosen[name].length) && !chosen.year.includes(UNKNOWN)) items.push(undatedFilter());
    active.replaceChildren(...items);
    active.hidden = !items.length;
  }

  const countChosen = () => FACETS.reduce((sum, name) => sum + state.chosen[name].length, 0);

  /** Loads the filters whose values are made in the browser; `show` shows one of them. */
  async function showMore(show) {
    more ??= loadModule(import("./browse-values.js")).then(({ makeValues }) => makeValues(facets));
    try {
      show(await more);
    } catch (error) {
      console.error(error);
      more = null;
    }
  }

  /** Shows what a filter has besides what the page came with, as far as the reader needs it. */
  function showValues() {
    if (!found) return;
    const venues = state.chosen.venue.filter((value) => !labels.has(`venue=${value}`) && value !== UNKNOWN);
    const authors = facets.querySelector("[data-rl-facet=author]");
    if (state.chosen.author.length && authors) authors.open = true;
    if (more || venues.length || authors?.open) showMore(({ show }) => show({ state, found, venues: venues.map((value) => EDITION.exec(value)?.[1]) }));
  }

  /** Shows the most common values of a long filter and the chosen ones, or all of them. */
  function shorten(toggle) {
    const all = toggle.getAttribute("aria-expanded") === "true";
    let shown = 0;
    for (const box of toggle.closest(".rl-facet").querySelectorAll("li:not(li li) > label > input")) {
      const row = box.closest("li");
      row.hidden = !all && shown >= SHOWN_AT_FIRST && !box.checked && box.value !== UNKNOWN;
      if (!row.hidden) shown += 1;
    }
    toggle.textContent = all ? toggle.dataset.rlFewer : toggle.dataset.rlAll;
  }

  facets.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox") choose(target.name, target.value, target.checked);
    else if (target.name === "match") onChoose({ match: target.value ? [target.value] : [] });
  });
  facets.addEventListener("click", ({ target }) => {
    const years = target.closest("[data-rl-years]");
    if (years) showMore(({ toggleYears }) => toggleYears(years, { state, found }));
    const toggle = target.closest("[data-rl-all]");
    if (!toggle) return;
    toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
    shorten(toggle);
  });
  facets.querySelector("[data-rl-facet=author]")?.addEventListener("toggle", ({ target }) => {
    if (target.open) showMore(({ show }) => show({ state, found, venues: [] }));
  });
  quick?.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-rl-quick]");
    if (!button) return;
    const { value, dataset: { rlQuick: name } } = button;
    const on = button.getAttribute("aria-pressed") !== "true";
    onChoose(name === "from" ? { from: on ? [value] : [], to: [], year: [] } : { [name]: changeValues(name, state.chosen[name], value, on) });
  });

  const narrow = matchMedia(NARROW);
  const place = () => {
    if (narrow.matches) at("dialog-place").append(facets);
    else {
      if (dialog.open) dialog.close();
      at("aside").append(facets);
    }
  };
  narrow.addEventListener("change", place);
  place();
  opener.addEventListener("click", () => dialog.showModal());
  close.addEventListener("click", () => dialog.close());
  clearInDialog.addEventListener("click", () => {
    onClear();
    close.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  return {
    /** Returns what readers call a value of a filter. */
    labelOf,
    /** Shows the filters of a state as readAddress returns it. */
    show(current) {
      state = current;
      const { chosen } = state;
      for (const box of boxesOf()) box.checked = chosen[box.name].includes(box.value);
      for (const fold of facets.querySelectorAll(".rl-facet__fold:has(:checked)")) fold.open = true;
      if (match) {
        match.hidden = chosen.topic.length < 2;
        for (const box of match.querySelectorAll("input")) box.checked = box.value === (chosen.match[0] ?? "");
      }
      for (const button of quick?.children ?? []) button.setAttribute("aria-pressed", String(chosen[button.dataset.rlQuick].includes(button.value)));
      years?.show(chosen);
      const number = countChosen();
      opener.querySelector("[data-rl=chosen]").textContent = number ? ` ${number}` : "";
      clearInDialog.hidden = !number;
      showActive(number);
      facets.querySelectorAll("[data-rl-all]").forEach(shorten);
    },
    /** Shows how many papers each option would return, from a search result. */
    showCounts(result) {
      found = result;
      const counts = new Map(Object.entries(found.facets).flatMap(([name, values]) => values.map(({ value, count }) => [`${name}=${toText(name, value)}`, count])));
      for (const box of boxesOf()) {
        const number = counts.get(`${box.name}=${box.value}`) ?? 0;
        const label = box.closest("label");
        label.querySelector(".rl-count").textContent = formatNumber(number);
        label.classList.toggle("is-empty", !number);
      }
      years?.showCounts(found.facets.year);
      showActive(countChosen());
      showValues();
      close.textContent = found.total ? nt("Show %(count)s paper", "Show %(count)s papers", found.total) : t("No papers match");
    },
  };
}
