/** The browse page: search, filters, sorting, selecting and exporting. Its whole state is in the URL. */

import { FACETS, STEP, noFilters, readAddress, toAddress, toFilter } from "./browse-address.js";
import { makeFilters } from "./browse-filters.js";
import { makeSelection } from "./browse-selection.js";
import { makeCard } from "./cards.js";
import { element } from "./elements.js";
import { showLibraryState } from "./library-buttons.js";
import { reportError } from "./loading.js";
import { correctionText } from "./search-box.js";
import { openEngine } from "./search-loader.js";
import * as store from "./store.js";
import { LONGEST_QUERY } from "./text.js";
import { nt, t } from "./translation.js";

/** How long a search may take before the old results fade, in milliseconds. */
const PATIENCE = 400;

/** Calls history.pushState or replaceState. Safari throws after 100 calls in a short time. */
function remember(method, saved, address) {
  try {
    history[method](saved, "", address);
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
  }
}

const isHidingRead = () => store.preference("hideRead") === true;

export function start() {
  const root = document.getElementById("rl-browse");
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const [form, input, sortBox, total, note, list, more] = ["form", "q", "sort", "total", "note", "list", "more"].map(at);
  const renamed = new Map([...root.querySelectorAll("[data-aliases]")].flatMap((box) => box.dataset.aliases.split(" ").map((old) => [old, box.value])));
  let state = readAddress(renamed);
  /** Number of the latest search: the results of earlier ones are dropped. */
  let latest = 0;
  /** Whether the last change was typed: a query is one step in the history, however many letters it has. */
  let typing = false;
  let result = null;
  let engine = null;
  let topics = new Map();
  /** What the cards in the list were found by. */
  let listed = "";

  const filters = makeFilters(root, {
    onChoose: choose,
    onClear: () => commit({ chosen: noFilters(), shown: STEP }),
    onClearAll: () => {
      commit({ q: "", chosen: noFilters(), shown: STEP });
      input.focus();
    },
  });
  const selection = makeSelection(root, {
    allSlugs: async () => (await engine.load(result.docs)).map(({ slug }) => slug),
    isWholeList: () => result?.total === engine?.size,
  });

  function showControls() {
    if (input.value.trim() !== state.q) input.value = state.q;
    const searching = Boolean(state.q.trim());
    const best = sortBox.querySelector('[value="relevance"]');
    best.hidden = best.disabled = !searching;
    sortBox.value = state.sort && (searching || state.sort !== "relevance") ? state.sort : searching ? "relevance" : "date";
    filters.show(state);
  }

  /* ---- results */

  function emptyList() {
    const tips = element("ul", {});
    if (FACETS.some((name) => state.chosen[name].length)) tips.append(element("li", {}, t("Remove a filter; counts show how many papers each option would return.")));
    if (state.q.trim()) tips.append(element("li", {}, t("Try fewer or different words: a method, an author, or a word from the title.")));
    if (isHidingRead()) tips.append(element("li", {}, t("Papers you have read are hidden.")));
    return element("div", { class: "rl-empty" }, element("p", { class: "rl-empty__title" }, t("No papers match.")), tips);
  }

  function showCards({ hits }, query) {
    const card = (hit) => makeCard(hit, { topics, level: 2, before: selection.checkbox(hit) });
    // a list that only grows keeps its cards, and with them the focus
    const grows = listed === query && list.querySelector(".rl-card");
    const old = grows ? list.querySelectorAll(":scope > .rl-card").length : 0;
    if (grows && old <= hits.length) list.append(...hits.slice(old).map(card));
    else list.replaceChildren(...hits.map(card));
    listed = query;
    showLibraryState(list);
  }

  function show(found, query) {
    showCards(found, query);
    if (!found.total) list.replaceChildren(emptyList());
    list.setAttribute("aria-busy", "false");
    list.classList.remove("is-waiting");
    total.textContent = found.total === engine.size ? nt("All %(count)s paper", "All %(count)s papers", found.total) : nt("%(count)s paper", "%(count)s papers", found.total);
    note.textContent = found.corrections.length ? correctionText(found.corrections) : "";
    note.hidden = !found.corrections.length;
    const left = found.total - found.hits.length;
    more.hidden = left <= 0;
    more.textContent = nt("Show %(count)s more", "Show %(count)s more", Math.min(STEP, left));
    filters.showCounts(found);
    selection.showTotal(found.total);
  }

  function showFailure(error) {
    const message = reportError(error, t("The papers could not be loaded."), t("Check your connection and try again. The topic and year pages list all papers, too."));
    const again = element("button", { type: "button", class: "rl-button", onclick: run }, t("Try again"));
    list.replaceChildren(element("div", { class: "rl-empty", role: "alert" }, element("p", {}, message), again));
    list.setAttribute("aria-busy", "false");
    list.classList.remove("is-waiting");
    listed = "";
    total.textContent = "";
    selection.showTotal(0);
  }

  async function findRead() {
    const slugs = store.entries().filter(([, entry]) => entry.state === "read").map(([slug]) => slug);
    return new Set((await engine.find(slugs)).values());
  }

  async function run() {
    const mine = (latest += 1);
    const waiting = setTimeout(() => list.classList.add("is-waiting"), PATIENCE);
    try {
      engine = await openEngine();
      topics = new Map(engine.facets.topic.map((topic) => [topic.value, topic]));
      const filter = toFilter(state.chosen);
      const read = isHidingRead() ? await findRead() : null;
      if (read) filter.docs = (doc) => !read.has(doc);
      const query = JSON.stringify([state.q.trim(), state.chosen, sortBox.value, read ? [...read] : 0]);
      const found = await engine.search(state.q.trim(), { limit: state.shown, sort: sortBox.value, filter });
      if (mine !== latest) return;
      result = found;
      show(found, query);
    } catch (error) {
      if (mine === latest) showFailure(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  /* ---- changes of the state, each with its URL */

  function commit(changes, { push = true } = {}) {
    state = { ...state, ...changes };
    showControls();
    if (push) remember("pushState", null, toAddress(state));
    else remember("replaceState", history.state, toAddress(state));
    return run();
  }

  function choose(name, value, on) {
    typing = false;
    const values = state.chosen[name].filter((other) => other !== value);
    if (on) values.push(value);
    return commit({ chosen: { ...state.chosen, [name]: values }, shown: STEP });
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
  more.addEventListener("click", async () => {
    const before = list.querySelectorAll(".rl-card").length;
    typing = false;
    await commit({ shown: state.shown + STEP }, { push: false });
    list.querySelectorAll(".rl-card")[before]?.querySelector(".rl-card__title a").focus({ preventScroll: true });
  });

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
  });

  showControls();
  const position = history.state?.y;
  run().then(() => {
    if (position) scrollTo(0, position);
    root.dataset.ready = "";
  });
}
