/**
 * Shows readers who come back where they left off, from what their browser has stored. It is loaded right after its
 * place on the home page and is not a module, so that nothing moves: what it cannot know yet has its place reserved.
 */
"use strict";

{
  const { currentScript } = document;
  const ROOT = new URL("../../", currentScript.src);
  const SLUG = /^[a-z0-9-]{1,200}$/;
  const [MOST_PAPERS, MOST_TOPICS] = [3, 6];
  const root = document.getElementById("rl-back");
  const added = JSON.parse(root.dataset.news);
  let paths = null;

  const part = (name) => root.querySelector(`[data-rl="${name}"]`);
  const link = (text, path) => Object.assign(document.createElement("a"), { textContent: text, href: new URL(path, ROOT) });
  const paperLink = (slug, title) => link(title || slug, `papers/${slug}/`);

  function row(...children) {
    const item = document.createElement("li");
    item.append(...children.filter(Boolean));
    return item;
  }

  function small(name, text) {
    return Object.assign(document.createElement(name), { textContent: text });
  }

  function show(name, rows) {
    const place = part(name);
    if (!place) return;
    place.querySelector("ul").replaceChildren(...rows);
    place.hidden = !rows.length;
    root.hidden = !root.querySelector(":scope > :not([hidden])");
  }

  /** The stored library, which anything may have written; store.js validates it when it saves. */
  function readLibrary() {
    let stored = null;
    try {
      stored = JSON.parse(localStorage.getItem(`reading-list:${ROOT.pathname}`));
    } catch {
      // no storage, or not JSON
    }
    const { papers, opened, news } = stored ?? {};
    const entries = Object.entries(papers ?? {}).filter(([slug, entry]) => SLUG.test(slug) && entry);
    entries.sort(([, a], [, b]) => (b.stateAt || 0) - (a.stateAt || 0));
    return {
      read: new Map(entries.filter(([, { state }]) => state === "read")),
      later: entries.filter(([, { state }]) => state === "later"),
      opened: (Array.isArray(opened) ? opened : []).filter((item) => SLUG.test(item?.slug)),
      follows: Object.keys(news?.follows ?? {}).filter((id) => SLUG.test(id)),
      searches: (Array.isArray(news?.searches) ? news.searches : []).filter((search) => String(search?.query).startsWith("?")),
      visit: news?.visit ?? null,
    };
  }

  /* ---- news */

  const today = () => new Date().toLocaleDateString("sv");

  /** The visit of today, given the latest one: what was there on the day before is not new. */
  function beginVisit(last) {
    const before = last && last.day !== today() ? { since: last.day, until: last.known } : { since: last?.since ?? "", until: last?.until ?? "" };
    return { day: today(), known: added[0][0], ...before };
  }

  function nameDay(day) {
    const year = day.startsWith(today().slice(0, 4)) ? undefined : "numeric";
    return new Date(day).toLocaleDateString(document.documentElement.lang || "en", { timeZone: "UTC", month: "long", day: "numeric", year });
  }

  function listNews({ follows, searches, visit }) {
    const { since, until } = added.length ? beginVisit(visit) : {};
    const fresh = until ? added.filter(([time]) => time > until) : [];
    const rows = [];
    if (fresh.length) {
      const all = link("", `new/#d${fresh[0][0].slice(0, 10)}`);
      const count = fresh.length < added.length ? fresh.length : `${fresh.length}+`;
      all.append(small("b", count), ` ${root.dataset.since.replace("{date}", nameDay(since))}`);
      rows.push(row(all));
    }
    // the topics come further down, and are there when this is called again
    const topics = [...document.querySelectorAll("[data-topic]")];
    for (const id of follows.slice(0, MOST_TOPICS)) {
      const number = topics.findIndex(({ dataset }) => dataset.topic === id);
      const count = fresh.filter(([, ...ids]) => ids.includes(number)).length;
      rows.push(row(link(topics[number]?.querySelector("a").textContent ?? (topics.length ? id : "…"), `topics/${id}/`), count ? small("b", count) : null));
    }
    for (const { query, title } of searches.slice(0, MOST_TOPICS)) {
      const made = row(link(`“${title}”`, `browse/${query}`), small("b", ""));
      made.dataset.query = query;
      rows.push(made);
    }
    return rows;
  }

  /* ---- reading paths */

  function describePath({ title, anchor, steps }, read) {
    const next = steps.findIndex(([slug]) => !read.has(slug));
    const seen = steps.map(([slug]) => read.get(slug)?.stateAt ?? -1);
    const share = seen.filter((time) => time >= 0).length / steps.length;
    return share && next >= 0 ? [{ title, anchor, next: steps[next], step: next + 1, total: steps.length, share, at: Math.max(...seen) }] : [];
  }

  function pathRow({ title, anchor, next: [slug, name], step, total, share }) {
    const place = link("", `papers/${slug}/#${anchor}`);
    const bar = small("i", "");
    bar.style.setProperty("--share", `${100 * share}%`);
    place.append(small("strong", title), bar, small("span", `${root.dataset.step.replace("{step}", step).replace("{total}", total)}: ${name}`));
    return row(place);
  }

  async function showPaths(read) {
    if (!read.size || !part("continue")) {
      show("continue", []);
      return;
    }
    const start = row(link(root.dataset.start, "topics/"));
    if (!paths) show("continue", [row(small("span", "…"))]);
    paths ??= fetch(new URL("assets/data/paths.json", ROOT)).then((answer) => answer.json(), () => []);
    const [begun] = (await paths).flatMap((path) => describePath(path, read)).sort((a, b) => b.at - a.at || b.share - a.share);
    show("continue", [begun ? pathRow(begun) : start]);
  }

  function fill() {
    try {
      const library = readLibrary();
      show("news", listNews(library));
      show("later", library.later.slice(0, MOST_PAPERS).map(([slug, { title }]) => row(paperLink(slug, title))));
      const viewed = library.opened.filter(({ slug }) => !library.read.has(slug) && !library.later.some(([other]) => other === slug));
      show("opened", viewed.slice(0, MOST_PAPERS).map(({ slug, title }) => row(paperLink(slug, title))));
      showPaths(library.read);
    } catch (error) {
      // whatever is stored, the page works
      console.warn(error);
    }
  }

  async function remember() {
    const store = await import("./store.js");
    if (added.length) {
      const { visit } = store.news();
      const begun = beginVisit(visit);
      if (JSON.stringify(begun) !== JSON.stringify(visit)) store.changeNews((news) => ({ ...news, visit: begun }));
    }
    const checkSearches = async () => {
      if (store.news().searches.length) (await import("./saved-searches.js")).check(root);
    };
    store.subscribe(() => {
      fill();
      checkSearches();
    });
    checkSearches();
  }

  fill();
  addEventListener("DOMContentLoaded", fill);
  addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(remember));
}
