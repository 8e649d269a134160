/** What the library page shows of a paper: its card, the reader's note and folders, and the controls to change them. */

import { paperAddress } from "./addresses.js";
import { makeCard } from "./cards.js";
import { element, hidden, icon } from "./elements.js";
import { makeEditor } from "./note-editor.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { t } from "./translation.js";

/**
 * The card of a paper {slug, title, facts, hit}. Without a `hit` from the search engine, it shows what is saved of the
 * paper, and `absent`, which says that it is not on the list (or is "" if that is not known).
 */
export function makeLibraryCard({ slug, title, facts, hit }, { topics, absent, before = null }) {
  if (hit) {
    const card = makeCard(hit, { topics, level: 2, before });
    // a renamed paper keeps its old slug in the library
    card.dataset.slug = slug;
    return card;
  }
  return element(
    "article",
    { class: before ? "rl-card rl-card--pick" : "rl-card", "data-slug": slug },
    before,
    element("h2", { class: "rl-card__title" }, absent ? element("span", {}, title) : element("a", { href: paperAddress(slug) }, title)),
    absent ? element("p", { class: "rl-unreviewed" }, absent) : null,
    facts ? element("p", { class: "rl-facts" }, element("span", {}, facts)) : null,
    element("div", { class: "rl-card__row" }, element("span", { class: "rl-keep", "data-rl-keep": "" })),
  );
}

const button = (label, onclick, properties = {}) => element("button", { type: "button", class: "rl-text-button", onclick, ...properties }, label);

function makeNoteForm({ slug, title, entry }, close) {
  const { area, saved, save } = makeEditor(slug, { title: entry.title || title }, { "aria-label": t("Note on %(title)s", { title }) });
  const done = () => (save() ? close() : notify(store.trouble()));
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && !(event.key === "Enter" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    done();
  });
  return element("div", { class: "rl-note-editor" }, area, element("p", { class: "rl-note-editor__foot" }, button(t("Done"), done), saved));
}

function makeFolderForm({ slug, title, entry }, close) {
  const about = { title: entry.title || title };
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
    { class: "rl-folder-form", "aria-label": t("Folders of %(title)s", { title }), onsubmit: add },
    choices,
    input,
    element("button", { type: "submit", class: "rl-button" }, t("Add")),
    button(t("Done"), close),
  );
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return form;
}

/**
 * The reader's note and folders below a card, or the form `open` ("note" or "folders") to change them.
 *
 * `actions` are {edit(what), close(), remove(), showFolder(name)}; the forms save by themselves. The folder that is shown
 * anyway, `inside`, is not repeated.
 */
export function makeKept(row, { open, inside, ...actions }) {
  if (open) return (open === "note" ? makeNoteForm : makeFolderForm)(row, actions.close);
  const { title, entry } = row;
  const folders = entry.folders.filter((name) => name !== inside).map((name) => element("button", { type: "button", class: "rl-folder", onclick: () => actions.showFolder(name) }, icon("folder"), element("span", {}, name)));
  return element(
    "div",
    { class: "rl-kept" },
    entry.note ? element("p", { class: "rl-kept__note" }, entry.note) : null,
    element(
      "div",
      { class: "rl-kept__actions" },
      ...folders,
      button(entry.note ? t("Edit note") : t("Add a note"), () => actions.edit("note"), { "data-rl-edit": "note" }),
      button(t("Folders"), () => actions.edit("folders"), { "data-rl-edit": "folders" }),
      button(t("Remove"), actions.remove),
    ),
  );
}

/** Names the controls of a card after its paper, for screen readers. */
export function nameControls(card, title) {
  for (const control of card.querySelectorAll(".rl-kept__actions > .rl-text-button")) control.append(hidden(`: ${title}`));
}
