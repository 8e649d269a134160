"""``reading-list topics``: renames, merges and splits topics."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from generator.cli.console import report_waiting
from generator.cli.options import check_sentence, get_today
from generator.cli.selecting import make_edit, read_file, with_question
from generator.curation.selection import Selection, select
from generator.curation.split_files import propose_split, read_split
from generator.curation.topics import Part, find_topic, plan_topic_merge, plan_topic_rename, plan_topic_split
from generator.model.catalog import Catalog
from generator.storage.files import read_text
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog
from generator.storage.transactions import locked

NOTE = click.option("--note", callback=check_sentence, help="A sentence for the What's new page.")


@click.group()
def topics() -> None:
    """Rename, merge and split topics.

    Updates topics.yml, all records, and the links in introductions, notes and handwritten pages. The
    addresses of pages, feeds and exports keep working.
    """


def _load(folder: Folder) -> Catalog:
    with locked(folder.base, waiting=report_waiting):
        return load_catalog(folder)


@topics.command()
@click.argument("old")
@click.argument("new")
@click.option("--title", default="", help="The new title.")
@with_question
@click.pass_obj
def rename(folder: Folder, old: str, new: str, title: str, yes: bool, dry_run: bool) -> None:
    """Change the id of a topic from OLD to NEW."""
    edit = plan_topic_rename(folder, _load(folder), old, new, title=title)
    make_edit(edit, tuple(edit.contents), f"{edit.message} Write this?", yes=yes, dry_run=dry_run)


@topics.command()
@click.argument("source")
@click.argument("into")
@NOTE
@with_question
@click.pass_obj
def merge(folder: Folder, source: str, into: str, note: str | None, yes: bool, dry_run: bool) -> None:
    """Move all papers of the topic SOURCE to the topic INTO, and remove SOURCE."""
    edit = plan_topic_merge(folder, _load(folder), source, into, note=note, today=get_today())
    make_edit(edit, tuple(edit.contents), f"{edit.message} Write this?", yes=yes, dry_run=dry_run)


@topics.command()
@click.argument("topic")
@click.option("--into", multiple=True, metavar="ID=QUERY", help="Move the papers selected by a query to ID.")
@click.option("--rest", metavar="ID", help="Move all other papers to ID, and remove TOPIC.")
@click.option("--propose", is_flag=True, help="Print a plan based on keywords, or else on similar papers.")
@click.option("--plan", type=click.File("rb"), help="Carry out a plan that you have edited.")
@NOTE
@with_question
@click.pass_obj
def split(folder: Folder, /, topic: str, note: str | None, yes: bool, dry_run: bool, **parts: object) -> None:
    """Move papers of TOPIC to other topics, which are created unless they exist.

    \b
    reading-list topics split bread --into rye=title:rye --into wheat=@wheat.txt
    reading-list topics split bread --propose > plan.txt    # edit it, then:
    reading-list topics split bread --plan plan.txt

    QUERY is a query as in `reading-list review --query`, or @ and the name of a file of papers. Papers
    that are not selected stay in TOPIC, or move to --rest.
    """
    catalog = _load(folder)
    id_ = find_topic(catalog.taxonomy, topic).id
    if parts["propose"]:
        for line in propose_split(catalog, id_):
            click.echo(line)
        return
    planned = _list_parts(catalog, id_, **parts)  # type: ignore[arg-type]
    if not planned:
        raise click.UsageError("Use --into, --plan or --propose.")
    edit = plan_topic_split(folder, catalog, id_, planned, note=note, today=get_today())
    make_edit(edit, tuple(edit.contents), f"{edit.message} Write this?", yes=yes, dry_run=dry_run)


def _list_parts(
    catalog: Catalog, topic: str, *, into: Iterable[str], rest: str | None, plan: BinaryIO | None, **_: object
) -> list[Part]:
    parts = read_split(catalog, *read_file(plan)) if plan else []
    for option in into:
        id_, equals, query = option.partition("=")
        if not equals or not query.strip():
            raise click.BadParameter(f"expected ID=QUERY or ID=@FILE (got {option!r})")
        chosen = Selection(query=query, topics=[topic])
        if query.startswith("@"):
            name = query[1:]
            chosen = Selection(lines=read_text(Path(name), name).split("\n"), file=name, topics=[topic])
        papers = frozenset(paper.slug for paper in select(catalog, chosen))
        parts.append(Part(id=id_.strip(), papers=papers))
    if rest:
        moved = {slug for part in parts for slug in part.papers}
        members = {paper.slug for paper in catalog.by_topic[topic]}
        parts.append(Part(id=rest, papers=frozenset(members - moved)))
    return parts
