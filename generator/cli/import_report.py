"""What an import changed: as tables, as JSON, and in one line."""

import json
import sys
from collections.abc import Iterable, Mapping

import click
from rich.console import Console

from generator.cli.console import make_console, print_lines, print_problems, print_table
from generator.cli.review import print_possible_duplicates
from generator.curation.captures import Capture
from generator.curation.import_plan import Filled
from generator.curation.importing import ImportReport
from generator.curation.review import list_commands
from generator.curation.revisions import Gone
from generator.duplicates.three_way import Difference
from generator.readers.base import shorten
from generator.text.plurals import count_nouns, pluralize


def show_import(report: ImportReport, *, as_json: bool = False) -> None:
    """Print what an import changed; exit with 1 if anything could not be read."""
    if as_json:
        click.echo(_to_json(report))
    else:
        _print_import(report)
    print_problems(report.problems)
    if _count_errors(report):
        sys.exit(1)


def summarize_import(report: ImportReport) -> str:
    """Return the counts of an import in one line."""
    plan = report.plan
    is_revision = any(capture.old for capture in report.captures) or report.missing
    return ", ".join(
        [
            f"{len(plan.new)} new",
            f"{len(plan.known)} known",
            *([f"{len(plan.updated)} updated", f"{len(plan.gone)} gone"] if is_revision else []),
            f"{len(plan.enriched)} completed",
            f"{len(plan.excluded)} excluded",
            count_nouns(len(plan.possible_duplicates), "possible duplicate"),
            count_nouns(_count_errors(report), "error"),
        ]
    )


def print_filled(console: Console, filled: Iterable[Filled]) -> None:
    """Print a table of the records that gain facts, with the source of each."""
    rows = []
    for record in filled:
        sources = record.new.evidence
        facts = [f"{name} ({sources[name]})" if name in sources else name for name in record.added]
        rows.append((record.new.title, ", ".join(facts)))
    print_table(console, ("Known paper", "Added facts"), rows)


def _count_errors(report: ImportReport) -> int:
    return sum(problem.severity == "error" for problem in report.problems)


def describe_capture(capture: Capture, *, written: bool, kept: bool = True) -> str:
    """Return in one line what a file is, and where it is stored."""
    if not capture.result.format:
        return f"{capture.label}: could not be read"
    if capture.stored:
        stored = f"already stored as content/captures/{capture.name}"
    elif not capture.count:
        stored = "not stored, because nothing in it could be read"
    else:
        done, planned = ("replaces", "would replace") if capture.old else ("stored as", "would be stored as")
        verb = done if written else planned
        stored = f"{verb} content/captures/{capture.name}" if kept else "not kept"
        if capture.removed and kept:
            stored += f" without private parts ({describe_removed(capture.removed)})"
    papers = count_nouns(capture.count, "paper")
    return f"{capture.label}: detected as {capture.result.format}, {papers}, {stored}"


def describe_removed(removed: Mapping[str, int]) -> str:
    """Return which private parts were removed: ``12 file, 3 annote``."""
    return ", ".join(f"{count:,} {name}" for name, count in removed.items())


def print_revised(console: Console, report: ImportReport) -> None:
    """Print what new versions of captures change besides adding papers."""
    plan = report.plan
    if plan.updated:
        console.print()
        rows = [(filled.new.title, ", ".join(filled.updated)) for filled in plan.updated]
        print_table(console, ("Updated paper", "Changed in the source"), rows)
    if plan.differences:
        console.print()
        columns = ("Not updated", "Field", "On the list", "In the source")
        differences = [
            (each.slug, each.field, _shorten(each.ours), _shorten(each.theirs)) for each in plan.differences
        ]
        print_table(console, columns, differences)
    if plan.gone:
        console.print()
        rows = [(gone.paper.title, _say_where(gone, report)) for gone in plan.gone]
        print_table(console, ("Gone from the source", "Now"), rows)
        stay = [
            gone.paper.slug for gone in plan.gone if not gone.left and gone.paper.slug not in report.removed
        ]
        if stay and report.written:
            print_lines(console, ["To remove them:", f"  reading-list exclude {' '.join(stay)} --reason …"])
        elif stay:
            print_lines(console, ["They stay on the list unless you import with --remove-deleted."])


