"""The curator's texts are short, original and free of LaTeX; no text has invisible characters."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.checks.checked_list import CheckedList, quote
from generator.errors import Place, Problem
from generator.model.paper import Comparison
from generator.text.cleaning import UNPRINTABLE
from generator.text.plurals import count_nouns
from generator.text.tokenizing import fold, split_compounds

# "… is small. It also …", and never "e.g. the", "vs. Adam", "et al. show"
SENTENCE_END = re.compile(
    r"(?<![.\s]\w)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bal)[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])"
)
# "… in practice."  ·  "… (see above).)"
FULL_STOP = re.compile(r"[.!?][\"”’)]*\Z")
# This paper shows …  ·  a novel method (never "novelty")
FORBIDDEN_PHRASE = re.compile(r"\bthis paper\b|\bnovel\b", re.I)
# \cdot  ·  {\em x}  ·  ``seed graph''  ·  $O(n)$   (never "$5": a price)
LATEX = re.compile(r"\\[A-Za-z]+|\\[\"'`^~=.%&#_{}$]|[{}]|``|''|\$(?!\d)|(?<=\w)\$")
# https://example.org/{id}, which is not LaTeX
ADDRESS = re.compile(r"https?://\S+")
# words of "1.5× the baker's sour-dough": 1.5, the, baker's, sour, dough
COMPARED_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
# a word with at least one letter or digit: "state-of-the-art", "3.5", "O(n)"
VISIBLE_WORD = re.compile(r"\S*\w\S*")

SUMMARY_WORDS = 30
"""Most words of a summary."""
QUESTION_WORDS = 15
"""Most words of a question."""
WORDING_WORDS = 40
"""Most words of another wording of a question."""
COMPARISON_WORDS = 30
"""Most words of a part of a comparison."""
ADVICE_WORDS = 25
"""Most words of why to read a paper, or who can skip it."""
MOST_COMPARED = 100
"""Words compared with the abstract; a longer text is reported as too long anyway."""
COPIED_WORDS = 6
"""Most consecutive words that a text may share with the abstract."""
ADVICE = ("why_read", "who_can_skip")
PLAIN_TEXTS = ("title", "abstract", "tldr", *ADVICE, "question")
"""Fields with a text that is shown as it is."""

Flaws = Iterator[tuple[str, str]]
"""What is wrong with a text, as a clause after "The summary" or "The question", and the remedy."""


def check_summaries(checked: CheckedList) -> Iterator[Problem]:
    """A summary, where a paper has one, is one short sentence of its own words."""
    for slug, paper in checked.catalog.papers.items():
        if paper.tldr is not None:
            for flaw, fix in _find_summary_flaws(paper.tldr, paper.abstract):
                place = checked.locate.paper(slug, "tldr")
                yield checked.problem("summary-style", place, f"The summary {flaw}", fix)


def _find_summary_flaws(summary: str, abstract: str) -> Flaws:
    yield from _find_flaws(summary, abstract, SUMMARY_WORDS)
    if not FULL_STOP.search(summary):
        yield f"ends in {summary.split()[-1]!r}, without a full stop.", "Add one."
    if ends := SENTENCE_END.findall(summary):
        yield f"has {len(ends) + 1} sentences; only one is allowed.", "Make it one sentence."
    for phrase in dict.fromkeys(found.lower() for found in FORBIDDEN_PHRASE.findall(summary)):
        yield f"says {phrase!r}.", "Say directly what was done or found."


def check_questions(checked: CheckedList) -> Iterator[Problem]:
    """A question, where a paper has one, is short, ends with a question mark and is not copied.

    Other wordings are short, too.
    """
    for slug, paper in checked.catalog.papers.items():
        if paper.question is not None:
            for flaw, fix in _find_question_flaws(paper.question, paper.abstract):
                yield checked.problem(
                    "question-style", checked.locate.paper(slug, "question"), f"The question {flaw}", fix
                )
        for number, wording in enumerate(paper.also_asked):
            for flaw, fix in _find_excess(wording, WORDING_WORDS):
                place = checked.locate.paper(slug, "also_asked", number)
                yield checked.problem("question-style", place, f"This wording of 'also_asked' {flaw}", fix)


def _find_question_flaws(question: str, abstract: str) -> Flaws:
    yield from _find_flaws(question, abstract, QUESTION_WORDS)
    if not question.endswith("?"):
        yield f"ends in {question.split()[-1]!r}, without a question mark.", "Make it a question."


def check_advice(checked: CheckedList) -> Iterator[Problem]:
    """A paper says why to read it or who can skip it, in one short sentence of its own words.

    A must-read does not say who can skip it.
    """
    for slug, paper in checked.catalog.papers.items():
        if paper.why_read and paper.who_can_skip:
            place = checked.locate.paper(slug, "who_can_skip")
            message = "The paper has both 'why_read' and 'who_can_skip'."
            yield checked.problem("advice-style", place, message, "Keep one of them.")
        if paper.must_read and paper.who_can_skip:
            place = checked.locate.paper(slug, "who_can_skip")
            message = "The paper is a must-read, but has 'who_can_skip'."
            yield checked.problem("advice-style", place, message, "Remove it, or write 'why_read' instead.")
        for name in ADVICE:
            if text := getattr(paper, name):
                for flaw, fix in _find_flaws(text, paper.abstract, ADVICE_WORDS):
                    place = checked.locate.paper(slug, name)
                    yield checked.problem("advice-style", place, f"The field {name!r} {flaw}", fix)


def check_comparisons(checked: CheckedList) -> Iterator[Problem]:
    """What a comparison says of a paper is short, and in the curator's own words."""
    for slug, paper in checked.catalog.papers.items():
        for name in Comparison.model_fields:
            text = getattr(paper.comparison, name) or ""
            for flaw, fix in _find_flaws(text, paper.abstract, COMPARISON_WORDS):
                place = checked.locate.paper(slug, "comparison", name)
                yield checked.problem("comparison-style", place, f"The field 'comparison.{name}' {flaw}", fix)


