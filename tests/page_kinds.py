"""One page of each kind, for tests that look at all of them."""

from __future__ import annotations

from generator.model.catalog import Catalog
from generator.pages.comparison import list_compared

__all__ = ["KINDS", "list_addresses"]

KINDS = (
    "home",
    "topics",
    "topic",
    "comparison",
    "years",
    "year",
    "authors",
    "author",
    "paper",
    "browse",
    "library",
    "new",
    "pictures",
    "map",
    "feeds",
    "about",
    "not found",
)


def list_addresses(catalog: Catalog) -> dict[str, str]:
    """Return the address of one page of each kind that the list has."""
    topic = next(topic.id for topic in catalog.taxonomy.topics.values() if topic.path)
    year = min(catalog.by_year, key=lambda year: (len(catalog.by_year[year]), year or 0))
    paper = next(paper for paper in catalog.papers.values() if paper.links.arxiv and paper.links.code)
    own = {
        "home": "",
        "topic": f"topics/{topic}/",
        "year": f"years/{year}/",
        "paper": f"papers/{paper.slug}/",
        "browse": "browse/?q=dough&code=yes",
        "not found": "no-such-page/",
    }
    authors = sorted(catalog.authors.by_slug.values(), key=lambda author: len(author.papers))
    own |= {"author": f"authors/{authors[0].slug}/"} if authors else {}
    compared = [id_ for id_ in catalog.by_topic if list_compared(catalog, id_)]
    own |= {"comparison": f"topics/{compared[0]}/compare/"} if compared else {}
    missing = (*(() if compared else ("comparison",)), *(() if authors else ("authors", "author")))
    kinds = [kind for kind in KINDS if kind not in missing]
    return {kind: own.get(kind, f"{kind}/") for kind in kinds}
