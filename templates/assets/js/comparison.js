/** The table that compares papers: sorted by any column, in an order kept in the address, and exported as CSV or Markdown. */

import { remember } from "./addresses.js";
import { element } from "./elements.js";
import { notify } from "./notices.js";
import { copy, download, escapeMarkdown } from "./saving.js";
import { t } from "./translation.js";

const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
const OTHER_WAY = { ascending: "descending", descending: "ascending" };
// "=SUM(A1:A9)": what a spreadsheet would evaluate, as in generator/exports/csv.py
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const textOf = (cell) => (cell.querySelector("a") ?? cell).textContent.trim();

/** What a cell is sorted by: its text, or that of the first link; code, by whether there is any. */
const keyOf = (cell, column) => (column === "code" ? String(cell.querySelectorAll("a").length && 1) : textOf(cell));

/** Says how the table is sorted. */
function describe(head, order) {
  const column = textOf(head);
  const isUp = order === "ascending";
  if (head.dataset.column === "code") return isUp ? t("Papers without code first.") : t("Papers with code first.");
  if (head.dataset.column === "year") return isUp ? t("Sorted by year, oldest first.") : t("Sorted by year, newest first.");
  return isUp ? t("Sorted by %(column)s, A to Z.", { column }) : t("Sorted by %(column)s, Z to A.", { column });
}

/** The order that the address asks for, as [head, order], if the table has such a column: "?sort=result-descending". */
function readOrder(heads) {
  const [name, order] = (new URLSearchParams(location.search).get("sort") ?? "").split("-");
  const head = heads.find(({ dataset }) => dataset.column === name);
  return head && Object.hasOwn(OTHER_WAY, order) ? [head, order] : null;
}

/** Makes the heads of the columns buttons, and sorts as the address says. Years and code are sorted from the top. */
function startSorting(table) {
  const body = table.tBodies[0];
  const newestFirst = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const initial = heads.find((head) => head.hasAttribute("aria-sort"));
  const status = element("p", { class: "rl-visually-hidden", role: "status" });
  table.after(status);

  /** Sorts the rows. Blank cells come last either way, and newer papers come first among equals. */
  function sort(head, order) {
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const rows = newestFirst.map((row) => ({ row, key: keyOf(row.cells[head.cellIndex], head.dataset.column) }));
    rows.sort((one, other) => !one.key - !other.key || sign * collator.compare(one.key, other.key));
    body.append(...rows.map(({ row }) => row));
    // on a phone, the heads are a line that scrolls
    const [{ x, width }, line] = [head, head.parentElement].map((place) => place.getBoundingClientRect());
    head.parentElement.scrollBy({ left: x + width / 2 - line.x - line.width / 2 });
  }

  function choose(head) {
    const first = ["year", "code"].includes(head.dataset.column) ? "descending" : "ascending";
    const order = OTHER_WAY[head.getAttribute("aria-sort")] ?? first;
    sort(head, order);
    status.textContent = describe(head, order);
    const address = new URL(location);
    if (head === initial && order === first) address.searchParams.delete("sort");
    else address.searchParams.set("sort", `${head.dataset.column}-${order}`);
    remember("replaceState", history.state, address);
  }

  for (const head of heads) {
    head.replaceChildren(element("button", { type: "button", class: "rl-compare__sort", onclick: () => choose(head) }, ...head.childNodes));
  }
  const wanted = readOrder(heads);
  if (wanted) sort(...wanted);
}

const heads = (table) => [...table.tHead.rows[0].cells].map(textOf);
const linksOf = (cell) => [...cell.querySelectorAll("a")];
const marks = (cell) => [...cell.querySelectorAll("b, span")].map((mark) => mark.textContent);

function toCsv(table) {
  const quote = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = [...table.tBodies[0].rows].map(({ cells: [paper, ...others] }) => [
    textOf(paper),
    ...others.map((cell) => linksOf(cell).map((link) => link.href).join("; ") || cell.textContent),
    marks(paper).join("; "),
    paper.querySelector("a").href,
  ]);
  // Excel takes the text for UTF-8 if it has a byte order mark
  return `\ufeff${[[...heads(table), t("Marks"), t("Page")], ...rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("")}`;
}

function toMarkdown(table) {
  const link = ({ href, textContent }) => `[${escapeMarkdown(textContent)}](<${href}>)`;
  const rows = [...table.tBodies[0].rows].map(({ cells: [paper, ...others] }) => [
    [link(paper.querySelector("a")), ...marks(paper).map((mark) => `**${escapeMarkdown(mark)}**`)].join(" "),
    ...others.map((cell) => linksOf(cell).map(link).join(", ") || escapeMarkdown(cell.textContent)),
  ]);
  const names = heads(table).map(escapeMarkdown);
  return [names, names.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

/** Starts the table and the buttons above it. */
export function start(table) {
  startSorting(table);
  const act = {
    csv: () => download({ filename: `${table.dataset.name}.csv`, mediaType: "text/csv", text: toCsv(table) }),
    markdown: async () => notify((await copy(toMarkdown(table))) ? t("%(format)s copied.", { format: "Markdown" }) : t("Your browser blocked copying.")),
  };
  for (const button of document.querySelectorAll("[data-rl-table]")) button.addEventListener("click", act[button.dataset.rlTable]);
}