def _find_flaws(text: str, abstract: str, most: int) -> Flaws:
    """Yield an excess of words over ``most``, and a run of words that is copied from the abstract."""
    yield from _find_excess(text, most)
    if copied := find_copied_words(text, abstract):
        run = count_nouns(len(copied), "consecutive word")
        yield f"copies {run} from the abstract: {quote(' '.join(copied), 120)}.", "Use your own words."


def _find_excess(text: str, most: int) -> Flaws:
    if (count := count_words(text)) > most:
        yield f"has {count} words; at most {most} are allowed.", "Shorten it."


def count_words(text: str) -> int:
    """Return the number of words a reader sees; a lone dash is none."""
    return len(VISIBLE_WORD.findall(text))


def find_copied_words(text: str, source: str) -> list[str]:
    """Return the longest run of words that ``text`` shares with ``source``, in lowercase.

    Case, accents, punctuation and hyphens are ignored: ``pre-training`` is the same as ``pretraining``, and
    as two words. Empty if no run is longer than :data:`COPIED_WORDS` words.
    """
    compounds = {"".join(parts): parts for each in (text, source) for parts in split_compounds(each)}
    words, others = (
        [part for word in COMPARED_WORD.findall(fold(each)) for part in compounds.get(word, (word,))]
        for each in (text, source)
    )
    del words[MOST_COMPARED:]
    run = SequenceMatcher(None, words, others, autojunk=False).find_longest_match()
    return words[run.a : run.a + run.size] if run.size > COPIED_WORDS else []


def check_latex(checked: CheckedList) -> Iterator[Problem]:
    """Titles, abstracts, summaries, advice and questions contain no LaTeX."""
    for slug, paper in checked.catalog.papers.items():
        for name in PLAIN_TEXTS:
            text = ADDRESS.sub("", getattr(paper, name) or "")
            if match := LATEX.search(text):
                context = text[max(0, match.start() - 20) : match.end() + 20]
                yield checked.report(
                    "latex",
                    slug,
                    checked.locate.paper(slug, name, text=match[0]),
                    f"The field {name!r} contains LaTeX: {match[0]!r} in {context!r}.",
                    "Write it in Unicode.",
                )


def check_invisible_characters(checked: CheckedList) -> Iterator[Problem]:
    """No line of a record or of topics.yml has invisible characters."""
    for name in ("topics.yml", *(f"papers/{slug}.yml" for slug in checked.catalog.papers)):
        for number, line in enumerate(checked.locate.lines(name), 1):
            if not line.isascii() and (match := UNPRINTABLE.search(line)):
                place = Place(checked.locate.find(name).file, number)
                found = f"an invisible character, U+{ord(match[0]):04X}"
                yield checked.problem(
                    "invisible-character",
                    place,
                    f"This line contains {found}, which is removed from pages.",
                    "Delete it.",
                )
