/** The reader's folders on the library page: choosing, renaming and deleting one. */

import { element, icon } from "./elements.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { formatNumber, nt, t } from "./translation.js";

/**
 * Connects `place` with the reader's folders; `choose(name)` shows one, or all papers for "".
 *
 * Returns a function that shows the folders, given how many papers each contains and which one is chosen.
 */
export function makeFolders(place, choose) {
  let renaming = false;

  function rename(name, input) {
    renaming = false;
    const newName = input.value.trim();
    if (newName && newName !== name && !store.renameFolder(name, newName)) notify(store.trouble());
    else choose(newName || name);
  }

  function remove(name) {
    const left = store.entries().length;
    const undo = store.renameFolder(name, "");
    if (!undo) {
      notify(store.trouble());
      return;
    }
    choose("");
    const gone = left - store.entries().length;
    const lost = gone ? ` ${nt("%(count)s paper that was only in this folder was removed from your library.", "%(count)s papers that were only in this folder were removed from your library.", gone)}` : "";
    notify(t("Deleted the folder “%(name)s”.", { name }) + lost, { label: t("Undo"), act: undo });
  }

  function makeTools(name, show) {
    if (!renaming) {
      const startRenaming = () => {
        renaming = true;
        show();
        place.querySelector("input").select();
      };
      return [
        element("button", { type: "button", class: "rl-text-button", onclick: startRenaming }, t("Rename")),
        element("button", { type: "button", class: "rl-text-button", onclick: () => remove(name) }, t("Delete folder")),
      ];
    }
    const input = element("input", { class: "rl-input", maxlength: "60", "aria-label": t("New folder name"), autocomplete: "off" });
    input.value = name;
    const onsubmit = (event) => {
      event.preventDefault();
      rename(name, input);
    };
    const onkeydown = ({ key }) => {
      if (key !== "Escape") return;
      renaming = false;
      show();
    };
    return [element("form", { class: "rl-folder-form", onsubmit, onkeydown }, input, element("button", { type: "submit", class: "rl-button" }, t("Rename")))];
  }

  return function show(counts, chosen) {
    const chips = [...counts].map(([name, count]) => {
      const on = name === chosen;
      const act = () => {
        renaming = false;
        choose(on ? "" : name);
        [...place.querySelectorAll(".rl-folder")].find((chip) => chip.value === name)?.focus();
      };
      return element("button", { type: "button", class: "rl-folder", value: name, "aria-pressed": String(on), onclick: act }, icon("folder"), element("span", {}, name), element("span", { class: "rl-count" }, formatNumber(count)));
    });
    place.replaceChildren(element("div", { class: "rl-folders__list" }, ...chips), ...(chosen ? makeTools(chosen, () => show(counts, chosen)) : []));
    place.hidden = !chips.length;
  };
}
