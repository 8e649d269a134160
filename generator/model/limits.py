"""How long texts and lists can be: generous for real papers, small enough that no record slows the rest.

``docs/limits.md`` lists each limit with the message about it.
"""

LONGEST_SLUG = 120
"""Characters of a slug, which is part of file names and addresses."""
LONGEST_NAME = 300
"""Characters of a name: of a person, an organization, a term, an alias."""
LONGEST_TITLE = 1_000
"""Characters of a title, or of the name of a venue."""
LONGEST_SENTENCE = 2_000
"""Characters of a summary, a question, a scope, a reason."""
LONGEST_PROSE = 20_000
"""Characters of notes, of an introduction, and of the sources of one fact."""
LONGEST_ABSTRACT = 50_000
"""Characters of an abstract."""
LONGEST_ADDRESS = 2_000
"""Characters of a web address."""
LONGEST_DOI = 300
LONGEST_ARXIV_ID = 40
LONGEST_KEY = 200
"""Characters of a citation key."""
LONGEST_FILE_NAME = 255
"""Characters of a capture's file name, as on most file systems."""

MOST_AUTHORS = 10_000
"""Authors of a paper; those of large collaborations in physics have about 5,000."""
MOST_LINKS = 100
"""Addresses of one kind, such as ``code``."""
MOST_TOPICS_OF_PAPER = 20
MOST_CAPTURES = 1_000
"""Entries of captures that are one paper."""
MOST_KEYS = 100
"""Earlier citation keys of a paper, and facts with a source."""

MOST_GROUPS = 50
MOST_TOPICS_OF_GROUP = 100
MOST_WORDS = 500
"""Words of a topic, and forms of one name or expression."""
MOST_PATHS = 100
MOST_STEPS = 100
"""Steps of a reading path."""

MOST_LINES = 10_000
"""Venues, groups of synonyms, and days in the change log."""
MOST_PAPERS = 200_000
"""Papers that one change, the redirects, the exclusions or the decisions name."""

UNITS = {"string_too_long": "characters", "too_long": "items"}
"""What is counted, by pydantic's type of error about a limit."""


def describe_limit(length: int, limit: int, unit: str) -> str:
    """Return what was expected and found where something is too long."""
    return f"expected at most {limit:,} {unit} (got {length:,})"
