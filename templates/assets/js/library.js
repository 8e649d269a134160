/** The library page: lists, searches and exports the papers in the reader's library (store.js). */

import { paperAddress } from "./addresses.js";
import { makeCard } from "./cards.js";
import { element, hidden } from "./elements.js";
import { makeExportControls } from "./export-controls.js";
import { connectBackup } from "./library-backup.js";
import { showLibraryState } from "./library-buttons.js";
import { makeProgress } from "./library-progress.js";
import { reportError } from "./loading.js";
import { notify } from "./notices.js";
import { openEngine } from "./search-loader.js";
import * as store from "./store.js";
import { fold } from "./text.js";
import { formatNumber, nt, t } from "./translation.js";

/** The lists of papers, with the names of their exported files. */
const VIEWS = {
  all: { file: "library", includes: () => true },
  starred: { file: "starred", includes: (entry) => entry.star },
  later: { file: "to-read", includes: (entry) => entry.state === "later" },
  read: { file: "read", includes: (entry) => entry.state === "read" },
  notes: { file: "notes", includes: (entry) => Boolean(entry.note) },
};
const STEP = 30;
const lastChanged = (entry) => Math.max(entry.starAt, entry.stateAt, entry.noteAt);
const byTitle = (a, b) => fold(a.title).localeCompare(fold(b.title), document.documentElement.lang) || (a.slug < b.slug ? -1 : 1);
const SORTS = {
  changed: (a, b) => lastChanged(b.entry) - lastChanged(a.entry) || byTitle(a, b),
  date: (a, b) => (b.hit?.published ?? "").localeCompare(a.hit?.published ?? "") || byTitle(a, b),
  title: byTitle,
};

