"""The files of the search index."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.search import SEARCH_DIR, build_index, weights
from generator.analysis.search.encoding import encode_array, encode_classes, encode_numbers, encode_words
from generator.analysis.search.fields import collect_texts, weigh_tokens
from generator.model.catalog import Catalog, Site
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy


def make_papers(count: int) -> list[Paper]:
    return [
        Paper(
            slug=f"paper-{number:02}",
            title=f"Study {number} of w{number % 7}x",
            abstract=f"It is about u{number % 3}x and w{number % 11}x.",
        )
        for number in range(count)
    ]


def make_index(*papers: Paper) -> dict[str, bytes]:
    by_slug = {paper.slug: paper for paper in papers}
    return build_index(Catalog(site=Site(name="List"), taxonomy=Taxonomy(groups=()), papers=by_slug))


def test_same_list_gives_same_bytes() -> None:
    papers = make_papers(30)
    assert make_index(*papers) == make_index(*reversed(papers))


def test_number_of_papers_weighed_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = make_papers(30)
    at_once = make_index(*papers)
    monkeypatch.setattr(weights, "BLOCK", 7)
    assert make_index(*papers) == at_once


def test_changed_list_gives_another_version() -> None:
    papers = make_papers(30)
    changed = papers[0].model_copy(update={"tldr": "A new sentence."})
    shared = set(make_index(*papers)) & set(make_index(changed, *papers[1:]))
    assert shared == {f"{SEARCH_DIR}/index.json"}


@pytest.mark.parametrize("count", [0, 1, 2, 8])
def test_every_file_is_json_even_for_hostile_titles(count: int) -> None:
    hostile = [
        "</script><b>",
        '"\\',
        "A\u2028B",
        "🜲" * 5,
        "ÅÄÖ ĳ ǅ",
        "x" * 1000,
        "\u202eA",
        "A" + "\u0301" * 50,
    ]
    papers = [Paper(slug=f"p{n}", title=title, abstract=title * 2) for n, title in enumerate(hostile[:count])]
    files = make_index(*papers)
    assert all(path.startswith(SEARCH_DIR) for path in files)
    decoded = {path.rsplit("/", 1)[1]: json.loads(content) for path, content in files.items()}
    assert decoded["index.json"]["size"] == count
    assert [row[1] for row in decoded.get("m0.json", [])] == [paper.title for paper in papers]


def test_postings_are_cut_into_files_where_the_dictionary_says() -> None:
    files = make_index(*(paper.model_copy(update={"abstract": " ".join(
        f"word{number * 400 + i}x" for i in range(400)
    )}) for number, paper in enumerate(make_papers(20))))  # fmt: skip
    folder = f"{SEARCH_DIR}/{json.loads(files[f'{SEARCH_DIR}/index.json'])['version']}"
    words = json.loads(files[f"{folder}/words.json"])
    lengths = [len(json.loads(files[f"{folder}/p{number}.json"])) for number in range(len(words["starts"]))]
    assert len(lengths) > 1
    assert words["starts"] == [sum(lengths[:number]) for number in range(len(lengths))]
    assert sum(lengths) == len(words["degrees"])


def test_function_words_are_left_out_and_parts_of_camel_case_count_less() -> None:
    assert weigh_tokens("The GNNs of GraphSAGE") == [
        ("gnns", 1.0),
        ("graphsage", 1.0),
        ("graph", 0.4),
        ("sage", 0.4),
    ]


def test_papers_are_found_by_their_keywords() -> None:
    tags = ("Compression / Pruning", "Computer Science - Machine Learning", "/unread", "#rye")
    paper = Paper(slug="p", title="P", keywords=tags)
    catalog = Catalog(site=Site(name="List"), taxonomy=Taxonomy(groups=()), papers={"p": paper})
    assert collect_texts(paper, catalog)["tags"] == (
        "Compression ; Pruning ; Computer Science ; Machine Learning ; rye"
    )
    assert make_index(paper) != make_index(paper.model_copy(update={"keywords": ()}))


def test_numbers_are_variable_length_quantities() -> None:
    # 5 bits a character: 31 is one digit, 32 is 0 with "more follows" and then 1
    assert encode_numbers([0, 31, 32, 1000]) == "AfgBof"


@given(st.lists(st.integers(0, 2**20)))
def test_arrays_are_encoded_like_other_numbers(numbers: list[int]) -> None:
    text, ends = encode_array(np.array(numbers, np.uint32))
    assert text == encode_numbers(numbers)
    assert [text[start:end] for start, end in pairwise(ends)] == [encode_numbers([n]) for n in numbers]


def test_words_share_the_beginning_of_the_word_before() -> None:
    assert encode_words(["graph", "graphs", "grid"]) == "AgraphFsCid"


def test_classes_refer_back_to_the_newest() -> None:
    # classes 0, 1, 0, 2, 2, 1
    assert encode_classes([0, 1, 0, 2, 2, 1]) == encode_numbers([0, 0, 2, 0, 1, 2])
