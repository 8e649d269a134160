"""The formats in which pages offer their papers: as a file, as text, or made in the browser."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.exports import FORMATS, Reference, paths
from generator.pages.addresses import Address
from generator.text.translation import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One format in which a page offers papers.

    Attributes:
        id: key of the format.
        label: what the page calls it.
        extension: of its files, without the dot.
        address: of the file; None if the browser makes it.
        text: what the page shows; empty if the browser makes it.
    """

    id: str
    label: str
    extension: str
    address: Address | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """The formats in which several papers are offered; ``of`` names them, such as ``topics/pruning``.

    ``offers`` are files for other programs; ``texts`` are lists to paste.
    """

    of: str
    offers: tuple[Offer, ...]
    texts: tuple[Offer, ...]


def offer_list() -> OfferRow:
    """Return the files of the whole list."""
    files = {id_: paths.list_file(format_.extension) for id_, format_ in FORMATS.items() if format_.for_list}
    return _make_row("", files)


def offer_choice() -> OfferRow:
    """Return the formats of papers that the reader chooses, all made in the browser."""
    return _make_row("", {})


def offer_topic(topic_id: str) -> OfferRow:
    """Return the formats of all papers of a topic."""
    return _make_row(f"topics/{topic_id}", {"bib": paths.topic_file(topic_id)})


def offer_year(year: int | None, papers: int) -> OfferRow:
    """Return the formats of all papers of a year, on a list of ``papers`` papers."""
    files = {"bib": paths.year_file(year)} if paths.has_small_files(papers) else {}
    return _make_row(f"years/{year or 'unknown'}", files)


def offer_author(slug: str, papers: int) -> OfferRow:
    """Return the formats of all papers of an author, on a list of ``papers`` papers."""
    files = {"bib": paths.author_file(slug)} if paths.has_small_files(papers) else {}
    return _make_row(f"authors/{slug}", files)


def _make_row(of: str, files: Mapping[str, str]) -> OfferRow:
    offers = [
        Offer(
            id=id_,
            label=_(format_.name),
            extension=format_.extension,
            address=Address(files[id_]) if id_ in files else None,
        )
        for id_, format_ in FORMATS.items()
    ]
    return OfferRow(
        of=of,
        offers=tuple(offer for offer in offers if FORMATS[offer.id].for_list),
        texts=tuple(offer for offer in offers if not FORMATS[offer.id].for_list),
    )


def offer_paper(reference: Reference, papers: int) -> tuple[Offer, ...]:
    """Return the formats of one paper, those that its page shows first, on a list of ``papers`` papers."""
    files = {"bib": Address(paths.paper_file(reference.slug))} if paths.has_small_files(papers) else {}
    offers = [
        Offer(
            id=id_,
            label=_(format_.one),
            extension=format_.extension,
            address=files.get(id_),
            text=(format_.write_copy or format_.write_entry)(reference) if format_.in_page else "",
        )
        for id_, format_ in FORMATS.items()
        if format_.one
    ]
    return tuple(sorted(offers, key=lambda offer: not offer.text))