export function start() {
  const root = document.getElementById("rl-library");
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const parameters = new URLSearchParams(location.search);
  let view = Object.hasOwn(VIEWS, parameters.get("show")) ? parameters.get("show") : "all";
  let limit = STEP;
  let hits = new Map();
  let topics = new Map();
  let known = false;
  let turn = 0;
  let editing = null;

  /* ---- rows */

  function rows() {
    return store.entries().map(([slug, entry]) => {
      const hit = hits.get(slug) ?? null;
      return { slug, entry, hit, title: hit?.title ?? (entry.title || slug) };
    });
  }

  function matchingRows() {
    const words = fold(at("q").value).split(/\s+/).filter(Boolean);
    const text = ({ title, entry, hit }) => fold([title, entry.note, entry.facts, ...(hit?.authors ?? []), hit?.venue, hit?.tldr].filter(Boolean).join(" "));
    return rows()
      .filter(({ entry }) => VIEWS[view].includes(entry))
      .filter((row) => words.every((word) => text(row).includes(word)))
      .sort(SORTS[at("sort").value] ?? SORTS.changed);
  }

  /** Fetches what the list knows about the papers in the library. */
  async function fetchPapers() {
    const mine = (turn += 1);
    const slugs = [...new Set([...store.entries().map(([slug]) => slug), ...store.opened().map(({ slug }) => slug)])].filter((slug) => !hits.has(slug));
    if (!slugs.length) return;
    try {
      const engine = await openEngine();
      const places = await engine.find(slugs);
      const loaded = await engine.load([...places.values()]);
      if (mine !== turn) return;
      topics = new Map(engine.facets.topic.map((topic) => [topic.value, topic]));
      [...places.keys()].forEach((slug, number) => hits.set(slug, loaded[number]));
      known = true;
    } catch (error) {
      notify(reportError(error, t("The list could not be loaded, so only titles are shown."), t("Check your connection.")));
    }
  }

  /* ---- tabs, list */

  function showTabs() {
    const all = rows();
    for (const button of at("views").querySelectorAll("button")) {
      const name = button.value;
      button.setAttribute("aria-pressed", String(name === view));
      button.querySelector(".rl-count").textContent = formatNumber(all.filter(({ entry }) => VIEWS[name].includes(entry)).length);
    }
  }

  function noteOf({ slug, entry, title }) {
    const about = { title: entry.title || title };
    if (editing === slug) {
      const area = element("textarea", { class: "rl-input", rows: "4", maxlength: "20000", "aria-label": t("Note on %(title)s", { title }) });
      area.value = entry.note;
      const close = (save) => {
        if (save && !store.note(slug, area.value, about)) {
          notify(store.trouble());
          return;
        }
        editing = null;
        showList();
        list().querySelector(`[data-slug="${CSS.escape(slug)}"] [data-rl-edit]`)?.focus();
      };
      area.addEventListener("keydown", (event) => {
        if (event.key === "Escape") close(false);
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close(true);
      });
      return element(
        "div",
        { class: "rl-note-editor" },
        area,
        element("p", { class: "rl-note-editor__foot" }, element("button", { type: "button", class: "rl-button rl-button--primary", onclick: () => close(true) }, t("Save")), element("button", { type: "button", class: "rl-button", onclick: () => close(false) }, t("Cancel"))),
      );
    }
    const edit = () => {
      editing = slug;
      showList();
      list().querySelector("textarea")?.focus();
    };
    return element(
      "div",
      { class: "rl-kept" },
      entry.note ? element("p", { class: "rl-kept__note" }, entry.note) : null,
      element("button", { type: "button", class: "rl-text-button", "data-rl-edit": "", onclick: edit }, entry.note ? t("Edit note") : t("Add a note"), hidden(`: ${title}`)),
      element("button", { type: "button", class: "rl-text-button", onclick: () => removeOne(slug, title) }, t("Remove"), hidden(`: ${title}`)),
    );
  }

  function removeOne(slug, title) {
    const cards = [...list().querySelectorAll(".rl-card")];
    const number = cards.findIndex((card) => card.dataset.slug === slug);
    const undo = store.remove(slug);
    if (!undo) {
      notify(store.trouble());
      return;
    }
    const next = list().querySelectorAll(".rl-card")[Math.min(number, cards.length - 2)];
    (next?.querySelector("a") ?? at("q")).focus();
    notify(t("Removed “%(title)s”.", { title }), { label: t("Undo"), act: undo });
  }

  /** A card for a paper that is no longer on the list, or not loaded yet. */
  function plainCard({ slug, entry, title }) {
    return element(
      "article",
      { class: "rl-card", "data-slug": slug },
      element("h3", { class: "rl-card__title" }, known ? element("span", {}, title) : element("a", { href: paperAddress(slug) }, title)),
      known ? element("p", { class: "rl-unreviewed" }, t("No longer on the list")) : null,
      entry.facts ? element("p", { class: "rl-facts" }, element("span", {}, entry.facts)) : null,
      element("div", { class: "rl-card__row" }, element("span", { class: "rl-keep", "data-rl-keep": "" })),
    );
  }

  const list = () => at("list");

  function showList() {
    const found = matchingRows();
    const focused = document.activeElement;
    const act = focused?.dataset?.rlAct;
    const of = focused?.closest?.("[data-slug]")?.dataset.slug;
    list().replaceChildren(
      ...found.slice(0, limit).map((row) => {
        const card = row.hit ? makeCard(row.hit, { topics, level: 3 }) : plainCard(row);
        // a renamed paper keeps its old slug in the library
        card.dataset.slug = row.slug;
        card.append(noteOf(row));
        return card;
      }),
    );
    showLibraryState(list());
    if (act && of) list().querySelector(`[data-slug="${CSS.escape(of)}"] [data-rl-act="${act}"]`)?.focus();
    const left = found.length - limit;
    at("more").hidden = left <= 0;
    at("more").textContent = nt("Show %(count)s more", "Show %(count)s more", Math.min(STEP, left));
    const nothing = !store.entries().length;
    at("shelf").hidden = nothing;
    at("welcome").hidden = !nothing;
    at("none").hidden = nothing || found.length > 0;
    exporting.label.textContent = nt("Export %(count)s paper as", "Export %(count)s papers as", found.length);
    exporting.box.hidden = !found.length;
  }

  /* ---- export of papers, settings */

  const exporting = makeExportControls({
    slugs: () => matchingRows().map(({ slug, hit }) => hit?.slug ?? slug),
    name: () => (VIEWS[view].file),
  });
  at("export-controls").append(exporting.box);

  const showSetAside = connectBackup(root);
  const showProgress = makeProgress(root);
  at("slash").addEventListener("change", ({ target }) => {
    store.prefer("slash", target.checked);
    if (store.trouble()) notify(store.trouble());
  });

  /* ---- the page */

  at("views").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    view = button.value;
    limit = STEP;
    history.replaceState(history.state, "", view === "all" ? location.pathname : `?show=${view}`);
    showTabs();
    showList();
  });
  at("q").addEventListener("input", () => {
    limit = STEP;
    showList();
  });
  at("sort").addEventListener("change", showList);
  at("more").addEventListener("click", () => {
    const before = list().querySelectorAll(".rl-card").length;
    limit += STEP;
    showList();
    list().querySelectorAll(".rl-card")[before]?.querySelector("a")?.focus();
  });

  function show() {
    at("trouble").textContent = store.trouble();
    at("trouble").hidden = !store.trouble();
    showSetAside();
    at("slash").checked = store.preference("slash") !== false;
    showTabs();
    if (!editing) showList();
    showProgress({ hits, known });
  }

  async function refresh() {
    show();
    await fetchPapers();
    show();
    root.dataset.ready = "";
  }

  store.subscribe(refresh);
  refresh();
}
