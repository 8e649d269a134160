/** The map: zooming and panning, filters, the legend that highlights topics, papers read, and cards of papers. */

import { address } from "./addresses.js";
import { element } from "./elements.js";
import { fetchPage } from "./link-cards.js";
import * as store from "./store.js";
import { nt, t } from "./translation.js";

/** The closest view, and that of a paper the address names. */
const MOST_ZOOM = 8;
const PAPER_ZOOM = 3;
const STEP = 1.5;
/** How far from a mark a finger may be: half of a target of 44 pixels. */
const REACH = 22;
/** Pixels that a pointer moves before it drags the map. */
const DRAG = 4;
/** How large labels are drawn, in pixels, and how small they can be read. */
const LABEL = { units: 15, most: 14, least: 9 };
/** Milliseconds for which the pointer rests on a mark before its card is shown, and the card stays without it. */
const REST = 120;

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
const slugOf = (mark) => mark.href.baseVal.split("/").at(-2);

/** The year and the topics of a mark's paper. */
function factsOf(mark) {
  const [year, ...topics] = mark.dataset.facts.split(" ");
  return { year, topics };
}

/** The part of the map that is shown. `onChange` is called after every change. */
function makeView(svg, onChange) {
  const full = svg.viewBox.baseVal;
  const [width, height] = [full.width, full.height];
  let [x, y, zoom] = [0, 0, 1];
  const show = () => {
    x = clamp(x, 0, width - width / zoom);
    y = clamp(y, 0, height - height / zoom);
    svg.setAttribute("viewBox", `${x} ${y} ${width / zoom} ${height / zoom}`);
    const pixels = (svg.clientWidth / width) * zoom;
    // marks grow more slowly than the map, and labels keep a size that can be read
    svg.style.setProperty("--p-zoom", 1 / Math.sqrt(zoom));
    svg.style.setProperty("--p-label", Math.min(1, LABEL.most / (LABEL.units * pixels)));
    svg.classList.toggle("rl-map__svg--names", LABEL.units * pixels >= LABEL.least);
    svg.classList.toggle("rl-map__svg--zoomed", zoom > 1);
    onChange(zoom);
  };
  /** Where a point of the screen is on the map. */
  const locate = (clientX, clientY) => {
    const box = svg.getBoundingClientRect();
    return [x + ((clientX - box.x) / box.width) * (width / zoom), y + ((clientY - box.y) / box.height) * (height / zoom)];
  };
  return {
    locate,
    get zoom() {
      return zoom;
    },
    /** Zooms so that a point of the screen stays where it is; without one, the center does. */
    zoomBy(factor, point) {
      const box = svg.getBoundingClientRect();
      const [left, top] = point ?? [box.x + box.width / 2, box.y + box.height / 2];
      const [px, py] = locate(left, top);
      const next = clamp(zoom * factor, 1, MOST_ZOOM);
      x = px - (px - x) * (zoom / next);
      y = py - (py - y) * (zoom / next);
      zoom = next;
      show();
    },
    panBy(dx, dy) {
      const scale = width / zoom / svg.clientWidth;
      x -= dx * scale;
      y -= dy * scale;
      show();
    },
    /** Shows a point of the map, in the middle unless it is visible already. */
    reveal(px, py, least = zoom) {
      const margin = 0.06 * (width / zoom);
      const visible = px > x + margin && px < x + width / zoom - margin && py > y + margin && py < y + height / zoom - margin;
      if (visible && zoom >= least) return;
      zoom = Math.max(zoom, least);
      x = px - width / zoom / 2;
      y = py - height / zoom / 2;
      show();
    },
    reset() {
      zoom = 1;
      show();
    },
    show,
  };
}

/** The position of a paper's mark on the map. */
function place(mark) {
  const { x, y } = mark.querySelector("use");
  return [x.baseVal.value, y.baseVal.value];
}

