"""Formatted citations and Markdown links."""

from __future__ import annotations

import json
import re

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from exports_samples import catalog_of, sample

from generator.exports import FORMATS, citation, collect_references
from generator.exports.references import Reference
from generator.model.paper import Paper


def _rendered(ref: Reference) -> str:
    source = CiteProcJSON(json.loads(FORMATS["json"].write([ref])))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(ref.key.lower())]))
    return str(bibliography.bibliography()[0])


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


@pytest.mark.parametrize(
    "slug", ["crust-forms-early", "greek-steam", "by-an-organization", "steamy-workshop", "old-style"]
)
@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported")
def test_the_formatted_citation_agrees_with_a_csl_processor(slug: str) -> None:
    ref = collect_references(sample())[slug]
    processed, ours = _bare(_rendered(ref)), _bare(citation.format_citation(ref))
    facts = [ref.title, str(ref.year or ""), ref.organization]
    facts += [ref.venue] if ref.type != "document" else []
    for fact in facts:
        assert _bare(fact) in ours
        assert _bare(fact) in processed
    for name in ref.authors:
        assert _bare(name.family) in ours
    if ref.authors:
        assert _bare(ref.authors[0].family) in processed


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "crust-forms-early",
            "Ünal, Å., van den Oord, A., King, M. L., Jr., & van Beethoven, L. (2020). Crust Forms Early: "
            "100% of $5 Loaves & the R&D_of #1 ~Ovens^2 {in} C:\\Ovens. In Kneading Conference. "
            "https://doi.org/10.1145/3357384.3357879",
        ),
        ("steamy-workshop", "Madonna. (2018). Steam by Night. In Workshop on Steam."),
        ("by-an-organization", "Bakers & Sons, Ltd. (2023). =SUM(A1:A9) Is Not a Title."),
        (
            "nobody-knows",
            "</script><script>alert(1)</script> {{ 7*7 }} [x](javascript:1) *b*. (n.d.). https://talk.example/x;y",
        ),
    ],
)
def test_formatted_citations(slug: str, expected: str) -> None:
    assert citation.format_citation(collect_references(sample())[slug]) == expected


def _cite(**facts: object) -> Reference:
    paper = Paper.model_validate({"slug": "a", "title": "Rye", **facts})
    (ref,) = collect_references(catalog_of(paper)).values()
    return ref


NAMES = tuple(f"G{number} F{number}" for number in range(1, 22))


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (1, "F1, G."),
        (2, "F1, G., & F2, G."),
        (3, "F1, G., F2, G., & F3, G."),
        (20, ", ".join(f"F{number}, G." for number in range(1, 20)) + ", & F20, G."),
        (21, ", ".join(f"F{number}, G." for number in range(1, 20)) + ", … F21, G."),
    ],
)
def test_up_to_twenty_authors_are_named(count: int, names: str) -> None:
    assert citation.format_citation(_cite(authors=NAMES[:count])) == f"{names} (n.d.). Rye."


@pytest.mark.parametrize(("count", "names"), [(1, "F1"), (2, "F1 & F2"), (3, "F1 et al.")])
def test_a_markdown_link_names_at_most_two_authors(count: int, names: str) -> None:
    ref = _cite(authors=NAMES[:count], venue="Gazette", published="2020", links={"arxiv": "2001.00001"})
    link = "[Rye](https://arxiv.org/abs/2001.00001)"
    assert citation.format_markdown_link(ref) == f"{link} ({names}, Gazette 2020)"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"links": {"arxiv": "2001.00001"}},
            "Rye. (n.d.). arXiv:2001.00001. https://arxiv.org/abs/2001.00001",
        ),
        ({"venue": "arXiv"}, "Rye. (n.d.). arXiv."),
        (
            {"venue": "Gazette", "links": {"arxiv": "2001.00001"}},
            "Rye. (n.d.). Gazette. https://arxiv.org/abs/2001.00001",
        ),
        ({"title": "Rye?"}, "Rye? (n.d.)."),
        ({"title": "Rye …"}, "Rye … (n.d.)."),
        ({"title": "黑麦。"}, "黑麦。 (n.d.)."),
        ({"authors": ("Jean-Luc Marie Brot",)}, "Brot, J.-L. M. (n.d.). Rye."),
    ],
)
def test_a_citation_names_the_venue_or_arxiv(facts: dict[str, object], expected: str) -> None:
    assert citation.format_citation(_cite(**facts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {
                "type": "article-journal",
                "venue": "JCC",
                "publication": {
                    "container": "Journal of Crust",
                    "volume": "7",
                    "issue": "3",
                    "pages": "12–34",
                },
                "status": "retracted",
            },
            "Rye. (n.d.). Journal of Crust, 7(3), 12–34. (Retracted)",
        ),
        (
            {
                "type": "paper-conference",
                "venue": "CKnead",
                "publication": {
                    "pages": "12–34",
                    "editors": ("Ed van Knead", "Bo Ny"),
                    "publisher": "Bakers",
                },
            },
            "Rye. (n.d.). In E. van Knead & B. Ny (Eds.), CKnead (pp. 12–34). Bakers.",
        ),
        (
            {
                "type": "chapter",
                "venue": "The Book of Bread",
                "publication": {"pages": "12", "editors": ("Ed Knead",), "edition": "12", "volume": "2"},
            },
            "Rye. (n.d.). In E. Knead (Ed.), The Book of Bread (12th ed., Vol. 2, p. 12).",
        ),
        ({"type": "book", "publication": {"edition": "2", "publisher": "B"}}, "Rye (2nd ed.). (n.d.). B."),
        (
            {"type": "thesis", "publication": {"genre": "PhD thesis", "publisher": "Oven University"}},
            "Rye [PhD thesis, Oven University]. (n.d.).",
        ),
        (
            {"type": "report", "publication": {"genre": "Technical report", "number": "7", "publisher": "O"}},
            "Rye (Technical report No. 7). (n.d.). O.",
        ),
    ],
)
def test_a_citation_describes_the_publication(facts: dict[str, object], expected: str) -> None:
    assert citation.format_citation(_cite(**facts)) == expected


def test_a_markdown_link_says_that_a_paper_was_retracted() -> None:
    link = citation.format_markdown_link(_cite(status="retracted", published="2020"))
    assert link.endswith(" (2020, retracted)")


def test_markdown_links_escape_markup() -> None:
    references = collect_references(sample())
    assert citation.format_markdown_link(references["nobody-knows"]) == (
        r"[&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; \{\{ 7\*7 \}\} \[x\](javascript:1) \*b\*]"
        "(https://talk.example/x;y)"
    )
    assert citation.format_markdown_link(references["a-preprint"]) == (
        "[GNNs on k-NN Graphs: An ImageNet for Loaves?](https://arxiv.org/abs/2212.00001)"
        " (Familya et al., 2022)"
    )
