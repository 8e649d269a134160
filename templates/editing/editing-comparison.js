/** Two records side by side, with what differs marked. */

import { element, hidden } from "../assets/js/elements.js";
import { tokenize } from "../assets/js/text.js";

/** Returns a text with the words marked that the other text does not have. */
function markWords(text, other) {
  const known = new Set(tokenize(other));
  return text.split(/(\s+)/).map((part) => (tokenize(part).some((word) => !known.has(word)) ? element("mark", {}, part) : part));
}

/** Returns a table of the facts of two papers, as the preview describes them. */
export function compare(one, other) {
  const rows = Object.keys(one.facts)
    .filter((name) => one.facts[name] || other.facts[name])
    .map((name) => {
      const [left, right] = [one.facts[name], other.facts[name]];
      const differs = left !== right;
      return element(
        "tr",
        { class: differs ? "is-different" : null },
        element("th", { scope: "row" }, name, differs ? hidden(" (differs)") : null),
        element("td", {}, ...(left ? markWords(left, right) : ["–"])),
        element("td", {}, ...(right ? markWords(right, left) : ["–"])),
      );
    });
  return element(
    "table",
    { class: "rl-compare" },
    element("thead", {}, element("tr", {}, element("td", {}), element("th", { scope: "col" }, one.slug), element("th", { scope: "col" }, other.slug))),
    element("tbody", {}, ...rows),
  );
}
