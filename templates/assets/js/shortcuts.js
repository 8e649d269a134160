/** The list of the site's shortcuts, loaded when it is asked for. */

import { address } from "./addresses.js";
import { element } from "./elements.js";
import { t } from "./translation.js";

const listShortcuts = () => [
  [["/", "Ctrl K"], t("Search papers, topics, authors and pages")],
  [["j", "k"], t("Next paper, previous paper")],
  [["←", "→"], t("Move among a paper’s links and buttons")],
  [["o"], t("Open the paper")],
  [["s"], t("Star it")],
  [["r"], t("Mark it as read")],
  [["c"], t("Cite it")],
  [["?"], t("Show these shortcuts")],
];

let dialog = null;

function makeDialog() {
  const rows = listShortcuts().map(([keys, what]) => element("div", {}, element("dt", {}, what), element("dd", {}, ...keys.map((key) => element("kbd", {}, key)))));
  const close = element("button", { type: "button", class: "rl-button", autofocus: true, onclick: () => dialog.close() }, t("Close"));
  const body = [
    element("h2", { id: "rl-shortcuts-title" }, t("Keyboard shortcuts")),
    element("dl", { class: "rl-shortcuts" }, ...rows),
    element("p", {}, element("a", { href: address("library/") }, t("Turn single-key shortcuts on or off in your library"))),
  ];
  return element(
    "dialog",
    { class: "rl-dialog rl-dialog--small", "aria-labelledby": "rl-shortcuts-title", onclose: () => dialog.remove() },
    element("div", { class: "rl-dialog__body" }, ...body),
    element("div", { class: "rl-dialog__foot" }, close),
  );
}

/** Opens the list in a dialog. */
export function showShortcuts() {
  dialog = document.querySelector(".md-content__inner").appendChild(makeDialog());
  dialog.showModal();
}
