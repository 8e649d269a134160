"""What must be true of a list: each check a function that yields problems, each with a fix.

A check sees the whole list (:class:`Subject`) and yields a :class:`~generator.errors.Problem` for every
fault: an error where the content is wrong, a warning where a person should look. :data:`CHECKS` holds
them all in the order in which they run; :func:`run_checks` runs them and sorts what they found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from rapidfuzz import fuzz

from generator.duplicates.identifiers import primary_identifiers
from generator.duplicates.same_title import may_be_same_paper
from generator.errors import ContentError, Place, Problem
from generator.model.catalogue import Catalogue, Site
from generator.model.entry import CaptureRef, Entry
from generator.model.fields import ARXIV_ID, PARTIAL_DATE, SLUG
from generator.model.paper import Links, Paper
from generator.model.redirects import follow_redirects
from generator.model.taxonomy import PathStep
from generator.readers import ReadResult, decode, read
from generator.storage.store import Folder, Locator, load_catalogue, read_bytes
from generator.text.identifiers import parse_arxiv_id, parse_doi
from generator.text.links import find_address_flaw
from generator.text.titles import title_key
from generator.text.words import split_words

__all__ = ["CHECKS", "Check", "Subject", "find_problems", "run_checks", "visible_words"]

# [DenseNet](paper:densely-connected-convolutional-networks)   (never an image: ![…](…))
MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
# what people write when they mean a link of the list: (paper: name), (papers/name), (topics:name)
NEAR_LINK = re.compile(r"\]\s*\(\s*(?:papers?|topics?)\s*[:/]\s*[^)]*\)|\]\s+\((?:paper|topic):[^)]*\)")
# a word with at least one letter or digit: "state-of-the-art", "3.5", "O(n)"
VISIBLE_WORD = re.compile(r"\S*\w\S*")
# \cdot  ·  {\em x}  ·  ``seed graph''  ·  $O(n)$   (never "$5": a price)
LATEX = re.compile(r"\\[A-Za-z]+|\\[\"'`^~=.%&#_{}$]|[{}]|``|''|\$(?!\d)|(?<=\w)\$")
# "… is small. It also …", and never "e.g. the", "vs. Adam", "et al. show"
SENTENCE_END = re.compile(
    r"(?<![.\s]\w)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bal)[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])"
)
# This paper shows …  ·  In this paper, …
THIS_PAPER = re.compile(r"\bthis paper\b", re.I)
# a novel method  ·  novelty stays allowed
NOVEL = re.compile(r"\bnovel\b", re.I)

TLDR_WORDS = 30
"""Most words of a summary."""
QUESTION_WORDS = 35
"""Most words of a question."""
COPIED_WORDS = 6
"""Most consecutive words that a summary may share with the abstract."""
INTRODUCTION_WORDS = (60, 120)
"""Fewest and most visible words of a topic's introduction."""
PATH_STEPS = (3, 7)
"""Fewest and most papers of a reading path."""
MONTH_EDGE = timedelta(days=5)
"""How far a day may lie outside the month of an arXiv identifier: identifiers are given when a paper is
announced or its upload is finished, not when it is dated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the checks look at.

    Attributes:
        catalogue: the list.
        captures: what the readers found in each capture, by the capture's name.
        locate: finds lines in the files of the list.
        capture_lines: the lines of each capture, for parts that could not be read.
    """

    catalogue: Catalogue
    captures: Mapping[str, ReadResult]
    locate: Locator
    capture_lines: Mapping[str, Sequence[str]] = field(default_factory=dict)


Check = Callable[[Subject], Iterator[Problem]]
CHECKS: dict[str, Check] = {}
"""Every check by its name, in the order in which they run."""


def _check(function: Check) -> Check:
    CHECKS[function.__name__.removeprefix("check_")] = function
    return function


def run_checks(subject: Subject, names: Iterable[str] | None = None) -> tuple[Problem, ...]:
    """Return what the checks find, each once, sorted by file and line.

    Args:
        subject: what to look at.
        names: the checks to run; all where None.
    """
    chosen = CHECKS if names is None else {name: CHECKS[name] for name in names}
    found = dict.fromkeys(problem for check in chosen.values() for problem in check(subject))

    def key(problem: Problem) -> tuple[str, int, str, str]:
        place = problem.place or Place("")
        return place.file, place.line or 0, problem.severity, problem.message

    return tuple(sorted(found, key=key))


