/**
 * Links within the site load at once, and show what is behind them. A page is fetched when the pointer or the focus
 * stays on a link to it, so that the browser has it when the link is followed. Links to papers, topics and authors
 * then show a card with its title, summary and facts.
 */

import { ROOT } from "./addresses.js";
import { element } from "./elements.js";

const FETCH_AFTER = 65;
const SHOW_AFTER = 300;
const HIDE_AFTER = 200;
const CARDED = /^(?:papers|topics|authors)\/[^/]+\/$/;
// where the card would repeat what is beside the link, or be in the way
const PLAIN = ".rl-card__title, .rl-search__panel, dialog, nav, .rl-chip--primary, .rl-preview, .rl-map";
const pages = new Map();
const card = element("div", { class: "rl-preview", id: "rl-preview", role: "tooltip", hidden: true });
let link = null;
let timers = [];

/** The path below the home page of a link to another page of the site, or null. */
function pathOf({ href, origin, pathname, target, attributes }) {
  if (origin !== location.origin || !href.startsWith(ROOT.href) || target || attributes.download || pathname === location.pathname) return null;
  return pathname.endsWith("/") ? pathname.slice(ROOT.pathname.length) : null;
}

/** Fetches a page once; resolves to its document, or to null if that fails. */
export function fetchPage(path) {
  if (!pages.has(path)) {
    const page = fetch(new URL(path, ROOT), { priority: "low" }).then(
      async (answer) => (answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null),
      () => null,
    );
    pages.set(path, page);
  }
  return pages.get(path);
}

/** The text of the first element that there is, without "#" links. */
function textOf(page, ...selectors) {
  const found = selectors.map((selector) => page.querySelector(selector)).find(Boolean)?.cloneNode(true);
  found?.querySelectorAll(".headerlink, .rl-label").forEach((part) => part.remove());
  return found?.textContent.trim() ?? "";
}

function fill(page) {
  const facts = [...page.querySelectorAll(".rl-paper .rl-facts > span, .rl-hero__facts > a")].map((fact) => fact.textContent.trim());
  const summary = textOf(page, ".rl-paper__tldr", ".rl-lead", ".rl-paper__abstract");
  card.replaceChildren(
    element("strong", { class: "rl-preview__title" }, textOf(page, "h1")),
    element("span", { class: "rl-preview__facts" }, facts.filter(Boolean).slice(0, 4).join(" · ")),
    element("span", { class: "rl-preview__text" }, summary),
  );
  return Boolean(textOf(page, "h1"));
}

/** Puts the card below the link, or above it where there is more room, within the window. */
function place() {
  const lines = [...link.getClientRects()];
  const { top, bottom, left, right } = lines[0] ?? link.getBoundingClientRect();
  const end = lines.at(-1)?.bottom ?? bottom;
  const { width, height } = card.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const isBelow = end + height + 8 < innerHeight || top - header < innerHeight - end;
  const start = document.body.dir === "rtl" ? right - width : left;
  card.style.setProperty("inset-inline-start", "auto");
  card.style.setProperty("left", `${Math.max(8, Math.min(start, document.documentElement.clientWidth - width - 8))}px`);
  card.style.setProperty("top", `${isBelow ? end + 4 : top - height - 4}px`);
}

async function show(wanted, path) {
  const page = await fetchPage(path);
  if (!page || link !== wanted || !wanted.isConnected || !fill(page)) return;
  card.hidden = false;
  place();
  wanted.setAttribute("aria-describedby", card.id);
}

function hide() {
  timers.forEach(clearTimeout);
  timers = [];
  link?.removeAttribute("aria-describedby");
  link = null;
  card.hidden = true;
}

function onEnter({ target, pointerType, type }) {
  if (!(target instanceof Element)) return;
  if (card.contains(target)) {
    timers.forEach(clearTimeout);
    return;
  }
  const entered = target.closest("a[href]");
  if (entered && entered === link) {
    timers.forEach(clearTimeout);
    if (!card.hidden) return;
  }
  const path = entered ? pathOf(entered) : null;
  if (path === null) {
    if (link) timers.push(setTimeout(hide, HIDE_AFTER));
    return;
  }
  hide();
  link = entered;
  if (pointerType === "touch") {
    fetchPage(path);
    return;
  }
  timers.push(setTimeout(() => fetchPage(path), type === "focusin" ? SHOW_AFTER : FETCH_AFTER));
  const isPressed = type === "focusin" && !entered.matches(":focus-visible");
  if (!isPressed && CARDED.test(path) && !entered.closest(PLAIN)) timers.push(setTimeout(() => show(entered, path), SHOW_AFTER));
}

/** Starts, unless the reader asks to save data. */
export function startLinkCards() {
  if (navigator.connection?.saveData) return;
  document.querySelector("main").append(card);
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, onEnter, { passive: true });
  document.addEventListener("focusout", () => link && timers.push(setTimeout(hide, HIDE_AFTER)));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  for (const type of ["pointerdown", "pagehide"]) addEventListener(type, hide, { capture: true });
  addEventListener("scroll", () => card.hidden || hide(), { passive: true, capture: true });
}
