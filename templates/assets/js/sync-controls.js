/** The part of the library page about keeping the library in a file (library-sync.js). */

import { element } from "./elements.js";
import { connect, disconnect, reconnect, start, sync, watch } from "./library-sync.js";
import { notify } from "./notices.js";
import { t } from "./translation.js";

const TYPES = [{ description: "JSON", accept: { "application/json": [".json"] } }];

/** Lets the reader choose a file; nothing happens if they close the dialog. */
async function choose(pick) {
  try {
    await connect(await pick());
  } catch (error) {
    if (error.name !== "AbortError") notify(t("The file could not be opened."));
  }
}

const create = () => choose(() => showSaveFilePicker({ suggestedName: "my-library.json", types: TYPES }));
const open = () => choose(async () => (await showOpenFilePicker({ types: TYPES }))[0]);

/** Shows the controls in `place`; promises once they are there. */
export async function showSyncControls(place) {
  const text = element("p", { role: "status" });
  const tools = element("div", { class: "rl-tools" });
  const button = (label, onclick) => element("button", { type: "button", class: "rl-button", onclick }, label);
  const show = ({ kind, name, text: reason }) => {
    const stop = button(t("Stop using this file"), disconnect);
    const [words, ...buttons] = {
      off: [t("You can also keep your library in a file, for example in a folder that syncs with your other computers. Changes on both sides are merged."), button(t("Create a file"), create), button(t("Use an existing file"), open)],
      saved: [t("Your library is kept in %(name)s. It is up to date.", { name }), stop],
      asking: [t("Your library is kept in %(name)s. Your browser needs your permission again.", { name }), button(t("Allow"), reconnect), stop],
      failed: [t("Your library could not be saved in the file. %(reason)s", { reason }), button(t("Try again"), sync), stop],
    }[kind];
    if (text.textContent === words) return;
    const hadFocus = tools.contains(document.activeElement);
    text.textContent = words;
    tools.replaceChildren(...buttons);
    if (hadFocus) buttons[0].focus();
  };
  watch(show);
  await start();
  place.replaceChildren(element("h3", {}, t("Keep it in a file")), text, tools);
  place.hidden = false;
}
