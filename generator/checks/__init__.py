"""The rules that a list must follow: one module per subject, one function per rule.

A check is a function that takes the whole list and yields a problem for every violation: an error where
the content is wrong, a warning where only a person can decide. Facts that a record in review still lacks
are warnings until its line ``review:`` is deleted. :mod:`~generator.checks.runner` lists and runs all checks.

- ``captures``: every entry is on the list or excluded; authors and dates agree with the captures
- ``topics``: topics, kinds and introductions
- ``records``: no paper, identifier or citation key twice; evidence
- ``links``: addresses, arXiv identifiers and DOIs
- ``words``: summaries, questions, leftover LaTeX
- ``reading_paths``, ``venues``, ``history`` (the change log and redirects)
- ``hosting``: the size of the site, and scripts among its files
"""

from generator.checks.checked_list import CheckedList
from generator.checks.runner import CHECKS, find_problems, find_problems_of_records, run_checks

__all__ = ["CHECKS", "CheckedList", "find_problems", "find_problems_of_records", "run_checks"]
