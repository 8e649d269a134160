/** Following topics in this browser, removing saved searches, and copying the addresses of feeds. Loaded by pages with such buttons. */

import { address } from "./addresses.js";
import { element } from "./elements.js";
import { notify } from "./notices.js";
import { copy } from "./saving.js";
import * as store from "./store.js";
import { t } from "./translation.js";

const today = () => new Date().toLocaleDateString("sv");

function follow(id, on) {
  store.changeNews((news) => {
    const { [id]: since, ...follows } = news.follows;
    if (on) follows[id] = since ?? today();
    return { ...news, follows };
  });
  if (store.trouble()) notify(store.trouble());
}

async function copyAddress({ currentTarget: button }) {
  const url = new URL(button.dataset.rlCopyAddress, document.baseURI).href;
  notify((await copy(url)) ? t("Feed address copied. Paste it into your feed reader.") : t("Your browser blocked copying. The address is %(url)s", { url }));
}

function connect(box) {
  const id = box.dataset.rlFollow;
  const at = (name) => box.querySelector(`[data-rl="${name}"]`);
  const show = () => {
    const on = Object.hasOwn(store.news().follows, id);
    box.classList.toggle("is-on", on);
    at("following").textContent = on ? t("New papers on this topic will appear on the home page, in this browser only.") : t("You no longer follow this topic.");
    at("unfollow").hidden = !on;
  };
  box.querySelector("summary").addEventListener("click", () => {
    if (!box.open) follow(id, true);
  });
  at("unfollow").addEventListener("click", () => {
    follow(id, false);
    box.open = false;
    box.querySelector("summary").focus();
  });
  // opened before this script was there
  if (box.open) follow(id, true);
  show();
  store.subscribe(show);
  box.classList.add("is-ready");
}

function connectSearches(box) {
  const show = () => {
    const rows = store.news().searches.map(({ query, title }) =>
      element(
        "li",
        {},
        element("a", { href: address(`browse/${query}`) }, title),
        element("button", { type: "button", class: "rl-text-button", "aria-label": t("Remove: %(title)s", { title }), onclick: async () => (await import("./saved-searches.js")).toggle(query, title) }, t("Remove")),
      ),
    );
    box.querySelector("ul").replaceChildren(...rows);
    box.hidden = !rows.length;
  };
  show();
  store.subscribe(show);
}

for (const box of document.querySelectorAll("[data-rl-searches]")) connectSearches(box);
for (const box of document.querySelectorAll("[data-rl-follow]")) connect(box);
for (const button of document.querySelectorAll("[data-rl-copy-address]")) button.addEventListener("click", copyAddress);
