/** The browse page: search, facets, sorting, selecting and exporting; the whole state is in the address. */

import { makeCard } from "./cards.js";
import { mark } from "./keep.js";
import { count, element, hidden, icon, notify, openEngine } from "./page.js";
import { correctionText } from "./search-box.js";
import * as store from "./store.js";
import { makeTake } from "./take.js";

const STEP = 20;
const FACETS = ["topic", "year", "kind", "code", "venue"];
const UNKNOWN = "unknown";
const VENUES = 8;
const SORTS = ["relevance", "date", "title", "added"];

/* ---- what is asked for, and how it stands in the address */

function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const chosen = {};
  for (const name of FACETS) chosen[name] = [...new Set(parameters.getAll(name))];
  const sort = parameters.get("sort");
  const shown = Number.parseInt(parameters.get("shown") ?? "", 10);
  return {
    q: parameters.get("q") ?? "",
    chosen,
    sort: SORTS.includes(sort) ? sort : "",
    shown: Number.isFinite(shown) ? Math.min(Math.max(shown, STEP), 2000) : STEP,
  };
}

function toAddress({ q, chosen, sort, shown }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  for (const name of FACETS) for (const value of chosen[name]) parameters.append(name, value);
  if (sort) parameters.set("sort", sort);
  if (shown > STEP) parameters.set("shown", String(shown));
  const text = parameters.toString();
  return text ? `?${text}` : location.pathname;
}

/** The engine's filter: texts of the address become its values; what it does not know finds nothing. */
function toFilter(engine, chosen) {
  const filter = {};
  for (const name of FACETS) {
    if (!chosen[name].length) continue;
    filter[name] = chosen[name].map((text) => {
      if (name === "code") return text === "yes" ? true : text === "no" ? false : text;
      if (text === UNKNOWN) return null;
      return name === "year" ? Number(text) : text;
    });
  }
  return filter;
}

const keyOf = (name, value) => (value === null ? UNKNOWN : name === "code" ? (value ? "yes" : "no") : String(value));