def _warning(place: Place | None, message: str, fix: str = "") -> Problem:
    return Problem(place, message, fix, "warning")


def _shown(text: str, length: int = 80) -> str:
    return repr(text if len(text) <= length else text[: length - 1] + "…")


# ------------------------------------------------------------------------------------------- captures


def _entries(subject: Subject) -> Iterator[Entry]:
    for result in subject.captures.values():
        yield from result.entries


@_check
def check_captures_are_read(subject: Subject) -> Iterator[Problem]:
    """Every part of every capture was read, or is kept off the list by name."""
    off = {title_key(exclusion.title) for exclusion in subject.catalogue.exclusions}
    for name, result in subject.captures.items():
        lines = subject.capture_lines.get(name, ())
        for problem in result.problems:
            number = problem.place.line if problem.place else None
            if number and number <= len(lines) and title_key(lines[number - 1]) in off:
                continue
            place = subject.locate.capture(name, number)
            fix = problem.fix or "Name the line in excluded.yml with a reason if it is not a paper."
            yield Problem(place, problem.message, fix, problem.severity)


@_check
def check_entries_are_listed(subject: Subject) -> Iterator[Problem]:
    """Every entry of every capture belongs to a record, or is kept off the list by name."""
    papers = subject.catalogue.papers
    by_ref = {ref: slug for slug, paper in papers.items() for ref in paper.captures}
    by_id = {item: slug for slug, paper in papers.items() for item in primary_identifiers(paper).items()}
    by_title: dict[str, list[str]] = {}
    for slug, paper in papers.items():
        by_title.setdefault(title_key(paper.title), []).append(slug)
    off = {title_key(exclusion.title) for exclusion in subject.catalogue.exclusions}
    for entry in _entries(subject):
        if entry.ref in by_ref or title_key(entry.title) in off:
            continue
        place = subject.locate.capture(entry.capture, entry.line)
        home = next(
            (by_id[item] for item in primary_identifiers(entry).items() if item in by_id), None
        ) or next(
            (
                slug
                for slug in by_title.get(title_key(entry.title), ())
                if may_be_same_paper(entry, papers[slug])
            ),
            None,
        )
        if home is None:
            yield Problem(
                place,
                f"expected a record or an exclusion for entry {entry.position} (got neither for "
                f"{_shown(entry.title)})",
                f"Run 'reading-list import' on {entry.capture}, or name the title in excluded.yml with a "
                "reason.",
            )
        else:
            yield _warning(
                subject.locate.paper(home, "captures"),
                f"expected {entry.capture}, position {entry.position}, among the captures (the entry in "
                f"{place} is this paper)",
                f"Run 'reading-list import' on {entry.capture}.",
            )


@_check
def check_capture_references(subject: Subject) -> Iterator[Problem]:
    """Every reference to a capture points to an entry that is this paper, and no two to the same one."""
    entries = {entry.ref: entry for entry in _entries(subject)}
    seen: dict[CaptureRef, str] = {}
    for slug, paper in subject.catalogue.papers.items():
        for number, ref in enumerate(paper.captures):
            place = subject.locate.paper(slug, "captures", number)
            if ref in seen:
                other = "this record" if seen[ref] == slug else f"{seen[ref]}.yml"
                yield Problem(
                    place,
                    f"expected each entry of a capture in one record (got {ref}, which {other} names too)",
                    "Remove one of the two.",
                )
                continue
            seen[ref] = slug
            if ref.capture not in subject.captures:
                yield Problem(
                    place, f"expected the name of a file in captures/ (got {ref.capture!r})", "Correct it."
                )
            elif ref not in entries:
                count = len(subject.captures[ref.capture].entries)
                yield Problem(
                    place, f"expected a position from 1 to {count} (got {ref.position})", "Correct it."
                )
            elif not _is_print_of(entries[ref], paper):
                yield Problem(
                    place,
                    f"expected the entry of this paper (got {_shown(entries[ref].title)})",
                    "Correct the position, or the title if that is wrong.",
                )


