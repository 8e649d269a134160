"""What this site exports, read back, gives the same papers."""

from __future__ import annotations

import pytest

from generator.exports import FORMATS, collect_references
from generator.model.catalogue import Catalogue
from generator.model.entry import Entry
from generator.model.paper import Paper
from generator.readers import decode, read
from generator.text.titles import make_title_readable


def facts(paper: Paper | Entry) -> tuple[object, ...]:
    """What must come back the same of a record, or of what was read."""
    if isinstance(paper, Entry):
        return (
            paper.title, paper.authors, paper.published, paper.arxiv, paper.doi, paper.venue, paper.code,
            paper.project, paper.organization, paper.author_count, " ".join(paper.abstract.split()),
        )  # fmt: skip
    links = paper.links
    organization = paper.organization.name if paper.organization and not paper.authors else None
    return (
        paper.title, paper.authors, paper.published, links.arxiv, links.doi and links.doi.lower(),
        paper.venue,
        links.code, links.project, organization, None if paper.authors else paper.author_count,
        " ".join(paper.abstract.split()),
    )  # fmt: skip


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_every_paper_of_the_list_comes_back(real: Catalogue, extension: str) -> None:
    refs = collect_references(real)
    result = read(decode(FORMATS[extension].write(refs.values()).encode(), name="export"))
    assert not result.problems
    papers = [real.papers[ref.slug] for ref in refs.values()]
    assert [facts(entry) for entry in result.entries] == [facts(paper) for paper in papers]
    for entry in result.entries:
        assert make_title_readable(entry.title) == entry.title
