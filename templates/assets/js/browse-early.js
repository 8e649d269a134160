/**
 * Prepares the results of the browse page before they are shown; loaded right before them: the density that the reader
 * chose, the place of active filters, and empty cards instead of the newest papers where the URL asks for others.
 */
"use strict";

{
  const { currentScript } = document;
  const root = currentScript.closest(".rl-browse");
  const asked = [...new URLSearchParams(location.search).keys()].filter((name) => name !== "shown");
  root.classList.toggle("is-pending", asked.length > 0);
  if (asked.some((name) => !["q", "sort", "weaker"].includes(name))) root.querySelector("[data-rl=chips]").hidden = false;
  try {
    const site = new URL("../../", currentScript.src).pathname;
    const { density } = JSON.parse(localStorage.getItem(`reading-list:${site}`)).preferences;
    if (["compact", "titles"].includes(density)) root.dataset.density = density;
  } catch {
    // no library, or something else is stored
  }
}
