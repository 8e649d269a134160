"""The page of each topic, and the page of all topics."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.model.paper import Paper
from generator.model.taxonomy import Topic, group_color
from generator.pages.cards import Card, Cards, TopicLink, sort_newest_first
from generator.pages.comparison import comparison_address, list_compared
from generator.pages.offers import offer_topic
from generator.pages.read_first import show_work
from generator.pages.reading_paths import list_steps
from generator.pages.rendering import Page
from generator.pages.topic_preview import preview_path
from generator.pages.topic_profile import TopicProfile, make_topic_profile
from generator.text.translation import _, ngettext

NEIGHBORS = 4
"""Topics that a topic's page names as related."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Cards below one heading."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSummary:
    """A topic among others: its scope, and how many papers it is a topic of."""

    link: TopicLink
    scope: str
    count: int
    profile: TopicProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSummary:
    """A group of topics; ``number`` is that of its color, ``count`` its number of different papers."""

    id: str
    title: str
    number: int
    topics: tuple[TopicSummary, ...]
    count: int


def summarize_groups(cards: Cards) -> tuple[GroupSummary, ...]:
    """Return every group with its topics; a paper counts for each of its topics, and once for a group."""
    by_topic = cards.catalog.by_topic
    groups = []
    for position, group in enumerate(cards.catalog.taxonomy.groups):
        topics = tuple(_summarize(cards, topic) for topic in group.topics)
        count = len({paper.slug for topic in group.topics for paper in by_topic[topic.id]})
        number = group_color(position)
        groups.append(GroupSummary(id=group.id, title=group.title, number=number, topics=topics, count=count))
    return tuple(groups)


def _summarize(cards: Cards, topic: Topic) -> TopicSummary:
    return TopicSummary(
        link=cards.topics[topic.id],
        scope=topic.scope,
        count=len(cards.catalog.by_topic[topic.id]),
        profile=make_topic_profile(cards.catalog, topic.id),
    )


def make_topics_page(cards: Cards) -> Page:
    """Return the page of all topics."""
    return Page(
        source="topics/index.md",
        template="topics.md.jinja",
        title=_("Topics"),
        description=ngettext(
            "All %(count)s topic on the list, by group.",
            "All %(count)s topics on the list, by group.",
            len(cards.topics),
        ),
        model={"groups": summarize_groups(cards)},
        meta={"hide": ["toc"]},
    )


def make_topic_page(cards: Cards, topic: Topic) -> Page:
    """Return the page of one topic: introduction, what to read first, papers by year, related topics."""
    papers = cards.catalog.by_topic[topic.id]
    primary = [paper for paper in papers if paper.primary_topic == topic.id]
    further = [paper for paper in papers if paper.primary_topic != topic.id]
    shared = Counter(
        other for paper in papers for other in paper.topics if other != topic.id and other in cards.topics
    )
    neighbors = sorted(shared, key=lambda id_: (-shared[id_], id_))[:NEIGHBORS]
    return Page(
        source=f"topics/{topic.id}.md",
        template="topic.md.jinja",
        title=topic.title,
        description=topic.scope,
        model={
            "topic": cards.topics[topic.id],
            "scope": topic.scope,
            "profile": make_topic_profile(cards.catalog, topic.id),
            "exports": offer_topic(topic.id),
            "introduction_markdown": topic.introduction or "",
            "read_first": [show_work(work) for work in topic.read_first],
            "path": list_steps(cards, topic.path),
            "compared": len(list_compared(cards.catalog, topic.id)),
            "comparison": comparison_address(topic.id),
            "sections": _split_by_year(cards, primary),
            "count": len(papers),
            "mainly": len(primary),
            "further": cards.cards(sort_newest_first(further)),
            "code": sum(1 for paper in papers if paper.links.code),
            "must_reads": sum(1 for paper in papers if paper.must_read),
            "neighbors": [(cards.topics[id_], shared[id_]) for id_ in neighbors],
        },
        meta={
            "feed": f"feeds/{topic.id}.xml",
            "printed": True,
            "image": preview_path(cards.catalog, topic),
        },
    )


def _split_by_year(cards: Cards, papers: Iterable[Paper]) -> tuple[Section, ...]:
    sections = []
    for year, group in groupby(sort_newest_first(papers), key=lambda paper: paper.year):
        title = str(year) if year else _("Year unknown")
        sections.append(Section(id=f"year-{year or 'unknown'}", title=title, cards=cards.cards(group)))
    return tuple(sections)
