"""Which topics share papers: a matrix of topics, and the papers of each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.model.catalogue import Catalogue
from generator.model.paper import Paper
from generator.pages.addresses import RelativeAddresses
from generator.pages.charts.chart import Caption, Cell, Chart, format_total
from generator.pages.charts.paper_sets import PaperSet, list_topic_sets
from generator.pages.charts.topic_matrix import Pairs, TopicMatrix, draw_topic_matrix, order_topics
from generator.pages.text_link import TextLink
from generator.text.plurals import count_nouns, pluralize

__all__ = ["draw_shared_papers"]

MATRIX_TOPICS = 24
"""Topics that fit into the matrix."""
PAIR_PAPERS = 250
"""Papers named below the pairs of topics; more can be found on the topics' pages."""

CAPTION = Caption(
    id="plot-shared",
    question="Which topics share papers?",
    description="A row and a column for each topic; the dot where two cross grows with the number of papers "
    "they share.",
)


def draw_shared_papers(catalogue: Catalogue, addresses: RelativeAddresses) -> Chart | None:
    """Return the chart, or None if no paper has two topics."""
    sets = {papers.id: papers for papers in list_topic_sets(catalogue) if papers.id != "unknown"}
    pairs = _find_pairs(catalogue, list(sets))
    if not pairs:
        return None
    position = {id_: number for number, id_ in enumerate(sets)}
    sharing = Counter[str]()
    for pair, papers in pairs.items():
        sharing.update(dict.fromkeys(pair, len(papers)))
    chosen = sorted(sharing, key=lambda id_: (-sharing[id_], position[id_]))[:MATRIX_TOPICS]
    drawn = [sets[id_] for id_ in sorted(chosen, key=position.__getitem__)]
    ranked = sorted(pairs, key=lambda pair: (-len(pairs[pair]), position[pair[0]], position[pair[1]]))
    note = (
        "The larger the dot, the more papers two topics share; a colored dot joins topics of one group. "
        "Topics that share many papers are next to each other."
    )
    if len(sharing) > len(drawn):
        note += f" The drawing has the {len(drawn)} topics that share the most; the table has all."
    matrix = TopicMatrix(topics=order_topics(drawn, pairs), pairs=pairs)
    return Chart(
        caption=CAPTION,
        answer=_write_answer(catalogue, sets, ranked[0], len(pairs[ranked[0]])),
        svg=draw_topic_matrix(CAPTION, matrix, addresses),
        headers=("Topics", "Papers in both"),
        rows=_make_rows(sets, {pair: pairs[pair] for pair in ranked}, addresses),
        note=note,
    )


def _find_pairs(catalogue: Catalogue, ids: Sequence[str]) -> Pairs:
    """Return the papers that two topics share, for pairs in the order of ``ids``."""
    pairs: dict[tuple[str, str], list[Paper]] = {}
    for paper in catalogue.papers.values():
        own = [id_ for id_ in ids if id_ in paper.topics]
        for position, one in enumerate(own):
            for other in own[position + 1 :]:
                pairs.setdefault((one, other), []).append(paper)
    return pairs


def _write_answer(
    catalogue: Catalogue, sets: Mapping[str, PaperSet], best: tuple[str, str], shared: int
) -> str:
    papers = catalogue.papers.values()
    crossing = sum(1 for paper in papers if sum(id_ in sets for id_ in paper.topics) > 1)
    have = pluralize(crossing, "has", "have")
    return (
        f"{crossing:,} of {format_total(len(papers))} {have} more than one topic; "
        f"{sets[best[0]].title} and {sets[best[1]].title} share the most ({count_nouns(shared, 'paper')})."
    )


def _make_rows(
    sets: Mapping[str, PaperSet], ranked: Pairs, addresses: RelativeAddresses
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each pair, with links to as many papers as fit."""
    most = _limit_papers(ranked)
    rows = []
    for (one, other), papers in ranked.items():
        links = [TextLink(paper.title, addresses.paper(paper.slug)) for paper in papers[:most]]
        if len(papers) > most:
            more = f"and {len(papers) - most:,} more on {sets[one].title}"
            links.append(TextLink(more, addresses.topic(one)))
        name = f"{sets[one].title} + {sets[other].title}"
        anchor = f"{CAPTION.id}-{one}--{other}"
        rows.append((Cell(name, id=anchor, links=tuple(links)), Cell(f"{len(papers):,}")))
    return tuple(rows)


def _limit_papers(pairs: Pairs) -> int:
    """Return how many papers each pair of topics can name, so that all name about PAIR_PAPERS at most."""
    for most in range(max(len(papers) for papers in pairs.values()), 1, -1):
        if sum(min(most, len(papers)) for papers in pairs.values()) <= PAIR_PAPERS:
            return most
    return 1
