"""Files with answers about possible duplicates: written with question marks, and read with answers."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, cast

from generator.curation.merge import Answer
from generator.errors import ContentError, Place, Problem, show

if TYPE_CHECKING:
    from generator.duplicates.possible_duplicates import PossibleDuplicate

HEAD = """\
# Replace each question mark with "same" or "different", then run `reading-list decide FILE`. You will be
# asked again about pairs that keep theirs. Of two records of the same paper, the one added first is kept,
# unless you name the other one: same one-slug other-slug keep other-slug
"""
# "same rye rye-2", "same rye rye-2 keep rye-2", "reading-list different rye wheat"
ANSWER = re.compile(
    r"(?:reading-list\s+)?(?P<verdict>same|different|\?)\s+(?P<one>\S+)\s+(?P<other>\S+)"
    r"(?:\s+(?:--)?keep\s+(?P<keep>\S+))?\Z"
)


def write_questions(pairs: Iterable["PossibleDuplicate"]) -> Iterator[str]:
    """Yield the lines of a file that asks about ``pairs``."""
    yield from HEAD.splitlines()
    for pair in pairs:
        reason = f"{pair.reason}; " if pair.reason else ""
        yield ""
        yield f"# {pair.score:.2f}  {reason}{pair.similarity}"
        for paper in (pair.one, pair.other):
            details = ", ".join([*paper.authors[:2], *filter(None, (paper.venue, paper.published))])
            yield f"#   {paper.title} ({details})" if details else f"#   {paper.title}"
        yield f"? {pair.one.slug} {pair.other.slug}"


def read_answers(text: str, *, file: str) -> list[Answer]:
    """Return the answers in ``text``; those that are still question marks are left out.

    Args:
        text: one answer a line; the rest of a line after ``#`` is a comment.
        file: how messages name the file.

    Raises:
        ContentError: a line is no answer; all such lines are listed.
    """
    answers: list[Answer] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        content = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if not content:
            continue
        match = ANSWER.match(content)
        place = Place(file, number)
        if match is None:
            message = f"expected 'same' or 'different' and two slugs (got {show(content)})"
            problems.append(Problem(place, message))
        elif match["verdict"] != "?":
            verdict = cast("Literal['same', 'different']", match["verdict"])
            one, other, keep = match["one"], match["other"], match["keep"]
            answers.append(Answer(verdict=verdict, one=one, other=other, keep=keep, place=place))
    if problems:
        raise ContentError(problems)
    return answers