def _is_print_of(entry: Entry, paper: Paper) -> bool:
    """Return whether ``entry`` can be a print of ``paper``; a title or abstract mended by hand may differ."""
    if title_key(entry.title) == title_key(paper.title):
        return True
    if set(primary_identifiers(entry).items()) & set(primary_identifiers(paper).items()):
        return True
    if fuzz.token_set_ratio(title_key(entry.title), title_key(paper.title)) >= 75:
        return True
    mine, theirs = set(split_words(entry.abstract)), set(split_words(paper.abstract))
    return bool(mine and theirs) and len(mine & theirs) / min(len(mine), len(theirs)) >= 0.6


@_check
def check_exclusions(subject: Subject) -> Iterator[Problem]:
    """Every exclusion keeps off something that a capture has and the list has not."""
    printed = {title_key(entry.title) for entry in _entries(subject)}
    printed |= {title_key(line) for lines in subject.capture_lines.values() for line in lines}
    listed = {title_key(paper.title): slug for slug, paper in subject.catalogue.papers.items()}
    seen: set[str] = set()
    for number, exclusion in enumerate(subject.catalogue.exclusions):
        place = subject.locate.find("excluded.yml", number, "title")
        key = title_key(exclusion.title)
        if key in listed:
            yield _warning(
                place,
                f"expected a title that is not on the list (got that of {listed[key]}.yml)",
                "Remove the exclusion or the record.",
            )
        if key not in printed:
            yield _warning(
                place, f"expected a title that a capture has (got {_shown(exclusion.title)})", "Remove it."
            )
        if key in seen:
            yield Problem(
                place, f"expected each title once (got {_shown(exclusion.title)} again)", "Remove it."
            )
        seen.add(key)


@_check
def check_authors_against_captures(subject: Subject) -> Iterator[Problem]:
    """The list of authors is as long as the captures say."""
    entries = {entry.ref: entry for entry in _entries(subject)}
    for slug, paper in subject.catalogue.papers.items():
        count = len(paper.authors) or paper.author_count
        key = "authors" if paper.authors else "author_count"
        for ref in paper.captures:
            printed = entries[ref].author_count if ref in entries else None
            if printed and count and printed != count:
                yield _warning(
                    subject.locate.paper(slug, key),
                    f"expected {printed} authors as {_at(subject, entries[ref])} says (got {count})",
                    "Look at the paper and correct the record, or leave it if the capture is wrong.",
                )


@_check
def check_dates_against_captures(subject: Subject) -> Iterator[Problem]:
    """The date is the one that the captures print, as far as both are precise."""
    entries = {entry.ref: entry for entry in _entries(subject)}
    for slug, paper in subject.catalogue.papers.items():
        for ref in paper.captures:
            printed = entries[ref].published if ref in entries else None
            if printed and paper.published:
                length = min(len(printed), len(paper.published))
                if printed[:length] != paper.published[:length]:
                    yield _warning(
                        subject.locate.paper(slug, "published"),
                        f"expected {printed} as {_at(subject, entries[ref])} says (got {paper.published})",
                        "Look at the paper and correct the record, or leave it if the capture is wrong.",
                    )


def _at(subject: Subject, entry: Entry) -> str:
    return str(subject.locate.capture(entry.capture, entry.line))


# ------------------------------------------------------------------------------------ topics and kinds


@_check
def check_topics(subject: Subject) -> Iterator[Problem]:
    """Every paper has a primary topic, and every topic it names exists."""
    known = subject.catalogue.taxonomy.topics
    for slug, paper in subject.catalogue.papers.items():
        if not paper.topics:
            yield Problem(
                subject.locate.paper(slug),
                "expected topics, the primary one first (got none)",
                f"Run 'reading-list suggest {slug}' for suggestions.",
            )
        for number, id_ in enumerate(paper.topics):
            if id_ not in known:
                place = subject.locate.paper(slug, "topics", number)
                yield Problem(
                    place, f"expected a topic of topics.yml (got {id_!r})", _nearest(id_, known, "topic")
                )


