"""XML libraries: EndNote, MODS and Zotero RDF."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read

ENDNOTE = "<xml><records><record><ref-type name='{}'>0</ref-type>{}</record></records></xml>"
MODS = "<mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>Rye</title></titleInfo>{}</mods>"
RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
%s
</rdf:RDF>
"""


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.xml"))


def read_one(text: str) -> Entry:
    result = read_text(text)
    assert not result.problems
    (entry,) = result.entries
    return entry


def test_endnote_marks_up_parts_of_titles() -> None:
    title = "<title><style face='italic'>k</style>-Bread with CO<style face='subscript'>2</style></title>"
    assert (
        read_one(ENDNOTE.format("Journal Article", f"<titles>{title}</titles>")).title
        == "k-Bread with CO_{2}"
    )


@pytest.mark.parametrize(
    ("kind", "type_", "venue", "series"),
    [
        ("Journal Article", "article-journal", "Kneading", None),
        ("Conference Proceedings", "paper-conference", "Kneading", None),
        ("Book Section", "chapter", "Kneading", None),
        ("Book", "book", None, "Kneading"),
        ("Report", "report", None, "Kneading"),
        ("Anything", None, "Kneading", None),
    ],
)
def test_the_second_title_of_endnote_is_a_venue_or_a_series(
    kind: str, type_: str | None, venue: str | None, series: str | None
) -> None:
    titles = "<titles><title>Rye</title><secondary-title>Kneading</secondary-title></titles>"
    entry = read_one(ENDNOTE.format(kind, titles))
    assert (entry.type, entry.venue, entry.publication.series) == (type_, venue, series)


@pytest.mark.parametrize(
    ("name", "authors", "organization"),
    [
        ("<namePart type='family'>Lee</namePart><namePart type='given'>Ann</namePart>", ("Ann Lee",), None),
        (
            "<namePart>Lee, Ann</namePart><role><roleTerm type='code'>aut</roleTerm></role>",
            ("Ann Lee",),
            None,
        ),
        ("<namePart>Lee, Ann</namePart><role><roleTerm>thesis advisor</roleTerm></role>", (), None),
    ],
)
def test_names_in_mods(name: str, authors: tuple[str, ...], organization: str | None) -> None:
    entry = read_one(MODS.format(f"<name type='personal'>{name}</name>"))
    assert (entry.authors, entry.organization) == (authors, organization)


@pytest.mark.parametrize(
    ("inner", "type_"),
    [
        ("<genre>journal article</genre>", "article-journal"),
        ("<genre authority='local'>conferencePaper</genre>", "paper-conference"),
        ("<relatedItem type='host'><genre>journal</genre></relatedItem>", "article-journal"),
        ("<relatedItem type='host'><genre>book</genre></relatedItem>", "chapter"),
        ("<typeOfResource>software, multimedia</typeOfResource>", "software"),
        ("<genre>bread</genre>", None),
    ],
)
def test_types_in_mods(inner: str, type_: str | None) -> None:
    assert read_one(MODS.format(inner)).type == type_


def test_parts_of_volumes_in_mods() -> None:
    entry = read_one(
        MODS.format(
            "<relatedItem type='host'><titleInfo><title>Bread Letters</title></titleInfo><part>"
            "<detail type='volume'><number>12</number></detail>"
            "<detail type='issue'><number>3</number></detail>"
            "<extent unit='pages'><start>436</start><end>444</end></extent><date>2020</date></part>"
            "<identifier type='issn'>1234-5678</identifier></relatedItem>"
        )
    )
    assert (entry.venue, entry.venue_year) == ("Bread Letters", 2020)
    assert entry.publication.model_dump(exclude_defaults=True) == {
        "volume": "12", "issue": "3", "pages": "436–444", "issn": "1234-5678",
    }  # fmt: skip


def test_zotero_collections_that_contain_each_other_cause_no_loop() -> None:
    part = '<dcterms:hasPart rdf:resource="#{}"/>'
    collection = '<z:Collection rdf:about="#c{}"><dc:title>C{}</dc:title>{}</z:Collection>'
    item = '<bib:Book rdf:about="#i"><z:itemType>book</z:itemType><dc:title>Rye</dc:title></bib:Book>'
    first = collection.format(1, 1, part.format("c2") + part.format("i"))
    entry = read_one(RDF % (item + first + collection.format(2, 2, part.format("c1"))))
    assert entry.tags == (" / ".join(["C2", "C1"] * 10),)


def test_a_zotero_item_that_is_part_of_itself_causes_no_loop() -> None:
    item = '<bib:Book rdf:about="#i"><z:itemType>book</z:itemType><dc:title>Rye</dc:title>{}</bib:Book>'
    assert read_one(RDF % item.format('<dcterms:isPartOf rdf:resource="#i"/>' * 2_000)).title == "Rye"


def test_zotero_notes_and_attachments_are_not_papers() -> None:
    result = read_text(
        RDF
        % (
            '<rdf:Description rdf:about="#i"><z:itemType>preprint</z:itemType><dc:title>Rye</dc:title>'
            "<z:repository>arXiv</z:repository><prism:number>arXiv:2401.00001</prism:number>"
            '<dcterms:isReferencedBy rdf:resource="#n"/></rdf:Description>'
            '<bib:Memo rdf:about="#n"><rdf:value>&lt;p&gt;Code: https://github.com/a/b&lt;/p&gt;</rdf:value>'
            "</bib:Memo>"
            "<z:Attachment><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment>"
            "<bib:Report><z:itemType>report</z:itemType></bib:Report>"
        )
    )
    (entry,) = result.entries
    assert (entry.type, entry.arxiv, entry.code) == ("article", "2401.00001", ("https://github.com/a/b",))
    assert [str(problem) for problem in result.problems] == ["x.xml:5: expected a title (got '')"]


@pytest.mark.parametrize("text", [ENDNOTE.format("Book", ""), MODS.format("").replace("Rye", ""), RDF % ""])
def test_records_without_a_title_are_reported(text: str) -> None:
    result = read_text(text)
    assert not result.entries
    assert len(result.problems) == (0 if "rdf" in text else 1)


def test_entities_in_libraries_are_not_expanded() -> None:
    bomb = '<!DOCTYPE xml [<!ENTITY a "bread"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    entry = read_one(bomb + ENDNOTE.format("Book", "<titles><title>Rye &a;&b;</title></titles>"))
    assert entry.title == "Rye &a;&b;"
