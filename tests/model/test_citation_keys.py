"""Citation keys: chosen once, unique, and never moved to another paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model.citation_keys import choose_key, current_keys, list_used_keys
from generator.model.entry import Organization
from generator.model.history import Exclusion
from generator.model.paper import Paper
from generator.storage.loading import load_paper

CHEN = {"authors": ("Bo Chen",), "published": "2019-05"}


def make(slug: str, title: str = "Fast Bread", **facts: object) -> Paper:
    return Paper.model_validate({"slug": slug, "title": title, **facts})


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (make("a", **CHEN), "chen2019fast"),
        (make("a", "On the Rise of the Dough", **CHEN), "chen2019rise"),
        (make("a", "3 Ways to Knead", **CHEN), "chen2019ways"),
        (make("a", "42", **CHEN), "chen201942"),
        (make("a", authors=("Aäron van den Oord",), published="2019"), "oord2019fast"),
        (make("a", authors=("Martin Luther King, Jr.",)), "kingfast"),
        (make("a", "γ-MoD", authors=("Åsa Ünal",), venue_year=2020), "unal2020gamma"),
        (make("a", organization=Organization(name="Bakers & Sons"), published="2023"), "bakers2023fast"),
        (make("a", authors=("The ATLAS Collaboration", "Bo Chen"), published="2012"), "atlas2012fast"),
        (make("a", "The Secret Life of Rye Bread", published="2023"), "secretliferye2023"),
        (make("a", "王", authors=("王小明",)), "wangxiaomingwang"),
    ],
)
def test_a_key_is_made_of_name_year_and_title(paper: Paper, key: str) -> None:
    assert choose_key(paper, used=()) == key


@pytest.mark.parametrize(
    ("used", "key"),
    [
        (["chen2019fast"], "chen2019fastbread"),
        (["chen2019fast", "chen2019fastbread"], "chen2019breadfast2"),
        (["chen2019fast", "chen2019fastbread", "chen2019breadfast2"], "chen2019breadfast2x2"),
        (
            ["chen2019fast", "chen2019fastbread", "chen2019breadfast2", "chen2019breadfast2x2"],
            "chen2019breadfast2x3",
        ),
    ],
)
def test_a_key_that_is_taken_grows(used: list[str], key: str) -> None:
    assert choose_key(make("bread-fast-2", **CHEN), used) == key


def test_a_stored_key_stays_whatever_is_added() -> None:
    stored = make("zz-first", citation_key="chen2019fast", added="2026-01-01", **CHEN)
    newcomer = make("aa-second", added="2026-01-01", **CHEN)
    assert current_keys([newcomer, stored])["zz-first"] == "chen2019fast"
    assert choose_key(newcomer, list_used_keys([stored])) == "chen2019fastbread"


def test_a_record_without_a_key_is_cited_by_its_slug_whatever_is_added() -> None:
    first = make("zz-first", added="2026-01-01", **CHEN)
    second = make("aa-second", added="2026-01-01", **CHEN)
    assert current_keys([first]) == {"zz-first": "zz-first"}
    assert current_keys([second, first]) == {"aa-second": "aa-second", "zz-first": "zz-first"}


def test_a_slug_never_takes_the_key_that_another_record_has_stored() -> None:
    papers = [
        make("bread"),
        make("bread-2"),
        make("other", citation_key="Bread"),
        make("more", citation_key="chen", citation_key_aliases=("bread-3",)),
    ]
    keys = current_keys(papers)
    assert keys == {"bread": "bread-4", "bread-2": "bread-2", "other": "Bread", "more": "chen"}


def test_used_keys_are_those_of_records_aliases_and_removed_papers() -> None:
    papers = [make("bread"), make("other", citation_key="Chen2019", citation_key_aliases=("Old:1",))]
    removed = Exclusion(title="No", reason="not bread", citation_keys=("gone2019",))
    assert list_used_keys(papers, [removed]) == {"bread", "chen2019", "old:1", "gone2019"}


@given(
    st.lists(st.sampled_from(["Fast Bread", "Fast", "Slow Bread", "The", "🍞"]), min_size=1, max_size=8),
    st.booleans(),
)
def test_keys_chosen_one_after_another_are_unique_and_valid(titles: list[str], named: bool) -> None:
    papers: list[Paper] = []
    for number, title in enumerate(titles):
        paper = make(f"p-{number}", title, **(CHEN if named else {}))
        key = choose_key(paper, list_used_keys(papers))
        # validated as the record's own field
        papers.append(Paper.model_validate({**paper.model_dump(), "citation_key": key}))
    assert len(set(current_keys(papers).values())) == len(papers)


INVALID_KEYS = ("chen 2019", "chen,2019", "chen{2019}", "a#b", "a%b", "a~b", "*unal", "-a", "a\\b")


@pytest.mark.parametrize("key", INVALID_KEYS)
def test_a_key_that_bibtex_cannot_read_is_rejected_with_its_line(key: str) -> None:
    with pytest.raises(ContentError, match=r"^x\.yml:2: citation_key: expected a citation key of letters"):
        load_paper(f"title: A\ncitation_key: '{key}'\n", slug="x", label="x.yml")


@pytest.mark.parametrize("key", ["chen2019fast", "DBLP:conf/cikm/ChenS19", "chen_2019.a+b-c"])
def test_keys_of_other_programs_are_accepted(key: str) -> None:
    assert load_paper(f"title: A\ncitation_key: {key}\n", slug="x", label="x.yml").citation_key == key
