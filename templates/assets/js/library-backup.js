/** Exporting, importing and clearing the whole library. */

import { count } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import * as store from "./store.js";

/** The largest file to import, in bytes. */
const LARGEST = 20e6;

/** Connects the buttons inside `root`, the library page. */
export function connectBackup(root) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);

  at("export").addEventListener("click", async () => {
    try {
      const { download } = await loadModule(import("./saving.js"));
      download({ filename: "my-library.json", mediaType: "application/json", text: store.exportText() });
      notify("Saved as my-library.json.");
    } catch (error) {
      notify(reportError(error, "The library could not be exported."));
    }
  });
  at("import").addEventListener("click", () => at("file").click());
  at("file").addEventListener("change", async () => {
    const [file] = at("file").files;
    at("file").value = "";
    if (!file) return;
    const before = store.snapshot();
    const message = at("message");
    try {
      if (file.size > LARGEST) throw new Error("This file is too large to be a library.");
      const { count: number, added, dropped } = store.importText(await file.text());
      const skipped = dropped ? ` Skipped ${count(dropped, "invalid entry", "invalid entries")}.` : "";
      message.className = "";
      message.textContent = `Imported ${count(number, "paper")}, ${added} of them new.${skipped}`;
      notify("Imported.", { label: "Undo", act: () => store.restore(before) });
    } catch (error) {
      message.className = "rl-note";
      message.textContent = error.message;
    }
  });
  const dialog = at("sure");
  at("clear").addEventListener("click", () => dialog.showModal());
  at("clear-no").addEventListener("click", () => dialog.close());
  at("clear-yes").addEventListener("click", () => {
    const before = store.snapshot();
    dialog.close();
    store.clear();
    notify("Library cleared.", { label: "Undo", act: () => store.restore(before) });
  });
}
