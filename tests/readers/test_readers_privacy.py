"""What is removed from a file before it is kept, and what stays."""

from __future__ import annotations

import pytest

from generator.readers import Source, read
from generator.readers.privacy import remove_private_parts

JABREF = """\
% Encoding: UTF-8
@Article{rye,
  title     = {Rye Doughs},
  doi       = {10.1000/rye},
  owner     = {ada},
  file      = {:/Users/ada/Bread and Rye.pdf:PDF},
  annote    = {I doubt this.
Code: https://github.com/ada/rye},
  comment-ada = {Reread.},
  year      = {2024},
  timestamp = {2024-01-02}
}

@book{oats, title={Oats}, url={file:///home/ada/oats.pdf}, bdsk-file-1 = {YnBsaXN0}, note = {Reprint}}

@Comment{jabref-meta: fileDirectory-ada-laptop:/Users/ada/papers;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Crumb\\;0\\;1\\;\\;\\;\\;;
}
"""
RIS = """\
TY  - JOUR
TI  - Rye Doughs
N1  - <p>I doubt this.</p><p>Code: https://github.com/ada/rye</p>
N1  - A long
 private remark
L1  - /Users/ada/rye.pdf
L1  - https://example.org/rye.pdf
L2  - file:///C:/Users/ada/rye.html
RN  - Reread.
ER  -
"""
REFER = (
    "%0 Journal Article\n%T Rye Doughs\n%D 2024\n%Z I doubt this.\n%> internal-pdf://rye.pdf\n%< Reread.\n"
)
ENDNOTE = """\
<?xml version="1.0"?><xml><records><record>
<database name="Bread.enl" path="C:\\Users\\ada\\Bread.enl">Bread.enl</database>
<ref-type name="Journal Article">17</ref-type><titles><title>Rye Doughs</title></titles>
<urls><pdf-urls><url>internal-pdf://1/ada-rye.pdf</url><url>https://example.org/rye.pdf</url></pdf-urls></urls>
<notes><style face="normal">I doubt this.</style></notes><research-notes>Reread.</research-notes>
</record></records></xml>
"""
RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/">
<bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType><dc:title>Rye Doughs</dc:title>
<dcterms:isReferencedBy rdf:resource="#item_3"/></bib:Article>
<z:Attachment rdf:about="#item_2"><rdf:resource rdf:resource="files/2/ada.pdf"/></z:Attachment>
<bib:Memo rdf:about="#item_3"><rdf:value>&lt;p&gt;I doubt this.&lt;/p&gt;
&lt;p&gt;Code: https://github.com/ada/rye&lt;/p&gt;</rdf:value></bib:Memo>
</rdf:RDF>
"""
ZOTERO = """\
{"config": {"label": "BetterBibTeX JSON", "preferences": {"autoExportPath": "/Users/ada"}},
 "items": [
  {"itemType": "journalArticle", "title": "Rye \\"attachments\\": [Doughs", "extra": "arXiv: 2401.00001",
   "uri": "http://zotero.org/users/123/items/A", "attachments": [{"path": "/Users/ada/rye.pdf"}],
   "notes": [{"note": "I doubt this."}]},
  {"itemType": "note", "note": "Reread."}
 ]}
"""
CSV = """\
"Key","Item Type","Title","Author","DOI","Notes","File Attachments","Extra"
"A1","journalArticle","Rye Doughs","Baker, Ada","10.1000/rye","I doubt this.
Twice.","/Users/ada/rye.pdf; /Users/ada/r.html","arXiv: 2401.00001"
"A2","book","Oats, ""Rolled"" Fine","Oat, Bo","","","","/home/ada is no place"
"""
NOTE = """\
---
title: Rye Doughs
doi: 10.1000/rye
authors: [Ada Baker]
---
# Rye Doughs
I doubt this. My file: file:///home/ada/rye.pdf

## Abstract
Rye is sour.

## Thoughts
Reread.
"""
PRIVATE = (
    "doubt",
    "Reread",
    "private remark",
    "Users",
    "/home",
    "/ada-",
    "123",
    "Twice",
    "ada.pdf",
    "owner",
    "YnBs",
)
CASES = [
    (JABREF, ("10.1000/rye", "Code: https://github.com/ada/rye", "note = {Reprint}", "StaticGroup:Crumb")),
    (RIS, ("N1  - Code: https://github.com/ada/rye", "L1  - https://example.org/rye.pdf", "\nER  -\n")),
    (REFER, ("%T Rye Doughs\n%D 2024\n",)),
    (ENDNOTE, ("<url>https://example.org/rye.pdf</url>", ">Bread.enl</database>")),
    (RDF, ("Code: https://github.com/ada/rye",)),
    (ZOTERO, ('Rye \\"attachments\\": [Doughs', "arXiv: 2401.00001")),
    (CSV, ('"Oats, ""Rolled"" Fine"', '"arXiv: 2401.00001"', '"A1","journalArticle","Rye Doughs"')),
    (NOTE, ("doi: 10.1000/rye", "Rye is sour.")),
]


FORMATS = [read(Source(name="x", text=text)).format for text, _ in CASES]


@pytest.mark.parametrize(("text", "stay"), CASES, ids=FORMATS)
def test_private_parts_are_removed_and_facts_stay(text: str, stay: tuple[str, ...]) -> None:
    result = read(Source(name="x", text=text))
    cleaned = remove_private_parts(text, result.format)
    assert [word for word in PRIVATE if word in cleaned.text] == []
    assert [part for part in stay if part not in cleaned.text] == []
    left = read(Source(name="x", text=cleaned.text))
    facts = {"line"}
    assert [entry.model_dump(exclude=facts) for entry in left.entries] == [
        entry.model_dump(exclude=facts) for entry in result.entries
    ]
    assert cleaned.removed
    assert remove_private_parts(cleaned.text, result.format).removed == {}


def test_a_bibliography_keeps_its_layout() -> None:
    cleaned = remove_private_parts(JABREF, "BibTeX")
    assert cleaned.text.startswith(
        "% Encoding: UTF-8\n@Article{rye,\n  title     = {Rye Doughs},\n  doi       = {10.1000/rye},\n"
        "  annote    = {Code: https://github.com/ada/rye},\n  year      = {2024},\n}\n"
    )
    assert cleaned.removed == {
        "annote": 1, "bdsk-file-1": 1, "comment": 2, "file": 1, "owner": 1, "timestamp": 1, "url": 1,
    }  # fmt: skip


def test_a_file_without_private_parts_stays_byte_for_byte() -> None:
    for text in ("@article{a, title={Rye at /home}, url={https://example.org/Users/ada}}", "TY  - JOUR\n"):
        assert remove_private_parts(text, "BibTeX").text == text
