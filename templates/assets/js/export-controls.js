/** Controls to export papers: a choice of formats, Download and Copy. */

import { count, element, hidden } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";

const FORMATS = [
  ["bib", "BibTeX"],
  ["ris", "RIS"],
  ["json", "CSL-JSON"],
  ["csv", "CSV"],
  ["citation", "Citations"],
  ["md", "Markdown links"],
];

/**
 * Returns {box, label}: the controls, and the element before them for the caller to fill.
 *
 * `slugs()` returns or promises the slugs to export, `name()` the name of the file without its extension.
 */
export function makeExportControls({ slugs, name }) {
  const label = element("span", { class: "rl-export-controls__label" });
  const format = element("select", { class: "rl-select" }, ...FORMATS.map(([value, text]) => element("option", { value }, text)));
  const run = async (save) => {
    try {
      const { copy, download, exportSelection } = await loadModule(import("./export.js"));
      const result = await exportSelection(await slugs(), format.value, { name: name() });
      const papers = count(result.count, "paper");
      const missing = result.missing.length ? ` ${result.missing.length} no longer on the list.` : "";
      if (save) {
        download(result);
        notify(`${papers} saved as ${result.filename}.${missing}`);
      } else if (await copy(result.text)) notify(`${papers} copied as ${format.selectedOptions[0].text}.${missing}`);
      else notify("Your browser blocked copying. Use Download instead.");
    } catch (error) {
      notify(reportError(error, "The citations could not be loaded."));
    }
  };
  const box = element(
    "div",
    { class: "rl-export-controls", role: "group", "aria-label": "Export" },
    label,
    element("label", {}, hidden("Format"), format),
    element("button", { type: "button", class: "rl-button", onclick: () => run(true) }, "Download"),
    element("button", { type: "button", class: "rl-button", onclick: () => run(false) }, "Copy"),
  );
  return { box, label };
}
