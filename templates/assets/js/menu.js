/** The menu of windows that are too narrow for the tabs (partials/menu.html). */

/** Lets the button in the header open the menu; the browser keeps the focus in it and gives it back. */
export function startMenu() {
  const button = document.querySelector(".rl-menu-button");
  const menu = document.getElementById("rl-menu");
  if (!button || !menu) return;
  const show = () => button.setAttribute("aria-expanded", String(menu.open));
  button.addEventListener("click", () => {
    menu.showModal();
    show();
  });
  menu.addEventListener("close", show);
  menu.addEventListener("click", ({ target }) => {
    // the backdrop counts as the dialog itself
    if (target === menu || target.closest("a, .rl-drawer__close")) menu.close();
  });
  matchMedia("(min-width: 76.25em)").addEventListener("change", ({ matches }) => matches && menu.close());
}
