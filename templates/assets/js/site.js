/** Loaded on every page: library buttons, and opening the search. Everything else is imported on demand. */

import { isTyping } from "./elements.js";
import { followContents, startMenu } from "./frame.js";
import { start as startLibraryButtons } from "./library-buttons.js";
import { startKeys } from "./keys.js";
import { loadModule, reportError } from "./loading.js";
import { notify, prepareNotices } from "./notices.js";
import { preference } from "./store.js";
import { t } from "./translation.js";

function startSearchBoxes() {
  for (const form of document.querySelectorAll("form[data-rl-search]")) {
    const input = form.querySelector("input");
    let box = null;
    const load = () => {
      box ??= import("./search-box.js").then(({ attach }) => attach(form));
    };
    input.addEventListener("focus", load, { once: true });
    if (document.activeElement === input) load();
  }
}

/** Opens the palette: with the button in every header, Ctrl-K, and `/` unless the reader has turned single keys off. */
function startPalette() {
  const dialog = document.getElementById("rl-palette");
  const opener = document.querySelector("[data-rl-palette]");
  if (!dialog || !opener) return;
  const input = dialog.querySelector("input");
  let palette = null;
  const load = () => {
    palette ??= loadModule(import("./palette.js")).then(({ attach }) => attach(dialog));
    palette.catch(() => (palette = null));
    return palette;
  };

  function open() {
    dialog.showModal();
    input.select();
    load().then((show) => show(), (error) => {
      dialog.close();
      notify(reportError(error, t("Search could not be loaded.")));
    });
  }

  // without scripts it is a link to the Browse page
  for (const [name, value] of [["role", "button"], ["aria-haspopup", "dialog"], ["aria-keyshortcuts", "Control+K /"]]) opener.setAttribute(name, value);
  for (const type of ["pointerenter", "focus"]) opener.addEventListener(type, () => load().catch(() => {}), { once: true });
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const isCommand = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && preference("slash") !== false;
    if (!isCommand && !isSlash) return;
    // in another dialog they would lose what it is about
    if (document.querySelector("dialog[open]")) {
      if (isCommand) event.preventDefault();
      return;
    }
    event.preventDefault();
    // Material binds its own search to "/"
    event.stopImmediatePropagation();
    open();
  }, { capture: true });
}

/** Saves the papers that an element around the button names: `topics/<id>` or `years/<year>`. */
async function saveGroup(button) {
  const { rlOf } = button.closest("[data-rl-of]").dataset;
  try {
    const { exportPapers } = await loadModule(import("./export-actions.js"));
    exportPapers({ slugs: ({ listSlugs }) => listSlugs(rlOf), format: button.dataset.rlSave, name: rlOf.split("/").at(-1) });
  } catch (error) {
    notify(reportError(error, t("The citations could not be loaded.")));
  }
}

/** Connects the abstracts on cards once one of them is opened. */
async function connectAbstracts() {
  const { connectAbstract } = await import("./cards.js");
  for (const card of document.querySelectorAll(".md-content .rl-card[data-slug]")) {
    const abstract = card.querySelector(".rl-abstract");
    connectAbstract(abstract, card.dataset.slug);
    if (abstract?.open) abstract.dispatchEvent(new Event("toggle"));
  }
}

prepareNotices();
startMenu();
startLibraryButtons();
startSearchBoxes();
startPalette();
const citations = document.querySelector(".rl-cite");
if (citations) import("./citation-box.js").then(({ start }) => start(citations));
for (const button of document.querySelectorAll("[data-rl-save]:not(.rl-cite *)")) button.addEventListener("click", () => saveGroup(button));
for (const button of document.querySelectorAll("[data-rl-print]")) button.addEventListener("click", () => print());
if (document.querySelector("[data-rl-follow], [data-rl-copy-address]")) import("./follow.js");
if (document.querySelector(".rl-drop")) import("./menus.js");
const comparison = document.querySelector(".rl-compare");
if (comparison) import("./comparison.js").then(({ start }) => start(comparison));
const missing = document.querySelector("[data-rl-missing]");
if (missing) import("./missing-page.js").then(({ start }) => start(missing));
if (!document.querySelector("#rl-browse, #rl-library")) document.addEventListener("toggle", connectAbstracts, { capture: true, once: true });
if (document.getElementById("rl-browse")) import("./browse.js").then(({ start }) => start());
if (document.getElementById("rl-library")) import("./library.js").then(({ start }) => start());
startKeys();
followContents();
(window.requestIdleCallback ?? setTimeout)(() => import("./link-cards.js").then(({ startLinkCards }) => startLinkCards(), () => {}));
if (preference("sync")) import("./library-sync.js").then(({ start }) => start());
document.documentElement.dataset.rlReady = "";
