/** The filter by year of first publication: a histogram on which a range can be drawn, and a list for each of its ends. */

/** Connects the histogram and the lists in `place`; `onChoose({from, to, year})` is called when the reader chooses years. */
export function makeYears(place, { onChoose }) {
  if (!place) return null;
  const svg = place.querySelector("svg");
  const bars = [...(svg?.querySelectorAll("rect") ?? [])];
  const [from, to] = ["from", "to"].map((name) => place.querySelector(`select[name=${name}]`));
  let range = [null, null];
  /** The bars at which the reader began to draw a range, and at which they are. */
  let drawn = null;

  function choose(first, last) {
    // a range that the wrong end began
    if (first && last && Number(first) > Number(last)) [first, last] = [last, first];
    if (first && first === last) onChoose({ from: [], to: [], year: [first] });
    else onChoose({ from: first ? [first] : [], to: last ? [last] : [], year: [] });
  }

  function mark([first, last]) {
    const limits = [first ?? -Infinity, last ?? Infinity].map(Number);
    const isRange = first !== null || last !== null;
    for (const bar of bars) bar.classList.toggle("is-out", isRange && (bar.dataset.last < limits[0] || bar.dataset.first > limits[1]));
  }

  /** Returns the place of the bar below the pointer. */
  function barAt({ clientX }) {
    const { left, width } = svg.getBoundingClientRect();
    const share = (clientX - left) / width;
    const place = Math.floor((getComputedStyle(svg).direction === "rtl" ? 1 - share : share) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  }

  const rangeOf = ([start, end]) => [bars[Math.min(start, end)].dataset.first, bars[Math.max(start, end)].dataset.last];

  svg?.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const here = barAt(event);
    const anchor = event.shiftKey ? bars.findIndex((bar) => !bar.classList.contains("is-out")) : here;
    drawn = [anchor < 0 ? here : anchor, here];
    svg.setPointerCapture(event.pointerId);
    mark(rangeOf(drawn));
  });
  svg?.addEventListener("pointermove", (event) => {
    if (!drawn) return;
    drawn[1] = barAt(event);
    mark(rangeOf(drawn));
  });
  svg?.addEventListener("pointerup", () => {
    if (!drawn) return;
    const chosen = rangeOf(drawn);
    drawn = null;
    // a range as far as the first or last year is open
    const [first, last] = chosen[0] === chosen[1] ? chosen : [chosen[0] === bars[0].dataset.first ? null : chosen[0], chosen[1] === bars.at(-1).dataset.last ? null : chosen[1]];
    // the same range once more clears it
    if (first === range[0] && last === range[1]) choose("", "");
    else choose(first, last);
  });
  svg?.addEventListener("pointercancel", () => {
    drawn = null;
    mark(range);
  });
  for (const list of [from, to]) list.addEventListener("change", () => choose(from.value, to.value));

  return {
    /** Shows the years chosen. */
    show({ from: [first], to: [last], year }) {
      const known = year.filter((value) => /^\d+$/.test(value)).sort();
      range = first || last || !known.length ? [first ?? null, last ?? null] : [known[0], known.at(-1)];
      // years of a link that are not one range stay as they are until the reader chooses another
      const isRange = first || last || known.length === 1;
      [from.value, to.value] = isRange ? range.map((value) => value ?? "") : ["", ""];
      mark(range);
    },
    /** Draws how many papers each year would return. */
    showCounts(years) {
      const counts = bars.map(({ dataset }) => years.reduce((sum, { value, count }) => sum + (value !== null && value >= dataset.first && value <= dataset.last ? count : 0), 0));
      const most = Math.max(1, ...counts);
      bars.forEach((bar, at) => {
        const height = counts[at] ? Math.max(3, (100 * counts[at]) / most) : 0;
        bar.setAttribute("height", height);
        bar.setAttribute("y", 100 - height);
      });
    },
  };
}