@_check
def check_topics_are_filled(subject: Subject) -> Iterator[Problem]:
    """No topic is empty, once there are papers at all."""
    if not subject.catalogue.papers:
        return
    for where, id_ in _topic_places(subject):
        if not subject.catalogue.by_topic[id_]:
            yield Problem(
                subject.locate.find("topics.yml", *where),
                f"expected at least one paper in the topic {id_!r} (got none)",
                "Give it a paper or remove it.",
            )


@_check
def check_kinds(subject: Subject) -> Iterator[Problem]:
    """Every paper has a kind."""
    for slug, paper in subject.catalogue.papers.items():
        if paper.kind is None:
            yield Problem(
                subject.locate.paper(slug), "expected the key 'kind' (got none)", "Say what the paper is."
            )


def _topic_places(subject: Subject) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for g, group in enumerate(subject.catalogue.taxonomy.groups):
        for t, topic in enumerate(group.topics):
            yield ("groups", g, "topics", t), topic.id


def _nearest(name: str, known: Iterable[str], what: str) -> str:
    """Return the advice to write the known name that is most like ``name``, if one is."""
    ranked = sorted((-fuzz.ratio(name, other), other) for other in known)
    if ranked and -ranked[0][0] >= 60:
        return f"Did you mean {ranked[0][1]!r}?"
    return f"Correct it or add the {what}."


# ---------------------------------------------------------------------------------------- same papers


@_check
def check_papers_are_different(subject: Subject) -> Iterator[Problem]:
    """No two records are the same paper."""
    papers = subject.catalogue.papers
    by_id: dict[tuple[str, str], list[str]] = {}
    by_title: dict[str, list[str]] = {}
    for slug, paper in papers.items():
        for item in primary_identifiers(paper).items():
            by_id.setdefault(item, []).append(slug)
        by_title.setdefault(title_key(paper.title), []).append(slug)
    reported: set[frozenset[str]] = set()
    fix = "Merge the two: keep one record, and send the other's address there in redirects.yml."
    for (kind, value), slugs in by_id.items():
        for one, other in combinations(slugs, 2):
            reported.add(frozenset((one, other)))
            yield Problem(
                subject.locate.paper(other, "links", kind),
                f"expected an identifier that no other record has (got {value}, as in {one}.yml)",
                fix,
            )
    for slugs in by_title.values():
        for one, other in combinations(slugs, 2):
            if frozenset((one, other)) not in reported and may_be_same_paper(papers[one], papers[other]):
                yield Problem(
                    subject.locate.paper(other, "title"),
                    f"expected a paper that is not on the list yet (got the title of {one}.yml)",
                    fix,
                )


# ---------------------------------------------------------------------------------------------- links


@_check
def check_links(subject: Subject) -> Iterator[Problem]:
    """Every address is well formed, each stands once, every identifier is a possible one."""
    for slug, paper in subject.catalogue.papers.items():
        links = paper.links
        seen: dict[str, str] = {}
        for name in ("code", "project", "other"):
            for number, address in enumerate(getattr(links, name)):
                place = subject.locate.paper(slug, "links", name, number, text=address)
                if flaw := find_address_flaw(address):
                    yield Problem(place, f"expected {flaw} (got {address})", "Correct the address.")
                key = re.sub(r"\Ahttps?://(?:www\.)?", "", address).rstrip("/").casefold()
                if key in seen:
                    yield _warning(
                        place, f"expected each address once (got {address} as in '{seen[key]}')", "Remove it."
                    )
                seen.setdefault(key, name)
        if links.arxiv and parse_arxiv_id(links.arxiv) != links.arxiv:
            place = subject.locate.paper(slug, "links", "arxiv")
            yield Problem(
                place, f"expected an arXiv identifier that can be (got {links.arxiv})", "Look it up."
            )
        if links.doi and parse_doi(links.doi) != links.doi.lower():
            place = subject.locate.paper(slug, "links", "doi")
            yield Problem(
                place, f"expected a DOI without anything behind it (got {links.doi})", "Correct it."
            )


