/**
 * Runs in the head of every page, before anything is shown. It is a file because the Content-Security-Policy
 * forbids inline scripts, and not a module because modules run later.
 *
 * Replaces Material's inline scripts (partials/javascripts/base.html and palette.html): defines __md_scope,
 * __md_hash, __md_get and __md_set, and restores and switches the color scheme.
 */
"use strict";

{
  const { currentScript } = document;

  window.__md_scope = new URL(currentScript.dataset.scope, location);
  window.__md_hash = (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, scope = window.__md_scope) => JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
  window.__md_set = (key, value, storage = localStorage, scope = window.__md_scope) => {
    try {
      storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // storage is full or unavailable, so the value is not remembered
    }
  };

  const palette = JSON.parse(currentScript.dataset.palette ?? "[]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = 0;

  /** Shows the chosen colors; the choice "(prefers-color-scheme)" takes those that the system asks for. */
  function showColors() {
    let colors = palette[chosen];
    if (colors?.media === "(prefers-color-scheme)") {
      colors = palette.find(({ media }) => media === `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`) ?? colors;
    }
    for (const part of ["scheme", "primary", "accent"]) {
      if (colors?.[part]) document.body.setAttribute(`data-md-color-${part}`, colors[part].replaceAll(" ", "-"));
    }
    const switches = document.querySelector("[data-rl-colors]")?.children ?? [];
    [...switches].forEach((one, number) => (one.hidden = number !== chosen));
  }

  function restoreColors() {
    let index;
    try {
      ({ index } = window.__md_get("__palette"));
    } catch {
      index = palette.findIndex(({ media }) => matchMedia(media ?? "all").matches);
    }
    chosen = palette[index] ? index : 0;
    // before the page is painted, and again when the header is there
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      showColors();
    }).observe(document.documentElement, { childList: true });
    addEventListener("DOMContentLoaded", showColors);
    dark.addEventListener("change", showColors);
    addEventListener("click", ({ target }) => {
      if (!(target instanceof Element) || !target.closest("[data-rl-colors] button")) return;
      chosen = (chosen + 1) % palette.length;
      window.__md_set("__palette", { index: chosen, color: palette[chosen] });
      showColors();
      document.querySelector("[data-rl-colors] button:not([hidden])")?.focus();
    });
  }

  /** Marks the page for readers who come back, and hides read papers until library-buttons.js takes over. */
  function recallReader() {
    const root = new URL("../../", currentScript.src);
    const library = JSON.parse(localStorage.getItem(`reading-list:${root.pathname}`));
    // a reader who opens a shared list is not greeted as a newcomer either
    document.documentElement.classList.toggle("rl-returning", Boolean(library) || location.hash.startsWith("#list="));
    if (!library?.preferences.hideRead) return;
    const read = Object.keys(library.papers).filter((slug) => library.papers[slug].state === "read" && /^[a-z0-9-]+$/.test(slug));
    if (!read.length) return;
    const sheet = new CSSStyleSheet();
    const selectors = read.map((slug) => `.rl-list>[data-slug="${slug}"]`);
    sheet.replaceSync(`${selectors.join()}{display:none}`);
    document.adoptedStyleSheets = [sheet];
  }

  document.documentElement.classList.replace("no-js", "js");
  for (const step of [restoreColors, recallReader]) {
    try {
      step();
    } catch {
      // storage is unavailable or holds something else; show the page as it is
    }
  }
}
