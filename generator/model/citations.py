"""Which papers of a list cite each other: the content of ``citations.yml``."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from generator.model.fields import Doi, Name, PartialDate, Record, Slug, Title
from generator.model.limits import MOST_LINES, MOST_PAPERS


class MissingWork(Record):
    """A work that papers on the list cite, but that is not on it.

    Attributes:
        cited_by: number of papers on the list that cite it.
    """

    title: Title
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    doi: Doi | None = None
    cited_by: Annotated[int, Field(ge=1)]


class Citations(Record):
    """What a service knows about citations; ``reading-list enrich --citations`` writes it.

    Attributes:
        source: the service.
        date: day on which it was asked.
        cites: slug -> slugs of the papers on the list that the paper cites; some may be gone by now.
        missing: the works cited most that are not on the list.
    """

    source: Name | None = None
    date: PartialDate | None = None
    cites: Annotated[
        Mapping[Slug, Annotated[tuple[Slug, ...], Field(max_length=MOST_LINES)]],
        Field(max_length=MOST_PAPERS),
    ] = Field(default_factory=dict)
    missing: tuple[MissingWork, ...] = Field((), max_length=MOST_LINES)