export function start() {
  const root = document.getElementById("rl-browse");
  const at = (name) => root.querySelector(`[data-rl="${name}"]`);
  const [form, input, sortBox, total, chips, note, list, more, facetBox, aside, dialog, opener] = [
    "form", "q", "sort", "total", "chips", "note", "list", "more", "facets", "aside", "dialog", "open",
  ].map(at);
  const boxes = new Map();
  for (const box of facetBox.querySelectorAll("input[type=checkbox]")) boxes.set(`${box.name}=${box.value}`, box);
  const picked = new Map();
  let state = readAddress();
  let turn = 0;
  let typing = false;
  let result = null;
  let engine = null;
  let topics = new Map();
  let shownFor = "";

  /* ---- the controls */

  function showControls() {
    if (input.value.trim() !== state.q) input.value = state.q;
    for (const [, box] of boxes) box.checked = state.chosen[box.name].includes(box.value);
    const searching = Boolean(state.q.trim());
    const best = sortBox.querySelector('[value="relevance"]');
    best.hidden = best.disabled = !searching;
    sortBox.value = state.sort && (searching || state.sort !== "relevance") ? state.sort : searching ? "relevance" : "date";
    const chosen = FACETS.reduce((sum, name) => sum + state.chosen[name].length, 0);
    opener.querySelector("[data-rl=chosen]").textContent = chosen ? ` ${chosen}` : "";
    showChips(chosen);
    showVenues();
  }

  const labelOf = (name, value) => {
    const box = boxes.get(`${name}=${value}`);
    const label = box?.closest("label")?.querySelector(".rl-facet__name")?.textContent ?? value;
    return value === UNKNOWN ? `${name[0].toUpperCase()}${name.slice(1)} unknown` : label;
  };

  function showChips(chosen) {
    const made = [];
    for (const name of FACETS) {
      for (const value of state.chosen[name]) {
        const act = () => {
          choose(name, value, false);
          (chips.querySelector("button") ?? input).focus();
        };
        made.push(element("li", {}, element("button", { type: "button", class: "rl-filter", onclick: act }, labelOf(name, value), hidden(" — remove this filter"), element("span", { "aria-hidden": "true" }, "×"))));
      }
    }
    if (chosen > 1 || (chosen && state.q.trim())) {
      const clear = () => {
        commit({ q: "", chosen: Object.fromEntries(FACETS.map((name) => [name, []])), shown: STEP });
        input.focus();
      };
      made.push(element("li", {}, element("button", { type: "button", class: "rl-filter rl-filter--clear", onclick: clear }, "Clear all")));
    }
    chips.replaceChildren(...made);
    chips.hidden = !made.length;
  }

  /** Few venues at first: the commonest, and those that are chosen. */
  function showVenues() {
    const all = facetBox.querySelector("[data-rl=venues]");
    if (!all) return;
    const open = all.getAttribute("aria-expanded") === "true";
    let shown = 0;
    for (const [, box] of boxes) {
      if (box.name !== "venue") continue;
      const row = box.closest("li");
      row.hidden = !open && shown >= VENUES && !box.checked && box.value !== UNKNOWN;
      if (!row.hidden) shown += 1;
    }
    all.textContent = open ? "Fewer venues" : "All venues";
  }

  function showCounts(facets) {
    for (const name of FACETS) {
      for (const { value, count: number } of facets[name]) {
        const box = boxes.get(`${name}=${keyOf(name, value)}`);
        if (!box) continue;
        const label = box.closest("label");
        label.querySelector(".rl-count").textContent = String(number);
        label.classList.toggle("is-empty", !number);
      }
    }
  }

  /* ---- the results */

  const slugsOfAll = async () => (await engine.load(result.docs)).map(({ slug }) => slug);
  const take = makeTake({
    slugs: () => (picked.size ? [...picked.keys()] : slugsOfAll()),
    name: () => (picked.size ? "selection" : result?.total === engine?.size ? "all" : "papers"),
  });
  const pickAll = element("button", { type: "button", class: "rl-button" });
  const pickNone = element("button", { type: "button", class: "rl-button", hidden: true }, "Select none");
  take.box.prepend(pickAll, pickNone);
  at("take").replaceChildren(take.box);

  function showPicked() {
    const number = result?.total ?? 0;
    take.label.textContent = picked.size ? `Export ${picked.size} selected as` : `Export ${number === 1 ? "this one" : `all ${number.toLocaleString("en")}`} as`;
    pickAll.textContent = number === 1 ? "Select the result" : `Select all ${number.toLocaleString("en")}`;
    pickNone.hidden = !picked.size;
    take.box.hidden = !number && !picked.size;
    pickAll.hidden = !number;
    for (const box of list.querySelectorAll("input[data-rl-pick]")) box.checked = picked.has(box.value);
  }

  pickAll.addEventListener("click", async () => {
    try {
      for (const slug of await slugsOfAll()) picked.set(slug, true);
      showPicked();
      notify(`${count(picked.size, "paper")} selected.`);
    } catch {
      notify("The papers could not be fetched. Check the connection and try again.");
    }
  });
  pickNone.addEventListener("click", () => {
    picked.clear();
    showPicked();
    pickAll.focus();
  });
  list.addEventListener("change", ({ target }) => {
    if (!target.matches("input[data-rl-pick]")) return;
    if (target.checked) picked.set(target.value, true);
    else picked.delete(target.value);
    showPicked();
  });

  function card(hit) {
    const box = element("input", { type: "checkbox", "data-rl-pick": "", value: hit.slug, "aria-label": `Select: ${hit.title}` });
    return makeCard(hit, { topics, level: 2, before: element("label", { class: "rl-card__pick" }, box) });
  }

  function showEmpty() {
    const chosen = FACETS.some((name) => state.chosen[name].length);
    const hiding = store.preference("hideRead") === true;
    const help = element("div", { class: "rl-empty" }, element("p", { class: "rl-empty__title" }, "No paper fits all of this."));
    const tips = element("ul", {});
    if (chosen) tips.append(element("li", {}, "Take away a filter above; each count tells what a value would give."));
    if (state.q.trim()) tips.append(element("li", {}, "Try fewer or other words: a method’s name, an author, a word of the title."));
    if (hiding) tips.append(element("li", {}, "Papers you have read are hidden just now."));
    help.append(tips);
    list.replaceChildren(help);
  }

  function show(found, query) {
    // the same list grown longer keeps its cards, and with them the focus
    const same = shownFor === query && list.querySelector(".rl-card");
    const old = same ? list.querySelectorAll(":scope > .rl-card").length : 0;
    if (same && old <= found.hits.length) list.append(...found.hits.slice(old).map(card));
    else list.replaceChildren(...found.hits.map(card));
    shownFor = query;
    if (!found.total) showEmpty();
    list.setAttribute("aria-busy", "false");
    list.classList.remove("is-waiting");
    mark(list);
    total.textContent = (found.total === engine.size ? "All " : "") + count(found.total, "paper");
    note.textContent = found.corrections.length ? correctionText(found.corrections) : "";
    note.hidden = !found.corrections.length;
    const left = found.total - found.hits.length;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(STEP, left)} more`;
    dialog.querySelector("[data-rl=close]").textContent = found.total ? `Show ${count(found.total, "paper")}` : "No paper fits";
    at("clear-dialog").hidden = !FACETS.some((name) => state.chosen[name].length);
    showCounts(found.facets);
    showPicked();
  }

  async function readDocs() {
    if (store.preference("hideRead") !== true) return null;
    const slugs = store.entries().filter(([, entry]) => entry.state === "read").map(([slug]) => slug);
    return new Set((await engine.find(slugs)).values());
  }

  async function run() {
    const mine = (turn += 1);
    const waiting = setTimeout(() => list.classList.add("is-waiting"), 400);
    try {
      engine = await openEngine();
      topics = new Map(engine.facets.topic.map((topic) => [topic.value, topic]));
      const filter = toFilter(engine, state.chosen);
      const read = await readDocs();
      if (read) filter.docs = (doc) => !read.has(doc);
      const query = JSON.stringify([state.q.trim(), state.chosen, sortBox.value, read ? [...read] : 0]);
      const found = await engine.search(state.q.trim(), { limit: state.shown, sort: sortBox.value, filter });
      if (mine !== turn) return;
      result = found;
      show(found, query);
    } catch {
      if (mine !== turn) return;
      const again = element("button", { type: "button", class: "rl-button", onclick: run }, "Try again");
      list.replaceChildren(element("div", { class: "rl-empty" }, element("p", { class: "rl-empty__title" }, "The papers could not be loaded."), element("p", {}, "Check the connection. The topic and year pages show all papers too."), again));
      shownFor = "";
      total.textContent = "";
      list.classList.remove("is-waiting");
    } finally {
      clearTimeout(waiting);
    }
  }

  /* ---- changes, each with its address */

  function commit(changes, { push = true } = {}) {
    state = { ...state, ...changes };
    showControls();
    const next = toAddress(state);
    if (push) history.pushState(null, "", next);
    else history.replaceState(history.state, "", next);
    return run();
  }

  function choose(name, value, on) {
    typing = false;
    const values = state.chosen[name].filter((other) => other !== value);
    if (on) values.push(value);
    return commit({ chosen: { ...state.chosen, [name]: values }, shown: STEP });
  }

  input.addEventListener("input", () => {
    const q = input.value;
    if (q.trim() === state.q.trim()) return;
    // one entry in the history for a query, however many letters it has
    const push = !typing;
    typing = true;
    state.sort = state.sort === "relevance" ? "" : state.sort;
    commit({ q: q.trim(), shown: STEP }, { push });
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
  facetBox.addEventListener("change", ({ target }) => {
    if (boxes.has(`${target.name}=${target.value}`)) choose(target.name, target.value, target.checked);
  });
  facetBox.addEventListener("click", ({ target }) => {
    const all = target.closest("[data-rl=venues]");
    if (!all) return;
    all.setAttribute("aria-expanded", String(all.getAttribute("aria-expanded") !== "true"));
    showVenues();
  });
  more.addEventListener("click", async () => {
    const before = list.querySelectorAll(".rl-card").length;
    typing = false;
    await commit({ shown: state.shown + STEP }, { push: false });
    list.querySelectorAll(".rl-card")[before]?.querySelector(".rl-card__title a").focus({ preventScroll: true });
  });

  // on narrow screens selecting and exporting wait behind a button
  at("export").addEventListener("click", () => {
    const open = at("take").classList.toggle("is-open");
    at("export").setAttribute("aria-expanded", String(open));
  });

  /* ---- keys: from the box into the list and back */

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

  /* ---- on narrow screens the facets stand in a dialog */

  const narrow = matchMedia("(max-width: 59.98em)");
  const place = () => {
    if (narrow.matches) at("dialog-place").append(facetBox);
    else {
      if (dialog.open) dialog.close();
      aside.append(facetBox);
    }
  };
  narrow.addEventListener("change", place);
  place();
  opener.addEventListener("click", () => dialog.showModal());
  at("close").addEventListener("click", () => dialog.close());
  at("clear-dialog").addEventListener("click", () => {
    commit({ chosen: Object.fromEntries(FACETS.map((name) => [name, []])), shown: STEP });
    at("close").focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  /* ---- going back, and coming back */

  const keepPlace = () => history.replaceState({ ...history.state, y: scrollY }, "");
  history.scrollRestoration = "manual";
  addEventListener("pagehide", keepPlace);
  let scrolled = 0;
  addEventListener("scroll", () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(keepPlace, 200);
  }, { passive: true });
  addEventListener("popstate", async ({ state: kept }) => {
    clearTimeout(scrolled);
    typing = false;
    state = readAddress();
    showControls();
    await run();
    scrollTo(0, kept?.y ?? 0);
  });
  let wasHiding = store.preference("hideRead") === true;
  store.subscribe(() => {
    const hiding = store.preference("hideRead") === true;
    if (hiding || wasHiding) run();
    wasHiding = hiding;
  });

  showControls();
  const kept = history.state?.y;
  run().then(() => {
    if (kept) scrollTo(0, kept);
    root.dataset.ready = "";
  });
}
