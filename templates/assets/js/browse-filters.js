/** The filters of the browse page: checkboxes with counts, active filters, and the dialog on narrow screens. */

import { FACETS, UNKNOWN, toText } from "./browse-address.js";
import { element, hidden } from "./elements.js";
import { formatNumber, nt, t } from "./translation.js";

/** How many values a long filter shows at first. */
const SHOWN_AT_FIRST = 8;
const UNKNOWN_LABELS = { topic: t("Topic unknown"), year: t("Year unknown"), kind: t("Kind unknown"), code: t("Code unknown"), venue: t("Venue unknown"), level: t("Level unknown"), tag: t("Tag unknown") };
const NARROW = "(max-width: 59.98em)";

/**
 * Connects the filters inside `root`, the browse page.
 *
 * `onChoose(name, value, on)` is called when the reader sets or removes a filter, `onClear()` when they clear all
 * filters, and `onClearAll()` when they clear the query as well.
 */
export function makeFilters(root, { onChoose, onClear, onClearAll }) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const [facets, active, dialog, opener, clearInDialog, close] = ["facets", "chips", "dialog", "open", "clear-dialog", "close"].map(at);
  const boxes = new Map();
  for (const box of facets.querySelectorAll("input[type=checkbox]")) boxes.set(`${box.name}=${box.value}`, box);

  function labelOf(name, value) {
    if (value === UNKNOWN) return UNKNOWN_LABELS[name] ?? t("Unknown");
    const box = boxes.get(`${name}=${value}`);
    return box?.closest("label")?.querySelector(".rl-facet__name")?.textContent ?? value;
  }

  function activeFilter(name, value) {
    const remove = () => {
      onChoose(name, value, false);
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

  function showActive({ chosen, q }, number) {
    const items = FACETS.flatMap((name) => chosen[name].map((value) => activeFilter(name, value)));
    if (number > 1 || (number && q.trim())) {
      items.push(element("li", {}, element("button", { type: "button", class: "rl-filter rl-filter--clear", onclick: onClearAll }, t("Clear all"))));
    }
    active.replaceChildren(...items);
    active.hidden = !items.length;
  }

  /** Shows the most common values of a long filter and the chosen ones, or all of them. */
  function shorten(toggle) {
    const all = toggle.getAttribute("aria-expanded") === "true";
    let shown = 0;
    for (const box of toggle.closest(".rl-facet").querySelectorAll("input")) {
      const row = box.closest("li");
      row.hidden = !all && shown >= SHOWN_AT_FIRST && !box.checked && box.value !== UNKNOWN;
      if (!row.hidden) shown += 1;
    }
    toggle.textContent = all ? toggle.dataset.rlFewer : toggle.dataset.rlAll;
  }

  facets.addEventListener("change", ({ target }) => {
    if (boxes.has(`${target.name}=${target.value}`)) onChoose(target.name, target.value, target.checked);
  });
  facets.addEventListener("click", ({ target }) => {
    const toggle = target.closest("[data-rl-all]");
    if (!toggle) return;
    toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
    shorten(toggle);
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
    show(state) {
      for (const box of boxes.values()) box.checked = state.chosen[box.name].includes(box.value);
      const number = FACETS.reduce((sum, name) => sum + state.chosen[name].length, 0);
      opener.querySelector("[data-rl=chosen]").textContent = number ? ` ${number}` : "";
      clearInDialog.hidden = !number;
      showActive(state, number);
      facets.querySelectorAll("[data-rl-all]").forEach(shorten);
    },
    /** Shows how many papers each option would return, from a search result. */
    showCounts({ facets: counted, total }) {
      for (const name of FACETS) {
        for (const { value, count: number } of counted[name]) {
          const label = boxes.get(`${name}=${toText(name, value)}`)?.closest("label");
          if (!label) continue;
          label.querySelector(".rl-count").textContent = formatNumber(number);
          label.classList.toggle("is-empty", !number);
        }
      }
      close.textContent = total ? nt("Show %(count)s paper", "Show %(count)s papers", total) : t("No papers match");
    },
  };
}
