/** Saving and copying papers in a format, with a message about how it went. */

import { count } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { copy, download } from "./saving.js";

/** Milliseconds after which a reader is told that the export is on its way. */
const PATIENCE = 500;

/**
 * Saves papers as a file, or copies them if there is no `name`, which is the file's without its extension.
 *
 * `slugs()` returns or promises the slugs, given the module export.js; `format` is a key of FORMATS.
 */
export async function exportPapers({ slugs, format, name }) {
  const waiting = setTimeout(() => notify("Preparing…"), PATIENCE);
  try {
    const [module, { FORMATS }] = await loadModule(Promise.all([import("./export.js"), import("../data/cite/formats.js")]));
    const result = await module.exportSelection(await slugs(module), format, { name, toCopy: !name });
    const papers = count(result.count, "paper");
    const missing = result.missing.length ? ` ${result.missing.length} no longer on the list.` : "";
    const one = result.count + result.missing.length === 1 && FORMATS[format].one;
    if (!result.count) notify("No longer on the list, so there is nothing to export.");
    else if (name) {
      download(result);
      notify(`${one ? "Saved" : `${papers} saved`} as ${result.filename}.${missing}`);
    } else if (!(await copy(result.text))) notify("Your browser blocked copying. Use Download instead.");
    else if (one) notify(`${FORMATS[format].one} copied.`);
    else notify(`${papers} copied as ${FORMATS[format].name}.${missing}`);
  } catch (error) {
    notify(reportError(error, "The citations could not be loaded."));
  } finally {
    clearTimeout(waiting);
  }
}
