/** Exports, imports and clears the library; downloads and discards a damaged one. */

import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import * as store from "./store.js";
import { formatNumber, nt, t } from "./translation.js";

/** The largest file to import, in bytes. */
const MAX_FILE_SIZE = 20e6;

async function saveFile(filename, makeText) {
  try {
    const { download } = await loadModule(import("./saving.js"));
    download({ filename, mediaType: "application/json", text: makeText() });
    notify(t("Saved as %(file)s.", { file: filename }));
  } catch (error) {
    notify(reportError(error, t("The library could not be exported.")));
  }
}

/** Imports a file; returns {text, undo} for the message to the reader. */
async function importFile(file) {
  if (file.size > MAX_FILE_SIZE) throw new Error(t("This file is larger than %(size)s MB, which is more than a library can hold.", { size: MAX_FILE_SIZE / 1e6 }));
  const json = await file.text().catch(() => {
    throw new Error(t("The file could not be read. Check that it still exists and try again."));
  });
  const { count: number, added, partial, dropped, elsewhere, undo } = store.importText(json);
  const parts = [
    nt("Imported %(count)s paper, %(added)s of them new.", "Imported %(count)s papers, %(added)s of them new.", number, { added: formatNumber(added) }),
    elsewhere ? t("The file was exported from another site.") : "",
    partial ? nt("%(count)s paper was only partly imported.", "%(count)s papers were only partly imported.", partial) : "",
    dropped ? nt("Skipped %(count)s invalid entry.", "Skipped %(count)s invalid entries.", dropped) : "",
  ];
  return { text: parts.filter(Boolean).join(" "), undo };
}

function connectImport(at) {
  at("import").addEventListener("click", () => at("file").click());
  at("file").addEventListener("change", async () => {
    const [file] = at("file").files;
    // so that the same file can be chosen again
    at("file").value = "";
    if (!file) return;
    const message = at("message");
    try {
      const { text, undo } = await importFile(file);
      message.className = "";
      message.textContent = text;
      notify(t("Imported."), { label: t("Undo"), act: undo });
    } catch (error) {
      message.className = "rl-note";
      message.textContent = error.message;
    }
  });
}

/** Makes `opener` open a confirmation dialog; calls `act` if the reader confirms. */
function confirmBefore(act, { opener, dialog, no, yes }) {
  opener.addEventListener("click", () => dialog.showModal());
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    act();
  });
}

function clear() {
  // the file that the library is kept in stays as it is
  if (store.preference("sync")) store.prefer("sync", false);
  const undo = store.clear();
  if (undo) notify(t("Library cleared."), { label: t("Undo"), act: undo });
  else notify(store.trouble());
}

async function saveNotes(fetchRows) {
  try {
    const [{ makeNotes }, { download }, { rows, topics }] = await loadModule(Promise.all([import("./markdown-notes.js"), import("./saving.js"), fetchRows()]));
    const filename = "my-notes.zip";
    download({ filename, mediaType: "application/zip", text: await makeNotes(rows, topics) });
    notify(nt("%(count)s paper saved as %(file)s.", "%(count)s papers saved as %(file)s.", rows.length, { file: filename }));
  } catch (error) {
    notify(reportError(error, t("The notes could not be saved.")));
  }
}

/**
 * Connects the buttons inside `root`, the library page; returns a function that updates the notice about damage.
 * `fetchRows()` promises {rows, topics}: all papers as {slug, entry, hit, title}, and the list's topics by id.
 */
export function connectBackup(root, fetchRows) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  at("export").addEventListener("click", () => saveFile("my-library.json", store.exportText));
  at("notes").addEventListener("click", () => saveNotes(fetchRows));
  connectImport(at);
  confirmBefore(clear, { opener: at("clear"), dialog: at("sure"), no: at("clear-no"), yes: at("clear-yes") });

  const discard = () => {
    store.setAside()?.discard();
    notify(store.trouble() || t("Discarded."));
    (at("aside").hidden ? at("export") : at("aside-discard")).focus();
  };
  at("aside-save").addEventListener("click", () => saveFile("damaged-library.json", () => store.setAside().text));
  confirmBefore(discard, { opener: at("aside-discard"), dialog: at("aside-sure"), no: at("aside-no"), yes: at("aside-yes") });
  return () => {
    const { number = 0, inPlace = false } = store.setAside() ?? {};
    at("aside").hidden = !number;
    // the message about storage already says so
    at("aside-text").hidden = inPlace;
    at("aside-more").textContent = number > 1 ? ` ${nt("There is %(count)s copy.", "There are %(count)s copies; this is the oldest.", number)}` : "";
  };
}
