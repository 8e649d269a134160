/** What every script of the site uses: elements, icons, notices, the search engine. */

import { load, loadModule } from "./loading.js";
import { ROOT } from "./store.js";

/** element("p", {class: "x", onclick: f}, "text", child). Strings become text, never markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "rl-icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#rl-${name}`);
  svg.append(use);
  return svg;
}

/** Text for screen readers only. */
export const hidden = (text) => element("span", { class: "rl-visually-hidden" }, text);

/** The URL of a page, from its path below the home page. */
export const address = (path) => new URL(path, ROOT).href;
export const paperAddress = (slug) => address(`papers/${slug}/`);

/** count(2, "paper") is "2 papers". */
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

let engine = null;

/** Opens the search engine once; after a failure the next call tries again. Rejects with a LoadError offline. */
export function openEngine() {
  if (!engine) {
    engine = loadModule(import("./search-engine.js")).then(({ openIndex }) => openIndex(new URL("assets/search/", ROOT), load));
    engine.catch(() => {
      engine = null;
    });
  }
  return engine;
}

let region = null;
let timer = 0;

/** Creates the live region for notices. It must exist before the first notice for screen readers to announce it. */
export function prepareNotices() {
  region ??= document.body.appendChild(element("div", { class: "rl-notice", role: "status" }));
  return region;
}

/** Shows a message at the bottom of the window and announces it to screen readers; `action` is {label, act}. */
export function notify(message, action = null) {
  const place = prepareNotices();
  const close = () => {
    clearTimeout(timer);
    place.replaceChildren();
  };
  const parts = [element("span", {}, message)];
  if (action) {
    const act = () => {
      close();
      action.act();
    };
    parts.push(element("button", { type: "button", class: "rl-notice__action", onclick: act }, action.label));
  }
  place.replaceChildren(element("div", { class: "rl-notice__box" }, ...parts));
  clearTimeout(timer);
  // stay open while the pointer or the focus is inside
  const later = () => {
    timer = setTimeout(() => (place.matches(":hover, :focus-within") ? later() : close()), action ? 12000 : 5000);
  };
  later();
}

/** Whether the target of a key event takes text. */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select"));
}
