"""Maximum sizes of texts and lists, generous for real papers but small enough to stay fast.

``docs/limits.md`` lists each limit with its message.
"""

LONGEST_SLUG = 120
"""Characters of a slug, which is part of file names and addresses."""
LONGEST_NAME = 300
"""Characters of the name of a person, organization, topic or term."""
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
MOST_KINDS = 2
"""Kinds of a paper."""
MOST_WORDINGS = 20
"""Other titles of a paper, and other wordings of its question."""
MOST_TAGS = 200
"""Most tags of a paper, and most keywords."""
MOST_CAPTURES = 1_000
"""Capture entries for one paper."""
MOST_RELATED = 20
"""Related papers that a record names."""
MOST_KEYS = 100
"""Citation key aliases of a paper, and its entries of ``evidence``."""

MOST_GROUPS = 50
MOST_TOPICS_OF_GROUP = 100
MOST_WORDS = 500
"""Words of a topic, aliases of a venue, and expressions in a group of synonyms."""
MOST_PATHS = 100
MOST_STEPS = 100
"""Steps of a reading path."""

MOST_LINES = 10_000
"""Venues, groups of synonyms, and entries of the change log."""
MOST_PAPERS = 200_000
"""Papers in one change, and entries of the redirects, exclusions and decisions."""

UNITS = {"string_too_long": "characters", "too_long": "items"}
"""Counted unit by pydantic error type."""


def describe_limit(length: int, limit: int, unit: str) -> str:
    """Return the message about something too long: what was expected and found."""
    return f"expected at most {limit:,} {unit} (got {length:,})"