@_check
def check_evidence(subject: Subject) -> Iterator[Problem]:
    """Evidence names facts that a record can have."""
    known = {*Paper.model_fields, *Links.model_fields} - {"slug", "evidence"}
    for slug, paper in subject.catalogue.papers.items():
        for name in paper.evidence:
            if name.rpartition(".")[2] not in known:
                yield _warning(
                    subject.locate.paper(slug, "evidence", name),
                    f"expected the name of a field (got {name!r})",
                    _nearest(name, sorted(known), "field"),
                )


# ------------------------------------------------------------------------------------------ summaries


@_check
def check_summaries(subject: Subject) -> Iterator[Problem]:
    """Every paper has a summary of one short sentence in words that are not the abstract's."""
    for slug, paper in subject.catalogue.papers.items():
        if paper.tldr is None:
            yield Problem(
                subject.locate.paper(slug), "expected the key 'tldr' (got none)", "Write one sentence."
            )
            continue
        place = subject.locate.paper(slug, "tldr")
        for expected, found in _summary_faults(paper.tldr, paper.abstract):
            yield Problem(place, f"tldr: expected {expected} (got {found})", "Rewrite it.")


def _summary_faults(tldr: str, abstract: str) -> Iterator[tuple[str, str]]:
    """Yield what was expected of a summary and what was found instead."""
    if (count := len(VISIBLE_WORD.findall(tldr))) > TLDR_WORDS:
        yield f"at most {TLDR_WORDS} words", str(count)
    if not re.search(r"[.!?][\"”’)]*\Z", tldr):
        yield "a full stop at the end", _shown(tldr[-20:])
    if ends := SENTENCE_END.findall(tldr):
        yield "one sentence", str(len(ends) + 1)
    for pattern, name in ((THIS_PAPER, "this paper"), (NOVEL, "novel")):
        if match := pattern.search(tldr):
            yield f"no {name!r}", _shown(match[0])
    if run := copied_run(tldr, abstract):
        yield f"at most {COPIED_WORDS} words running as in the abstract", _shown(" ".join(run), 120)


@_check
def check_questions(subject: Subject) -> Iterator[Problem]:
    """A question, where a paper has one, is one short question in words that are not the abstract's."""
    for slug, paper in subject.catalogue.papers.items():
        if paper.question is None:
            continue
        place = subject.locate.paper(slug, "question")
        faults = []
        if (count := len(VISIBLE_WORD.findall(paper.question))) > QUESTION_WORDS:
            faults.append((f"at most {QUESTION_WORDS} words", str(count)))
        if not paper.question.endswith("?"):
            faults.append(("a question mark at the end", _shown(paper.question[-20:])))
        if run := copied_run(paper.question, paper.abstract):
            copied = f"at most {COPIED_WORDS} words running as in the abstract"
            faults.append((copied, _shown(" ".join(run), 120)))
        for expected, found in faults:
            yield Problem(place, f"question: expected {expected} (got {found})", "Rewrite it.")


def copied_run(text: str, source: str) -> tuple[str, ...]:
    """Return the longest run of words of ``text`` that stands in ``source`` too and is longer than allowed.

    Case and punctuation make no difference. Empty when no run has more than :data:`COPIED_WORDS` words.
    """
    mine, theirs = split_words(text), split_words(source)
    size = COPIED_WORDS + 1
    starts: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(theirs) - size + 1):
        starts.setdefault(tuple(theirs[at : at + size]), []).append(at)
    best: tuple[str, ...] = ()
    for at in range(len(mine) - size + 1):
        for there in starts.get(tuple(mine[at : at + size]), ()):
            length = size
            while mine[at + length : at + length + 1] == theirs[there + length : there + length + 1] != []:
                length += 1
            if length > len(best):
                best = tuple(mine[at : at + length])
    return best


@_check
def check_no_latex(subject: Subject) -> Iterator[Problem]:
    """Nothing of LaTeX is left in what people read."""
    for slug, paper in subject.catalogue.papers.items():
        for name in ("title", "abstract", "tldr", "question"):
            text = re.sub(r"https?://\S+", "", getattr(paper, name) or "")
            if match := LATEX.search(text):
                around = text[max(0, match.start() - 20) : match.end() + 20]
                yield Problem(
                    subject.locate.paper(slug, name, text=match[0]),
                    f"{name}: expected no LaTeX (got {match[0]!r} in {around!r})",
                    "Write it in Unicode.",
                )


