"""``reading-list review``, and how commands print possible duplicates."""

import re
from collections import Counter
from collections.abc import Sequence

import click
from rich.console import Console

from generator.cli.console import make_console, print_lines, print_table, to_plain_text
from generator.cli.selecting import with_names
from generator.curation.answer_files import write_questions
from generator.curation.change_log import group_by_topic
from generator.curation.review import find_undecided_pairs, list_commands, list_to_review
from generator.curation.selection import Selection, select
from generator.duplicates.possible_duplicates import PossibleDuplicate
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.text.plurals import count_nouns

MOST_PAIRS = 10
"""Possible duplicates that are printed at once."""
# "Topics are suggested" in "Topics are suggested: rye, wheat. Correct or confirm them."
REASON = re.compile(r"[^.:]+")


@click.command()
@with_names
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Records per page.")
@click.option("--page", default=1, type=click.IntRange(min=1), help="The page to print.")
@click.option("--slugs", is_flag=True, help="Print only the slugs of all records, for the option --file.")
@click.option("--duplicates", is_flag=True, help="Print only all possible duplicates, for `decide`.")
@click.option(
    "--all", "all_records", is_flag=True, help="Look for duplicates among all records, not only new ones."
)
@click.pass_obj
def review(
    folder: Folder, /, selection: Selection, limit: int, page: int, all_records: bool, **only: bool
) -> None:
    """List new records and possible duplicates to review.

    Names and options such as --topic narrow the selection.
    """
    catalog = load_catalog(folder)
    chosen = {paper.slug for paper in select(catalog, selection)}
    waiting = [paper for paper in list_to_review(catalog) if paper.slug in chosen]
    if only["slugs"]:
        for paper in waiting:
            click.echo(to_plain_text(f"{paper.slug}  # {paper.title} ({', '.join(paper.topics)})").plain)
        return
    pairs = find_undecided_pairs(catalog, chosen if all_records else {paper.slug for paper in waiting})
    if only["duplicates"]:
        for line in write_questions(pairs):
            click.echo(to_plain_text(line).plain)
        return
    console = make_console()
    if waiting:
        _print_page(console, folder, waiting, limit=limit, page=page)
        _print_summary(console, catalog, waiting)
    if pairs:
        print_possible_duplicates(console, pairs)
        console.print()
    duplicates = count_nouns(len(pairs), "possible duplicate")
    print_lines(console, [f"{count_nouns(len(waiting), 'record')} to review, {duplicates}"])


def _print_page(console: Console, folder: Folder, waiting: Sequence[Paper], *, limit: int, page: int) -> None:
    """Print the records of one page, and how to get the next one."""
    papers = folder.label(folder.papers)
    start = limit * (page - 1)
    for paper in waiting[start : start + limit]:
        lines = (
            paper.title,
            f"    {papers}/{paper.slug}.yml",
            f"    {', '.join(paper.topics) or 'no topics'}",
        )
        print_lines(console, [*lines, f"    {paper.review}", ""])
    if len(waiting) > limit:
        shown = f"{start + 1:,}–{min(start + limit, len(waiting)):,} of {len(waiting):,} records."
        rest = f" Next: --page {page + 1}" if start + limit < len(waiting) else ""
        print_lines(console, [f"{shown}{rest}" if start < len(waiting) else f"There is no page {page}.", ""])


def _print_summary(console: Console, catalog: Catalog, waiting: Sequence[Paper]) -> None:
    """Print how many records wait in each topic, and why."""
    rows = []
    for topic, papers in group_by_topic(waiting, catalog.taxonomy):
        reasons = Counter(match[0].strip() for paper in papers if (match := REASON.match(paper.review or "")))
        why = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(3))
        rows.append((topic.id if topic else "no topic", len(papers), why))
    print_table(console, ("Topic", "Records", "Why"), rows)
    first = rows[0][0]
    if len(rows) > 1 and first != "no topic":
        console.print()
        lines = [f"To confirm all those in a topic: reading-list confirm --unreviewed --topic {first}"]
        print_lines(console, lines)
    console.print()


def print_possible_duplicates(console: Console, pairs: Sequence[PossibleDuplicate]) -> None:
    """Print each pair: its score, both records, and the commands to confirm or reject it."""
    console.print("Possible duplicates. Confirm or reject each pair; the answer is remembered:", style="bold")
    for pair in pairs[:MOST_PAIRS]:
        console.print()
        reason = f"{pair.reason}; " if pair.reason else ""
        print_lines(console, [f"{pair.score:.2f}  {reason}{pair.similarity}"])
        for paper in (pair.one, pair.other):
            print_lines(console, [f"      {paper.title}"])
            details = to_plain_text(f"        {paper.slug}: {_describe(paper)}")
            console.print(details, style="dim", soft_wrap=True)
        print_lines(console, [f"    {command}" for command in list_commands(pair)])
    if len(pairs) > MOST_PAIRS:
        console.print()
        print_lines(
            console,
            [
                f"… and {len(pairs) - MOST_PAIRS:,} more. To answer all at once:",
                "    reading-list review --duplicates > pairs.txt",
                "    reading-list decide pairs.txt",
            ],
        )


def _describe(paper: Paper) -> str:
    """Return in one line what distinguishes a record: authors, venue, date, identifiers, captures."""
    parts = [
        ", ".join(paper.authors[:2]) + (" …" if len(paper.authors) > 2 else ""),
        paper.venue,
        paper.published,
        f"arXiv {paper.links.arxiv}" if paper.links.arxiv else "",
        f"DOI {paper.links.doi}" if paper.links.doi else "",
        ", ".join(str(ref) for ref in paper.captures[:2]),
    ]
    return "; ".join(filter(None, parts))
