/** The menu to export papers, which export_menu of _macros.html.jinja makes, for papers that the reader chooses. */

import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { t } from "./translation.js";

/**
 * Lets the menu export other papers than those it was made for.
 *
 * `slugs()` returns or promises the slugs, `name()` the name of the file without its extension, and `usesLinks()`
 * says whether the menu's links to files are right.
 */
export function connectExport(menu, { slugs, name, usesLinks = () => false }) {
  const act = async (event) => {
    const format = event.target.closest("[data-rl-format]")?.dataset.rlFormat;
    const copies = event.target.closest("[data-rl-copy]");
    if (!format || (!copies && usesLinks() && event.target.closest("a"))) return;
    event.preventDefault();
    event.stopPropagation();
    try {
      const { exportPapers } = await loadModule(import("./export-actions.js"));
      await exportPapers({ slugs, format, name: copies ? null : name() });
    } catch (error) {
      notify(reportError(error, t("The citations could not be loaded.")));
    }
  };
  menu.addEventListener("click", act, { capture: true });
}
