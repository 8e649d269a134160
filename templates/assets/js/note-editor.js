/** The editor of the reader's note on a paper. It saves while the reader types, and before anything else is done. */

import { element } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { t } from "./translation.js";

const SAVE_AFTER = 500;
/** The editors on the page. */
const editors = new Set();

const saveAll = () => editors.forEach(({ save }) => save());
// on touch screens the text area keeps the focus while the reader presses a button, such as one that exports the note
document.addEventListener("click", saveAll, { capture: true });
document.addEventListener("visibilitychange", saveAll);
addEventListener("pagehide", saveAll);
store.subscribe(() => editors.forEach(({ update }) => update()));

/**
 * Makes the editor of a paper's note as {area, saved, save}: the text area, the place that says that it was saved, and
 * a function that saves at once and returns whether that worked. `about` is {title, facts}, as store.note takes it.
 */
export function makeEditor(slug, about, properties = {}) {
  const saved = element("span", { class: "rl-note-editor__saved", role: "status" });
  const area = element("textarea", { class: "rl-input", rows: "4", maxlength: "20000", ...properties });
  area.value = store.get(slug).note;
  let timer = 0;
  let dirty = false;
  const save = () => {
    clearTimeout(timer);
    if (dirty) {
      // unsaved text stays in the editor and is saved with the next change
      dirty = !store.note(slug, area.value, about);
      saved.textContent = store.trouble() || t("Saved");
    }
    if (!area.isConnected) editors.delete(editor);
    return !dirty;
  };
  // another tab may have changed the note
  const update = () => {
    if (!dirty && area.value !== store.get(slug).note && document.activeElement !== area) area.value = store.get(slug).note;
  };
  const editor = { area, saved, save, update };
  area.addEventListener("input", () => {
    dirty = true;
    saved.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  });
  area.addEventListener("change", save);
  editors.add(editor);
  return editor;
}

/** Shows the form for the paper's folders after the button that was pressed, or removes it. */
async function toggleFolders(opener, paper) {
  const foot = opener.parentElement;
  const close = () => {
    foot.nextElementSibling?.remove();
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  };
  if (foot.nextElementSibling) {
    close();
    return;
  }
  try {
    const { makeFolderForm } = await loadModule(import("./folder-form.js"));
    foot.after(makeFolderForm(paper, close));
    opener.setAttribute("aria-expanded", "true");
    foot.nextElementSibling.querySelector("input").focus();
  } catch (error) {
    notify(reportError(error, t("The folders could not be loaded.")));
  }
}

function makePageEditor(place, about) {
  const leave = ({ key, isComposing }) => {
    if (key !== "Escape" || isComposing) return;
    showNoteEditor(place, false, { about });
    place.querySelector('[data-rl-act="note"]').focus();
  };
  const { area, saved } = makeEditor(place.dataset.slug, about, { id: "rl-note-text", "aria-describedby": "rl-note-hint", onkeydown: leave });
  const folders = element("button", { type: "button", class: "rl-text-button", "aria-expanded": "false", onclick: () => toggleFolders(folders, { slug: place.dataset.slug, ...about }) }, t("Folders"));
  const editor = element(
    "div",
    { class: "rl-note-editor", id: "rl-note-editor" },
    element("label", { class: "rl-label", for: "rl-note-text" }, t("Your note")),
    area,
    element("p", { class: "rl-note-editor__foot" }, element("span", { id: "rl-note-hint" }, t("Only you can see it; it is stored in this browser."), " "), saved, folders),
  );
  place.append(editor);
  return editor;
}

/** Shows or hides the editor on a paper's page, where the paper is at `place`. */
export function showNoteEditor(place, open, { about, focus = false }) {
  const editor = place.querySelector(".rl-note-editor") ?? (open ? makePageEditor(place, about) : null);
  if (editor) editor.hidden = !open;
  const opener = place.querySelector('[data-rl-act="note"]');
  opener?.setAttribute("aria-expanded", String(open));
  if (editor) opener?.setAttribute("aria-controls", "rl-note-editor");
  if (open && focus) editor.querySelector("textarea").focus();
}
