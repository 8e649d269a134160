/** What to continue with on the library page: reading paths in progress and recently viewed papers. */

import { paperAddress } from "./addresses.js";
import { element } from "./elements.js";
import { showLibraryState } from "./library-buttons.js";
import * as store from "./store.js";
import { t } from "./translation.js";

const MOST_VIEWED = 5;

const isRead = (slug) => store.get(slug).state === "read";

function recentItem({ slug, title }, hit) {
  return element(
    "li",
    { "data-slug": slug },
    element("a", { href: paperAddress(hit?.slug ?? slug) }, hit?.title ?? (title || slug)),
    element("span", { class: "rl-related__facts" }, hit?.tldr ?? ""),
  );
}

/** Shows the progress and the next step of a reading path; returns whether it is in progress. */
function showPath(path) {
  const steps = [...path.querySelectorAll("[data-slug]")];
  const read = steps.filter((step) => isRead(step.dataset.slug)).length;
  const next = steps.find((step) => !isRead(step.dataset.slug));
  path.hidden = !read || !next;
  for (const step of steps) step.hidden = step !== next;
  path.querySelector(".rl-progress__text").textContent = t("%(read)s of %(total)s read", { read, total: steps.length });
  path.querySelector(".rl-progress").style.setProperty("--share", `${(100 * read) / steps.length}%`);
  return !path.hidden;
}

/**
 * Returns a function that shows this part of `root`, the library page. It takes `hits`, a Map from slug to the search
 * engine's hit, and `known`, whether the list has been loaded.
 */
export function makeProgress(root) {
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  return ({ hits, known }) => {
    const viewed = store
      .opened()
      .filter(({ slug }) => !isRead(slug) && (!known || hits.has(slug)))
      .slice(0, MOST_VIEWED);
    at("opened").replaceChildren(...viewed.map((item) => recentItem(item, hits.get(item.slug))));
    at("opened-box").hidden = !viewed.length;
    const inProgress = [...at("paths").children].filter(showPath).length;
    at("paths-box").hidden = !inProgress;
    at("continue").hidden = !inProgress && !viewed.length;
    showLibraryState(at("continue"));
  };
}
