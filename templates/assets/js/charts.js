/** Charts and the map: one tab stop per drawing, and arrow keys to move between marks.
 *  Without this script every mark is its own tab stop, and the browser shows the titles. */

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The center of a mark on the screen. */
function center(mark) {
  const box = mark.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The nearest mark in a direction; distance to the side counts double. */
function nearest(marks, from, [dx, dy]) {
  const [x, y] = center(from);
  let best = null;
  let least = Infinity;
  for (const mark of marks) {
    if (mark === from) continue;
    const [mx, my] = center(mark);
    const ahead = (mx - x) * dx + (my - y) * dy;
    const aside = Math.abs((mx - x) * dy) + Math.abs((my - y) * dx);
    if (ahead < 1 || aside > ahead * 2.5) continue;
    if (ahead + 2 * aside < least) [best, least] = [mark, ahead + 2 * aside];
  }
  return best;
}

/** The marks that are visible: the map hides one of its two sets of labels, and papers that do not match a filter. */
const visibleMarks = (frame) => [...frame.querySelectorAll("a:not(.rl-map__title, .rl-map__mark--out)")].filter((mark) => mark.getBoundingClientRect().width > 0);

/**
 * Makes the marks in an element one tab stop: the one that was focused last, at first the first one.
 * The element must not be an SVG: browsers let the Tab key focus an SVG that listens to focus events.
 */
function addArrowKeys(frame) {
  const all = [...frame.querySelectorAll("a")];
  const enter = (mark) => {
    if (!mark) return;
    for (const other of all) other.setAttribute("tabindex", other === mark ? "0" : "-1");
  };
  enter(frame.querySelector(".rl-map__mark") ?? all[0]);
  frame.addEventListener("focusin", (event) => enter(event.target.closest("a")));
  frame.addEventListener("keydown", (event) => {
    const mark = event.target.closest("a");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const marks = visibleMarks(frame);
    let next = null;
    if (KEYS[event.key]) next = nearest(marks, mark, KEYS[event.key]);
    else if (event.key === "Home") next = marks[0];
    else if (event.key === "End") next = marks.at(-1);
    else return;
    event.preventDefault();
    next?.focus();
  });
}

/** The URL's fragment, decoded if it is valid. */
function fragment() {
  const encoded = location.hash.slice(1);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Opens a collapsed table when the URL's fragment names one of its rows. */
function openTargetRow() {
  const target = document.getElementById(fragment());
  const details = target?.closest("details.rl-chart__numbers");
  if (!details) return;
  details.open = true;
  target.scrollIntoView({ block: "center" });
  target.querySelector("a")?.focus({ preventScroll: true });
}

function start() {
  for (const frame of document.querySelectorAll("[data-rl-marks]")) addArrowKeys(frame);
  const map = document.querySelector(".rl-map");
  if (map) import("./map.js").then(({ start: startMap }) => startMap(map));
}

start();
openTargetRow();
addEventListener("hashchange", openTargetRow);
