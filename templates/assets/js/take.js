/** A row of controls that exports papers: which format, download or copy. */

import { element, hidden, notify } from "./page.js";

const FORMATS = [
  ["bib", "BibTeX"],
  ["ris", "RIS"],
  ["json", "CSL-JSON"],
  ["csv", "CSV"],
  ["citation", "Citations"],
  ["md", "Markdown links"],
];

/**
 * `slugs()` gives or promises the slugs, `name()` the file's name without extension. The label beside the
 * controls is the element `label`, for the caller to fill.
 */
export function makeTake({ slugs, name }) {
  const label = element("span", { class: "rl-take__label" });
  const format = element("select", { class: "rl-select" }, ...FORMATS.map(([value, text]) => element("option", { value }, text)));
  const run = async (deliver) => {
    try {
      const { copy, download, exportSelection } = await import("./export.js");
      const result = await exportSelection(await slugs(), format.value, { name: name() });
      const text = FORMATS.find(([value]) => value === format.value)[1];
      const papers = `${result.count} ${result.count === 1 ? "paper" : "papers"}`;
      const missing = result.missing.length ? ` ${result.missing.length} no longer on the list.` : "";
      if (deliver === "download") {
        download(result);
        notify(`${papers} saved as ${result.filename}.${missing}`);
      } else if (await copy(result.text)) notify(`${papers} copied as ${text}.${missing}`);
      else notify("Copying is not allowed here; use Download.");
    } catch (error) {
      notify(error.message);
    }
  };
  const box = element(
    "div",
    { class: "rl-take", role: "group", "aria-label": "Export" },
    label,
    element("label", {}, hidden("Format"), format),
    element("button", { type: "button", class: "rl-button", onclick: () => run("download") }, "Download"),
    element("button", { type: "button", class: "rl-button", onclick: () => run("copy") }, "Copy"),
  );
  return { box, label };
}
