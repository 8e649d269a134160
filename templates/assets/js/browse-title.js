/** Names what the browse page shows: "pruning, with code, 2022". */

import { FACETS } from "./browse-address.js";
import { t } from "./translation.js";

/** Most filters that a name lists. */
const MOST = 6;
const NAMES = { "code=yes": t("with code"), "code=no": t("without code"), "must-read=yes": t("must-reads") };

/** Returns the name of a state as readAddress returns it, given what readers call values of filters; "" for the whole list. */
export function nameView({ q, chosen }, labelOf) {
  const filters = FACETS.flatMap((name) => chosen[name].map((value) => NAMES[`${name}=${value}`] ?? labelOf(name, value)));
  const parts = [q.trim(), ...filters].filter(Boolean);
  return [...parts.slice(0, MOST), ...(parts.length > MOST ? ["…"] : [])].join(", ");
}
