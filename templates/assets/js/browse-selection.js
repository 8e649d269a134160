/** Selecting papers on the browse page, and exporting all results. */

import { aboutOf } from "./cards.js";
import { element } from "./elements.js";
import { connectExport } from "./export-menu.js";
import { describe } from "./library-buttons.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { nt, t } from "./translation.js";

/**
 * Connects selecting and exporting inside `root`, the browse page.
 *
 * `all()` promises the hits of all results; `isWholeList()` says whether these are the whole list.
 */
export function makeSelection(root, { all, isWholeList }) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const list = at("list");
  /** Slug -> {title, facts} of each selected paper. */
  const selected = new Map();
  const exporting = root.querySelector(".rl-export");
  let bar = null;
  let last = null;

  connectExport(exporting, {
    slugs: async () => (await all()).map(({ slug }) => slug),
    name: () => (isWholeList() ? "all" : "papers"),
    usesLinks: isWholeList,
  });

  async function show() {
    for (const box of list.querySelectorAll("input[data-rl-pick]")) box.checked = selected.has(box.value);
    if (!bar && !selected.size) return;
    try {
      bar ??= loadModule(import("./selection-bar.js")).then(({ makeBar }) => makeBar(list, { selected, exporting, onClear }));
      (await bar).show();
    } catch (error) {
      bar = null;
      notify(reportError(error, t("The selection could not be shown.")));
    }
  }

  function onClear() {
    selected.clear();
    show();
    at("all").focus();
  }

  at("all").addEventListener("click", async () => {
    try {
      for (const hit of await all()) selected.set(hit.slug, aboutOf(hit));
      show();
    } catch (error) {
      notify(reportError(error, t("The papers could not be loaded.")));
    }
  });
  list.addEventListener("click", ({ target, shiftKey }) => {
    if (!target.matches("input[data-rl-pick]")) return;
    const boxes = [...list.querySelectorAll("input[data-rl-pick]")];
    const [here, before] = [boxes.indexOf(target), shiftKey ? boxes.indexOf(last) : -1];
    const range = before < 0 ? [target] : boxes.slice(Math.min(here, before), Math.max(here, before) + 1);
    for (const box of range) {
      if (target.checked) selected.set(box.value, describe(box.closest(".rl-card")));
      else selected.delete(box.value);
    }
    last = target;
    show();
  });

  return {
    /** Returns the checkbox of a paper, in a label. */
    checkbox({ slug, title }) {
      const box = element("input", { type: "checkbox", "data-rl-pick": "", value: slug, "aria-label": t("Select: %(title)s", { title }) });
      box.checked = selected.has(slug);
      return element("label", { class: "rl-card__pick" }, box);
    },
    /** Updates the controls for a number of results. */
    showTotal(number) {
      at("all").textContent = nt("Select this paper", "Select all %(count)s", number);
      at("all").hidden = exporting.hidden = !number;
    },
  };
}
