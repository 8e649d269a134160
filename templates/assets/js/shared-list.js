/** A list that somebody shared in a link, on the library page. Its title, notes and choice of papers are untrusted. */

import { element, hidden } from "./elements.js";
import { connectExport } from "./export-menu.js";
import { makeLibraryCard } from "./library-card.js";
import { showLibraryState } from "./library-buttons.js";
import { reportError } from "./loading.js";
import { notify } from "./notices.js";
import { LinkError, readLink } from "./sharing.js";
import * as store from "./store.js";
import { formatNumber, nt, t } from "./translation.js";

const STEP = 30;

/** What to call a paper that is not on the list. */
const nameOf = (slug) => slug.replaceAll("-", " ");

/** Promises {hits, topics} of papers, empty where the list cannot be loaded; `known` says which. */
async function look(papers, fetchHits) {
  try {
    return { ...(await fetchHits(papers.map(({ slug }) => slug))), known: true };
  } catch (error) {
    notify(reportError(error, t("The list could not be loaded, so only titles are shown."), t("Check your connection.")));
    return { hits: new Map(), topics: new Map(), known: false };
  }
}

/**
 * Shows the list in the address at the top of `root`, the library page, in place of the library. Promises once it is shown.
 *
 * `fetchHits(slugs)` promises {hits, topics}; `describeFacts(hit)` tells authors and venue of one; `close(folder)` shows
 * the library again, after adding papers with the folder that they are in.
 */
export async function showSharedList(root, { fetchHits, describeFacts, close }) {
  const [place, mine] = ["shared", "mine"].map((name) => root.querySelector(`[data-rl="${name}"]`));
  const heading = root.parentElement.querySelector("h1:not(.rl-shared__title)");
  const leave = (folder) => {
    place.replaceChildren();
    place.hidden = true;
    heading.hidden = mine.hidden = false;
    history.replaceState(null, "", location.pathname);
    close(folder);
  };
  const back = element("button", { type: "button", class: "rl-button", "data-rl-back": "", onclick: () => leave() }, t("Show my library"));
  const show = (...content) => {
    place.replaceChildren(...content);
    place.hidden = false;
    heading.hidden = mine.hidden = true;
  };

  let list;
  try {
    list = await readLink(location.hash);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    show(element("h1", { class: "rl-shared__title" }, t("Shared list")), element("p", { class: "rl-note", role: "alert" }, error.message), element("div", { class: "rl-tools" }, back));
    return;
  }
  const { hits, topics, known } = await look(list.papers, fetchHits);
  const rows = list.papers.map(({ slug, note, title }) => {
    const hit = hits.get(slug);
    return { slug: hit?.slug ?? slug, title: hit?.title ?? (title || nameOf(slug)), facts: hit ? describeFacts(hit) : "", hit, note };
  });
  const chosen = new Set();
  const title = list.title || t("Shared list");
  let limit = STEP;

  const picked = () => (chosen.size ? rows.filter(({ slug }) => chosen.has(slug)) : rows);
  const add = element("button", { type: "button", class: "rl-button rl-button--primary" });
  add.addEventListener("click", () => {
    const { added, cut, undo } = store.add(picked(), title);
    if (!undo) {
      notify(store.trouble());
      return;
    }
    const count = picked().length;
    leave(title);
    const text = [
      nt("%(count)s paper is now in your folder “%(folder)s”.", "%(count)s papers are now in your folder “%(folder)s”, %(added)s of them new.", count, { folder: title, added: formatNumber(added) }),
      cut ? nt("%(count)s note did not fit.", "%(count)s notes did not fit.", cut) : "",
    ];
    notify(text.filter(Boolean).join(" "), { label: t("Undo"), act: undo });
  });
  const exporting = mine.querySelector(".rl-export").cloneNode(true);
  exporting.hidden = false;
  connectExport(exporting, { slugs: () => picked().map(({ slug }) => slug), name: () => "shared-list" });
  const more = element("button", { type: "button", class: "rl-button" });
  const cards = element("div", { class: "rl-list" });

  function showChoice() {
    const count = picked().length;
    add.textContent = chosen.size ? nt("Add %(count)s to my library", "Add %(count)s to my library", count) : nt("Add it to my library", "Add all %(count)s to my library", count);
  }

  function makeRow(row) {
    const box = element("input", { type: "checkbox", "aria-label": t("Select: %(title)s", { title: row.title }) });
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(row.slug);
      else chosen.delete(row.slug);
      showChoice();
    });
    const card = makeLibraryCard(row, { topics, absent: known && t("Not on this list"), before: element("label", { class: "rl-card__pick" }, box) });
    if (row.note) card.append(element("p", { class: "rl-kept__note" }, hidden(t("Note:")), " ", row.note));
    return card;
  }

  function showMore() {
    const from = cards.children.length;
    cards.append(...rows.slice(from, limit).map(makeRow));
    showLibraryState(cards);
    const left = rows.length - limit;
    more.hidden = left <= 0;
    more.textContent = nt("Show %(count)s more", "Show %(count)s more", Math.min(STEP, left));
    if (from) cards.children[from].querySelector("a, input").focus();
  }
  more.addEventListener("click", () => {
    limit += STEP;
    showMore();
  });

  const absent = known ? rows.filter(({ hit }) => !hit).length : 0;
  show(
    element("p", { class: "rl-eyebrow" }, t("Shared with you")),
    element("h1", { class: "rl-shared__title" }, title),
    element(
      "p",
      { class: "rl-lead" },
      nt("%(count)s paper, chosen and annotated by whoever made the link. Nothing is saved until you add it.", "%(count)s papers, chosen and annotated by whoever made the link. Nothing is saved until you add them.", rows.length),
      absent ? ` ${nt("%(count)s of them is not on this list.", "%(count)s of them are not on this list.", absent)}` : null,
    ),
    element("div", { class: "rl-tools" }, add, exporting, back),
    cards,
    element("p", { class: "rl-browse__more" }, more),
  );
  showChoice();
  showMore();
}
