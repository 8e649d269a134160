"""What the curator's commands say on the terminal: reports to lines and tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.curation.import_plan import ImportPlan
from generator.curation.importing import ImportReport
from generator.curation.lookup import EnrichReport
from generator.curation.review import ToReview, question
from generator.duplicates.possible_duplicates import PossibleDuplicate
from generator.model.paper import Paper
from generator.text.cleaning import remove_unprintable

__all__ = [
    "import_as_json",
    "print_enrich",
    "print_import",
    "print_possible_duplicates",
    "print_review",
    "summarise",
    "summarise_suggestion",
]

WIDTH = 100
"""Columns where there is no terminal."""


def _clean(text: object) -> Text:
    """Return ``text`` for a terminal: nothing in it is an escape sequence or markup."""
    return Text(remove_unprintable(str(text)).replace("\n", " "))


def _console() -> Console:
    console = Console(highlight=False, emoji=False, markup=False)
    return (
        console
        if console.is_terminal
        else Console(highlight=False, markup=False, width=WIDTH, color_system=None)
    )


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _facts(paper: Paper) -> str:
    """Return what tells one record from another, in one line."""
    authors = ", ".join(paper.authors[:2]) + (" …" if len(paper.authors) > 2 else "")
    ids = [
        f"arXiv {paper.links.arxiv}" if paper.links.arxiv else "",
        f"DOI {paper.links.doi}" if paper.links.doi else "",
    ]
    where = ", ".join(str(ref) for ref in paper.captures[:2])
    return "; ".join(filter(None, [authors, paper.venue or "", paper.published or "", *ids, where]))


def summarise(plan: ImportPlan) -> str:
    """Return the counts of an import in one line."""
    possible = len(plan.possible_duplicates)
    counts = [
        (len(plan.new), "new"),
        (len(plan.known), "known"),
        (len(plan.enriched), "filled"),
        (len(plan.excluded), "excluded"),
        (possible, "possible duplicate" if possible == 1 else "possible duplicates"),
        (sum(problem.severity == "error" for problem in plan.refused), "refused"),
    ]
    return ", ".join(f"{count} {word}" for count, word in counts)


def print_possible_duplicates(console: Console, pairs: Iterable[PossibleDuplicate]) -> None:
    """Print pairs that look like one paper: both records, the score and the lines that decide."""
    for pair in pairs:
        console.print()
        why = f"{pair.reason}; " if pair.reason else ""
        console.print(_clean(f"{pair.score:.2f}  {why}{pair.similarity}"), soft_wrap=True)
        for paper in (pair.one, pair.other):
            console.print(_clean(f"      {paper.title}"), soft_wrap=True)
            console.print(_clean(f"        {paper.slug}: {_facts(paper)}"), style="dim", soft_wrap=True)
        for line in question(pair):
            console.print(_clean(f"    {line}"), soft_wrap=True)


def print_import(report: ImportReport, *, shown: int = 200) -> None:
    """Print what an import did, or would do: files, new papers, what was filled, duplicates, refusals.

    Args:
        report: the import.
        shown: rows of each table; further ones are counted.
    """
    console, plan = _console(), report.plan
    for file in report.files:
        if file.capture is None:
            console.print(_clean(f"{file.label}: refused"), soft_wrap=True)
            continue
        kept = f"kept as content/captures/{file.capture}" if report.written else "not kept yet"
        kept = kept if file.entries else "not kept, since nothing in it could be read"
        kept = f"among the captures already ({file.capture})" if file.kept else kept
        papers = "paper" if file.entries == 1 else "papers"
        console.print(
            _clean(f"{file.label}: taken for {file.format}, {file.entries} {papers}, {kept}"), soft_wrap=True
        )
    if plan.new:
        console.print()
        table = _table("New paper", "Suggested topics", "Why")
        for paper in plan.new[:shown]:
            topics = ", ".join(paper.topics) or "none"
            table.add_row(_clean(paper.title), _clean(topics), _clean(plan.reasons.get(paper.slug, "")))
        console.print(table)
        _say_rest(console, len(plan.new) - shown)
    if plan.enriched:
        console.print()
        table = _table("Known paper", "Filled")
        for filled in plan.enriched[:shown]:
            facts = []
            for name in filled.fields:
                source = filled.new.evidence.get(name)
                facts.append(f"{name} ({source})" if source else name)
            table.add_row(_clean(filled.new.title), _clean(", ".join(facts)))
        console.print(table)
        _say_rest(console, len(plan.enriched) - shown)
    if plan.excluded:
        console.print()
        table = _table("Kept off the list", "Place")
        for entry in plan.excluded[:shown]:
            table.add_row(_clean(entry.title), _clean(entry.ref))
        console.print(table)
        _say_rest(console, len(plan.excluded) - shown)
    if plan.possible_duplicates:
        console.print()
        console.print(
            _clean("Possible duplicates. Confirm or reject each pair; the answer is remembered:"),
            style="bold",
        )
        print_possible_duplicates(console, plan.possible_duplicates[:shown])
        _say_rest(console, len(plan.possible_duplicates) - shown)
    if report.identifiers:
        console.print()
        console.print(_clean("Only identifiers, not on the list yet:"), style="bold")
        for problem in report.identifiers[:shown]:
            console.print(_clean(f"  {problem.fix}"), soft_wrap=True)
        _say_rest(console, len(report.identifiers) - shown)
    console.print()
    console.print(
        _clean(summarise(plan) + ("" if report.written else " (nothing was written)")), soft_wrap=True
    )
    if report.written and plan.new:
        console.print(
            _clean("Look at the new papers: `reading-list review`, or the page To review of the local site."),
            soft_wrap=True,
        )


def print_enrich(report: EnrichReport, *, dry_run: bool, shown: int = 200) -> None:
    """Print what was filled from services, and the records for which no answer was taken."""
    console = _console()
    if report.plan.enriched:
        table = _table("Paper", "Filled")
        for filled in report.plan.enriched[:shown]:
            facts = []
            for name in filled.fields:
                source = filled.new.evidence.get(name)
                facts.append(f"{name} ({source})" if source else name)
            table.add_row(_clean(filled.new.title), _clean(", ".join(facts)))
        console.print(table)
        _say_rest(console, len(report.plan.enriched) - shown)
        console.print()
    for slug, reason in list(report.unmatched.items())[:shown]:
        console.print(_clean(f"{slug}: {reason}"), soft_wrap=True)
    _say_rest(console, len(report.unmatched) - shown)
    console.print(
        _clean(
            f"{report.asked} asked, {len(report.plan.enriched)} filled,"
            f" {len(report.unmatched)} without a match" + (" (nothing was written)" if dry_run else "")
        ),
        soft_wrap=True,
    )


def summarise_suggestion(report: ImportReport, number: int, note: str) -> str:
    """Return the text of the pull request for a suggested paper; none of the stranger's words are in it."""
    lines = [f"Closes #{number}.", "", f"{summarise(report.plan)}. {note.partition(';')[0].rstrip('.')}.", ""]
    lines += [f"- `content/papers/{paper.slug}.yml`" for paper in report.plan.new]
    for pair in report.plan.possible_duplicates:
        lines += [
            "",
            f"It looks like `{pair.one.slug}` or `{pair.other.slug}` ({pair.similarity}):",
            "",
            "```console",
        ]
        lines += [*question(pair), "```"]
    lines += [
        "",
        "Correct the record, confirm its topics by deleting the line `review:`, and merge. A pull request",
        "that a workflow opened starts no checks by itself: close and reopen it to run them.",
        "",
    ]
    return "\n".join(lines)


