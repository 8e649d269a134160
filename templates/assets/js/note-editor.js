/** The editor for the reader's note on a paper's page. It saves while the reader types. */

import { element } from "./elements.js";
import * as store from "./store.js";
import { t } from "./translation.js";

const SAVE_AFTER = 500;

function makeEditor(place, about) {
  const { slug } = place.dataset;
  const saved = element("span", { class: "rl-note-editor__saved", role: "status" });
  const area = element("textarea", { class: "rl-input", id: "rl-note-text", rows: "4", maxlength: "20000", "aria-describedby": "rl-note-hint" });
  area.value = store.get(slug).note;
  let timer = 0;
  let dirty = false;
  const save = () => {
    clearTimeout(timer);
    if (!dirty) return;
    // unsaved text stays in the editor and is saved with the next change
    dirty = !store.note(slug, area.value, about);
    saved.textContent = store.trouble() || t("Saved in this browser.");
  };
  area.addEventListener("input", () => {
    dirty = true;
    saved.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  });
  area.addEventListener("change", save);
  addEventListener("pagehide", save);
  store.subscribe(() => {
    if (!dirty && area.value !== store.get(slug).note && document.activeElement !== area) area.value = store.get(slug).note;
  });
  const editor = element(
    "div",
    { class: "rl-note-editor", id: "rl-note-editor" },
    element("label", { class: "rl-label", for: "rl-note-text" }, t("Your note")),
    area,
    element("p", { class: "rl-note-editor__foot" }, element("span", { id: "rl-note-hint" }, t("Only you can see it; it is stored in this browser."), " "), saved),
  );
  place.append(editor);
  return editor;
}

/** Shows or hides the editor of the paper at `place`; `about` is {title, facts}, as store.note takes it. */
export function showNoteEditor(place, open, { about, focus = false }) {
  const editor = place.querySelector(".rl-note-editor") ?? (open ? makeEditor(place, about) : null);
  if (editor) editor.hidden = !open;
  const opener = place.querySelector('[data-rl-act="note"]');
  opener?.setAttribute("aria-expanded", String(open));
  if (editor) opener?.setAttribute("aria-controls", "rl-note-editor");
  if (open && focus) editor.querySelector("textarea").focus();
}
