"""Plans for splitting a topic, as files that a curator edits: each new topic, and its papers below it."""

import re
from collections.abc import Iterator

from generator.curation.selection import find_named
from generator.curation.topics import Part
from generator.errors import ContentError, Place, Problem, show
from generator.model.catalog import Catalog
from generator.text.slugs import choose_slug

HEAD = """\
# A plan for splitting the topic {id}. Correct the ids, titles and papers, then run:
#     reading-list topics split {id} --plan FILE
# Papers that you remove stay in {id}. A paper can be listed under several topics.
"""
# [rye-doughs] Rye doughs
HEADING = re.compile(r"\[(?P<id>[^\]]*)\]\s*(?P<title>.*)\Z")


def propose_split(catalog: Catalog, topic: str) -> Iterator[str]:
    """Yield the lines of a plan for a topic: parts made of keywords or, failing that, of similar papers.

    Raises:
        ContentError: its papers cannot be told apart.
    """
    # imported late: it takes longer than most commands
    from generator.curation.filing import file_papers

    filing = file_papers(catalog.by_topic[topic])
    if len(filing.topics) < 2:
        raise ContentError(
            Problem(None, f"The papers of {topic} are too similar for a proposal.", "Use --into.")
        )
    yield from HEAD.format(id=topic).splitlines()
    taken = {*catalog.taxonomy.topics, *catalog.taxonomy.aliases}
    for proposed in filing.topics.values():
        id_ = choose_slug(proposed.title, taken)
        taken.add(id_)
        yield ""
        yield f"[{id_}] {proposed.title}"
        for paper in filing.papers:
            if proposed.id in paper.topics:
                yield f"{paper.slug}  # {' '.join(paper.title.split())}"


def read_split(catalog: Catalog, text: str, file: str) -> list[Part]:
    """Return the parts in the plan ``text``; ``file`` is how messages name it.

    Raises:
        ContentError: a paper is unknown, or stands above the first topic.
    """
    sections: list[tuple[str, str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        content = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if match := HEADING.match(content):
            sections.append((match["id"].strip(), match["title"].strip(), [""] * number))
        elif content and not sections:
            message = f"expected a topic such as [rye-doughs] before its papers (got {show(content)})"
            raise ContentError(Problem(Place(file, number), message))
        elif sections:
            sections[-1][2].append(content)
    return [
        Part(
            id=id_,
            title=title,
            papers=frozenset(paper.slug for paper in find_named(catalog, (), lines, file=file)),
        )
        for id_, title, lines in sections
    ]
