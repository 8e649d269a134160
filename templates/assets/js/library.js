/** The library page: lists, searches, shares and exports the papers in the reader's library (store.js). */

import { authorsOf, factsOf } from "./cards.js";
import { connectExport } from "./export-menu.js";
import { connectBackup } from "./library-backup.js";
import { showLibraryState } from "./library-buttons.js";
import { makeKept, makeLibraryCard, nameControls } from "./library-card.js";
import { makeFolders } from "./library-folders.js";
import { makeProgress } from "./library-progress.js";
import { loadModule, reportError } from "./loading.js";
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
/** What to say of a list without papers. */
const EMPTY = {
  all: t("No papers to show."),
  starred: t("No starred papers yet. Star the ones that matter most, and find them here."),
  later: t("Nothing to read yet. Mark papers as “To read” while you browse, and find them here."),
  read: t("No papers read yet. The ones you mark as read are listed here."),
  notes: t("No notes yet. Write one below a paper here, or on its page."),
};
const STEP = 30;
const collator = new Intl.Collator(document.documentElement.lang);
const lastChanged = (entry) => Math.max(entry.starAt, entry.stateAt, entry.noteAt, entry.foldersAt);
const byTitle = (a, b) => collator.compare(a.title, b.title) || (a.slug < b.slug ? -1 : 1);
const SORTS = {
  changed: (a, b) => lastChanged(b.entry) - lastChanged(a.entry) || byTitle(a, b),
  date: (a, b) => (b.hit?.published ?? "").localeCompare(a.hit?.published ?? "") || byTitle(a, b),
  title: byTitle,
};

/** Authors and venue of a hit as its card shows them. */
function describeFacts(hit) {
  const { venue, date, kind, level } = factsOf(hit);
  return [authorsOf(hit), venue, date, kind, level].filter(Boolean).join(" · ");
}

/** Fetches what the list knows about papers: {hits, topics}, Maps from slug to hit and from id to topic. */
async function fetchHits(slugs) {
  const engine = await openEngine();
  const places = await engine.find(slugs);
  const loaded = await engine.load([...places.values()]);
  return {
    hits: new Map([...places.keys()].map((slug, number) => [slug, loaded[number]])),
    topics: new Map(engine.facets.topic.map((topic) => [topic.value, topic])),
  };
}

