"""Records have the facts that the list requires, no two are one paper or share a citation key."""

import re
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from generator.checks.checked_list import CheckedList, quote
from generator.curation.private_notes import is_ignored
from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.errors import Place, Problem
from generator.model.paper import Links, Paper
from generator.model.publication import Publication
from generator.storage.documents import Where
from generator.text.titles import title_key

# Topics are suggested by "rye". Correct or confirm them, then delete this line.
END_OF_REVIEW = re.compile(r"\bdelete\s+this\s+line\.\s*\Z")
MOST_WITH_ONE_TITLE = 20
"""Other records with the same title that each record is compared with."""
IDENTIFIER_NAMES = {"arxiv": "arXiv identifier", "doi": "DOI"}


FACTS: dict[str, tuple[str, Callable[[Paper], object], str]] = {
    "missing-authors": ("authors", attrgetter("authors"), "Add 'authors:'."),
    "missing-date": ("date", attrgetter("year"), "Add 'published:', as precise as it is known."),
    "missing-topics": (
        "topics",
        attrgetter("topics"),
        "Add 'topics:', the primary topic first; 'reading-list suggest {slug}' suggests some.",
    ),
    "missing-kind": ("kind", attrgetter("kind"), "Add 'kind:' with one of these: {kinds}."),
    "missing-summary": ("summary", attrgetter("tldr"), "Add 'tldr:' with one sentence of your own."),
    "missing-question": ("question", attrgetter("question"), "Add 'question:' with the one that it answers."),
}
"""Facts that a list may require: its noun, how to find it in a record, and what to do if it is missing."""


def check_missing_facts(checked: CheckedList) -> Iterator[Problem]:
    """Every paper has the facts that the list requires."""
    kinds = ", ".join(checked.catalog.site.kinds)
    for slug, paper in checked.catalog.papers.items():
        for rule, (noun, get, fix) in FACTS.items():
            if not get(paper):
                message = f"The paper has no {noun}."
                yield checked.report(
                    rule, slug, checked.locate.paper(slug), message, fix.format(slug=slug, kinds=kinds)
                )


def check_kinds(checked: CheckedList) -> Iterator[Problem]:
    """Every kind is one of the list's kinds."""
    kinds = checked.catalog.site.kinds
    for slug, paper in checked.catalog.papers.items():
        for number, kind in enumerate(paper.kind):
            if kind not in kinds:
                fix = checked.suggest(kind, kinds, "kind to 'kinds:'")
                message = f"There is no kind {kind!r} in mkdocs.yml."
                place = checked.locate.paper(slug, "kind", number)
                yield checked.problem("unknown-kind", place, message, fix)


def check_shared_identifiers(checked: CheckedList) -> Iterator[Problem]:
    """No two records have the same identifier."""
    for (kind, value), slugs in checked.slugs_by_identifier.items():
        one, *others = slugs
        for other in others:
            yield checked.problem(
                "shared-identifier",
                checked.locate.paper(other, "links", kind),
                f"{one}.yml has the same {IDENTIFIER_NAMES[kind]}, {value}.",
                f"If they are one paper, run 'reading-list same {one} {other}', or else correct one of them.",
            )


def check_shared_titles(checked: CheckedList) -> Iterator[Problem]:
    """No two records share a title or alias, unless they differ otherwise or were declared different.

    If they differ otherwise, no alias of one is a title of the other.
    """
    papers = checked.catalog.papers
    different = {item.pair for item in checked.catalog.decisions if item.verdict == "different"}
    pairs = dict.fromkeys(pair for slugs in checked.slugs_by_title.values() for pair in _pair(slugs))
    for one, other in pairs:
        same_id = primary_identifiers(papers[one]).items() & primary_identifiers(papers[other]).items()
        if same_id or frozenset((one, other)) in different:
            continue
        if may_be_same_paper(papers[one], papers[other]):
            yield checked.problem(
                "shared-title",
                checked.locate.paper(other, "title"),
                f"{one}.yml has the same title, and nothing tells the two apart.",
                f"If they are one paper, run 'reading-list same {one} {other}'; otherwise run "
                f"'reading-list different {one} {other}'.",
            )
        else:
            yield from _find_shared_aliases(checked, one, other)


def _find_shared_aliases(checked: CheckedList, one: str, other: str) -> Iterator[Problem]:
    """Yield a problem for each alias of one record that is a title of the other."""
    papers = checked.catalog.papers
    for slug, rest in ((one, other), (other, one)):
        taken = {title_key(title) for title in papers[rest].titles}
        for number, alias in enumerate(papers[slug].aliases):
            if title_key(alias) in taken:
                yield checked.problem(
                    "repeated-alias",
                    checked.locate.paper(slug, "aliases", number),
                    f"The alias {quote(alias)} is a title of {rest}.yml, too.",
                    f"Remove it. If both papers have this title, run 'reading-list different {one} {other}'.",
                )


