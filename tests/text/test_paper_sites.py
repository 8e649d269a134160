"""Addresses of papers at well-known sites."""

from __future__ import annotations

import pytest

from generator.text.paper_sites import find_paper_site, is_pdf


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://aclanthology.org/2020.acl-main.1/", "ACL Anthology"),
        ("https://www.aclweb.org/anthology/P16-1001.pdf", "ACL Anthology"),
        ("http://proceedings.mlr.press/v97/tan19a.html", "PMLR"),
        ("https://papers.nips.cc/paper/7181-attention-is-all-you-need", "NeurIPS"),
        ("https://proceedings.neurips.cc/paper_files/paper/2020/hash/1457c0d6-Abstract.html", "NeurIPS"),
        ("https://www.semanticscholar.org/paper/204e3073", "Semantic Scholar"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "PubMed"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "PubMed Central"),
        ("https://aclanthology.org/venues/acl/", None),
        ("https://aclanthology.org.evil.example/2020.acl-main.1/", None),
        ("https://bread.example/?u=https://pubmed.ncbi.nlm.nih.gov/1", None),
    ],
)
def test_papers_are_recognized_by_their_addresses(address: str, site: str | None) -> None:
    assert find_paper_site(address) == site


def test_pdfs_are_recognized() -> None:
    assert is_pdf("https://bread.example/rye.pdf?download=1")
    assert not is_pdf("https://bread.example/pdf")
