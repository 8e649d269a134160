/** Names what the browse page shows: "pruning, with code, since 2022". */

import { FACETS } from "./browse-address.js";
import { t } from "./translation.js";

/** Most filters that a name lists. */
const MOST = 6;
const NAMES = { "code=yes": t("with code"), "code=no": t("without code"), "must-read=yes": t("must-reads") };

/** Returns the years of a range: "since 2022", "until 2024", "2022–2024". */
function nameYears([from], [to]) {
  if (from && to) return from === to ? from : `${from}–${to}`;
  return (from && t("since %(year)s", { year: from })) || (to && t("until %(year)s", { year: to }));
}

/** Returns the name of a state as readAddress returns it, given what readers call values of filters; "" for the whole list. */
export function nameView({ q, chosen }, labelOf) {
  const { from = [], to = [] } = chosen;
  const names = FACETS.filter((name) => !["from", "to"].includes(name));
  const filters = names.flatMap((name) => chosen[name].map((value) => NAMES[`${name}=${value}`] ?? labelOf(name, value)));
  const parts = [q.trim(), ...filters, nameYears(from, to)].filter(Boolean);
  return [...parts.slice(0, MOST), ...(parts.length > MOST ? ["…"] : [])].join(", ");
}