/** How far a point of the screen is from a mark or label. */
function distance(mark, x, y) {
  const box = mark.getBoundingClientRect();
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

/** Drags with a mouse or a finger, and pinches with two. On a touch screen, the whole map is dragged only if zoomed. */
function addGestures(svg, view) {
  const pointers = new Map();
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] });
  });
  svg.addEventListener("pointermove", (event) => {
    const pointer = pointers.get(event.pointerId);
    if (!pointer) return;
    const before = [...pointers.values()].map(({ x, y }) => [x, y]);
    const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
    if (!dragged && pointers.size === 1 && Math.hypot(event.clientX - pointer.from[0], event.clientY - pointer.from[1]) < DRAG) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    [pointer.x, pointer.y] = [event.clientX, event.clientY];
    if (pointers.size === 1) {
      view.panBy(dx, dy);
      return;
    }
    const [one, other] = [...pointers.values()];
    const [oldOne, oldOther] = before;
    const length = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;
    view.zoomBy(length([one.x, one.y], [other.x, other.y]) / length(oldOne, oldOther), [(one.x + other.x) / 2, (one.y + other.y) / 2]);
    view.panBy(dx / 2, dy / 2);
  });
  for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, (event) => pointers.delete(event.pointerId));
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // before other listeners, and instead of following a link
  svg.addEventListener(
    "click",
    (event) => {
      if (!dragged) return;
      dragged = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      view.zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.01)), [event.clientX, event.clientY]);
    },
    { passive: false },
  );
}

/** Buttons and keys that zoom. */
function addZoomControls(figure, frame, view) {
  const acts = { in: () => view.zoomBy(STEP), out: () => view.zoomBy(1 / STEP), all: () => view.reset() };
  for (const button of figure.querySelectorAll("[data-rl-zoom]")) button.addEventListener("click", acts[button.dataset.rlZoom]);
  const keys = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "all" };
  frame.addEventListener("keydown", (event) => {
    const act = acts[keys[event.key]];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    const mark = event.target.closest(".rl-map__mark");
    if (mark) view.reveal(...place(mark));
  });
}

/** Filters by topic and year; the number of papers that match, and where they are listed. */
function addFilters(figure, svg, marks) {
  const [topic, first, last] = ["topic", "first", "last"].map((name) => figure.querySelector(`[data-rl-map=${name}]`));
  const found = figure.querySelector(".rl-map__found");
  const filter = () => {
    const matches = marks.filter((mark) => {
      const { year, topics } = factsOf(mark);
      if (topic.value && !topics.includes(topic.value)) return false;
      if (!first?.value && !last?.value) return true;
      return Boolean(year) && year >= (first.value || "0") && year <= (last.value || "9999");
    });
    const kept = new Set(matches);
    for (const mark of marks) mark.classList.toggle("rl-map__mark--out", !kept.has(mark));
    // the tab stop must not be a paper that is filtered out
    const stop = svg.querySelector("a[tabindex='0']");
    if (stop?.matches(".rl-map__mark--out")) {
      stop.setAttribute("tabindex", "-1");
      (matches[0] ?? svg.querySelector(".rl-map__label")).setAttribute("tabindex", "0");
    }
    const chosen = { topic: topic.value, from: first?.value, to: last?.value };
    const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
    const text = nt("%(count)s paper matches.", "%(count)s papers match.", matches.length);
    found.replaceChildren(...(query.size ? [text, " ", element("a", { href: address(`browse/?${query}`) }, t("Browse them"))] : []));
  };
  for (const select of [topic, first, last]) select?.addEventListener("change", filter);
  // a browser that restores a page restores its fields
  if ([topic, first, last].some((select) => select?.value)) filter();
}

/** A topic in the legend, or its label, makes its papers stand out while it is pointed at or focused. */
function addHighlights(figure, svg, marks) {
  let lit = "";
  const light = (id = "") => {
    if (id === lit) return;
    lit = id;
    svg.classList.toggle("rl-map__svg--lit", Boolean(id));
    for (const mark of marks) mark.classList.toggle("rl-map__mark--lit", Boolean(id) && factsOf(mark).topics.includes(id));
    for (const label of svg.querySelectorAll(".rl-map__label")) label.classList.toggle("rl-map__label--lit", label.dataset.topic === id);
  };
  const change = (event) => light(event.target.closest("[data-topic]")?.dataset.topic);
  for (const type of ["pointerover", "focusin"]) figure.addEventListener(type, change);
  for (const type of ["pointerleave", "focusout"]) figure.addEventListener(type, () => light());
}

/** The authors, the facts and the summary on a paper's page: [[name, text]]. */
async function describe(slug) {
  const page = await fetchPage(`papers/${slug}/`);
  const facts = [...(page?.querySelectorAll(".rl-paper .rl-facts > span") ?? [])].map((fact) => fact.textContent.trim());
  return [
    ["authors", page?.querySelector(".rl-paper__authors")?.textContent],
    ["facts", facts.join(" · ")],
    ["summary", page?.querySelector("meta[name=description]")?.content],
  ].filter(([, text]) => text);
}

