/** The bar at the bottom of the browse page for what to do with the selected papers. */

import { connectExport } from "./browse-selection.js";
import { element } from "./elements.js";
import { notify } from "./notices.js";
import { share } from "./sharing.js";
import * as store from "./store.js";
import { nt, t } from "./translation.js";

function saveAll(selected) {
  const undos = [...selected].filter(([slug]) => !store.get(slug).star).map(([slug, about]) => store.star(slug, true, about));
  if (store.trouble()) notify(store.trouble());
  else notify(nt("%(count)s paper is in your library.", "%(count)s papers are in your library.", selected.size), undos.length ? { label: t("Undo"), act: () => undos.forEach((undo) => undo?.()) } : null);
}

/** Asks for the name of the list and whether to share the reader's notes, then shares. */
function makeSharing(selected) {
  const title = element("input", { class: "rl-input", maxlength: "200", autocomplete: "off" });
  const withNotes = element("input", { type: "checkbox", checked: true });
  const noted = element("span", {});
  const notes = element("label", { class: "rl-check" }, withNotes, noted);
  const menu = element("details", { class: "rl-drop" }, element("summary", { class: "rl-button" }, t("Share")));
  const countNotes = () => [...selected.keys()].filter((slug) => store.get(slug).note).length;
  const form = element(
    "form",
    { class: "rl-menu rl-share" },
    element("label", {}, t("Name of the list (optional)"), title),
    notes,
    element("button", { class: "rl-button rl-button--primary" }, navigator.share && matchMedia("(pointer: coarse)").matches ? t("Share link") : t("Copy link")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
    const noteOf = (slug) => (withNotes.checked ? store.get(slug).note : "");
    share({ title: title.value.trim(), papers: [...selected.keys()].map((slug) => ({ slug, note: noteOf(slug) })) });
  });
  menu.addEventListener("toggle", () => {
    const number = countNotes();
    notes.hidden = !number;
    noted.textContent = nt("Include my note on %(count)s paper", "Include my notes on %(count)s papers", number);
  });
  menu.append(form);
  return menu;
}

/**
 * Adds the bar after `list`. `selected` maps slugs to what the library keeps of a paper; `exporting` is a menu to
 * export papers, to be copied; `onClear()` is called when the reader clears the selection.
 */
export function makeBar(list, { selected, exporting, onClear }) {
  const exportMenu = exporting.cloneNode(true);
  exportMenu.hidden = exportMenu.open = false;
  connectExport(exportMenu, { slugs: () => [...selected.keys()], name: () => "selection" });
  const count = element("p", { class: "rl-selected__count", role: "status" });
  const save = element("button", { type: "button", class: "rl-button", onclick: () => saveAll(selected) }, t("Save to library"));
  const clear = element("button", { type: "button", class: "rl-text-button", onclick: onClear }, t("Clear"));
  const bar = element("div", { class: "rl-selected", role: "region", "aria-label": t("Selection"), hidden: true }, count, clear, save, makeSharing(selected), exportMenu);
  list.parentElement.append(bar);
  return {
    /** Shows the number of papers selected. */
    show() {
      bar.hidden = !selected.size;
      count.textContent = selected.size ? nt("%(count)s selected", "%(count)s selected", selected.size) : "";
    },
  };
}
