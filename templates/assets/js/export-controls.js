/** Controls to export papers: a choice of formats, Download and Copy. */

import { FORMATS } from "../data/cite/formats.js";
import { element, hidden } from "./elements.js";
import { exportPapers } from "./export-actions.js";
import { t } from "./translation.js";

/**
 * Returns {box, label}: the controls, and the element before them for the caller to fill.
 *
 * `slugs()` returns or promises the slugs to export, `name()` the name of the file without its extension.
 */
export function makeExportControls({ slugs, name }) {
  const label = element("span", { class: "rl-export-controls__label" });
  const options = Object.entries(FORMATS).map(([value, format]) => element("option", { value }, format.name));
  const format = element("select", { class: "rl-select" }, ...options);
  const save = () => exportPapers({ slugs, format: format.value, name: name() });
  const copy = () => exportPapers({ slugs, format: format.value });
  const box = element(
    "div",
    { class: "rl-export-controls", role: "group", "aria-label": t("Export") },
    label,
    element("label", {}, hidden(t("Format")), format),
    element("button", { type: "button", class: "rl-button", onclick: save }, t("Download")),
    element("button", { type: "button", class: "rl-button", onclick: copy }, t("Copy")),
  );
  return { box, label };
}