def check_aliases(checked: CheckedList) -> Iterator[Problem]:
    """Aliases differ from the paper's title, and from each other."""
    for slug, paper in checked.catalog.papers.items():
        seen = {title_key(paper.title)}
        for number, alias in enumerate(paper.aliases):
            key = title_key(alias)
            if key in seen:
                is_title = key == title_key(paper.title)
                found = "is the paper's own title" if is_title else "is listed twice"
                message = f"The alias {quote(alias)} {found}."
                place = checked.locate.paper(slug, "aliases", number)
                yield checked.problem("repeated-alias", place, message, "Remove it.")
            seen.add(key)


def _pair(slugs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each slug with the ones shortly before it."""
    for place, slug in enumerate(slugs):
        for earlier in slugs[max(0, place - MOST_WITH_ONE_TITLE) : place]:
            yield earlier, slug


def check_citation_keys(checked: CheckedList) -> Iterator[Problem]:
    """No two records have the same citation key or alias; case makes no difference to BibTeX."""
    owners: dict[str, str] = {}
    for slug, key, where in _list_keys(checked):
        if key.casefold() in owners:
            yield checked.problem(
                "shared-citation-key",
                checked.locate.paper(slug, *where),
                f"The citation key {key!r} is already used in {owners[key.casefold()]}.yml.",
                "Change the newer of the two, which fewer documents cite.",
            )
        owners.setdefault(key.casefold(), slug)


def _list_keys(checked: CheckedList) -> Iterator[tuple[str, str, Where]]:
    """Yield the slug, each stored key or alias, and where it is in the record."""
    for slug, paper in checked.catalog.papers.items():
        if paper.citation_key:
            yield slug, paper.citation_key, ("citation_key",)
        for number, alias in enumerate(paper.citation_key_aliases):
            yield slug, alias, ("citation_key_aliases", number)


def check_related_papers(checked: CheckedList) -> Iterator[Problem]:
    """Related papers are other papers of the list, each once."""
    for slug, paper in checked.catalog.papers.items():
        seen = {slug}
        for number, other in enumerate(paper.related):
            place = checked.locate.paper(slug, "related", number, "paper")
            if other.paper not in checked.catalog.papers:
                message = f"There is no paper {other.paper!r} on the list."
                yield checked.problem("related-paper", place, message, checked.suggest_paper(other.paper))
            elif other.paper in seen:
                what = "names itself" if other.paper == slug else f"names {other.paper!r} twice"
                message = f"The paper {what} as related."
                yield checked.problem("related-paper", place, message, "Remove the line.")
            seen.add(other.paper)


def check_evidence(checked: CheckedList) -> Iterator[Problem]:
    """Every key of ``evidence`` is a field of records, or of their links."""
    known = {*Paper.model_fields, *Links.model_fields, *Publication.model_fields} - {"slug", "evidence"}
    for slug, paper in checked.catalog.papers.items():
        for name in paper.evidence:
            if name.rpartition(".")[2] not in known:
                yield checked.problem(
                    "unknown-evidence",
                    checked.locate.paper(slug, "evidence", name),
                    f"There is evidence for {name!r}, which is not a field of a record.",
                    checked.suggest(name, known, "field"),
                )


def check_sources(checked: CheckedList) -> Iterator[Problem]:
    """Every fact that can be looked up has a source."""
    for slug, paper in checked.catalog.papers.items():
        for name in paper.unsourced_facts:
            where: Where = ("links", name) if name in Links.model_fields else (name,)
            yield checked.problem(
                "unsourced-fact",
                checked.locate.paper(slug, *where),
                f"There is no evidence for {name!r}.",
                f"Name its source under 'evidence:', such as '{name}: title page of the PDF'.",
            )


def check_rests_of_reviews(checked: CheckedList) -> Iterator[Problem]:
    """No text ends with a part of a note ``review`` on several lines of which only the first was deleted."""
    for slug, paper in checked.catalog.papers.items():
        for name in ("abstract", "notes", "tldr", "why_read", "who_can_skip", "question"):
            if (text := getattr(paper, name)) and END_OF_REVIEW.search(text):
                place = checked.locate.paper(slug, name, text="this line.")
                message = f"'{name}' ends with leftovers of a deleted 'review:'."
                yield checked.problem("rest-of-review", place, message, "Delete them, too.")


def check_private_notes(checked: CheckedList) -> Iterator[Problem]:
    """Git ignores private notes, and each is on a record."""
    folder = checked.locate.folder
    where = folder.label(folder.private)
    if folder.private.is_dir() and not is_ignored(folder):
        message = f"Git does not ignore {where}/, so the private notes would be published."
        fix = f"Add '/{where}/' to .gitignore, or an empty {where}/.gitignore if the repository is private."
        yield checked.problem("private-note", Place(where), message, fix)
    for path in sorted(folder.private.glob("[!.]*")):
        if path.suffix != ".md" or path.stem not in checked.catalog.papers:
            message, fix = (
                "This private note belongs to no record.",
                f"Name it {where}/SLUG.md, or delete it.",
            )
            yield checked.problem("private-note", Place(folder.label(path)), message, fix)
