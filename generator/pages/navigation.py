"""The generated sections of the site's navigation."""

from __future__ import annotations

from typing import Any

from generator.model.catalogue import Catalogue


def list_sections(catalogue: Catalogue) -> dict[str, list[Any]]:
    """Return the sections ``topics/``, by group, and ``years/`` as MkDocs' ``nav`` has them."""
    topics: list[Any] = [{"All topics": "topics/index.md"}]
    for group in catalogue.taxonomy.groups:
        topics.append({group.title: [{topic.title: f"topics/{topic.id}.md"} for topic in group.topics]})
    years: list[Any] = [{"All years": "years/index.md"}]
    years += [
        {str(year) if year else "Unknown": f"years/{year or 'unknown'}.md"} for year in catalogue.by_year
    ]
    return {"topics/": topics, "years/": years}
