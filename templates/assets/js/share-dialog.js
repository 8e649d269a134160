/** The dialog to share papers: a link with or without the reader's notes, and a QR code that moves it to a phone. */

import { element } from "./elements.js";
import { LinkError, makeLink, passOn } from "./sharing.js";
import { nt, t } from "./translation.js";

/** Longest link that phones still read from a screen. */
const MAX_CODE = 1000;
/** Width of the light border around a code, in modules. */
const BORDER = 4;

/** Draws a QR code as SVG. */
async function drawCode(text) {
  const { generate } = await import("./lean-qr.js");
  const code = generate(text);
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + BORDER} ${y + BORDER}h1v1h-1z`;
  }
  const make = (name, properties) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
    return made;
  };
  const size = code.size + 2 * BORDER;
  const svg = make("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": t("QR code of the link"), "shape-rendering": "crispEdges" });
  svg.append(make("path", { fill: "#fff", d: `M0 0h${size}v${size}h-${size}z` }), make("path", { fill: "#000", d: path }));
  return svg;
}

/**
 * Opens the dialog for papers {slug, note, title}, as makeLink takes them, with a title and a choice about notes that
 * the reader can change.
 * Promises once it is open.
 */
export async function openShareDialog({ title = "", papers, includeNotes = false }) {
  const noted = papers.filter(({ note }) => note).length;
  const name = element("input", { class: "rl-input", maxlength: "100", autocomplete: "off" });
  name.value = title;
  const withNotes = element("input", { type: "checkbox", checked: includeNotes });
  const trouble = element("p", { class: "rl-note", role: "alert", hidden: true });
  const code = element("div", { class: "rl-share__code" });
  const hint = element("p", { class: "rl-share__hint" });
  const isPhone = matchMedia("(pointer: coarse)").matches;
  const give = element("button", { type: "button", class: "rl-button rl-button--primary" }, isPhone && navigator.share ? t("Send link") : t("Copy link"));
  let link = "";
  let turn = 0;

  async function update() {
    const mine = (turn += 1);
    let problem = "";
    let made = "";
    try {
      made = await makeLink({ title: name.value.trim(), papers: withNotes.checked ? papers : papers.map((paper) => ({ ...paper, note: "" })) });
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      problem = error.message;
    }
    const drawn = made && made.length <= MAX_CODE && !isPhone ? await drawCode(made).catch(() => null) : null;
    if (mine !== turn) return;
    link = made;
    trouble.textContent = problem;
    trouble.hidden = !problem;
    give.disabled = !link;
    code.replaceChildren(...(drawn ? [drawn] : []));
    hint.textContent = drawn ? t("Scan the code with a phone to open the list there.") : "";
    hint.hidden = !drawn;
  }

  const dialog = element(
    "dialog",
    { class: "rl-dialog rl-dialog--small rl-share md-typeset", "aria-labelledby": "rl-share-title", onclose: () => dialog.remove() },
    element(
      "div",
      { class: "rl-dialog__box" },
      element(
        "div",
        { class: "rl-dialog__body" },
        element("h2", { id: "rl-share-title" }, nt("Share %(count)s paper", "Share %(count)s papers", papers.length)),
        element("p", {}, t("Anyone with the link can see these papers and add them to their own library. The list is part of the link; nothing is uploaded.")),
        element("label", { class: "rl-share__name" }, element("span", { class: "rl-label" }, t("Title (optional)")), name),
        noted ? element("p", {}, element("label", { class: "rl-check" }, withNotes, element("span", {}, nt("Include %(count)s note", "Include %(count)s notes", noted)))) : null,
        trouble,
        code,
        hint,
      ),
      element("div", { class: "rl-dialog__foot" }, element("button", { type: "button", class: "rl-button", onclick: () => dialog.close() }, t("Close")), give),
    ),
  );
  name.addEventListener("input", update);
  withNotes.addEventListener("change", update);
  give.addEventListener("click", async () => {
    dialog.close();
    await passOn(link, name.value.trim());
  });
  await update();
  document.body.append(dialog);
  dialog.showModal();
  (give.disabled ? withNotes : give).focus();
}
