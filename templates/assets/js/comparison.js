/** The table that compares papers: sorting it by any column, and taking it along as CSV or Markdown. */

import { element } from "./elements.js";
import { notify } from "./notices.js";
import { copy, download, escapeMarkdown } from "./saving.js";
import { t } from "./translation.js";

const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
const OTHER_WAY = { ascending: "descending", descending: "ascending" };
// "=SUM(A1:A9)": what a spreadsheet would evaluate, as in generator/exports/csv.py
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** What a cell is sorted by: its text, or that of the first link. */
const keyOf = (cell) => (cell.querySelector("a") ?? cell).textContent.trim();

/** Sorts the rows; those with a blank cell come last either way, and ties stay in their order. */
function sort(table, head, order) {
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row.cells[head.cellIndex]) }));
  rows.sort((one, other) => !one.key - !other.key || sign * collator.compare(one.key, other.key));
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

/** Makes the heads of the columns buttons; a first press sorts as the page says, or else from A to Z. */
function startSorting(table) {
  for (const head of table.tHead.rows[0].cells) {
    const first = head.getAttribute("aria-sort") ?? "ascending";
    const onclick = () => sort(table, head, OTHER_WAY[head.getAttribute("aria-sort")] ?? first);
    head.replaceChildren(element("button", { type: "button", class: "rl-compare__sort", onclick }, ...head.childNodes));
  }
}

const heads = (table) => [...table.tHead.rows[0].cells].map(keyOf);
const linksOf = (cell) => [...cell.querySelectorAll("a")];
const marks = (cell) => [...cell.querySelectorAll("b, span")].map((mark) => mark.textContent);

function toCsv(table) {
  const quote = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = [...table.tBodies[0].rows].map(({ cells: [paper, ...others] }) => [
    keyOf(paper),
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
