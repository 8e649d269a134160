/** Menus that open from a button (`details.rl-drop`): they close after a choice, on Escape, and when the reader turns to something else. */

const openMenus = () => document.querySelectorAll(".rl-drop[open]");

function close(menu, focus) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

document.addEventListener(
  "click",
  ({ target }) => {
    for (const menu of openMenus()) {
      const item = target.closest(".rl-menu__item");
      if (!menu.contains(target) || item) close(menu, menu.contains(item));
    }
  },
  { capture: true },
);
document.addEventListener("focusin", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) close(menu, false);
});
document.addEventListener("keydown", (event) => {
  const [menu] = event.key === "Escape" ? openMenus() : [];
  if (!menu) return;
  event.preventDefault();
  event.stopPropagation();
  close(menu, true);
});
