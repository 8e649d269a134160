"""BibTeX and biblatex: entry types and publication details."""

from __future__ import annotations

import pytest

from generator.model.publication import Publication
from generator.readers import decode, read

JOURNAL = "journal = {Bread Letters}"


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        (f"@article{{a, {JOURNAL}", "article-journal"),
        ("@article{a, journal = {arXiv preprint arXiv:2401.00001}", "article"),
        ("@article{a, eprint = {2401.00001}, archiveprefix = {arXiv}", "article"),
        (f"@article{{a, eprint = {{2401.00001}}, archiveprefix = {{arXiv}}, {JOURNAL}", "article-journal"),
        (f"@article{{a, entrysubtype = {{newspaper}}, {JOURNAL}", "article-newspaper"),
        ("@article{a, booktitle = {Proc. of Bread}", "paper-conference"),
        ("@misc{a, eprint = {2401.00001}", "article"),
        ("@misc{a", None),
        ("@book{a", "book"),
        ("@book{a, booktitle = {Rye}", "book"),
        ("@book{a, booktitle = {A Book of Bread}", "chapter"),
        ("@video{a, entrysubtype = {tvepisode}", "broadcast"),
        ("@web_page{a", "webpage"),
        ("@newspaper_article{a", "article-newspaper"),
        ("@inproceedings{a", "paper-conference"),
        ("@techreport{a", "report"),
        ("@unheardof{a", None),
    ],
)
def test_types_become_csl_types(entry: str, type_: str | None) -> None:
    (found,) = read(decode(f"{entry}, title = {{Rye}}}}".encode(), name="x.bib")).entries
    assert found.type == type_


@pytest.mark.parametrize(
    ("entry", "publication"),
    [
        (
            "@article{a, volume = 12, number = 3, pages = {436--444}, issn = {0028-0836}",
            Publication(volume="12", issue="3", pages="436–444", issn="0028-0836"),
        ),
        ("@article{a, eid = {e12}, issue = {4}", Publication(pages="e12", issue="4")),
        (
            "@incollection{a, editor = {Lee, Ann and {Flour Lab}}, edition = {2}, location = {Kiel}",
            Publication(editors=("Ann Lee", "Flour Lab"), edition="2", place="Kiel"),
        ),
        ("@phdthesis{a, school = {Crust U}", Publication(publisher="Crust U", genre="PhD thesis")),
        (
            "@thesis{a, institution = {Crust U}, type = {mathesis}",
            Publication(publisher="Crust U", genre="Master’s thesis"),
        ),
        (
            "@techreport{a, number = {TR-7}, institution = {Crust U}",
            Publication(number="TR-7", publisher="Crust U", genre="Technical report"),
        ),
    ],
)
def test_an_entry_says_where_it_was_published(entry: str, publication: Publication) -> None:
    (found,) = read(decode(f"{entry}, title = {{Rye}}}}".encode(), name="x.bib")).entries
    assert found.publication == publication


def test_a_volume_of_a_multivolume_work_is_a_book() -> None:
    text = "@book{a, title = {Rye}, crossref = {b}}\n@mvbook{b, title = {Bread}, year = 2020}\n"
    rye, _ = read(decode(text.encode(), name="x.bib")).entries
    assert (rye.type, rye.venue, rye.published) == ("book", None, "2020")
