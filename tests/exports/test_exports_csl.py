"""CSL-JSON: the items say what the records say."""

from __future__ import annotations

import json
from typing import Any

from exports_samples import catalogue_of, papers, sample
from hypothesis import given

from generator.exports import FORMATS, collect_references
from generator.exports.references import Reference
from generator.model.paper import Paper


def check_item(ref: Reference, item: dict[str, Any]) -> None:
    assert item["id"] == ref.key
    assert item["title"] == ref.title
    names = [
        " ".join(
            name[part] for part in ("given", "non-dropping-particle", "family", "suffix") if part in name
        )
        if "literal" not in name
        else name["literal"]
        for name in item.get("author", [])
    ]
    printed = [name.printed for name in ref.authors] or ([ref.organization] if ref.organization else [])
    assert [name.replace(",", "") for name in names] == [name.replace(",", "") for name in printed]
    issued = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    assert tuple(issued) == ref.date_parts
    if ref.published:
        date = item.get("submitted", item.get("issued"))["date-parts"][0]
        assert tuple(date) == ref.published_parts
    assert item.get("DOI", "") == ref.doi
    assert item.get("abstract", "") == ref.abstract
    assert item.get("keyword", "") == ", ".join(ref.topics)
    notes = [tuple(line.split(": ", 1)) for line in item.get("note", "").splitlines()]
    assert notes == list(ref.extras)


def test_every_fact_of_the_sample_is_in_its_item() -> None:
    references = list(collect_references(sample()).values())
    items = json.loads(FORMATS["json"].write(references))
    assert len(items) == len(references)
    for ref, item in zip(references, items, strict=True):
        check_item(ref, item)
    assert {item["type"] for item in items} == {"article", "article-journal", "paper-conference"}


@given(papers())
def test_every_fact_of_any_paper_is_in_its_item(paper: Paper) -> None:
    (ref,) = collect_references(catalogue_of(paper)).values()
    (item,) = json.loads(FORMATS["json"].write([ref]))
    check_item(ref, item)


def test_a_file_without_papers_is_an_empty_array() -> None:
    assert json.loads(FORMATS["json"].write([])) == []
