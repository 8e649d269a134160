/**
 * The browse page: search, filters, sorting, selecting and exporting. Its whole state is in the URL.
 *
 * The page comes with the newest papers, so nothing of the search is loaded until the reader asks for others.
 */

import { remember } from "./addresses.js";
import { MOST_SHOWN, STEP, dropValues, noFilters, readAddress, toAddress, toFilter } from "./browse-address.js";
import { makeFilters } from "./browse-filters.js";
import { makeSelection } from "./browse-selection.js";
import { nameView } from "./browse-title.js";
import { connectAbstract, makeCard } from "./cards.js";
import { element } from "./elements.js";
import { showLibraryState } from "./library-buttons.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { openEngine } from "./search-loader.js";
import * as store from "./store.js";
import { LONGEST_QUERY } from "./text.js";
import { nt, t } from "./translation.js";

/** How long a search may take before the old results fade, in milliseconds. */
const PATIENCE = 400;
/** So few results are loaded at once, so that they can be printed. */
const FEW = 60;

const isHidingRead = () => store.preference("hideRead") === true;

const slugsRead = () => store.entries().filter(([, entry]) => entry.state === "read").map(([slug]) => slug);

/** What decides which papers are found, and their order. */
const toKey = ({ q, chosen }, sort, read) => JSON.stringify([q.trim(), chosen, sort, read ? [...read] : 0]);

