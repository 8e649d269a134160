"""Parses issues that were opened with the form "Suggest a paper"; their text comes from strangers."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.topics.suggester import Suggestion
from generator.errors import ContentError, Place, Problem
from generator.model.taxonomy import Taxonomy
from generator.readers.bibliography import OPENREVIEW, parse_date
from generator.text.cleaning import clean
from generator.text.identifiers import identify
from generator.text.links import WEB_ADDRESS, find_links
from generator.text.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form.

    Attributes:
        label: its label, which GitHub makes a heading.
        most: the most characters that an answer may have.
        expected: what an answer must be, for messages; empty if any text will do.
        is_valid: whether an answer is that.
    """

    label: str
    id: str
    most: int
    required: bool = False
    several_lines: bool = False
    expected: str = ""
    is_valid: Callable[[str], object] = bool


FIELDS = (
    Field(label="Title", id="title", most=400, required=True),
    Field(
        label="Identifier",
        id="identifier",
        most=300,
        required=True,
        expected="an arXiv identifier, a DOI or a web address",
        is_valid=identify,
    ),
    Field(label="Authors", id="authors", most=3000),
    Field(
        label="Date",
        id="published",
        most=10,
        expected="a date as YYYY, YYYY-MM or YYYY-MM-DD",
        is_valid=lambda value: parse_date(value) == value,
    ),
    Field(label="Venue", id="venue", most=200),
    Field(label="Code", id="code", most=300, expected="a web address", is_valid=WEB_ADDRESS.match),
    Field(label="Topic", id="topic", most=100),
    Field(label="Why it belongs here", id="why", most=3000, required=True, several_lines=True),
    Field(label="Before you send it", id="checks", most=1000, several_lines=True),
)
"""The fields in the order of the form, ``.github/ISSUE_TEMPLATE/suggest-paper.yml``."""

