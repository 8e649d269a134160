/** The menu of a card's Cite button, which copies a citation. */

import { FORMATS } from "../data/cite/formats.js";
import { element } from "./elements.js";
import { exportPapers } from "./export-actions.js";
import { t } from "./translation.js";

let menu = null;

function closeMenu({ focus = false } = {}) {
  if (!menu) return;
  const { opener, box } = menu;
  menu = null;
  box.remove();
  opener.setAttribute("aria-expanded", "false");
  if (focus) opener.focus();
}

/** Opens the menu of `opener`, the Cite button of the paper with this slug, or closes it if it is open. */
export function toggleCitationMenu(slug, opener) {
  const again = menu?.opener === opener;
  closeMenu();
  if (again) return;
  const box = element("div", { class: "rl-menu", role: "group", "aria-label": t("Copy as") }, element("p", { class: "rl-menu__title" }, t("Copy as")));
  for (const [format, { one }] of Object.entries(FORMATS)) {
    const act = () => {
      closeMenu({ focus: true });
      exportPapers({ slugs: () => [slug], format });
    };
    if (one) box.append(element("button", { type: "button", class: "rl-menu__item", onclick: act }, one));
  }
  opener.after(box);
  opener.setAttribute("aria-expanded", "true");
  menu = { opener, box };
  box.querySelector("button").focus();
}

function onMenuKey(event) {
  if (!menu) return;
  const items = [...menu.box.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape") closeMenu({ focus: true });
  else if (event.key === "ArrowDown" && at >= 0) items[(at + 1) % items.length].focus();
  else if (event.key === "ArrowUp" && at >= 0) items[(at + items.length - 1) % items.length].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

const isInMenu = (target) => menu.box.contains(target) || menu.opener.contains(target);

document.addEventListener("keydown", onMenuKey);
for (const type of ["click", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    if (menu && !isInMenu(target)) closeMenu();
  });
}
