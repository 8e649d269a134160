"""Reads what the issue form "Suggest a paper" makes of a stranger's words; strictly, as data alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.suggestion import Suggestion
from generator.errors import ContentError, Place, Problem
from generator.model.fields import PARTIAL_DATE
from generator.model.taxonomy import Taxonomy
from generator.text.cleaning import clean
from generator.text.identifiers import identify
from generator.text.links import WEB_ADDRESS
from generator.text.titles import title_key

__all__ = ["FIELDS", "Issue", "Suggested", "as_csl", "parse_form", "read_event", "with_wish"]

FIELDS: dict[str, tuple[str, int]] = {
    "Title": ("title", 400),
    "Identifier": ("identifier", 300),
    "Authors": ("authors", 3000),
    "Date": ("published", 10),
    "Venue": ("venue", 200),
    "Code": ("code", 300),
    "Topic": ("topic", 100),
    "Why it belongs here": ("why", 3000),
    "Before you send it": ("checks", 1000),
}
"""Headings of the form in their order -> name of the field, and the most characters it may have."""
REQUIRED = ("title", "identifier", "why")
ONE_LINE = frozenset(FIELDS) - {"Why it belongs here", "Before you send it"}
# ### Title
HEADING = re.compile(r"###[ \t]+(?P<label>\S.*?)[ \t]*\Z")
NO_ANSWER = "_No response_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A paper as somebody suggested it; every text is on one line, without control characters.

    Attributes:
        title: its title.
        kind: ``arxiv``, ``doi`` or ``url``.
        identifier: arXiv identifier, DOI or web address.
        authors: names, in order.
        published: date as precisely as known, or None.
        venue: conference or journal, or None.
        code: address of the repository, or None.
        topic: where the person would look for it, or None.
        why: why it belongs on the list.
    """

    title: str
    kind: str
    identifier: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    venue: str | None = None
    code: str | None = None
    topic: str | None = None
    why: str = ""