export function start() {
  const root = document.getElementById("rl-browse");
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const [form, input, sortBox, densityBox, total, link, saving, note, list, more, weaker] = ["form", "q", "sort", "density", "total", "link", "save", "note", "list", "more", "weaker"].map(at);
  const size = Number(root.dataset.count);
  const siteTitle = document.title;
  const renamed = new Map([...root.querySelectorAll("[data-aliases]")].flatMap((box) => box.dataset.aliases.split(" ").map((old) => [old, box.value])));
  let state = readAddress(renamed);
  /** Number of the latest search: the results of earlier ones are dropped. */
  let latest = 0;
  /** Whether the last change was typed: a query is one step in the history, however many letters it has. */
  let typing = false;
  let result = null;
  let engine = null;
  let topics = new Map();
  /** What the cards in the list were found by: at first, they are the newest papers. */
  let listed = toKey({ q: "", chosen: noFilters() }, "date", null);

  const filters = makeFilters(root, {
    onChoose: (changes) => {
      typing = false;
      return commit({ chosen: { ...state.chosen, ...changes }, shown: STEP });
    },
    onClear: () => commit({ chosen: noFilters(), shown: STEP }),
    onClearAll: () => {
      commit({ q: "", chosen: noFilters(), shown: STEP });
      input.focus();
    },
  });
  const selection = makeSelection(root, {
    all: async () => {
      const { docs } = result ?? (await find());
      return engine.load(docs);
    },
    isWholeList: () => !result || result.total === size,
  });

  function showControls() {
    if (input.value.trim() !== state.q) input.value = state.q;
    const searching = Boolean(state.q.trim());
    const best = sortBox.querySelector('[value="relevance"]');
    best.hidden = best.disabled = !searching;
    sortBox.value = state.sort && (searching || state.sort !== "relevance") ? state.sort : searching ? "relevance" : "date";
    filters.show(state);
    const view = nameView(state, filters.labelOf);
    document.title = view ? `${view} · ${siteTitle}` : siteTitle;
    link.hidden = isPlain();
    showSaving();
  }

  /** The address of the search without what has no say in which papers it finds. */
  const searchAddress = () => toAddress({ ...state, sort: "", shown: STEP });

  function showSaving() {
    const query = searchAddress();
    saving.hidden = !query.startsWith("?");
    saving.setAttribute("aria-pressed", String(store.news().searches.some((search) => search.query === query)));
  }

  /** Whether the page shows the whole list in its usual order. */
  const isPlain = () => toAddress({ ...state, shown: STEP }) === location.pathname;

  /* ---- results */

  /** Tells which filters to drop when nothing matches. */
  async function showEmpty(found, mine) {
    const { makeEmptyList } = await import("./browse-empty.js");
    const drop = ({ name, values }) => {
      if (name === "q") commit({ q: "", shown: STEP });
      else if (name === "docs") store.prefer("hideRead", false);
      else commit({ chosen: dropValues(state.chosen, name, values), shown: STEP });
    };
    if (mine === latest) list.replaceChildren(makeEmptyList(found, { state, drop, labelOf: filters.labelOf }));
  }

  function showCards({ hits }, query) {
    const card = (hit) => makeCard(hit, { topics, level: 2, before: selection.checkbox(hit), chosen: state.chosen });
    const old = listed === query ? [...list.querySelectorAll(":scope > .rl-card")] : [];
    // a list that only grows keeps its cards, and with them the focus
    if (old.length && old.every((place, number) => place.dataset.slug === hits[number]?.slug)) list.append(...hits.slice(old.length).map(card));
    else list.replaceChildren(...hits.map(card));
    listed = query;
    showLibraryState(list);
  }

  function settle() {
    root.classList.remove("is-pending");
    list.querySelectorAll(".rl-skeleton").forEach((card) => card.remove());
    list.setAttribute("aria-busy", "false");
    list.classList.remove("is-waiting");
  }

  async function showCorrections(corrections, mine) {
    if (corrections.length) {
      const { correctionText } = await import("./search-box.js");
      if (mine === latest) note.textContent = correctionText(corrections);
    }
    note.hidden = !corrections.length;
  }

  function show(found, query) {
    settle();
    showCards(found, query);
    if (!found.total) showEmpty(found, latest);
    total.textContent = found.total === size ? nt("All %(count)s paper", "All %(count)s papers", found.total) : nt("%(count)s paper", "%(count)s papers", found.total);
    showCorrections(found.corrections, latest);
    const left = found.total - found.hits.length;
    more.hidden = left <= 0;
    more.textContent = nt("Show %(count)s more", "Show %(count)s more", Math.min(STEP, left));
    weaker.hidden = left > 0 || !found.weaker;
    weaker.textContent = nt("Show %(count)s weaker match", "Show %(count)s weaker matches", found.weaker);
    const first = state.weaker && found.strong < found.total && list.querySelectorAll(".rl-card")[found.strong];
    if (first) first.dataset.heading = t("Weaker matches");
    filters.showCounts(found);
    selection.showTotal(found.total);
    if (left > 0 && found.total <= FEW) engine.load(found.docs).catch(() => {});
  }

  function showFailure(error) {
    const message = reportError(error, t("The papers could not be loaded."), t("Check your connection and try again. The topic and year pages list all papers, too."));
    const again = element("button", { type: "button", class: "rl-button", onclick: () => run() }, t("Try again"));
    settle();
    list.replaceChildren(element("div", { class: "rl-empty", role: "alert" }, element("p", {}, message), again));
    listed = "";
    total.textContent = "";
    selection.showTotal(0);
  }

  /** Promises what the engine finds, and keeps it as `result` unless there has been another search since. */
  async function find({ snippets = true } = {}) {
    const mine = latest;
    engine = await openEngine();
    topics = new Map(engine.facets.topic.map((topic) => [topic.value, topic]));
    const filter = toFilter(state.chosen);
    const read = isHidingRead() ? new Set((await engine.find(slugsRead())).values()) : null;
    if (read) filter.docs = (doc) => !read.has(doc);
    const key = toKey(state, sortBox.value, read);
    const { weaker } = state;
    const answer = await engine.search(state.q.trim(), { limit: state.shown, sort: sortBox.value, filter, weaker, snippets });
    const total = weaker ? answer.total : answer.strong;
    const found = { ...answer, key, total, hits: answer.hits.slice(0, total), docs: answer.docs.subarray(0, total), weaker: answer.total - total };
    if (mine === latest) result = found;
    return found;
  }

  async function run(options) {
    const mine = (latest += 1);
    list.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => list.classList.add("is-waiting"), PATIENCE);
    try {
      const found = await find(options);
      if (mine === latest) show(found, found.key);
    } catch (error) {
      if (mine === latest) showFailure(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Loads the search before the reader needs it. */
  const warm = () => openEngine().then((opened) => opened.warm()).catch(() => {});
  for (const place of [input, sortBox, more, at("open"), at("facets")]) {
    for (const type of ["focusin", "pointerenter"]) place.addEventListener(type, warm, { once: true });
  }
  const end = new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting) warm();
  }, { rootMargin: "400px" });
  end.observe(more);

  /* ---- changes of the state, each with its URL */

  function commit(changes, { push = true, ...options } = {}) {
    state = { ...state, weaker: false, ...changes };
    if (push) remember("pushState", null, toAddress(state));
    else remember("replaceState", history.state, toAddress(state));
    // a title belongs to the entry of the history that is current when it changes
    showControls();
    return run(options);
  }

  input.maxLength = LONGEST_QUERY;
  input.addEventListener("input", () => {
    const q = input.value.trim().slice(0, LONGEST_QUERY);
    if (q === state.q.trim()) return;
    const push = !typing;
    typing = true;
    commit({ q, sort: state.sort === "relevance" ? "" : state.sort, shown: STEP }, { push });
  });
  input.addEventListener("change", () => {
    typing = false;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typing = false;
    run();
  });
  sortBox.addEventListener("change", () => {
    const usual = state.q.trim() ? "relevance" : "date";
    commit({ sort: sortBox.value === usual ? "" : sortBox.value, shown: STEP });
  });
  densityBox.addEventListener("change", () => {
    store.prefer("density", densityBox.value);
    if (store.trouble()) notify(store.trouble());
    showDensity();
  });
  function showDensity() {
    densityBox.value = root.dataset.density = store.preference("density") || "comfortable";
  }
  link.addEventListener("click", async () => {
    const { copy } = await loadModule(import("./saving.js"));
    notify((await copy(location.href)) ? t("Link copied.") : t("Your browser blocked copying."));
  });
  saving.addEventListener("click", async () => {
    const { toggle } = await loadModule(import("./saved-searches.js"));
    toggle(searchAddress(), nameView(state, filters.labelOf));
  });
  async function grow(withWeaker) {
    const before = list.querySelectorAll(".rl-card").length;
    typing = false;
    await commit({ weaker: withWeaker, shown: before + STEP }, { push: false });
    list.querySelectorAll(".rl-card")[before]?.querySelector(".rl-card__title a").focus({ preventScroll: true });
  }
  more.addEventListener("click", () => grow(state.weaker));
  weaker.addEventListener("click", () => grow(true));

  /* ---- printing: all results */

  const showAll = (options) => more.hidden || commit({ weaker: state.weaker, shown: Math.min(result?.total ?? size, MOST_SHOWN) }, { push: false, ...options });
  async function printAll() {
    await showAll();
    print();
  }
  at("print").addEventListener("click", printAll);
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    printAll();
  });
  // too late to load anything: works for a few results, whose papers are loaded in advance
  addEventListener("beforeprint", () => showAll({ snippets: false }));

  /* ---- arrow keys, from the search box into the list and back */

  root.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...list.querySelectorAll(".rl-card__title a")];
    const here = links.indexOf(document.activeElement);
    let next = null;
    if (document.activeElement === input && event.key === "ArrowDown") next = links[0];
    else if (here >= 0) next = event.key === "ArrowDown" ? links[here + 1] : (links[here - 1] ?? input);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  /* ---- history: going back restores the results and the scroll position */

  const savePosition = () => remember("replaceState", { ...history.state, y: scrollY });
  history.scrollRestoration = "manual";
  addEventListener("pagehide", savePosition);
  let scrolling = 0;
  addEventListener("scroll", () => {
    clearTimeout(scrolling);
    scrolling = setTimeout(savePosition, 200);
  }, { passive: true });
  addEventListener("popstate", async ({ state: saved }) => {
    clearTimeout(scrolling);
    typing = false;
    state = readAddress(renamed);
    showControls();
    await run();
    scrollTo(0, saved?.y ?? 0);
  });

  let wasHiding = isHidingRead();
  store.subscribe(() => {
    const hiding = isHidingRead();
    if (hiding || wasHiding) run();
    wasHiding = hiding;
    showDensity();
    showSaving();
  });

  showControls();
  showDensity();
  for (const card of list.querySelectorAll("[data-slug]")) connectAbstract(card.querySelector(".rl-abstract"), card.dataset.slug);
  selection.showTotal(size);
  const position = history.state?.y;
  const isShown = isPlain() && state.shown === STEP && !(isHidingRead() && slugsRead().length);
  if (isShown) settle();
  (isShown ? Promise.resolve() : run()).then(() => {
    if (position) scrollTo(0, position);
    root.dataset.ready = "";
  });
}
