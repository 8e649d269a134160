"""Where each exported file is, as a path from the root of the site; published paths never change.

=================================== ===========================================================
``exports/all.{bib,ris,json,csv}``   the whole list
``exports/topics/<id>.bib``          each topic, with every paper of the topic, primary or not
``exports/years/<year>.bib``         each year; ``unknown.bib`` for papers without one
``exports/authors/<slug>.bib``       each author of several papers
``papers/<slug>/<slug>.bib``         one paper
``feed.xml``                         Atom feed of the whole list
``feeds/<id>.xml``                   Atom feed of each topic
``feeds/authors/<slug>.xml``         Atom feed of each author of several papers
``feeds.opml``                       all the feeds
``assets/data/cite/…``               what the browser makes all other exports from (see ``shards.py``)
=================================== ===========================================================

The files of single papers, years and authors exist on lists of up to :data:`MOST_PAPERS_WITH_FILES` papers.
On larger ones, a program finds BibTeX, citation tags and JSON-LD in the page of each paper.
"""

from typing import Final

MOST_PAPERS_WITH_FILES: Final = 4000
"""Papers of the largest list on which each paper, year and author has files of its own.

Hosts limit the number and the total size of the files of a site.
"""
FEEDS_OPML: Final = "feeds.opml"
CITE_FORMATS: Final = "assets/data/cite/formats.js"
CITE_INDEX: Final = "assets/data/cite/index.json"
CITE_GROUPS: Final = "assets/data/cite/groups.bin"


def has_small_files(papers: int) -> bool:
    """Return whether a list of ``papers`` papers has files for each paper, year and author."""
    return papers <= MOST_PAPERS_WITH_FILES


def list_file(extension: str) -> str:
    """Return the path of the whole list in a format."""
    return f"exports/all.{extension}"


def topic_file(topic_id: str) -> str:
    """Return the path of the BibTeX file of one topic."""
    return f"exports/topics/{topic_id}.bib"


def year_file(year: int | None) -> str:
    """Return the path of the BibTeX file of one year; None is for the papers without a year."""
    return f"exports/years/{year or 'unknown'}.bib"


def author_file(slug: str) -> str:
    """Return the path of the BibTeX file of one author."""
    return f"exports/authors/{slug}.bib"


def author_feed(slug: str) -> str:
    """Return the path of the Atom feed of one author."""
    return f"feeds/authors/{slug}.xml"


def paper_file(slug: str) -> str:
    """Return the path of the BibTeX file of one paper."""
    return f"papers/{slug}/{slug}.bib"


def feed(topic_id: str | None = None) -> str:
    """Return the path of the Atom feed of a topic, or of the whole list."""
    return "feed.xml" if topic_id is None else f"feeds/{topic_id}.xml"


def cite_shard(shard: int, count: int) -> str:
    """Return the path of a shard. It includes the count, so that an old index rarely meets new shards."""
    return f"assets/data/cite/{count}/{shard}.bin"
