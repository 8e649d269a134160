"""Writes topics proposed for keywords as YAML to paste into ``topics.yml``."""

import textwrap
from collections.abc import Sequence

from generator.analysis.topics.keywords import make_keyword_key
from generator.analysis.topics.proposals import ProposedGroup, ProposedTopic
from generator.model.limits import MOST_GROUPS, MOST_TOPICS_OF_GROUP
from generator.model.taxonomy import UNFILLED_SCOPE, Taxonomy
from generator.storage.writing import dump
from generator.text.plurals import count_nouns
from generator.text.slugs import choose_slug
from generator.text.translation import _, translatable

ONLY_GROUP = translatable("Topics")
OTHER_GROUP = translatable("Other topics")


def write_proposed_topics(
    groups: Sequence[ProposedGroup], taxonomy: Taxonomy, *, indent: str = "", counts: bool = True
) -> str:
    """Return items for the ``groups`` of ``topics.yml``, with ids that are not in use.

    Args:
        groups: the proposed topics; the least frequent ones are left out if they exceed the limits of a list.
        taxonomy: the topics of the list.
        indent: what precedes each line.
        counts: whether a comment gives the number of papers of each topic.
    """
    existing = {make_keyword_key(group.title): group.id for group in taxonomy.groups}
    group_ids = {group.id for group in taxonomy.groups}
    topic_ids = set(taxonomy.topics)
    lines: list[str] = []
    for group in groups[: MOST_GROUPS - len(taxonomy.groups)]:
        title = group.title or _(OTHER_GROUP if len(groups) > 1 or taxonomy.groups else ONLY_GROUP)
        if known := existing.get(make_keyword_key(title)):
            lines.append(f"# The list has a group {known!r}; you can move these topics there.")
        lines.append(dump([{"id": _take_id(title, group_ids), "title": title}]).rstrip())
        lines.append("  topics:")
        for topic in group.topics[:MOST_TOPICS_OF_GROUP]:
            if counts:
                lines.append(f"  # {count_nouns(len(topic.papers), 'paper')}")
            lines.append(textwrap.indent(_write_topic(topic, topic_ids), "  "))
    return textwrap.indent("\n".join(lines), indent) + "\n" if lines else ""


def _write_topic(topic: ProposedTopic, taken: set[str]) -> str:
    id_ = _take_id(topic.title, taken)
    fields = {"id": id_, "title": topic.title, "scope": topic.scope or UNFILLED_SCOPE}
    return dump([fields | ({"words": list(topic.words)} if topic.words else {})]).rstrip()


def _take_id(title: str, taken: set[str]) -> str:
    id_ = choose_slug(title, taken)
    taken.add(id_)
    return id_
