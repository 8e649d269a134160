/** Short messages at the bottom of the window. */

import { element } from "./elements.js";

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
