"""The index of the site's search: static files that ``templates/assets/js/search-engine.js`` reads.

It is an inverted index with the weights of BM25F worked out in advance. Forms of a word share a *class*
(their English stem). Compounds and camel case are found by their parts as well, and a paper that uses one of
several synonyms (``content/search.yml``, or an abbreviation that abstracts explain) is found by the others.

Files, all JSON, below ``assets/search/``:

- ``index.json``: version and facets; fetched once;
- ``<version>/words.json``: the dictionary: words, classes, words that say little, everyday synonyms;
- ``<version>/p<N>.json``: postings of a run of classes, in the order of the dictionary;
- ``<version>/m<N>.json``: what to show of a run of papers;
- ``<version>/a<N>.json``: abstracts of a run of papers, to quote from;
- ``<version>/authors.json``: all authors, and those of each paper; fetched to find or filter by a name;
- ``<version>/order.json``: the papers by date, by title and by the day they were added;
- ``<version>/ids.json``: papers by arXiv identifier, DOI and OpenReview identifier;
- ``<version>/slugs.json``: papers by slug.

``<version>`` is a hash of the content, so that files of two builds never mix. Runs of numbers are encoded as
text; see :mod:`generator.analysis.search.encoding`.
"""

from generator.analysis.search.index import SEARCH_DIR, build_index

__all__ = ["SEARCH_DIR", "build_index"]