def parse_form(markdown: str, *, label: str = "issue") -> Suggested:
    """Return the paper of an issue that the form made.

    Args:
        markdown: the issue's text: a heading ``###`` for each field of the form, in its order, each once.
        label: how messages name the issue.

    Raises:
        ContentError: it is not what the form makes, with every fault that was found.
    """
    problems: list[Problem] = []
    values: dict[str, str] = {}
    order = list(FIELDS)
    last = -1
    lines: list[str] = []
    name = ""

    def keep() -> None:
        if name:
            text = "\n".join(lines).strip()
            values[FIELDS[name][0]] = "" if text == NO_ANSWER else text

    for number, line in enumerate(markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        heading = HEADING.match(line)
        if heading and heading["label"] in FIELDS:
            place = order.index(heading["label"])
            if place <= last:
                problems.append(
                    Problem(
                        Place(label, number),
                        f"expected each heading once and in order (got {heading['label']!r})",
                    )
                )
                break
            keep()
            name, last, lines = heading["label"], place, []
        elif not name and line.strip():
            problems.append(Problem(Place(label, number), f"expected '### Title' first (got {line[:60]!r})"))
            break
        else:
            lines.append(line)
            if name in ONE_LINE and len([part for part in lines if part.strip()]) > 1:
                problems.append(Problem(Place(label, number), f"expected one line below {name!r} (got more)"))
                break
    keep()
    for heading_, (field, most) in FIELDS.items():
        if len(values.get(field, "")) > most:
            problems.append(
                Problem(
                    Place(label),
                    f"expected at most {most} characters below {heading_!r} (got {len(values[field])})",
                )
            )
    values = {field: clean(text) for field, text in values.items()}
    problems += [
        Problem(Place(label), f"expected an answer below {heading_!r} (got none)")
        for heading_, (field, _) in FIELDS.items()
        if field in REQUIRED and not values.get(field)
    ]
    kind, identifier = identify(values.get("identifier", "")) or ("", "")
    if values.get("identifier") and not kind:
        problems.append(
            Problem(
                Place(label),
                f"expected an arXiv identifier, a DOI or an address (got {values['identifier'][:80]!r})",
            )
        )
    if values.get("published") and not PARTIAL_DATE.match(values["published"]):
        problems.append(
            Problem(
                Place(label),
                f"expected the date as YYYY, YYYY-MM or YYYY-MM-DD (got {values['published'][:20]!r})",
            )
        )
    if values.get("code") and not WEB_ADDRESS.match(values["code"]):
        problems.append(
            Problem(Place(label), f"expected the address of the code (got {values['code'][:80]!r})")
        )
    if problems:
        raise ContentError(problems)
    return Suggested(
        title=values["title"],
        kind=kind,
        identifier=identifier,
        authors=tuple(name for part in values.get("authors", "").split(",") if (name := part.strip()))[:500],
        published=values.get("published") or None,
        venue=values.get("venue") or None,
        code=values.get("code") or None,
        topic=values.get("topic") or None,
        why=values["why"],
    )


def as_csl(suggested: Suggested) -> bytes:
    """Return a suggestion as CSL-JSON, which an import reads."""
    work: dict[str, object] = {"type": "article", "title": suggested.title}
    if suggested.authors:
        work["author"] = [{"literal": name} for name in suggested.authors]
        if len(suggested.authors) == 1:
            given, _, family = suggested.authors[0].rpartition(" ")
            work["author"] = [{"family": family, **({"given": given} if given else {})}]
    if suggested.published:
        work["issued"] = {"date-parts": [[int(part) for part in suggested.published.split("-")]]}
    if suggested.venue:
        work["container-title"] = suggested.venue
    if suggested.kind == "doi":
        work["DOI"] = suggested.identifier
    notes = [f"arXiv: {suggested.identifier}"] if suggested.kind == "arxiv" else []
    if suggested.code:
        notes.append(f"Code: {suggested.code}")
    if notes:
        work["note"] = "\n".join(notes)
    if suggested.kind == "url":
        work["URL"] = suggested.identifier
    return (json.dumps([work], ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of the repository: its number and its text."""

    number: int
    body: str


def read_event(path: Path) -> Issue:
    """Return the issue of an event that GitHub wrote to a file (``GITHUB_EVENT_PATH``).

    Raises:
        ContentError: the file cannot be read, or holds no issue.
    """
    try:
        data = json.loads(path.read_bytes())
        number, body = data["issue"]["number"], data["issue"]["body"]
    except OSError as error:
        raise ContentError(
            Problem(Place(path.as_posix()), f"expected a file that can be read ({error.strerror})")
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ContentError(
            Problem(Place(path.as_posix()), "expected the event of an issue (got none)")
        ) from None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**9:
        raise ContentError(Problem(Place(path.as_posix()), "expected the number of an issue"))
    return Issue(number=number, body=body if isinstance(body, str) else "")


def with_wish(suggestion: Suggestion, suggested: Suggested, number: int, taxonomy: Taxonomy) -> Suggestion:
    """Return topics that were suggested with the one that the person named first, where the list has it.

    Args:
        suggestion: what the list suggests by itself.
        suggested: the person's words; they go into the reason, as text.
        number: the issue.
        taxonomy: the topics there are.
    """
    names = {title_key(topic.title): id_ for id_, topic in taxonomy.topics.items()}
    wish = suggested.topic or ""
    id_ = wish if wish in taxonomy.topics else names.get(title_key(wish))
    topics = tuple(dict.fromkeys(filter(None, [id_, *suggestion.topics])))
    why = suggested.why if len(suggested.why) <= 300 else suggested.why[:299] + "…"
    reason = "; ".join(filter(None, [suggestion.reason, f"suggested in issue {number}: {why}"]))
    return Suggestion(topics=topics, reason=reason)