def _say_where(gone: Gone, report: ImportReport) -> str:
    if gone.paper.slug in report.removed:
        return "removed"
    if gone.left:
        return "still in " + ", ".join(dict.fromkeys(ref.capture for ref in gone.left))
    return "still on the list"


def describe_difference(difference: Difference) -> str:
    """Return in one line in which fact a record and its source differ."""
    ours, theirs = _shorten(difference.ours), _shorten(difference.theirs)
    return f"{difference.field} of {difference.slug}: {ours!r} here, {theirs!r} in the source"


def _shorten(value: object) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(getattr(value, "name", value))
    return shorten(text, 60)


def _print_import(report: ImportReport) -> None:
    console, plan = make_console(), report.plan
    for capture in report.captures:
        print_lines(console, [describe_capture(capture, written=report.written, kept=report.kept)])
    if plan.new:
        console.print()
        rows = [
            (paper.title, ", ".join(paper.topics) or "none", plan.reasons.get(paper.slug, ""))
            for paper in plan.new
        ]
        print_table(console, ("New paper", "Suggested topics", "Why"), rows)
    if plan.enriched:
        console.print()
        print_filled(console, plan.enriched)
    print_revised(console, report)
    if plan.excluded:
        console.print()
        print_table(console, ("Excluded", "Place"), [(entry.title, entry.ref) for entry in plan.excluded])
    if plan.possible_duplicates:
        console.print()
        print_possible_duplicates(console, plan.possible_duplicates)
    if report.unknown:
        console.print()
        console.print("Only an identifier is known of these papers. Add them with:", style="bold")
        print_lines(console, [f"  reading-list add {item.value}" for item in report.unknown])
    console.print()
    dry_run = "" if report.written else " (dry run: nothing was written)"
    print_lines(console, [summarize_import(report) + dry_run])
    if report.written and plan.new:
        print_lines(
            console,
            ["Review the new papers with `reading-list review`, or on the To review page of the preview."],
        )
    if count := _count_with_topics(report):
        papers = f"{count_nouns(count, 'new paper')} {pluralize(count, 'has', 'have')}"
        hint = "`reading-list suggest --topics` lists them"
        print_lines(console, [f"{papers} keywords that could become topics; {hint}."])


def _count_with_topics(report: ImportReport) -> int:
    """Return the number of new papers with keywords that could become topics."""
    new = {paper.slug for paper in report.plan.new}
    return len({slug for group in report.proposed for topic in group.topics for slug in topic.papers & new})


def _to_json(report: ImportReport) -> str:
    plan = report.plan
    data = {
        "files": [
            {
                "file": capture.label,
                "format": capture.result.format,
                "entries": capture.count,
                "capture": capture.name if capture.result.format and report.kept else None,
                "private_parts": dict(capture.removed),
            }
            for capture in report.captures
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
        "filled": {filled.new.slug: list(filled.added) for filled in plan.enriched},
        **_describe_revision(report),
        "excluded": [{"title": entry.title, "place": str(entry.ref)} for entry in plan.excluded],
        "possible_duplicates": [
            {
                "papers": [pair.one.slug, pair.other.slug],
                "score": round(pair.score, 3),
                "why": pair.reason or str(pair.similarity),
                "same": list_commands(pair)[0],
                "different": list_commands(pair)[1],
            }
            for pair in plan.possible_duplicates
        ],
        "identifiers": [f"reading-list add {item.value}" for item in report.unknown],
        "refused": [str(problem) for problem in report.problems],
        "proposed_topics": [
            {"group": group.title or None, "title": topic.title, "papers": len(topic.papers)}
            for group in report.proposed
            for topic in group.topics
        ],
        "written": report.written,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _describe_revision(report: ImportReport) -> dict[str, object]:
    plan = report.plan
    return {
        "updated": {filled.new.slug: list(filled.updated) for filled in plan.updated},
        "differences": [
            {
                "slug": each.slug,
                "field": each.field,
                "ours": _shorten(each.ours),
                "theirs": _shorten(each.theirs),
            }
            for each in plan.differences
        ],
        "gone": [gone.paper.slug for gone in plan.gone],
        "removed": list(report.removed),
    }
