"""Topics that the keywords of papers could become."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.analysis.topics.keywords import MOST_LEVELS, TopicNames, make_keyword_key, split_keyword
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy

LEAST_PAPERS = 3
"""The fewest papers with a keyword for it to be proposed as a topic."""

FEW_PAPERS = 20
"""In a list with fewer papers than this, a keyword is proposed even if nearly all papers have it."""
MOST_SHARE = 0.9
"""Largest share of the papers in a longer list that can have a keyword for it to be proposed."""
LONGEST_ACRONYM = 8
"""Most characters in a title that stays in all capitals although another spelling is not."""

Path = tuple[str, ...]
"""The keys of a keyword's levels, outermost first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTopic:
    """A topic that a keyword could become, and the slugs of the papers with the keyword.

    Attributes:
        words: the whole keyword, where several topics have the same title; for topics without a keyword, the
            most distinctive words of their papers.
        scope: what belongs in the topic, if known.
    """

    title: str
    papers: frozenset[str]
    words: tuple[str, ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGroup:
    """Topics from keywords nested under one keyword; ``title`` is empty for those that are not nested."""

    title: str
    topics: tuple[ProposedTopic, ...]


def propose_topics(
    taxonomy: Taxonomy, papers: Iterable[Paper], *, least: int = LEAST_PAPERS
) -> tuple[ProposedGroup, ...]:
    """Return topics for the keywords that match none yet, the most frequent first.

    The last level of a nested keyword becomes a topic in the group named after the level above. If fewer than
    ``least`` papers have the keyword, they count toward the level above. Keywords of nearly all papers are
    left out.
    """
    names = TopicNames(taxonomy)
    spellings: dict[str, Counter[str]] = {}
    carriers: dict[Path, set[str]] = {}
    slugs: dict[str, set[str]] = {}
    papers = tuple(papers)
    for paper in papers:
        for keyword in paper.keywords:
            slugs.setdefault(keyword, set()).add(paper.slug)
    for keyword, with_keyword in slugs.items():
        levels = split_keyword(keyword)
        path = tuple(map(make_keyword_key, levels))
        for key, level in zip(path, levels, strict=True):
            spellings.setdefault(key, Counter())[level] += len(with_keyword)
        if path and not names.find(path):
            carriers.setdefault(path, set()).update(with_keyword)
    carriers = _fold_rare(_drop_shared_root(carriers), least)
    most = MOST_SHARE * len(papers) if len(papers) >= FEW_PAPERS else len(papers)
    kept = {path: slugs for path, slugs in carriers.items() if len(slugs) <= most and not names.find(path)}
    return _group(kept, {key: _choose_title(counts) for key, counts in spellings.items()})


def _drop_shared_root(carriers: dict[Path, set[str]]) -> dict[Path, set[str]]:
    """Return the paths without their first level if all nested ones share it."""
    nested = [path for path in carriers if len(path) > 1]
    if len({path[0] for path in nested}) != 1 or max(map(len, nested)) < 3:
        return carriers
    root = nested[0][0]
    dropped: dict[Path, set[str]] = {}
    for path, slugs in carriers.items():
        rest = path[1:] if path[0] == root else path
        if rest:
            dropped.setdefault(rest, set()).update(slugs)
    return _drop_shared_root(dropped)


def _fold_rare(carriers: dict[Path, set[str]], least: int) -> dict[Path, set[str]]:
    """Return the paths with at least ``least`` papers; papers of rarer ones count toward the level above."""
    folded = {path: set(slugs) for path, slugs in carriers.items()}
    for depth in range(MOST_LEVELS, 0, -1):
        for path in [path for path in folded if len(path) == depth and len(folded[path]) < least]:
            slugs = folded.pop(path)
            if depth > 1:
                folded.setdefault(path[:-1], set()).update(slugs)
    return folded


def _choose_title(counts: Counter[str]) -> str:
    """Return the most common spelling, capitalized; long titles preferably not in all capitals.

    ``Magnetic_sense`` becomes ``Magnetic sense``.
    """

    def rank(text: str) -> tuple[bool, int, str]:
        return len(text) > LONGEST_ACRONYM and text.isupper(), -counts[text], text

    title = min(counts, key=rank).replace("_", " ").strip()
    return title[:1].upper() + title[1:] if title.islower() else title


def _group(carriers: Mapping[Path, set[str]], titles: Mapping[str, str]) -> tuple[ProposedGroup, ...]:
    uses = Counter(path[-1] for path in carriers)
    parents = {path[:-1] for path in carriers}
    groups: dict[Path, list[ProposedTopic]] = {}
    for path, slugs in carriers.items():
        whole = " / ".join(titles[key] for key in path)
        topic = ProposedTopic(
            title=titles[path[-1]],
            papers=frozenset(slugs),
            words=(whole,) if uses[path[-1]] > 1 and len(path) > 1 else (),
        )
        # papers directly in a collection that also contains collections become a topic of its group
        group = path if path in parents else path[:-1]
        groups.setdefault(group, []).append(topic)
    proposed = [
        ProposedGroup(
            title=titles[path[-1]] if path else "",
            topics=tuple(sorted(topics, key=lambda topic: (-len(topic.papers), topic.title))),
        )
        for path, topics in groups.items()
    ]
    return tuple(sorted(proposed, key=lambda group: (not group.title, -count_papers([group]), group.title)))


def count_papers(groups: Iterable[ProposedGroup]) -> int:
    """Return the number of papers in any of the topics."""
    return len({slug for group in groups for topic in group.topics for slug in topic.papers})
