"""The rules that ``reading-list check`` enforces: their names, levels and what they require."""

from typing import Literal, NamedTuple, get_args

Level = Literal["off", "warning", "error"]
LEVELS: tuple[str, ...] = get_args(Level)
"""The levels, from least to most."""


class Rule(NamedTuple):
    """A rule of the list.

    Attributes:
        level: the level of its violations unless the list sets another.
        text: what it requires, or what it finds.
        least: the lowest level that a list may set.
    """

    level: Level
    text: str
    least: Level = "off"


RULES: dict[str, Rule] = {
    "invalid-file": Rule("error", "Every file can be read and has only valid keys and values.", "error"),
    # facts of papers
    "missing-authors": Rule("off", "Every paper has authors."),
    "missing-date": Rule("off", "Every paper has a date."),
    "missing-topics": Rule("warning", "Every paper has a topic."),
    "missing-kind": Rule("off", "Every paper has a kind."),
    "missing-summary": Rule("off", "Every paper has a summary (`tldr`)."),
    "missing-question": Rule("off", "Every paper has a question."),
    "summary-style": Rule(
        "warning",
        "A summary is one sentence of at most 30 words that is not copied from the abstract and does not say "
        "“this paper” or “novel”.",
    ),
    "question-style": Rule(
        "warning",
        "A question ends with a question mark, has at most 15 words, and is not copied from the abstract; "
        "other wordings (`also_asked`) have at most 40.",
    ),
    "advice-style": Rule(
        "warning",
        "A paper has either `why_read` or, unless it is a must-read, `who_can_skip`, in at most 25 words "
        "that are not copied from the abstract.",
    ),
    "comparison-style": Rule(
        "warning", "The parts of a `comparison` have at most 30 words and are not copied from the abstract."
    ),
    "latex": Rule("warning", "Titles, abstracts, summaries, advice and questions contain no LaTeX."),
    "invisible-character": Rule("warning", "No line has invisible characters."),
    "unknown-kind": Rule("error", "Every kind is among `kinds` in mkdocs.yml.", "warning"),
    "unknown-topic": Rule("error", "The topics of papers are in topics.yml.", "error"),
    "unknown-venue": Rule("warning", "Venues have the names listed in venues.yml, if there is one."),
    "venue-year": Rule("warning", "No venue is of a year before the paper’s first publication."),
    "missing-venue": Rule("warning", "Articles with a volume, an issue or pages have a venue."),
    "venue-type": Rule("warning", "No paper is a journal article at a conference, or the other way around."),
    "serial-number": Rule("warning", "ISBNs and ISSNs have correct check digits."),
    "unknown-evidence": Rule("warning", "Evidence names fields that exist."),
    "unsourced-fact": Rule(
        "off", "The sources of identifiers, authors, dates and venues are named in `evidence`."
    ),
    "author-name": Rule("off", "No author’s name is also on the list in a fuller form."),
    "arxiv-date": Rule("warning", "Papers are dated to the month of their arXiv identifier."),
    # links
    "invalid-identifier": Rule("error", "arXiv identifiers and DOIs are well formed.", "warning"),
    "broken-address": Rule("error", "Addresses are well formed.", "warning"),
    "deceptive-host": Rule("warning", "No address has a host that looks like another one.", "warning"),
    "repeated-address": Rule("warning", "No record has an address twice."),
    "broken-link": Rule("error", "Links in Markdown lead to papers, topics and pages that exist.", "error"),
    "missing-description": Rule("warning", "Images in introductions and notes have a description."),
    "rest-of-review": Rule("error", "No text ends with leftovers of a deleted `review`.", "warning"),
    "private-note": Rule("warning", "Private notes belong to records, and Git ignores them."),
    # papers compared with each other
    "shared-identifier": Rule("error", "No two records have the same arXiv identifier or DOI.", "warning"),
    "shared-title": Rule("error", "No two records are the same paper, judging by their titles.", "warning"),
    "repeated-alias": Rule("warning", "No alias repeats a title of its paper, or is a title of another one."),
    "shared-citation-key": Rule("error", "No two records have the same citation key.", "error"),
    "related-paper": Rule(
        "error", "Related papers are on the list, each once, and none is the paper itself.", "error"
    ),
    # topics, reading paths and venues
    "empty-topic": Rule("warning", "Every topic has a paper."),
    "missing-scope": Rule("warning", "Every topic has a scope."),
    "missing-introduction": Rule("off", "Every topic has an introduction."),
    "introduction-length": Rule("warning", "Introductions have 60 to 120 words."),
    "removed-markup": Rule(
        "error", "Introductions and notes have no markup that is removed from pages.", "warning"
    ),
    "missing-path": Rule("off", "Every topic with at least three papers has a reading path."),
    "path-length": Rule("warning", "Reading paths have 3 to 7 papers."),
    "path-paper": Rule("error", "Papers on a reading path are on the list, each once.", "error"),
    "path-topic": Rule("warning", "Papers on a topic’s reading path belong to the topic."),
    "outside-work": Rule("warning", "Works to read first that are outside the list are not on it."),
    "repeated-path": Rule("error", "No two reading paths have the same id.", "error"),
    "repeated-venue": Rule("error", "No two venues have the same name or alias.", "error"),
    # captures
    "unread-line": Rule("warning", "Every part of a capture can be read."),
    "private-part": Rule("warning", "No capture has local paths, private notes or user names."),
    "unlisted-entry": Rule("error", "Every entry of a capture has a record or is excluded."),
    "missing-reference": Rule("warning", "Records refer to all entries they were made from."),
    "wrong-reference": Rule("error", "Records refer to existing entries, no two to the same one.", "warning"),
    "doubtful-reference": Rule("warning", "Records resemble the entries they refer to in title or abstract."),
    "conflicting-facts": Rule("warning", "Records agree with captures on date and number of authors."),
    "unused-exclusion": Rule("warning", "Excluded titles are in a capture, and not on the list."),
    "repeated-exclusion": Rule("error", "No title is excluded twice.", "warning"),
    "unread-folder": Rule("warning", "Captures are not in subfolders, where they would not be read."),
    # the change log, and the site
    "wrong-redirect": Rule("error", "Redirects lead from old slugs straight to papers.", "error"),
    "change-order": Rule("error", "The oldest change comes first.", "warning"),
    "change-paper": Rule("error", "Changes name papers that are or once were on the list.", "warning"),
    "change-source": Rule("warning", "Changes name captures that exist."),
    "site-size": Rule("warning", "The site stays within the limits of GitHub Pages."),
    "script": Rule("warning", "No file next to the handwritten pages runs unexpected scripts.", "warning"),
}
"""Every rule by its name, which lists use in ``mkdocs.yml`` and which therefore never changes."""