# ### Why it belongs here
HEADING = re.compile(r"###[ \t]+(?P<label>\S.*?)[ \t]*\Z")
NO_ANSWER = "_No response_"
"""What GitHub writes below the heading of a field that was left empty."""
MOST_AUTHORS = 500
LONGEST_REASON = 300
"""Characters of the person's reason that are kept in a review line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A paper that somebody suggested. Every text is on one line, without control characters.

    Attributes:
        kind: ``arxiv``, ``doi`` or ``url``.
        identifier: arXiv identifier, DOI or web address.
        published: ISO 8601, as precisely as it is known.
        code: address of the source code.
        topic: the topic under which the person would look for it.
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
    """Return the paper that an issue suggests.

    Args:
        markdown: the text of the issue: for each field a heading ``### Label`` and the answer below it.
        label: the name of the issue in messages.

    Raises:
        ContentError: the text does not follow the form; all problems are listed.
    """
    answers = _split_answers(markdown, label)
    messages = [_check_answer(field, answers[field.id]) for field in FIELDS]
    if any(messages):
        raise ContentError(Problem(Place(label), message) for message in messages if message)
    values = {id_: clean(text) for id_, text in answers.items()}
    kind, identifier = identify(values["identifier"]) or ("", "")
    authors = [name for part in values["authors"].split(",") if (name := part.strip())]
    return Suggested(
        title=values["title"],
        kind=kind,
        identifier=identifier,
        authors=tuple(authors[:MOST_AUTHORS]),
        published=values["published"] or None,
        venue=values["venue"] or None,
        code=values["code"] or None,
        topic=values["topic"] or None,
        why=values["why"],
    )


def _split_answers(markdown: str, label: str) -> dict[str, str]:
    """Return the answer to each field by the field's id, "" for none."""
    by_label = {field.label: number for number, field in enumerate(FIELDS)}
    lines: list[list[str]] = [[] for _ in FIELDS]
    current = -1
    for number, line in enumerate(markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        heading = HEADING.match(line)
        if heading and heading["label"] in by_label:
            if by_label[heading["label"]] <= current:
                message = f"expected each heading once and in order (got {heading['label']!r})"
                raise ContentError(Problem(Place(label, number), message))
            current = by_label[heading["label"]]
        elif current >= 0:
            lines[current].append(line.rstrip())
        elif line.strip():
            message = f"expected '### Title' first (got {line[:60]!r})"
            raise ContentError(Problem(Place(label, number), message))
    answers = ["\n".join(answer).strip() for answer in lines]
    return {
        field.id: "" if answer == NO_ANSWER else answer for field, answer in zip(FIELDS, answers, strict=True)
    }


def _check_answer(field: Field, answer: str) -> str:
    """Return what is wrong with an answer, or ""."""
    value = clean(answer)
    if len(answer) > field.most:
        return f"expected at most {field.most} characters below {field.label!r} (got {len(answer)})"
    if "\n" in answer and not field.several_lines:
        return f"expected one line below {field.label!r} (got more)"
    if field.required and not value:
        return f"expected an answer below {field.label!r} (got none)"
    if value and not field.is_valid(value):
        return f"expected {field.expected} below {field.label!r} (got {value[:80]!r})"
    return ""


def as_csl(suggested: Suggested) -> bytes:
    """Return a suggestion as a CSL-JSON file to import."""
    work: dict[str, object] = {"type": "article", "title": suggested.title}
    # not literal names: one alone would be an organization
    names = [name.rpartition(" ") for name in suggested.authors]
    work["author"] = [{"given": given, "family": family} for given, _, family in names]
    if suggested.published:
        work["issued"] = {"date-parts": [[int(part) for part in suggested.published.split("-")]]}
    if suggested.venue:
        work["container-title"] = suggested.venue
    if suggested.kind == "doi":
        work["DOI"] = suggested.identifier
    notes = [f"arXiv: {suggested.identifier}"] if suggested.kind == "arxiv" else []
    if suggested.code:
        notes.append(f"Code: {suggested.code}")
    if suggested.kind == "url":
        work["URL"] = suggested.identifier
        # an OpenReview address becomes an identifier
        if suggested.identifier != suggested.code and not OPENREVIEW.match(suggested.identifier):
            is_code = find_links(suggested.identifier).code
            notes.append(f"{'Code' if is_code else 'Link'}: {suggested.identifier}")
    if notes:
        work["note"] = "\n".join(notes)
    return (json.dumps([work], ensure_ascii=False, indent=1) + "\n").encode()


def read_event(path: Path) -> tuple[int, str]:
    """Return the number and the text of the issue that GitHub describes in ``GITHUB_EVENT_PATH``.

    Raises:
        ContentError: the file cannot be read, or describes no issue.
    """
    place = Place(path.as_posix())
    try:
        data = json.loads(path.read_bytes())
        number, body = data["issue"]["number"], data["issue"]["body"]
    except OSError as error:
        raise ContentError(Problem(place, f"The file cannot be read: {error.strerror}.")) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ContentError(Problem(place, "expected the event of an issue (got something else)")) from None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**9:
        raise ContentError(Problem(place, f"expected the number of an issue (got {number!r})"))
    return number, body if isinstance(body, str) else ""


def add_wish(suggestion: Suggestion, suggested: Suggested, number: int, taxonomy: Taxonomy) -> Suggestion:
    """Return ``suggestion`` with the topic first that the person named, if the list has that topic.

    The person's reason and the number of the issue become part of the reason.
    """
    by_title = {title_key(topic.title): id_ for id_, topic in taxonomy.topics.items()}
    wish = suggested.topic or ""
    id_ = wish if wish in taxonomy.topics else by_title.get(title_key(wish))
    topics = tuple(dict.fromkeys(filter(None, [id_, *suggestion.topics])))
    why = suggested.why if len(suggested.why) <= LONGEST_REASON else suggested.why[: LONGEST_REASON - 1] + "…"
    reason = "; ".join(filter(None, [suggestion.reason, f"suggested in issue {number}: {why}"]))
    return Suggestion(topics=topics, reason=reason)
