"""Notes about one paper: Obsidian and Logseq properties."""

from __future__ import annotations

import pytest

from generator.readers import ReadResult, decode, read

TITLE = "Deep Proofing of Doughs"


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="note.md"))


NOTES = {
    "front matter": (
        f'---\ntitle: "{TITLE}"\nauthors: [Ada Rye, "[[Bo Oat]]"]\nyear: 2020\n'
        "journal: Oven Science\n"
        "doi: https://doi.org/10.1234/o.7\ncitekey: rye2020\ntags: [bread/dough, wet]\n---\n\nMy thoughts.\n"
    ),
    "front matter that is not YAML": (
        f"---\ntitle: {TITLE}\nauthors: Rye, A., Oat, B.\nyear: 2020\njournal: Oven: Science: 2\n"
        "DOI: 10.1234/o.7\ncitekey: '@rye2020'\nkeywords: bread/dough, wet\n---\n"
    ),
    "properties of Logseq": (
        f"title:: @{TITLE}\ntags:: [[@zotero]], #bread/dough, wet\ndate:: [[2020]]\n"
        'item-type:: [[journalArticle]]\npublication-title:: "Oven Science"\n'
        "authors:: [[Ada Rye]], [[Bo Oat]]\ndoi:: 10.1234/o.7\ncitekey:: rye2020\n\n- [[Abstract]]\n"
    ),
    "properties of Dataview": (
        f"---\ntags: [bread/dough, wet]\n---\n# {TITLE}\n\n"
        "> **Authors**:: Ada Rye; Bo Oat\n> **Year**:: 2020\n"
        "> **Journal**:: Oven Science\n> **DOI**:: 10.1234/o.7\n> **Citekey**:: rye2020\n"
    ),
}


@pytest.mark.parametrize("kind", NOTES)
def test_a_note_gives_the_paper_in_its_properties(kind: str) -> None:
    result = read_text(NOTES[kind])
    assert result.format == "note about a paper"
    (entry,) = result.entries
    assert (entry.title, entry.doi, entry.venue_year, entry.key) == (TITLE, "10.1234/o.7", 2020, "rye2020")
    assert [name[0] + name.split()[-1] for name in entry.authors] == ["ARye", "BOat"]
    assert entry.tags == ("bread / dough", "wet")
    assert (entry.venue or "").startswith("Oven")
    assert entry.notes is None


def test_the_abstract_is_read_but_the_rest_of_the_note_is_not() -> None:
    abstract = "> [!abstract]\n> We proof.\n> They rise.\n"
    text = f"---\ntitle: {TITLE}\narxiv: 2101.00011\n---\n{abstract}\n# Ideas\nSecret.\n"
    (entry,) = read_text(text).entries
    assert (entry.arxiv, entry.abstract) == ("2101.00011", "We proof. They rise.")


def test_a_note_with_a_list_is_read_as_a_list() -> None:
    text = f"---\ntitle: To read\ntags: [bread]\n---\n- [{TITLE}](https://arxiv.org/abs/2101.00011)\n"
    result = read_text(text)
    assert result.format == "Markdown list"
    assert [(entry.title, entry.line) for entry in result.entries] == [(TITLE, 5)]
