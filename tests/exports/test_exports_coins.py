"""COinS: what Zotero reads from a page."""

from __future__ import annotations

from urllib.parse import parse_qs
from xml.etree import ElementTree

from exports_samples import PAPERS, sample

from generator.exports import coins, collect_references


def _context(slug: str) -> dict[str, list[str]]:
    return parse_qs(coins.make_context_object(collect_references(sample())[slug]), strict_parsing=True)


def test_each_type_of_paper_has_its_own_format() -> None:
    conference = _context("crust-forms-early")
    assert conference["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert conference["rft.genre"] == ["proceeding"]
    assert conference["rft.btitle"] == ["Kneading Conference"]
    assert conference["rft.atitle"] == [PAPERS[0].title]
    assert conference["rft.au"] == list(PAPERS[0].authors)
    assert conference["rft_id"][0] == "info:doi/10.1145/3357384.3357879"
    journal = _context("greek-steam")
    assert (journal["rft.genre"], journal["rft.jtitle"]) == (["article"], ["Journal of Crust & Crumb"])
    preprint = _context("a-preprint")
    assert (preprint["rft.type"], preprint["rft.date"]) == (["preprint"], ["2022-12-01"])


def test_markup_in_the_data_is_escaped() -> None:
    span = coins.write_span(collect_references(sample())["nobody-knows"])
    assert span.count("<") == 2
    root = ElementTree.fromstring(span)
    assert parse_qs(root.attrib["title"])["rft.title"] == [PAPERS[4].title]


def test_the_first_author_of_a_published_paper_is_split() -> None:
    assert (_context("crust-forms-early")["rft.aufirst"], _context("crust-forms-early")["rft.aulast"]) == (
        ["Åsa"],
        ["Ünal"],
    )


def test_the_source_of_an_unpublished_paper_is_arxiv_or_the_venue() -> None:
    assert _context("a-preprint")["rft.source"] == ["arXiv"]
    assert _context("old-style")["rft.source"] == ["Gazette of Ovens"]
    assert _context("old-style")["rft.type"] == ["document"]
    assert "rft.source" not in _context("nobody-knows")
