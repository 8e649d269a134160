/** Selecting papers on the browse page and exporting them, or all results where none are selected. */

import { element } from "./elements.js";
import { makeExportControls } from "./export-controls.js";
import { reportError } from "./loading.js";
import { notify } from "./notices.js";
import { nt, t } from "./translation.js";

/**
 * Connects selecting and exporting inside `root`, the browse page.
 *
 * `allSlugs()` promises the slugs of all results; `isWholeList()` says whether these are the whole list.
 */
export function makeSelection(root, { allSlugs, isWholeList }) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const list = at("list");
  const selected = new Set();
  let total = 0;

  const exporting = makeExportControls({
    slugs: () => (selected.size ? [...selected] : allSlugs()),
    name: () => (selected.size ? "selection" : isWholeList() ? "all" : "papers"),
  });
  const selectAll = element("button", { type: "button", class: "rl-button" });
  const selectNone = element("button", { type: "button", class: "rl-button", hidden: true }, t("Clear selection"));
  exporting.box.prepend(selectAll, selectNone);
  at("export-controls").replaceChildren(exporting.box);

  function show() {
    if (selected.size) exporting.label.textContent = nt("Export %(count)s selected as", "Export %(count)s selected as", selected.size);
    else exporting.label.textContent = nt("Export this paper as", "Export all %(count)s as", total);
    selectAll.textContent = nt("Select this paper", "Select all %(count)s", total);
    selectAll.hidden = !total;
    selectNone.hidden = !selected.size;
    exporting.box.hidden = !total && !selected.size;
    for (const box of list.querySelectorAll("input[data-rl-pick]")) box.checked = selected.has(box.value);
  }

  selectAll.addEventListener("click", async () => {
    try {
      for (const slug of await allSlugs()) selected.add(slug);
      show();
      notify(nt("%(count)s paper selected.", "%(count)s papers selected.", selected.size));
    } catch (error) {
      notify(reportError(error, t("The papers could not be loaded.")));
    }
  });
  selectNone.addEventListener("click", () => {
    selected.clear();
    show();
    selectAll.focus();
  });
  list.addEventListener("change", ({ target }) => {
    if (!target.matches("input[data-rl-pick]")) return;
    if (target.checked) selected.add(target.value);
    else selected.delete(target.value);
    show();
  });
  // narrow screens hide these controls behind a button
  at("export").addEventListener("click", () => {
    const open = at("export-controls").classList.toggle("is-open");
    at("export").setAttribute("aria-expanded", String(open));
  });

  return {
    /** Returns the checkbox of a paper, in a label. */
    checkbox({ slug, title }) {
      const box = element("input", { type: "checkbox", "data-rl-pick": "", value: slug, "aria-label": t("Select: %(title)s", { title }) });
      return element("label", { class: "rl-card__pick" }, box);
    },
    /** Updates the controls for a number of results. */
    showTotal(number) {
      total = number;
      show();
    },
  };
}
