/**
 * Runs in the head of every page, before anything is shown. It is a file because the Content-Security-Policy
 * forbids inline scripts, and not a module because modules run later.
 *
 * Replaces Material's inline scripts (partials/javascripts/base.html and palette.html): defines __md_scope,
 * __md_hash, __md_get and __md_set, and restores the reader's color scheme.
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

  /** Calls `show` as soon as an element exists. */
  function whenThere(selector, show) {
    const found = document.querySelector(selector);
    if (found) show(found);
    else {
      const observer = new MutationObserver(() => {
        const made = document.querySelector(selector);
        if (!made) return;
        observer.disconnect();
        show(made);
      });
      observer.observe(document.documentElement, { childList: true, subtree: true });
      addEventListener("DOMContentLoaded", () => observer.disconnect());
    }
  }

  function showColors(color) {
    for (const [key, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${key}`, value);
  }

  function restoreColors() {
    const color = window.__md_get("__palette")?.color;
    if (!color) return;
    if (color.media !== "(prefers-color-scheme)") whenThere("body", () => showColors(color));
    else {
      const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      whenThere(`[data-md-color-media="(prefers-color-scheme: ${scheme})"]`, (input) => {
        const read = (key) => input.getAttribute(`data-md-color-${key}`);
        showColors({ ...color, media: read("media"), scheme: read("scheme"), primary: read("primary"), accent: read("accent") });
      });
    }
  }

  /** Hides read papers until library-buttons.js takes over. */
  function hideRead() {
    const root = new URL("../../", currentScript.src);
    const library = JSON.parse(localStorage.getItem(`reading-list:${root.pathname}`));
    if (!library?.preferences.hideRead) return;
    const read = Object.keys(library.papers).filter((slug) => library.papers[slug].state === "read" && /^[a-z0-9-]+$/.test(slug));
    if (!read.length) return;
    const sheet = new CSSStyleSheet();
    const selectors = read.map((slug) => `.rl-list>[data-slug="${slug}"]`);
    sheet.replaceSync(`${selectors.join()}{display:none}`);
    document.adoptedStyleSheets = [sheet];
  }

  for (const step of [restoreColors, hideRead]) {
    try {
      step();
    } catch {
      // storage is unavailable or holds something else; show the page as it is
    }
  }
}
