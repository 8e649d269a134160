"""Matches the keywords of papers with topics.

They include the headings, collections or groups in which a source lists a paper; ``" / "`` joins the levels
of nested ones.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from generator.model.taxonomy import Taxonomy
from generator.text.plurals import drop_plural
from generator.text.tokenizing import tokenize

MOST_LEVELS = 8
"""Most levels of a keyword that are compared with topics."""
MOST_NAMED = 8
"""Most topics that the keywords of one paper can match."""

# Computer Science - Machine Learning: how Zotero writes arXiv's subjects (https://arxiv.org/category_taxonomy)
ARXIV_SUBJECT = re.compile(
    r"(?P<archive>Astrophysics|Computer Science|Condensed Matter|Economics"
    r"|Electrical Engineering and Systems Science|High Energy Physics|Mathematics|Nonlinear Sciences|Physics"
    r"|Quantitative Biology|Quantitative Finance|Statistics) - (?P<subject>.+)"
)
# cs.LG, cond-mat.mtrl-sci; I.2.6 (ACM); 68T07 (Mathematics Subject Classification)
CODE = re.compile(r"[a-z]+(?:-[a-z]+)?\.(?:[A-Z]{2}|[a-z]+-[a-z]+)|[A-K]\.\d(?:\.[\dm]+)?|\d\d[A-Z]\d\d")
# /unread, _tablet_modified, @home: marks for programs and for oneself
MARK = re.compile(r"[/_@]\w")
# #pruning, *Neural Networks
SIGN = re.compile(r"[#*!]+(?=\w)")
# letters of any script
LETTER = re.compile(r"[^\W\d_]")
# keys of keywords about whether a paper was read, or about nothing in particular
NO_TOPIC = re.compile(
    r"done|duplicate|favou?rite|(?:has|no) pdf|important|in progress|inbox|later|misc|miscellaneous"
    r"|more|my library|no ?source|notion|other|paper|printed|qualityassured|read|reading|reading list"
    r"|reference|relevant|skimmed|starred|to ?do|to ?read|uncategorized|unfiled|unread|unsorted"
)


@lru_cache(maxsize=2**16)
def make_keyword_key(text: str) -> str:
    """Return ``text`` without case, accents, punctuation and plurals, as a key for all its spellings."""
    return " ".join(map(drop_plural, tokenize(text)))


@lru_cache(maxsize=2**16)
def split_keyword(keyword: str) -> tuple[str, ...]:
    """Return the levels of a keyword that may be topics, outermost first.

    Years, codes, marks for programs (``/unread``) and words such as ``to read`` are left out, and so is a
    level that repeats one above.
    """
    if match := ARXIV_SUBJECT.fullmatch(keyword):
        return match["archive"], match["subject"]
    levels: dict[str, str] = {}
    for part in keyword.split(" / "):
        level = SIGN.sub("", part.strip(), count=1)
        key = make_keyword_key(level)
        is_name = LETTER.search(level) and not MARK.match(level) and not CODE.fullmatch(level)
        if is_name and not NO_TOPIC.fullmatch(key):
            levels.setdefault(key, level)
    return tuple(levels.values())[:MOST_LEVELS]


class TopicNames:
    """Finds topics by their titles, ids and words."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._topics: dict[str, str] = {}
        topics = taxonomy.topics.values()
        names = [
            *((topic.title, topic.id) for topic in topics),
            *((topic.id, topic.id) for topic in topics),
            *((word, topic.id) for topic in topics for word in topic.words),
        ]
        for name, id_ in names:
            self._topics.setdefault(make_keyword_key(name), id_)

    def find(self, keys: Sequence[str]) -> str | None:
        """Return the id of the topic that matches all levels of a keyword, or the innermost ones, or None.

        Args:
            keys: the keys of the levels, made by :func:`make_keyword_key`.
        """
        found = (self._topics.get(" ".join(keys[start:])) for start in range(len(keys)))
        return next((id_ for id_ in found if id_), None)

    def find_all(self, keywords: Iterable[str]) -> Mapping[str, str]:
        """Return the topics that match ``keywords``: id -> keyword, in the order of the keywords.

        A nested keyword matches the topic of its innermost level that is one.
        """
        named: dict[str, str] = {}
        for keyword in keywords:
            keys = [make_keyword_key(level) for level in split_keyword(keyword)]
            found = (self.find(keys[:end]) for end in range(len(keys), 0, -1))
            if id_ := next(filter(None, found), None):
                named.setdefault(id_, keyword)
            if len(named) == MOST_NAMED:
                break
        return named
