/** Loaded on every page: library buttons, copying and the search box. Everything else is imported on demand. */

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

/** Exports the papers that a button or an element around it names: `topics/<id>`, `years/<year>` or `papers/<slug>`. */
async function exportGroup(button, { format, name }) {
  const { rlOf } = button.closest("[data-rl-of]").dataset;
  try {
    const { exportPapers } = await loadModule(import("./export-actions.js"));
    exportPapers({ slugs: ({ listSlugs }) => listSlugs(rlOf), format, name });
  } catch (error) {
    notify(reportError(error, t("The citations could not be loaded.")));
  }
}

function saveGroup(button) {
  const name = button.closest("[data-rl-of]").dataset.rlOf.split("/").at(-1);
  exportGroup(button, { format: button.dataset.rlSave, name });
}

async function copyText(button) {
  const format = button.dataset.rlCopy;
  const source = document.querySelector(`[data-format="${format}"]`);
  if (!source) {
    exportGroup(button, { format });
    return;
  }
  try {
    const { copy } = await loadModule(import("./saving.js"));
    if (await copy(source.textContent)) {
      notify(t("%(format)s copied.", { format: button.textContent.trim() }));
      return;
    }
    source.closest("details").open = true;
    getSelection().selectAllChildren(source);
    notify(t("Your browser blocked copying. The text is selected: press Ctrl+C or ⌘C."));
  } catch (error) {
    notify(reportError(error, t("The citation could not be copied.")));
  }
}

/** Names the buttons "RIS" after their row: "Copy RIS". */
function nameButtons() {
  for (const button of document.querySelectorAll(".rl-cite__actions > button")) {
    button.setAttribute("aria-label", `${button.parentElement.firstElementChild.textContent} ${button.textContent}`);
  }
}

prepareNotices();
startMenu();
nameButtons();
startLibraryButtons();
startSearchBoxes();
addEventListener("keydown", onKey, { capture: true });
for (const button of document.querySelectorAll("[data-rl-copy]")) button.addEventListener("click", () => copyText(button));
for (const button of document.querySelectorAll("[data-rl-save]")) button.addEventListener("click", () => saveGroup(button));
for (const button of document.querySelectorAll("[data-rl-print]")) button.addEventListener("click", () => print());
if (document.querySelector("[data-rl-follow], [data-rl-copy-address]")) import("./follow.js");
if (document.querySelector(".rl-drop")) import("./menus.js");
if (document.getElementById("rl-browse")) import("./browse.js").then(({ start }) => start());
if (document.getElementById("rl-library")) import("./library.js").then(({ start }) => start());
startKeys();
followContents();
(window.requestIdleCallback ?? setTimeout)(() => import("./link-cards.js").then(({ startLinkCards }) => startLinkCards(), () => {}));
if (preference("sync")) import("./library-sync.js").then(({ start }) => start());
document.documentElement.dataset.rlReady = "";
