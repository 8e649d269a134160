"""The search's index; what the engine finds in it is tested in tests/test_search_engine.py."""

from __future__ import annotations

import json

from generator.models import Catalogue, Links, Paper, Site, Taxonomy
from generator.search import SEARCH_DIR, build_index, fold


def catalogue(*papers: Paper) -> Catalogue:
    taxonomy = Taxonomy.model_validate(
        {"groups": [{"id": "g", "title": "G", "topics": [{"id": "t", "title": "T", "scope": "S"}]}]}
    )
    return Catalogue(
        site=Site(name="List"), taxonomy=taxonomy, papers={paper.slug: paper for paper in papers}
    )


def some_papers(count: int = 30) -> list[Paper]:
    return [
        Paper(
            slug=f"paper-{number}",
            title=f"Study {number} of w{number % 7}x and v{number % 5}x",
            abstract=f"It is about u{number % 3}x and w{number % 11}x.",
            topics=("t",) if number % 2 else (),
            links=Links(arxiv=f"2401.{number:05}"),
        )
        for number in range(count)
    ]


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    papers = some_papers()
    assert build_index(catalogue(*papers)) == build_index(catalogue(*reversed(papers)))


def test_another_catalogue_gives_another_version_so_that_files_never_mix() -> None:
    papers = some_papers()
    changed = papers[0].model_copy(update={"tldr": "A new sentence."})
    before, after = build_index(catalogue(*papers)), build_index(catalogue(changed, *papers[1:]))
    shared = set(before) & set(after)
    assert shared == {f"{SEARCH_DIR}/index.json"}


def test_every_file_is_json_even_for_hostile_titles_and_lists_without_papers() -> None:
    hostile = ["</script><b>", '"\\', "A\u2028B", "🜲" * 5, "ÅÄÖ ĳ ǅ", "x" * 5000, "\u202e", "A" + "́" * 50]
    papers = [
        Paper(slug=f"p{number}", title=title, abstract=title * 2) for number, title in enumerate(hostile)
    ]
    for many in ((), papers[:1], papers[:2], papers):
        for path, content in build_index(catalogue(*many)).items():
            assert path.startswith(SEARCH_DIR)
            json.loads(content)


def test_fold_drops_case_and_accents() -> None:
    assert fold("Schotthöfer ÇELİKKANAT Łukasz Großmann") == "schotthofer celikkanat lukasz grossmann"
