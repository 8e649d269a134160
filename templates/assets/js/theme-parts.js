/**
 * Replaces Material's inline scripts, which the Content-Security-Policy forbids, for tabs, the announcement, the notice
 * about an outdated version, and the cookie consent. The templates in partials/javascripts/ load it where needed.
 */
"use strict";

{
  const { __md_get: get, __md_set: set, __md_hash: hash } = window;
  const find = (part) => document.querySelector(`[data-md-component=${part}]`);

  const banner = find("announce");
  const text = banner?.querySelector(".md-typeset");
  if (text && hash(text.innerHTML) === get("__announce")) banner.hidden = true;

  const notice = find("outdated");
  if (notice && get("__outdated", sessionStorage) === true) notice.hidden = false;

  const chosen = document.currentScript.hasAttribute("data-tabs-link") ? get("__tabs") : null;
  for (const tabs of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
    const labels = [...tabs.querySelectorAll(":scope > .tabbed-labels > label")];
    const label = chosen.map((name) => labels.find((one) => one.innerText.trim() === name)).find(Boolean);
    if (label) document.getElementById(label.htmlFor).checked = true;
  }
  const target = document.getElementById(location.hash.slice(1));
  if (target?.name?.startsWith?.("__tabbed_")) target.checked = true;

  const form = document.forms.consent;
  if (form) {
    const consent = get("__consent");
    if (consent) {
      for (const input of form.elements) if (input.name) input.checked = consent[input.name] || false;
    } else setTimeout(() => (find("consent").hidden = false), 250);
    for (const action of ["submit", "reset"]) {
      form.addEventListener(action, (event) => {
        event.preventDefault();
        if (action === "reset") for (const input of form.elements) if (input.name) input.checked = false;
        set("__consent", Object.fromEntries([...new FormData(form).keys()].map((name) => [name, true])));
        location.hash = "";
        location.reload();
      });
    }
  }
}
