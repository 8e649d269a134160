"""Zotero items: those expected in its translators' tests, and libraries saved as JSON.

The tests are at the end of each translator (https://www.zotero.org/support/dev/translators/testing). The
types are those of https://github.com/zotero/zotero-schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from peers.items import Item, find_year

__all__ = ["TYPES", "list_items", "list_tests"]

TYPES = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog", "book": "book",
    "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
    "conferencePaper": "paper-conference", "dataset": "dataset", "dictionaryEntry": "entry-dictionary",
    "document": "document", "email": "personal_communication", "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture", "forumPost": "post", "hearing": "hearing",
    "instantMessage": "personal_communication", "interview": "interview", "journalArticle": "article-journal",
    "letter": "personal_communication", "magazineArticle": "article-magazine", "manuscript": "manuscript",
    "map": "map", "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "song",
    "preprint": "article", "presentation": "speech", "radioBroadcast": "broadcast", "report": "report",
    "standard": "standard", "statute": "legislation", "thesis": "thesis", "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture", "webpage": "webpage",
}  # fmt: skip
"""Zotero type -> CSL type."""
ATTACHED = frozenset(("attachment", "note", "annotation"))
"""Types of items that belong to others."""
AUTHORS = frozenset(
    ("author", "artist", "cartographer", "director", "interviewee", "inventor", "performer", "podcaster",
     "presenter", "programmer")
)  # fmt: skip
"""The creators that come first in a reference."""
TITLES = ("title", "caseName", "nameOfAct", "subject")
VENUES = (
    "publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName", "encyclopediaTitle",
    "dictionaryTitle", "websiteTitle", "blogTitle", "forumTitle", "programTitle", "meetingName",
)  # fmt: skip
# DOI: 10.1145/3357384, a line of "Extra"
EXTRA_DOI = re.compile(r"^doi:\s*(\S+)", re.I | re.M)
TESTS = re.compile(r"/\*\* BEGIN TEST CASES \*\*/\s*var testCases\s*=\s*(\[.*\])\s*;?\s*/\*\* END", re.S)


def list_tests(translator: str) -> list[tuple[str, list[Item]]]:
    """Return the imports in a translator's tests: each file with the expected items."""
    match = TESTS.search(translator)
    if not match:
        return []
    tests = (test for test in json.loads(match[1]) if test["type"] == "import")
    return [(test["input"], list_items(test["items"])) for test in tests if isinstance(test["items"], list)]


def list_items(items: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Return the items of a library that have a title."""
    found = (_make_item(item) for item in items if item.get("itemType") not in ATTACHED)
    return [item for item in found if item.title]


def _make_item(item: Mapping[str, Any]) -> Item:
    creators = (
        creator for creator in item.get("creators", ()) if creator.get("creatorType", "author") in AUTHORS
    )
    names = (c.get("name") or f"{c.get('firstName', '')} {c.get('lastName', '')}".strip() for c in creators)
    lines = item.get("extra") or ""
    extra = EXTRA_DOI.search(lines if isinstance(lines, str) else "\n".join(lines))
    return Item(
        title=_first(item, TITLES),
        authors=tuple(names),
        year=find_year(_first(item, ("date", "issueDate", "dateDecided", "dateEnacted"))),
        doi=str(item.get("DOI") or (extra[1] if extra else "")),
        venue=_first(item, VENUES),
        type=TYPES.get(item.get("itemType", ""), ""),
        volume=str(item.get("volume") or ""),
        issue=str(item.get("issue") or ""),
        pages=str(item.get("pages") or ""),
        key=str(item.get("citationKey") or item.get("citekey") or ""),
    )


def _first(item: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((str(item[name]) for name in names if item.get(name)), "")