# ---------------------------------------------------------------------------- introductions and paths


def visible_words(markdown: str) -> int:
    """Return the number of words that a reader sees of a Markdown text: links count by their words."""
    return len(VISIBLE_WORD.findall(MARKDOWN_LINK.sub(r"\g<words>", markdown)))


def _link_faults(subject: Subject, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield for each faulty link of a Markdown text what is in its line, the message and the fix."""
    for match in MARKDOWN_LINK.finditer(text):
        scheme, _, name = match["target"].partition(":")
        if scheme == "paper" and name not in subject.catalogue.papers:
            fix = _nearest(name, subject.catalogue.papers, "paper")
            if name in subject.catalogue.redirects:
                fix = f"Write {subject.catalogue.redirects[name]!r}."
            yield match["target"], f"expected a paper of the list (got {name!r})", fix
        elif scheme == "topic" and name not in subject.catalogue.taxonomy.topics:
            fix = _nearest(name, subject.catalogue.taxonomy.topics, "topic")
            yield match["target"], f"expected a topic of topics.yml (got {name!r})", fix
        elif scheme in ("http", "https"):
            if flaw := find_address_flaw(match["target"]):
                yield match["target"], f"expected {flaw} (got {match['target']})", "Correct the address."
        elif scheme not in ("paper", "topic"):
            yield (
                match["target"],
                f"expected a link to paper:…, topic:… or https://… (got {match['target']!r})",
                "Correct the link.",
            )
        if not match["words"].strip():
            yield match["target"], "expected words in a link (got none)", "Name what it leads to."
    for match in NEAR_LINK.finditer(text):
        if not MARKDOWN_LINK.search(text[: match.end()], max(0, text.rfind("[", 0, match.start()))):
            yield (
                match[0].lstrip("]"),
                f"expected [words](paper:name) (got {match[0]!r})",
                "Correct the link.",
            )


@_check
def check_introductions(subject: Subject) -> Iterator[Problem]:
    """Every topic has an introduction of a readable length whose links lead somewhere."""
    least, most = INTRODUCTION_WORDS
    for where, id_ in _topic_places(subject):
        text = subject.catalogue.taxonomy.topics[id_].introduction
        if not text:
            place = subject.locate.find("topics.yml", *where)
            yield _warning(place, f"expected an introduction to {id_!r} (got none)", "Write one.")
            continue
        here = (*where, "introduction")
        count = visible_words(text)
        if not least <= count <= most:
            yield Problem(
                subject.locate.find("topics.yml", *here),
                f"expected {least} to {most} words in the introduction to {id_!r} (got {count})",
                "Shorten it." if count > most else "Say more.",
            )
        for found, message, fix in _link_faults(subject, text):
            yield Problem(subject.locate.find("topics.yml", *here, text=found), message, fix)
    for number, path in enumerate(subject.catalogue.taxonomy.paths):
        for found, message, fix in _link_faults(subject, path.introduction):
            place = subject.locate.find("topics.yml", "paths", number, "introduction", text=found)
            yield Problem(place, message, fix)
    for slug, paper in subject.catalogue.papers.items():
        for found, message, fix in _link_faults(subject, paper.notes or ""):
            yield Problem(subject.locate.paper(slug, "notes", text=found), message, fix)


@_check
def check_paths(subject: Subject) -> Iterator[Problem]:
    """Every reading path has a fair number of steps, each a paper that exists and belongs there."""
    for where, id_ in _topic_places(subject):
        steps = subject.catalogue.taxonomy.topics[id_].path
        here = subject.catalogue.by_topic[id_]
        if steps:
            yield from _path_faults(subject, steps, (*where, "path"), members={p.slug for p in here})
        elif len(here) >= PATH_STEPS[0]:
            place = subject.locate.find("topics.yml", *where)
            yield _warning(place, f"expected a reading path through {id_!r} (got none)", "Write one.")
    ids: set[str] = set()
    for number, path in enumerate(subject.catalogue.taxonomy.paths):
        if path.id in ids:
            place = subject.locate.find("topics.yml", "paths", number, "id")
            yield Problem(place, f"expected each id once (got {path.id!r} again)", "Give it another.")
        ids.add(path.id)
        yield from _path_faults(subject, path.steps, ("paths", number, "steps"))


def _path_faults(
    subject: Subject,
    steps: Sequence[PathStep],
    where: tuple[str | int, ...],
    members: set[str] | None = None,
) -> Iterator[Problem]:
    least, most = PATH_STEPS
    if not least <= len(steps) <= most:
        yield Problem(
            subject.locate.find("topics.yml", *where),
            f"expected {least} to {most} papers in a reading path (got {len(steps)})",
            "Shorten it." if len(steps) > most else "Add papers.",
        )
    seen: set[str] = set()
    for number, step in enumerate(steps):
        place = subject.locate.find("topics.yml", *where, number, "paper")
        if step.paper not in subject.catalogue.papers:
            fix = _nearest(step.paper, subject.catalogue.papers, "paper")
            if step.paper in subject.catalogue.redirects:
                fix = f"Write {subject.catalogue.redirects[step.paper]!r}."
            yield Problem(place, f"expected a paper of the list (got {step.paper!r})", fix)
        elif members is not None and step.paper not in members:
            yield Problem(
                place,
                f"expected a paper of this topic (got {step.paper!r})",
                "Add the topic to the paper, or take the paper off the path.",
            )
        if step.paper in seen:
            yield Problem(place, f"expected each paper once (got {step.paper!r} again)", "Remove it.")
        seen.add(step.paper)


# ------------------------------------------------------------------------------------ dates and venues


def arxiv_month(identifier: str) -> tuple[int, int] | None:
    """Return year and month in which an arXiv identifier was given, or None if it is not one.

    ``2410.05434`` is of October 2024, ``math/0211159`` of November 2002
    (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    if not ARXIV_ID.match(identifier):
        return None
    digits = identifier.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    return (1900 if year >= 91 else 2000) + year, month


@_check
def check_dates(subject: Subject) -> Iterator[Problem]:
    """The date of a paper agrees with its arXiv identifier."""
    for slug, paper in subject.catalogue.papers.items():
        if not (paper.links.arxiv and paper.published):
            continue
        given = arxiv_month(paper.links.arxiv)
        match = PARTIAL_DATE.match(paper.published)
        if given is None or match is None or not 1 <= given[1] <= 12:
            continue
        if not _agree(match, *given):
            yield _warning(
                subject.locate.paper(slug, "published"),
                f"expected {given[0]}-{given[1]:02} as the arXiv identifier {paper.links.arxiv} says (got "
                f"{paper.published})",
                "Look which of the two is right.",
            )


def _agree(printed: re.Match[str], year: int, month: int) -> bool:
    if printed["month"] is None:
        return int(printed["year"]) == year
    if printed["day"] is None:
        return (int(printed["year"]), int(printed["month"])) == (year, month)
    day = date(int(printed["year"]), int(printed["month"]), int(printed["day"]))
    first = date(year, month, 1)
    behind = date(year + month // 12, month % 12 + 1, 1)
    return first - MONTH_EDGE <= day < behind + MONTH_EDGE


@_check
def check_venues(subject: Subject) -> Iterator[Problem]:
    """Venues have one form each, the one in ``venues.yml``."""
    venues = subject.catalogue.venues
    forms = Counter(name for venue in venues for name in {venue.name, *venue.aliases})
    for number, venue in enumerate(venues):
        for name in (venue.name, *venue.aliases):
            if forms[name] > 1:
                place = subject.locate.find("venues.yml", number, text=name)
                yield Problem(place, f"expected each name once (got {name!r} again)", "Remove one.")
    if not venues:
        return
    names = {venue.name for venue in venues}
    other = {alias.casefold(): venue.name for venue in venues for alias in (venue.name, *venue.aliases)}
    for slug, paper in subject.catalogue.papers.items():
        if paper.venue and paper.venue not in names:
            right = other.get(paper.venue.casefold())
            yield _warning(
                subject.locate.paper(slug, "venue"),
                f"expected a venue of venues.yml (got {paper.venue!r})",
                f"Write {right!r}." if right else _nearest(paper.venue, sorted(names), "venue"),
            )


# ------------------------------------------------------------------------------- redirects and changes


@_check
def check_redirects(subject: Subject) -> Iterator[Problem]:
    """Every redirect goes from an address that is gone to a paper, in one step."""
    papers, redirects = subject.catalogue.papers, subject.catalogue.redirects
    for source, target in redirects.items():
        place = subject.locate.find("redirects.yml", source)
        if not SLUG.match(source):
            yield Problem(place, f"expected the slug of a paper that is gone (got {source!r})", "Correct it.")
        if source in papers:
            yield Problem(
                place,
                f"expected a slug that is gone (got {source!r}, which is a record)",
                "Remove one of them.",
            )
        if target in redirects:
            end = follow_redirects(source, redirects)
            message = f"expected a redirect to a paper (got {target!r}, which is redirected itself)"
            if end is None:
                yield Problem(
                    place, f"expected a redirect that ends (got a loop at {target!r})", "Remove it."
                )
            else:
                yield Problem(place, message, f"Write {end!r}.")
        elif target not in papers:
            yield Problem(
                place, f"expected a paper of the list (got {target!r})", _nearest(target, papers, "paper")
            )


@_check
def check_changes(subject: Subject) -> Iterator[Problem]:
    """What is told of past changes names papers, captures and topics that can still be found."""
    papers, redirects = subject.catalogue.papers, subject.catalogue.redirects
    before = ""
    for number, change in enumerate(subject.catalogue.changes):

        def place(*where: str | int, text: str = "", number: int = number) -> Place:
            return subject.locate.find("changes.yml", number, *where, text=text)

        if change.date < before:
            yield Problem(
                place("date"),
                f"expected the oldest change first (got {change.date} after {before})",
                "Move it.",
            )
        before = max(before, change.date)
        for at, slug in enumerate(change.added):
            if slug not in papers and slug not in redirects:
                fix = _nearest(slug, papers, "paper") if papers else "Correct it."
                yield Problem(place("added", at), f"expected a paper of the list (got {slug!r})", fix)
        for slug in change.moved:
            if slug not in papers and slug not in redirects:
                yield Problem(
                    place("moved", slug),
                    f"expected a paper of the list (got {slug!r})",
                    _nearest(slug, papers, "paper"),
                )
        for source, target in change.merged.items():
            if source not in redirects:
                yield Problem(
                    place("merged", source),
                    f"expected a slug of redirects.yml (got {source!r})",
                    f"Add '{source}: {target}' there.",
                )
            if target not in papers and target not in redirects:
                yield Problem(
                    place("merged", source),
                    f"expected a paper of the list (got {target!r})",
                    _nearest(target, papers, "paper"),
                )
        for at, name in enumerate(change.sources):
            if subject.captures and name not in subject.captures:
                yield _warning(
                    place("sources", at),
                    f"expected the name of a file in captures/ (got {name!r})",
                    "Correct it.",
                )


def find_problems(folder: Folder, site: Site | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with a list, sorted by file and line.

    Files that cannot be loaded are reported first and alone: what the checks would say of a list that is
    not all there is of no use.

    Args:
        folder: where the list stands.
        site: name and addresses of the site; read from ``mkdocs.yml`` where None.
    """
    problems: list[Problem] = []
    captures: dict[str, ReadResult] = {}
    lines: dict[str, list[str]] = {}
    for path in sorted(folder.captures.glob("*")) if folder.captures.is_dir() else ():
        if not path.is_file() or path.name.startswith("."):
            continue
        try:
            source = decode(read_bytes(path) or b"", name=path.name, label=folder.label(path))
            captures[path.name] = read(source)
            lines[path.name] = source.text.split("\n")
        except ContentError as error:
            problems += error.problems
    try:
        catalogue = load_catalogue(folder, site)
    except ContentError as error:
        return (*problems, *error.problems)
    if problems:
        return tuple(problems)
    return run_checks(
        Subject(catalogue=catalogue, captures=captures, locate=Locator(folder), capture_lines=lines)
    )
