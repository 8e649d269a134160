"""Bibliographies, spreadsheets and feeds of the list: one module per format, all pure functions.

:func:`collect_references` works out once what every format says about each paper. The docstring of each
format's module says where it puts each fact, so that a reader can restore it. :mod:`~generator.exports.files`
makes all the files; :mod:`~generator.exports.paths` knows where each one is.
"""

from generator.exports.formats import FORMATS
from generator.exports.references import Reference, collect_references

__all__ = ["FORMATS", "Reference", "collect_references"]
