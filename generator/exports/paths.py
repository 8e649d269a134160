"""Where each exported file stands, as paths from the root of the site; once published they never change.

================================== ==========================================================
``exports/all.{bib,ris,json,csv}``  the whole list
``exports/topics/<id>.<ext>``       each topic (every paper that has it, primary or not)
``exports/years/<year>.<ext>``      each year; ``exports/years/unknown.<ext>`` for papers without one
``papers/<slug>/<slug>.<ext>``      one paper: ``bib``, ``ris`` and ``json`` (CSL-JSON)
``feed.xml``                        Atom feed of the whole list
``feeds/<id>.xml``                  Atom feed of each topic
``feeds.opml``                      all the feeds
``assets/data/cite/index.json``     what the browser needs to join a selection (see ``files.py``)
``assets/data/cite/<n>/…-<i>.json`` shard ``i`` of ``n`` of a format (or ``citation``, ``md``): slug -> entry
================================== ==========================================================

This module imports nothing of the other rooms, so that every room can know the addresses.
"""

from __future__ import annotations

from typing import Final

from generator.text.hashing import hash_fnv1a

__all__ = [
    "CITE_INDEX",
    "FEEDS_OPML",
    "LIST_EXTENSIONS",
    "PAPER_EXTENSIONS",
    "SHARD_SIZE",
    "cite_shard",
    "feed",
    "list_file",
    "paper_file",
    "shard_count",
    "shard_of",
    "topic_file",
    "year_file",
]

LIST_EXTENSIONS: Final = ("bib", "ris", "json", "csv")
"""What the whole list, each topic and each year can be had as."""
PAPER_EXTENSIONS: Final = ("bib", "ris", "json")
"""What each paper can be had as."""
FEEDS_OPML: Final = "feeds.opml"
CITE_INDEX: Final = "assets/data/cite/index.json"
SHARD_SIZE: Final = 50
"""Papers that one shard of the citation data holds on average."""


def list_file(extension: str) -> str:
    """Path of the whole list in the format with this extension."""
    return f"exports/all.{extension}"


def topic_file(topic_id: str, extension: str) -> str:
    """Path of one topic in the format with this extension."""
    return f"exports/topics/{topic_id}.{extension}"


def year_file(year: int | None, extension: str) -> str:
    """Path of one year in the format with this extension; None holds the papers without a year."""
    return f"exports/years/{'unknown' if year is None else year}.{extension}"


def paper_file(slug: str, extension: str) -> str:
    """Path of one paper in the format with this extension."""
    return f"papers/{slug}/{slug}.{extension}"


def feed(topic_id: str | None = None) -> str:
    """Path of the Atom feed of a topic; of the whole list without one."""
    return "feed.xml" if topic_id is None else f"feeds/{topic_id}.xml"


def shard_count(papers: int) -> int:
    """Number of shards of the citation data for a list of so many papers; at least 1."""
    return max(1, -(-papers // SHARD_SIZE))


def shard_of(slug: str, count: int) -> int:
    """Shard, of so many, in which a paper's citation data stands (FNV-1a, 32 bits, of the slug)."""
    return hash_fnv1a(slug) % count


def cite_shard(extension: str, shard: int, count: int) -> str:
    """Path of one shard; the number of shards is in it, so that no old index meets new shards."""
    return f"assets/data/cite/{count}/{extension}-{shard}.json"
