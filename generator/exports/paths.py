"""Where each exported file is, as a path from the root of the site; published paths never change.

==================================== ==========================================================
``exports/all.{bib,ris,json,csv}``    the whole list
``exports/topics/<id>.<ext>``         each topic, with every paper of the topic, primary or not
``exports/years/<year>.<ext>``        each year; ``unknown.<ext>`` for papers without one
``papers/<slug>/<slug>.<ext>``        one paper: ``bib``, ``ris`` and ``json`` (CSL-JSON)
``feed.xml``                          Atom feed of the whole list
``feeds/<id>.xml``                    Atom feed of each topic
``feeds.opml``                        all the feeds
``assets/data/cite/index.json``       what the browser needs to join a selection (see ``files.py``)
``assets/data/cite/<n>/<f>-<i>.json`` shard ``i`` of ``n`` of the format ``f``: slug -> entry
==================================== ==========================================================
"""

from typing import Final

from generator.text.tokenizing import hash_fnv1a

LIST_EXTENSIONS: Final = ("bib", "ris", "json", "csv")
"""Formats of the whole list, each topic and each year."""
PAPER_EXTENSIONS: Final = ("bib", "ris", "json")
"""Formats of each paper."""
FEEDS_OPML: Final = "feeds.opml"
CITE_INDEX: Final = "assets/data/cite/index.json"
SHARD_SIZE: Final = 50
"""Average number of papers in a shard."""


def list_file(extension: str) -> str:
    """Return the path of the whole list in a format."""
    return f"exports/all.{extension}"


def topic_file(topic_id: str, extension: str) -> str:
    """Return the path of one topic in a format."""
    return f"exports/topics/{topic_id}.{extension}"


def year_file(year: int | None, extension: str) -> str:
    """Return the path of one year in a format; None is for the papers without a year."""
    return f"exports/years/{'unknown' if year is None else year}.{extension}"


def paper_file(slug: str, extension: str) -> str:
    """Return the path of one paper in a format."""
    return f"papers/{slug}/{slug}.{extension}"


def feed(topic_id: str | None = None) -> str:
    """Return the path of the Atom feed of a topic, or of the whole list."""
    return "feed.xml" if topic_id is None else f"feeds/{topic_id}.xml"


def shard_count(papers: int) -> int:
    """Return the number of shards for a list of ``papers`` papers; at least 1."""
    return max(1, -(-papers // SHARD_SIZE))


def shard_of(slug: str, count: int) -> int:
    """Return the number of the shard that contains a paper, of ``count`` shards."""
    return hash_fnv1a(slug) % count


def cite_shard(name: str, shard: int, count: int) -> str:
    """Return the path of a shard. It includes the count, so that an old index never meets new shards."""
    return f"assets/data/cite/{count}/{name}-{shard}.json"
