/** The bar at the bottom of the browse page for what to do with the selected papers. */

import { element } from "./elements.js";
import { connectExport } from "./export-menu.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { nt, t } from "./translation.js";

function saveAll(selected) {
  const undo = store.starAll(selected);
  if (!undo) notify(store.trouble());
  else notify(nt("%(count)s paper is in your library.", "%(count)s papers are in your library.", selected.size), { label: t("Undo"), act: undo });
}

/** Shares the selected papers with the reader's notes, unless the reader leaves them out. */
async function shareAll(selected) {
  try {
    const { openShareDialog } = await loadModule(import("./share-dialog.js"));
    const papers = [...selected.keys()].map((slug) => ({ slug, note: store.get(slug).note }));
    await openShareDialog({ papers, includeNotes: true });
  } catch (error) {
    notify(reportError(error, t("The link could not be made.")));
  }
}

/**
 * Adds the bar after `list`. `selected` maps slugs to what the library keeps of a paper; `exporting` is a menu to
 * export papers, to be copied; `onClear()` is called when the reader clears the selection.
 */
export function makeBar(list, { selected, exporting, onClear }) {
  const exportMenu = exporting.cloneNode(true);
  exportMenu.hidden = exportMenu.open = false;
  exportMenu.querySelectorAll("li:not([data-rl-format])").forEach((item) => item.remove());
  connectExport(exportMenu, { slugs: () => [...selected.keys()], name: () => "selection" });
  const count = element("p", { class: "rl-selected__count", role: "status" });
  const save = element("button", { type: "button", class: "rl-button", onclick: () => saveAll(selected) }, t("Save to library"));
  const share = element("button", { type: "button", class: "rl-button", "aria-haspopup": "dialog", onclick: () => shareAll(selected) }, t("Share"));
  const clear = element("button", { type: "button", class: "rl-text-button", onclick: onClear }, t("Clear"));
  const bar = element("div", { class: "rl-selected", role: "region", "aria-label": t("Selection"), hidden: true }, count, clear, save, share, exportMenu);
  list.parentElement.append(bar);
  return {
    /** Shows the number of papers selected. */
    show() {
      bar.hidden = !selected.size;
      count.textContent = selected.size ? nt("%(count)s selected", "%(count)s selected", selected.size) : "";
    },
  };
}
