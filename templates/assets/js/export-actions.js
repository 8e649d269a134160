/** Saving and copying papers in a format, with a message about how it went. */

import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { copy, download } from "./saving.js";
import { nt, t } from "./translation.js";

/** Milliseconds after which a reader is told that the export is on its way. */
const PATIENCE = 500;

/**
 * Saves papers as a file, or copies them if there is no `name`, which is the file's without its extension.
 *
 * `slugs()` returns or promises the slugs, given the module export.js; `format` is a key of FORMATS.
 */
export async function exportPapers({ slugs, format, name }) {
  const waiting = setTimeout(() => notify(t("Preparing…")), PATIENCE);
  try {
    const [module, { FORMATS }] = await loadModule(Promise.all([import("./export.js"), import("../data/cite/formats.js")]));
    const result = await module.exportSelection(await slugs(module), format, { name, toCopy: !name });
    const gone = result.missing.length;
    const missing = gone ? ` ${nt("%(count)s no longer on the list.", "%(count)s no longer on the list.", gone)}` : "";
    const one = result.count + result.missing.length === 1 && FORMATS[format].one;
    if (!result.count) notify(t("No longer on the list, so there is nothing to export."));
    else if (name) {
      download(result);
      const file = result.filename;
      const saved = one ? t("Saved as %(file)s.", { file }) : nt("%(count)s paper saved as %(file)s.", "%(count)s papers saved as %(file)s.", result.count, { file });
      notify(saved + missing);
    } else if (!(await copy(result.text))) notify(t("Your browser blocked copying. Use Download instead."));
    else if (one) notify(t("%(format)s copied.", { format: FORMATS[format].one }));
    else {
      const values = { format: FORMATS[format].name };
      notify(nt("%(count)s paper copied as %(format)s.", "%(count)s papers copied as %(format)s.", result.count, values) + missing);
    }
  } catch (error) {
    notify(reportError(error, t("The citations could not be loaded.")));
  } finally {
    clearTimeout(waiting);
  }
}