/** Cards: on hover and focus, and on a touch screen for the mark nearest to the finger. */
function addCards(frame, svg, marks) {
  const card = frame.querySelector(".rl-map__card");
  let shown = null;
  let timer = 0;
  // the browser would show the titles as well
  for (const title of svg.querySelectorAll("a > title")) {
    title.parentElement.setAttribute("aria-label", title.textContent);
    title.remove();
  }
  const position = (mark) => {
    const box = mark.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    const half = card.offsetWidth / 2;
    const x = box.x + box.width / 2 - around.x;
    const above = box.y - around.y > card.offsetHeight + 12;
    card.style.left = `${clamp(x, half, Math.max(half, around.width - half))}px`;
    card.style.top = `${above ? box.y - around.y - card.offsetHeight - 10 : box.bottom - around.y + 10}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  };
  const show = async (mark) => {
    clearTimeout(timer);
    if (mark === shown) return;
    hide();
    shown = mark;
    const link = element("a", { href: mark.href.baseVal, tabindex: "-1", class: "rl-map__title" }, mark.getAttribute("aria-label"));
    card.replaceChildren(link, element("p", { class: "rl-map__facts" }, factsOf(mark).year));
    card.hidden = false;
    mark.setAttribute("aria-describedby", card.id);
    position(mark);
    const more = await describe(slugOf(mark));
    if (!more.length || shown !== mark) return;
    card.replaceChildren(link, ...more.map(([name, text]) => element("p", { class: `rl-map__${name}` }, text)));
    position(mark);
  };
  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, REST);
  };
  const find = (event) => event.target.closest?.(".rl-map__mark");
  frame.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = find(event);
    if (mark) later(() => show(mark));
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (shown) later(hide);
  });
  frame.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && later(hide));
  frame.addEventListener("focusin", (event) => {
    if (find(event)) show(find(event));
    else if (!card.contains(event.target)) hide();
  });
  frame.addEventListener("focusout", ({ relatedTarget }) => card.contains(relatedTarget) || hide());
  frame.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  // a tap focuses a mark, and so shows its card, before it clicks
  let tapped = null;
  svg.addEventListener("pointerdown", () => {
    tapped = shown;
  });
  svg.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    const away = (mark) => distance(mark, event.clientX, event.clientY);
    const near = [...svg.querySelectorAll("a:not(.rl-map__mark--out)")].filter((mark) => mark.getBoundingClientRect().width && away(mark) <= REACH);
    const mark = near.sort((a, b) => away(a) - away(b))[0];
    event.preventDefault();
    if (mark?.matches(".rl-map__mark") && mark !== tapped) show(mark);
    else if (mark) location.assign(mark.href.baseVal);
    else hide();
  });
  const move = () => {
    if (!shown) return;
    const [box, around] = [shown.getBoundingClientRect(), svg.getBoundingClientRect()];
    if (box.left > around.left && box.right < around.right && box.top > around.top && box.bottom < around.bottom) position(shown);
    else hide();
  };
  return { show, move };
}

/** Papers that the reader has read are hollow. */
function showRead(marks) {
  for (const mark of marks) mark.classList.toggle("rl-map__mark--read", store.get(slugOf(mark)).state === "read");
}

export function start(figure) {
  const frame = figure.querySelector(".rl-map__frame");
  const svg = frame.querySelector("svg");
  const marks = [...svg.querySelectorAll(".rl-map__mark")];
  const cards = addCards(frame, svg, marks);
  const buttons = [...figure.querySelectorAll("[data-rl-zoom]")];
  const view = makeView(svg, (zoom) => {
    cards.move();
    for (const button of buttons) button.disabled = button.dataset.rlZoom === "in" ? zoom >= MOST_ZOOM : zoom <= 1;
  });
  addGestures(svg, view);
  addZoomControls(figure, frame, view);
  addFilters(figure, svg, marks);
  addHighlights(figure, svg, marks);
  showRead(marks);
  store.subscribe(() => showRead(marks));
  frame.addEventListener("focusin", (event) => {
    const mark = event.target.closest(".rl-map__mark:focus-visible");
    if (mark) view.reveal(...place(mark));
  });
  new ResizeObserver(() => view.show()).observe(svg);
  const slug = new URLSearchParams(location.search).get("paper");
  const mark = marks.find((other) => slugOf(other) === slug);
  if (!mark) return;
  view.reveal(...place(mark), PAPER_ZOOM);
  figure.scrollIntoView();
  mark.focus({ preventScroll: true });
  cards.show(mark);
}
