/** Loaded on every page: library buttons and the search box. Everything else is imported on demand. */

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

/** `/` focuses the search box, unless the reader is typing or has turned the shortcut off. */
function onKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || preference("slash") === false) return;
  if (document.querySelector("dialog[open]")) return;
  const field = document.querySelector("#rl-browse-q") ?? document.querySelector(".rl-search__input");
  if (!field) return;
  event.preventDefault();
  // Material binds its own search to this key
  event.stopImmediatePropagation();
  field.focus();
  field.select();
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
addEventListener("keydown", onKey, { capture: true });
const citations = document.querySelector(".rl-cite");
if (citations) import("./citation-box.js").then(({ start }) => start(citations));
for (const button of document.querySelectorAll("[data-rl-save]:not(.rl-cite *)")) button.addEventListener("click", () => saveGroup(button));
for (const button of document.querySelectorAll("[data-rl-print]")) button.addEventListener("click", () => print());
if (document.querySelector("[data-rl-follow], [data-rl-copy-address]")) import("./follow.js");
if (document.querySelector(".rl-drop")) import("./menus.js");
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
