/** What the library page shows of a paper: its card, the reader's note and folders, and the controls to change them. */

import { paperAddress } from "./addresses.js";
import { makeCard } from "./cards.js";
import { element, hidden, icon } from "./elements.js";
import { makeFolderForm } from "./folder-form.js";
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

/**
 * The reader's note and folders below a card, or the form `open` ("note" or "folders") to change them.
 *
 * `actions` are {edit(what), close(), remove(), showFolder(name)}; the forms save by themselves. The folder that is shown
 * anyway, `inside`, is not repeated.
 */
export function makeKept(row, { open, inside, ...actions }) {
  if (open) return (open === "note" ? makeNoteForm : makeFolderForm)(row, actions.close);
  const { entry } = row;
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
