/** What is around a page: the menu of windows that are too narrow for the tabs, and the table of contents. */

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

/** Marks the part of the page that is being read in its table of contents, and takes "#" links out of the tab order. */
export function followContents() {
  for (const link of document.querySelectorAll(".headerlink")) link.tabIndex = -1;
  const links = new Map();
  for (const link of document.querySelectorAll(".rl-sidebar--toc a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  // handwritten pages have Material's script, which does the same
  if (!links.size || document.querySelector("script[src*='javascripts/bundle']")) return;
  const observer = new IntersectionObserver(
    () => {
      const current = [...links.keys()].findLast((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
      for (const [heading, link] of links) link.classList.toggle("md-nav__link--active", heading === current);
    },
    // headings above the window count as seen
    { rootMargin: "1000000px 0px -70%" },
  );
  for (const heading of links.keys()) observer.observe(heading);
}
