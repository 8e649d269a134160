/**
 * The palette (partials/search.html): papers, topics, authors, venues, pages and actions for what the reader types.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */

import { ROOT, address, paperAddress } from "./addresses.js";
import { element } from "./elements.js";
import { loadModule, reportError } from "./loading.js";
import { notify } from "./notices.js";
import { correctionText, describePaper, linkAllResults, loadStyles } from "./search-box.js";
import { openEngine } from "./search-loader.js";
import * as store from "./store.js";
import { LONGEST_QUERY, fold, tokenize } from "./text.js";
import { nt, t } from "./translation.js";

const MOST_PAPERS = 6;
const MOST_RECENT = 5;
/** Rows of each other group. */
const MOST_OTHERS = 4;
/** Characters from which the beginning of a name is meant as that name. */
const SHORTEST_NAME = 3;

/* ---- what there is besides papers: [{label, aside, href | run}] */

/** The pages in the menu and the footer, except this one. */
function listPages() {
  const pages = new Map();
  for (const link of document.querySelectorAll("#rl-menu nav a, .md-footer nav a")) {
    const { href, origin, pathname } = link;
    const isPage = origin === ROOT.origin && pathname.endsWith("/");
    if (!isPage || pathname === location.pathname || pages.has(href)) continue;
    const label = [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
    if (label) pages.set(href, { label, href });
  }
  return [...pages.values()];
}

/** An action that presses a control of the page, or null if the page has none; `labelOn` is for one that is pressed. */
function pressing(selector, label, labelOn = label) {
  const control = document.querySelector(selector);
  return control && { label: control.getAttribute("aria-pressed") === "true" ? labelOn : label, run: () => control.click() };
}

/** Switches to other colors; each press of the button in the header leads to the next ones. */
function listColors() {
  const buttons = [...document.querySelectorAll("[data-rl-colors] > *")];
  const current = buttons.findIndex((button) => !button.hidden);
  const press = (times) => {
    const focused = document.activeElement;
    for (let i = 0; i < times; i++) buttons.find((button) => !button.hidden)?.click();
    focused.focus();
  };
  return buttons
    .map((button, place) => ({ label: button.getAttribute("aria-label"), times: ((place - current + buttons.length) % buttons.length) + 1 }))
    .filter(({ label, times }) => label && times < buttons.length)
    .map(({ label, times }) => ({ label, run: () => press(times) }));
}

async function copyBibtex(slug) {
  try {
    const { exportPapers } = await loadModule(import("./export-actions.js"));
    await exportPapers({ slugs: () => [slug], format: "bib" });
  } catch (error) {
    notify(reportError(error, t("The citation could not be copied.")));
  }
}

async function openRandomPaper() {
  try {
    const engine = await openEngine();
    const [{ slug }] = await engine.load([Math.floor(Math.random() * engine.size)]);
    location.href = paperAddress(slug);
  } catch (error) {
    notify(reportError(error, t("The papers could not be loaded.")));
  }
}

/** What can be done on this page. */
function listActions() {
  const slug = document.querySelector(".rl-paper[data-slug]")?.dataset.slug;
  const hiding = store.preference("hideRead") === true;
  const act = (name) => `[data-rl-keep="full"] [data-rl-act="${name}"]`;
  return [
    slug && { label: t("Copy BibTeX"), run: () => copyBibtex(slug) },
    pressing(act("star"), t("Star this paper"), t("Remove the star")),
    pressing(act("later"), t("Add to “To read”"), t("Remove from “To read”")),
    pressing(act("read"), t("Mark as read"), t("Mark as not read")),
    ...listColors(),
    { label: hiding ? t("Show papers I have read") : t("Hide papers I have read"), run: () => store.prefer("hideRead", !hiding) },
    { label: t("Random paper"), run: openRandomPaper },
    { label: t("Print this page"), run: () => print() },
    pressing("[data-rl-shortcuts]", t("Keyboard shortcuts")),
  ].filter(Boolean);
}

function listRecent() {
  return store.opened().map(({ slug, title }) => ({ label: title, href: paperAddress(slug) })).filter(({ href }) => href !== location.href.split(/[?#]/)[0]);
}

const searchAddress = (name, value) => `${address("browse/")}?${new URLSearchParams({ [name]: value })}`;

/** The groups that the index names: [[heading, entries]]. */
function listNames({ topic, author, venue }) {
  return [
    [t("Topics"), topic.filter(({ value }) => value !== null).map(({ value, label, group, names }) => ({ label, group, names, href: address(`topics/${value}/`) }))],
    // loaded when a query has words of names
    [t("Authors"), (author ?? []).filter(({ slug }) => slug).map(({ label, slug }) => ({ label, href: address(`authors/${slug}/`) }))],
    [t("Venues"), venue.filter(({ value }) => value !== null).map(({ value, label }) => ({ label, href: searchAddress("venue", value) }))],
  ];
}

/** Whether the query names an entry: its label begins with the query or has its words, or another name begins with them. */
function isCalled({ label, names }, query) {
  if (query.length >= SHORTEST_NAME && fold(label).startsWith(query)) return true;
  const spell = (text) => ` ${tokenize(text).join(" ")} `;
  const words = spell(query);
  return Boolean(names) && (spell(label).includes(words) || names.some((name) => spell(name).startsWith(words)));
}

/** Returns the entries with all words of a query, those that it names first, and whether it names any. */
function choose(entries, query) {
  const words = tokenize(query);
  const start = fold(query);
  const found = entries.filter((entry) => {
    entry.tokens ??= [entry.label, ...(entry.names ?? [])].flatMap(tokenize);
    return words.length && words.every((word) => entry.tokens.some((token) => token.startsWith(word)));
  });
  const isNamed = (entry) => isCalled(entry, start);
  const named = found.filter(isNamed);
  return { entries: [...named, ...found.filter((entry) => !isNamed(entry))].slice(0, MOST_OTHERS), isNamed: named.length > 0 };
}

/** Prepares the palette and returns a function that shows it anew, for each time it opens. */
export async function attach(dialog) {
  const form = dialog.querySelector("form");
  const input = dialog.querySelector("input");
  const list = element("div", { role: "listbox", id: "rl-palette-list", class: "rl-palette__list", "aria-label": t("Results") });
  const note = element("p", { class: "rl-search__note", hidden: true });
  const status = element("div", { role: "status", class: "rl-visually-hidden" });
  const key = (name, what) => element("span", {}, element("kbd", {}, name), what);
  const keys = element("div", { class: "rl-palette__keys", "aria-hidden": "true" }, key("↑ ↓", t("choose")), key("↵", t("open")), key("esc", t("close")));
  let names = [];
  let turn = 0;
  let asked = null;
  let active = -1;
  let wantsFirst = false;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function mark(number) {
    active = number;
    const all = options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = all[number];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", option.id);
    // the heading of the first row stays in view
    if (number === 0) list.scrollTop = 0;
    else option.scrollIntoView({ block: "nearest" });
  }

  function makeRow({ href, run, parts, label, group }) {
    const shared = { role: "option", class: "rl-search__option", tabindex: "-1", "aria-selected": "false" };
    const dot = group ? element("span", { class: `rl-search__topic rl-g${group}`, "aria-hidden": "true" }) : null;
    const content = parts ?? [element("span", { class: "rl-palette__label" }, dot, label)];
    if (href) return element("a", { ...shared, href, onclick: () => dialog.close() }, ...content);
    const press = () => {
      dialog.close();
      run();
    };
    return element("button", { ...shared, type: "button", onclick: press }, ...content);
  }

  function showGroups(groups) {
    const made = groups
      .filter(([, entries]) => entries.length)
      .map(([heading, entries], place) => {
        const id = `rl-palette-group-${place}`;
        return element("div", { role: "group", class: "rl-palette__group", "aria-labelledby": id }, element("div", { class: "rl-palette__heading", id, role: "presentation" }, heading), ...entries.map(makeRow));
      });
    list.replaceChildren(...made);
    options().forEach((option, number) => (option.id = `rl-palette-${number}`));
    input.setAttribute("aria-expanded", String(made.length > 0));
  }

  function showStart() {
    note.hidden = true;
    const others = [
      [t("Actions"), listActions()],
      [t("Pages"), listPages()],
    ];
    // most actions are those of a paper
    showGroups([[t("Recently viewed"), listRecent().slice(0, MOST_RECENT)], ...(document.querySelector(".rl-paper") ? others : others.reverse())]);
    status.textContent = "";
    mark(-1);
  }

  /** Shows what was found; entries that the query names come before the papers, except before one with that title. */
  function showFound(query, { hits, total, corrections }, engine) {
    const topics = new Map(engine.facets.topic.map((topic) => [topic.value, topic]));
    if (names.engine !== engine || names.authors !== engine.facets.author) {
      names = Object.assign(listNames(engine.facets), { engine, authors: engine.facets.author });
    }
    const others = [...names, [t("Pages"), listPages()], [t("Actions"), listActions()]].map(([heading, entries]) => [heading, choose(entries, query)]);
    const papers = hits.map((hit) => ({ href: paperAddress(hit.slug), parts: describePaper(hit, topics) }));
    if (total > hits.length) {
      const [href, text] = linkAllResults(query, total);
      papers.push({ href, parts: [text] });
    }
    const isTitle = hits.length > 0 && fold(hits[0].title) === fold(query);
    const isFirst = ([, { isNamed }]) => isNamed && !isTitle;
    const rows = ([heading, { entries }]) => [heading, entries];
    showGroups([...others.filter(isFirst).map(rows), [t("Papers"), papers], ...others.filter((group) => !isFirst(group)).map(rows)]);
    note.hidden = Boolean(total) && !corrections.length;
    if (!total) note.textContent = t("No papers match “%(query)s”. Try fewer or different words, or an author.", { query });
    else if (corrections.length) note.textContent = correctionText(corrections);
    status.textContent = options().length ? nt("%(count)s result. Use the arrow keys to choose one.", "%(count)s results. Use the arrow keys to choose one.", total) : t("No results.");
    mark(options().length ? 0 : -1);
    if (wantsFirst) options()[0]?.click();
    wantsFirst = false;
  }

  async function search() {
    const query = input.value.trim().slice(0, LONGEST_QUERY);
    wantsFirst = false;
    if (query === asked) return;
    const mine = (turn += 1);
    if (!query) {
      asked = query;
      showStart();
      return;
    }
    try {
      const engine = await openEngine();
      const found = await engine.search(query, { limit: MOST_PAPERS });
      if (mine !== turn) return;
      asked = query;
      showFound(query, found, engine);
    } catch (error) {
      if (mine !== turn) return;
      asked = null;
      showGroups([]);
      note.hidden = false;
      note.textContent = reportError(error, t("Search could not be loaded."), t("Check your connection, then keep typing."));
      status.textContent = note.textContent;
    }
  }

  function onKey(event) {
    const last = options().length - 1;
    const moves = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 };
    if (event.key in moves) {
      event.preventDefault();
      if (last >= 0) mark(moves[event.key]);
    } else if (event.key === "Escape" && !event.isComposing) {
      // it would only clear the input
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const isCurrent = input.value.trim().slice(0, LONGEST_QUERY) === asked;
      if (isCurrent) options()[active]?.click();
      else wantsFirst = true;
    }
  }

  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox", maxlength: LONGEST_QUERY };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.addEventListener("input", search);
  input.addEventListener("keydown", onKey);
  form.addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("click", ({ target }) => {
    // the backdrop counts as the dialog itself
    if (target === dialog || target.closest(".rl-palette__close")) dialog.close();
  });
  // the focus stays in the input when a row is pressed
  list.addEventListener("mousedown", (event) => event.preventDefault());
  await loadStyles();
  dialog.append(note, list, keys, status);
  openEngine().then((engine) => engine.warm()).catch(() => {});
  return () => {
    asked = null;
    return search();
  };
}
