/** The form to put a paper into the reader's folders. */

import { element } from "./elements.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { t } from "./translation.js";

/** Makes the form for a paper {slug, title, facts}; it saves by itself, and calls `close` when the reader is done. */
export function makeFolderForm({ slug, title, facts = "" }, close) {
  const about = { title: store.get(slug).title || title, facts: store.get(slug).facts || facts };
  const put = (names) => store.file(slug, names, about) ?? notify(store.trouble());
  const choice = (name) => {
    const box = element("input", { type: "checkbox" });
    box.checked = store.get(slug).folders.includes(name);
    box.addEventListener("change", () => {
      const others = store.get(slug).folders.filter((folder) => folder !== name);
      put(box.checked ? [...others, name] : others);
      box.checked = store.get(slug).folders.includes(name);
    });
    return element("label", { class: "rl-check" }, box, element("span", {}, name));
  };
  const choices = element("div", { class: "rl-folder-form__choices" }, ...store.folders().map(choice));
  const input = element("input", { class: "rl-input", maxlength: "60", placeholder: t("New folder"), "aria-label": t("New folder"), autocomplete: "off" });
  const add = (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name) put([...store.get(slug).folders, name]);
    else close();
    input.value = "";
    choices.replaceChildren(...store.folders().map(choice));
  };
  const form = element(
    "form",
    { class: "rl-folder-form", "aria-label": t("Folders for %(title)s", { title }), onsubmit: add },
    choices,
    input,
    element("button", { type: "submit", class: "rl-button" }, t("Add")),
    element("button", { type: "button", class: "rl-text-button", onclick: close }, t("Done")),
  );
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return form;
}