def _say_rest(console: Console, count: int) -> None:
    if count > 0:
        console.print(_clean(f"… and {count} more"))


def import_as_json(report: ImportReport) -> str:
    """Return what :func:`print_import` says as one JSON object."""
    plan = report.plan
    return json.dumps(
        {
            "files": [
                {"file": file.label, "format": file.format, "entries": file.entries, "capture": file.capture}
                for file in report.files
            ],
            "new": [
                {
                    "slug": paper.slug,
                    "title": paper.title,
                    "topics": list(paper.topics),
                    "why": plan.reasons.get(paper.slug, ""),
                }
                for paper in plan.new
            ],
            "known": list(plan.known),
            "filled": {filled.new.slug: list(filled.fields) for filled in plan.enriched},
            "excluded": [{"title": entry.title, "place": str(entry.ref)} for entry in plan.excluded],
            "possible_duplicates": [
                {
                    "papers": [pair.one.slug, pair.other.slug],
                    "score": round(pair.score, 3),
                    "why": pair.reason or str(pair.similarity),
                    "same": question(pair)[0],
                    "different": question(pair)[1],
                }
                for pair in plan.possible_duplicates
            ],
            "identifiers": [problem.fix for problem in report.identifiers],
            "refused": [str(problem) for problem in plan.refused],
            "written": report.written,
        },
        ensure_ascii=False,
        indent=2,
    )


def print_review(waiting: Iterable[ToReview], pairs: Iterable[PossibleDuplicate], *, papers: Path) -> None:
    """Print the records that wait for a person, and the pairs on which nobody has decided."""
    console = _console()
    rows = list(waiting)
    if rows:
        table = _table("To review", "Topics", "Why")
        for item in rows:
            topics = ", ".join(item.paper.topics) or "none"
            table.add_row(_clean(item.paper.title), _clean(topics), _clean(item.reason))
        console.print(table)
        console.print()
        for item in rows:
            console.print(_clean(f"  {(papers / item.paper.slug).as_posix()}.yml"), soft_wrap=True)
    pairs = list(pairs)
    if pairs:
        console.print()
        console.print(
            _clean("Possible duplicates. Confirm or reject each pair; the answer is remembered:"),
            style="bold",
        )
        print_possible_duplicates(console, pairs)
    if rows or pairs:
        console.print()
    console.print(
        _clean(f"{len(rows)} to review, {len(pairs)} possible duplicate{'' if len(pairs) == 1 else 's'}")
    )
