"""Topics for all papers of a new list at once: from their keywords, or else clusters of similar papers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.analysis.topics.keywords import TopicNames
from generator.analysis.topics.proposals import LEAST_PAPERS, ProposedGroup, ProposedTopic, propose_topics
from generator.analysis.topics.suggester import Suggestion
from generator.curation.import_plan import make_review_text
from generator.curation.proposed_topics import write_proposed_topics
from generator.errors import show
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy, Topic
from generator.storage.loading import parse_taxonomy
from generator.text.translation import _, translatable

LEAST_FILED = 0.6
"""Least share of the papers that topics from keywords must have; otherwise papers are clustered."""
FEW_PAPERS = 30
"""In a list with fewer papers, a keyword of a single paper can become a topic."""
MOST_TOPICS = 25
"""Most topics from keywords, the most frequent ones."""
MOST_SECTIONS = 60
"""Most topics from headings or collections, which somebody has chosen for this list."""
OTHER, ALL = translatable("Other papers"), translatable("All papers")
"""Titles of the topic of papers that resemble no others, and of the only topic of a short list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Topics, and every paper in them.

    Attributes:
        groups: the groups of ``topics.yml``, as YAML.
        papers: the papers, with topics.
        topics: the topics.
        clustered: whether they are clusters of similar papers.
    """

    groups: str
    topics: Mapping[str, Topic]
    papers: tuple[Paper, ...]
    clustered: bool


def file_papers(papers: Sequence[Paper]) -> Filing:
    """Return topics for the papers of a new list, with all papers in them."""
    # imported late: it takes longer than most commands
    from generator.analysis.topics.clusters import cluster_papers, describe_topics, find_nearest

    groups = _choose_keywords(papers)
    clustered = not groups
    if clustered:
        groups = [ProposedGroup(title="", topics=tuple(cluster_papers(papers)))]
    nearest = find_nearest(papers, _list_topics(groups))
    filed = nearest.keys() | {slug for topic in _list_topics(groups) for slug in topic.papers}
    if others := frozenset(paper.slug for paper in papers) - filed:
        groups = _add_topic(groups, ProposedTopic(title=_(OTHER if filed else ALL), papers=others))
    groups = _add_scopes(groups, describe_topics(papers, _list_topics(groups)))
    text = write_proposed_topics(groups, Taxonomy(groups=()), counts=False)
    taxonomy = parse_taxonomy(f"groups:\n{text}", label="topics.yml")
    places = {slug: number for number, topic in enumerate(_list_topics(groups)) for slug in topic.papers}
    filed_papers = _file(papers, taxonomy, nearest | places)
    return Filing(groups=text, topics=taxonomy.topics, papers=filed_papers, clustered=clustered)


def _list_topics(groups: Iterable[ProposedGroup]) -> list[ProposedTopic]:
    return [topic for group in groups for topic in group.topics]


def _choose_keywords(papers: Sequence[Paper]) -> list[ProposedGroup]:
    """Return the topics that keywords could become, or none if too few papers have such keywords."""
    least = 1 if len(papers) < FEW_PAPERS else LEAST_PAPERS
    groups = _flatten(propose_topics(Taxonomy(groups=()), papers, least=least))
    most = MOST_SECTIONS if any(group.title for group in groups) else MOST_TOPICS
    topics = sorted(_list_topics(groups), key=lambda topic: (-len(topic.papers), topic.title))[:most]
    filed = {slug for topic in topics for slug in topic.papers}
    if len(topics) < 2 or len(filed) < LEAST_FILED * len(papers):
        return []
    chosen = [replace(group, topics=tuple(one for one in group.topics if one in topics)) for group in groups]
    return [group for group in chosen if group.topics]


def _flatten(groups: Sequence[ProposedGroup]) -> Sequence[ProposedGroup]:
    """Return the groups, or one without a title if none has several topics: their keywords are not nested."""
    if any(group.title and len(group.topics) > 1 for group in groups):
        return groups
    topics = [
        replace(topic, title=f"{group.title} / {topic.title}" if group.title else topic.title)
        for group in groups
        for topic in group.topics
    ]
    topics.sort(key=lambda topic: (-len(topic.papers), topic.title))
    return [ProposedGroup(title="", topics=tuple(topics))]


def _add_topic(groups: Sequence[ProposedGroup], topic: ProposedTopic) -> list[ProposedGroup]:
    """Return the groups with a topic added at the end of the last one, which has no title."""
    if groups and not groups[-1].title:
        return [*groups[:-1], replace(groups[-1], topics=(*groups[-1].topics, topic))]
    return [*groups, ProposedGroup(title="", topics=(topic,))]


def _add_scopes(groups: Sequence[ProposedGroup], scopes: Sequence[str]) -> list[ProposedGroup]:
    left = iter(scopes)

    def add(topic: ProposedTopic) -> ProposedTopic:
        return replace(topic, scope=next(left) or f"{topic.title}.")

    return [replace(group, topics=tuple(map(add, group.topics))) for group in groups]


def _file(papers: Sequence[Paper], taxonomy: Taxonomy, places: Mapping[str, int]) -> tuple[Paper, ...]:
    """Return the papers with the topics that their keywords name, or else the one at their place.

    A paper's rarest topic, which says the most about it, is its primary one.
    """
    names, ids = TopicNames(taxonomy), list(taxonomy.topics)
    matched = {paper.slug: names.find_all(paper.keywords) for paper in papers}
    counts = Counter(id_ for named in matched.values() for id_ in named)
    filed = []
    for paper in papers:
        named = matched[paper.slug]
        topics = tuple(sorted(named, key=counts.__getitem__)) or (ids[places[paper.slug]],)
        reason = "; ".join(f"{id_} (keyword {show(keyword)})" for id_, keyword in named.items())
        review = make_review_text(Suggestion(topics=topics, reason=reason))
        filed.append(paper.model_copy(update={"topics": topics, "review": review}))
    return tuple(filed)
