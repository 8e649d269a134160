/** Reserves space for the active filters before the page is shown; loaded right after their element. */
"use strict";

{
  const query = new URLSearchParams(location.search);
  const names = document.currentScript.dataset.names.split(" ");
  if (names.some((name) => query.has(name))) document.querySelector("[data-rl=chips]").hidden = false;
}
