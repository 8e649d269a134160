/** Making elements, and what goes into them. */

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

/** The address of icon "star". */
export const iconAddress = (name) => new URL(`../images/icons.svg#${name}`, import.meta.url).href;

/** icon("star"), from templates/assets/images/icons.svg. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "rl-icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", iconAddress(name));
  svg.append(use);
  return svg;
}

/** Text for screen readers only. */
export const hidden = (text) => element("span", { class: "rl-visually-hidden" }, text);

/** Whether the target of a key event takes text. */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select"));
}
