/** What the browse page shows when nothing matches: the filters that can be dropped, each with the papers it would leave. */

import { toText } from "./browse-address.js";
import { element } from "./elements.js";
import { listWords, nt, t } from "./translation.js";

/** Returns what readers call the filters that a search without results could do without; "" for those hidden as read. */
function nameFilters({ name, values }, { chosen, q }, labelOf) {
  if (name === "q") return q.trim();
  const years = name === "year" ? ["from", "to"].flatMap((end) => chosen[end].map((value) => labelOf(end, value))) : [];
  return listWords([...years, ...values.map((value) => labelOf(name, value))]);
}

/**
 * Makes the message for a search result without papers.
 *
 * `drop({name, values})` is called when the reader drops filters, with `values` as texts of the URL.
 */
export function makeEmptyList({ relaxed }, { state, labelOf, drop }) {
  const choices = relaxed.map(({ name, values, total }) => {
    const dropped = { name, values: values.map((value) => toText(name, value)) };
    const label =
      name === "docs"
        ? nt("Show %(count)s paper you have read", "Show %(count)s papers you have read", total)
        : nt("Without “%(filter)s”: %(count)s paper", "Without “%(filter)s”: %(count)s papers", total, { filter: nameFilters(dropped, state, labelOf) });
    return element("li", {}, element("button", { type: "button", class: "rl-button", onclick: () => drop(dropped) }, label));
  });
  const advice = choices.length ? null : element("p", {}, t("Try fewer filters or different words: a method, an author, or a word from the title."));
  return element("div", { class: "rl-empty" }, element("p", { class: "rl-empty__title" }, t("No papers match.")), advice, choices.length ? element("ul", { class: "rl-relax" }, ...choices) : null);
}