export function start() {
  const root = document.getElementById("rl-library");
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const parameters = new URLSearchParams(location.search);
  let view = Object.hasOwn(VIEWS, parameters.get("show")) ? parameters.get("show") : "all";
  let folder = parameters.get("folder") ?? "";
  let limit = STEP;
  const hits = new Map();
  let topics = new Map();
  let known = false;
  /** The text to search of each entry, which takes time to prepare. */
  const searched = new WeakMap();
  /** The form that is open: {slug, what}, `what` being "note" or "folders". */
  let open = null;

  /* ---- rows */

  const rows = () =>
    store.entries().map(([slug, entry]) => {
      const hit = hits.get(slug) ?? null;
      return { slug, entry, hit, title: hit?.title ?? (entry.title || slug), facts: entry.facts };
    });
  const inFolder = ({ entry }) => !folder || entry.folders.includes(folder);

  function matchingRows() {
    const words = fold(at("q").value).split(/\s+/).filter(Boolean);
    const text = ({ title, entry, hit }) => fold([title, entry.note, entry.facts, ...entry.folders, ...(hit?.authors ?? []), hit?.venue, hit?.tldr].filter(Boolean).join(" "));
    const matches = (row) => {
      if (searched.get(row.entry)?.hit !== row.hit) searched.set(row.entry, { hit: row.hit, text: text(row) });
      return words.every((word) => searched.get(row.entry).text.includes(word));
    };
    return rows()
      .filter((row) => VIEWS[view].includes(row.entry) && inFolder(row) && (!words.length || matches(row)))
      .sort(SORTS[at("sort").value] ?? SORTS.changed);
  }

  /** Fetches what the list knows about new papers in the library; promises whether there were any. */
  async function fetchPapers() {
    const slugs = [...new Set([...store.entries(), ...store.opened().map(({ slug }) => [slug])].map(([slug]) => slug))].filter((slug) => !hits.has(slug));
    if (!slugs.length) return false;
    try {
      const found = await fetchHits(slugs);
      topics = found.topics;
      for (const [slug, hit] of found.hits) hits.set(slug, hit);
      known = true;
    } catch (error) {
      notify(reportError(error, t("The list could not be loaded, so only titles are shown."), t("Check your connection.")));
    }
    return true;
  }

  /* ---- tabs, folders, list */

  const list = () => at("list");
  const cardOf = (slug) => list().querySelector(`[data-slug="${CSS.escape(slug)}"]`);

  /** Shows other papers: of another view or folder. */
  function choose(changes) {
    ({ view, folder } = { view, folder, ...changes });
    open = null;
    limit = STEP;
    const address = new URLSearchParams();
    if (view !== "all") address.set("show", view);
    if (folder) address.set("folder", folder);
    history.replaceState(history.state, "", address.size ? `?${address}` : location.pathname);
    showTabs();
    showList();
  }

  const showFolders = makeFolders(at("folders"), (name) => choose({ folder: name }));

  function showTabs() {
    const all = rows();
    const counts = new Map(store.folders().map((name) => [name, 0]));
    for (const name of all.flatMap(({ entry }) => entry.folders)) counts.set(name, counts.get(name) + 1);
    if (!counts.has(folder)) folder = "";
    for (const button of at("views").querySelectorAll("button")) {
      const name = button.value;
      button.setAttribute("aria-pressed", String(name === view));
      button.querySelector(".rl-count").textContent = formatNumber(all.filter((row) => VIEWS[name].includes(row.entry) && inFolder(row)).length);
    }
    showFolders(counts, folder);
  }

  function edit(slug, what) {
    open = { slug, what };
    showList();
    cardOf(slug).querySelector(":is(.rl-note-editor textarea, .rl-folder-form input)").focus();
  }

  function closeForm() {
    const { slug, what } = open;
    open = null;
    show();
    cardOf(slug)?.querySelector(`[data-rl-edit="${what}"]`)?.focus();
  }

  function removeOne(slug, title) {
    const undo = store.remove(slug);
    if (!undo) {
      notify(store.trouble());
      return;
    }
    notify(t("Removed “%(title)s”.", { title }), { label: t("Undo"), act: undo });
  }

  function showRow(row) {
    const { slug, title } = row;
    const card = makeLibraryCard(row, { topics, absent: known && t("No longer on the list") });
    card.append(
      makeKept(row, {
        open: open?.slug === slug && open.what,
        inside: folder,
        edit: (what) => edit(slug, what),
        close: closeForm,
        remove: () => removeOne(slug, title),
        showFolder: (name) => choose({ view: "all", folder: name }),
      }),
    );
    nameControls(card, title);
    return card;
  }

  /** Focuses what had the focus before the list was made again; or the card in the place of one that is gone. */
  function restoreFocus({ number, slug, act }) {
    const card = cardOf(slug) ?? list().children[Math.min(number, list().children.length - 1)];
    (card?.querySelector(act ? `[data-rl-act="${act}"]` : ".rl-card__title a") ?? card?.querySelector("a") ?? at("q")).focus({ preventScroll: true });
  }

  function showList() {
    const found = matchingRows();
    const focused = document.activeElement;
    const card = focused?.closest?.("[data-rl=list] > [data-slug]");
    const place = card && { number: [...list().children].indexOf(card), slug: card.dataset.slug, act: focused.dataset.rlAct };
    list().replaceChildren(...found.slice(0, limit).map(showRow));
    showLibraryState(list());
    if (place) restoreFocus(place);
    const left = found.length - limit;
    at("more").hidden = left <= 0;
    at("more").textContent = nt("Show %(count)s more", "Show %(count)s more", Math.min(STEP, left));
    const nothing = !store.entries().length;
    at("shelf").hidden = nothing;
    at("welcome").hidden = !nothing;
    at("none").hidden = nothing || found.length > 0;
    at("none").textContent = at("q").value.trim() ? t("No paper here matches your search.") : EMPTY[view];
    exporting.hidden = at("share").hidden = !found.length;
    at("notes").hidden = nothing;
  }

  /* ---- export, sharing, settings */

  const exporting = root.querySelector(".rl-export");
  connectExport(exporting, {
    slugs: () => matchingRows().map(({ slug, hit }) => hit?.slug ?? slug),
    name: () => VIEWS[view].file,
  });

  async function share() {
    const papers = matchingRows().map(({ slug, hit, title, entry }) => ({ slug: hit?.slug ?? slug, title: known && !hit ? title : "", note: entry.note }));
    const name = view === "all" ? "" : at("views").querySelector(`[value="${view}"]`).firstChild.textContent.trim();
    try {
      const { openShareDialog } = await loadModule(import("./share-dialog.js"));
      await openShareDialog({ title: folder || name, papers });
    } catch (error) {
      notify(reportError(error, t("The link could not be made.")));
    }
  }
  at("share").addEventListener("click", share);

  const showSetAside = connectBackup(root, async () => {
    await fetchPapers();
    return { rows: rows(), topics };
  });
  const showProgress = makeProgress(root);
  at("slash").addEventListener("change", ({ target }) => {
    store.prefer("slash", target.checked);
    if (store.trouble()) notify(store.trouble());
  });

  /* ---- the page */

  at("views").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) choose({ view: button.value });
  });
  const showFromStart = () => {
    open = null;
    limit = STEP;
    showList();
  };
  at("q").addEventListener("input", showFromStart);
  at("sort").addEventListener("change", showFromStart);
  at("more").addEventListener("click", () => {
    const before = list().querySelectorAll(".rl-card").length;
    open = null;
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
    // a form that is open stays as it is, unless another tab has removed the paper
    if (!open || !cardOf(open.slug)) showList();
    showProgress({ hits, known });
  }

  async function refresh() {
    show();
    if (await fetchPapers()) show();
    root.dataset.ready = "";
  }

  /** Shows the list in the link that was opened, or the library. */
  async function showShared() {
    if (!location.hash.startsWith("#list=")) {
      // the reader went back
      if (!location.hash) at("shared").querySelector("[data-rl-back]")?.click();
      return;
    }
    const { showSharedList } = await loadModule(import("./shared-list.js"));
    await showSharedList(root, {
      fetchHits,
      describeFacts,
      close: (name) => choose({ view: "all", folder: name ?? folder }),
    });
  }

  if ("showSaveFilePicker" in window) {
    loadModule(import("./sync-controls.js")).then(({ showSyncControls }) => showSyncControls(at("sync")), console.error);
  }
  store.subscribe(refresh);
  addEventListener("hashchange", showShared);
  showShared().finally(refresh);
}
