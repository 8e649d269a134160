"""Each rule of readable text by its real example, and what must stay as it is."""

from __future__ import annotations

import pytest
import strategies as made
from hypothesis import given
from hypothesis import strategies as st

from generator.text.cleaning import remove_unprintable
from generator.text.dates import parse_month
from generator.text.identifiers import (
    arxiv_pdf_url,
    arxiv_url,
    doi_url,
    identify,
    openreview_url,
    parse_arxiv_id,
)
from generator.text.latex import make_readable
from generator.text.links import WEB_ADDRESS, FoundLinks, find_address_flaw, find_links
from generator.text.preprints import is_arxiv_venue, is_preprint_venue
from generator.text.slugs import slugify
from generator.text.stop_words import FUNCTION_WORDS, GENERIC_WORDS, TITLE_WORDS
from generator.text.titles import make_title_readable, title_key
from generator.text.tokenizing import hash_fnv1a

RULES = [
    (r"HyperZ$\cdot$Z$\cdot$W Operator", "HyperZ·Z·W Operator"),
    ("HyperZ{cdotZ{cdot}W}", "HyperZ·Z·W"),
    ("100times Faster", "100× Faster"),
    ("4,000 times faster", "4,000 times faster"),
    (r"96\%", "96%"),
    ("10^{19}", "10¹⁹"),
    ("O(n^d)", "O(nᵈ)"),
    ("MoE^2", "MoE²"),
    ("LightHGNN^+", "LightHGNN⁺"),
    ("``seed graph''", "“seed graph”"),
    (r"{\em effect}", "effect"),
    (r"na\"ive", "naïve"),
    ("a~failure", "a failure"),
    ("15~30%", "15~30%"),
    ("~50%", "~50%"),
    ("1/text{depth}", "1/depth"),
    ("{g(1),g(2),ldots,g(J)}", "{g(1),g(2),…,g(J)}"),
    ("the set {1, 2}", "the set {1, 2}"),
    (r"in \{0,1\}^n", "in {0,1}ⁿ"),
    ("{Attend, Infer, Repeat}: Fast", "Attend, Infer, Repeat: Fast"),
    ("{3D} {CNN}s", "3D CNNs"),
    (r"2\%uparrow", "2%↑"),
    (r"{\Psi}", "Ψ"),
    (r"\tool", "tool"),
    (r"at most \frac{1}{n} of it", "at most 1/n of it"),
    (r"\HyperRout", "HyperRout"),
    ("words -- between words", "words – between words"),
    ("Is it “Rye”?---A study (2020)---Oats", "Is it “Rye”?—A study (2020)—Oats"),
    (r"GaN$\slash$AlN on $\rm GaN$", "GaN/AlN on GaN"),
    (r"$\hat{x}$, $\vec v$, $\bar1$ and $\dots$", "x̂, v⃗, 1̄ and …"),
    (r"$\tilde{\mathbf{q}}_1$ of $\dot{\alpha}$ in $\hat\theta$", "q̃₁ of α̇ in θ̂"),
    (r"$\Sigma$$\Delta$ and $$x^2$$ with $>$2.6 in Fig.~3", "ΣΔ and x² with >2.6 in Fig. 3"),
    (r"TiN$_{\boldsymbol{\mathsf{x}}}$$\quad$at 5.2~nm of 000$1\overline{}$", "TiNₓ at 5.2 nm of 0001̅"),
    (r"(000$\overline{1}$) and \underline{G}NN", "(0001̅) and GNN"),
    (r"at 350$\,^\circ$C and 25$^{\circ}$", "at 350 °C and 25°"),
    ("at https: //github.com/Graph-COM/NAT", "at https://github.com/Graph-COM/NAT"),
    ("https://github.com/ altair199797/LowFormer.", "https://github.com/altair199797/LowFormer."),
]
UNCHANGED = [
    "costs $5 and $6", "f(x) = x", "UCF_CC_50 and Q4_0", "--dry-run is a flag", "the models' weights",
    "https://github.com/YuWVandy/Topo_LP_GNN", "2 times faster", "C# and F*", "It's a dog's life", "E(n)-equivariant",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "shown"), RULES)
def test_what_is_left_of_latex_reads_well(printed: str, shown: str) -> None:
    assert make_readable(printed) == shown
    assert make_readable(shown) == shown


@pytest.mark.parametrize("printed", UNCHANGED)
def test_what_is_not_latex_stays(printed: str) -> None:
    assert make_readable(printed) == printed


def test_a_footnote_mark_behind_a_title_goes() -> None:
    assert make_title_readable("Spatial and Temporal Analytics*") == "Spatial and Temporal Analytics"


@pytest.mark.parametrize(
    ("printed", "code", "project"),
    [
        ("See https: //github.com/Graph-COM/NAT.", ("https://github.com/Graph-COM/NAT",), ()),
        ("(https://github.com/ altair199797/LowFormer).", ("https://github.com/altair199797/LowFormer",), ()),
        ("at {https://gitee.com/a/b/tree/main}}", ("https://gitee.com/a/b/tree/main",), ()),
        ("at https://gitlab.com/a/b, and https://x.github.io/y/", ("https://gitlab.com/a/b",), ("https://x.github.io/y/",)),
        ("https://github.com/nobody", (), ("https://github.com/nobody",)),
        ("https://[nowhere", (), ()),
        ("see https://пример.рф/код.", (), ("https://пример.рф/код",)),
        ("at http://203.0.113.7:8080/demo*", (), ("http://203.0.113.7:8080/demo",)),
    ],
)  # fmt: skip
def test_links_are_found_without_what_stands_behind(
    printed: str, code: tuple[str, ...], project: tuple[str, ...]
) -> None:
    assert find_links(printed) == FoundLinks(code=code, project=project)


@pytest.mark.parametrize(
    ("printed", "id_"),
    [
        ("2410.05434", "2410.05434"), ("arXiv:2410.05434v2", "2410.05434"), ("hep-th/9901001", "hep-th/9901001"),
        ("https://huggingface.co/papers/2410.05434", "2410.05434"), ("10.48550/arXiv.2410.05434", "2410.05434"),
        ("https://arxiv.org/pdf/2410.05434v1.pdf", "2410.05434"), ("2413.05434", None), ("12.5", None), ("", None),
    ],
)  # fmt: skip
def test_arxiv_identifiers(printed: str, id_: str | None) -> None:
    assert parse_arxiv_id(printed) == id_


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("O(n^{2</sup)", "O(n²</sup)"),
        (r"\frac", "frac"),
        (r"\sqrt", "sqrt"),
    ],
)
def test_what_fuzzing_found_stays_mended(printed: str, shown: str) -> None:
    # one rule left what another mends; the converter of macros raised on macros without arguments
    assert make_readable(printed) == shown


@given(st.one_of(made.hostile_texts(), st.text()))
def test_reading_well_twice_changes_nothing_more(printed: str) -> None:
    once = make_readable(printed)
    assert make_readable(once) == once
    assert "\n" not in once and remove_unprintable(once) == once


@given(st.text("abcXYZ019 ,:-", min_size=1))
def test_plain_titles_have_the_keys_of_titles_with_a_period(title: str) -> None:
    assert title_key(title) == title_key(f"{title}.")


@given(made.hostile_texts())
def test_keys_and_slugs_are_safe(printed: str) -> None:
    slug = slugify(printed)
    assert slug and len(slug) <= 72 and slug.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
    assert title_key(printed) == title_key(printed).strip()


@pytest.mark.parametrize(
    ("printed", "reads"),
    [
        (r"$\sim$5 times", "~5 times"),
        (r"$\times$10", "×10"),
        ("costs $5 and saves $6.", "costs $5 and saves $6."),
        ("between $5-$10 each", "between $5-$10 each"),
        (r"\textbf{Bold \emph{x}}", "Bold x"),
        ("regret O(sqrt{T})", "regret O(√T)"),
        ("frac{1}{n}", "1/n"),
        (r"at \url{https://github.com/a/b}.", "at https://github.com/a/b."),
        (r"\href{https://github.com/a/b}{code}", "code (https://github.com/a/b)"),
        (r"as shown by \cite{foo2019}.", "as shown by."),
        ("10^-3", "10⁻³"),
    ],
)
def test_macros_with_arguments_and_figures_behind_mathematics(printed: str, reads: str) -> None:
    assert make_readable(printed) == reads


@pytest.mark.parametrize(
    "address",
    [
        "https://müller.example/",
        "https://пример.рф/код",
        "https://xn--e1afmkfd.xn--p1ai/",
        "http://203.0.113.7/demo",
        "http://203.0.113.7:8080",
        "http://[2001:db8::7]:8080/x",
        "https://a.example.org/files/*",
        "https://a.example.org/x_(y)",
        "https://a.example.org?q=1",
    ],
)
def test_valid_addresses_are_accepted(address: str) -> None:
    assert WEB_ADDRESS.match(address)
    assert find_address_flaw(address) == ""


@pytest.mark.parametrize(
    ("address", "flaw"),
    [
        ("https://a.example.org/x.", "ends in '.'"),
        ("https://a.example.org/x)", "has an unmatched ')'"),
        ("https://a.example.org/[x]]", "has an unmatched ']'"),
        ("https://a.1/", "has no host such as example.org"),
        ("https://0177.0.0.1/", "has no host such as example.org"),
        ("https://0x7f.0.0.1/", "has no host such as example.org"),
        ("https://a.example.org\\@b.example.org/", "has no host such as example.org"),
        ("https://a.example.org∕b.example.org/", "has no host such as example.org"),
        ("https://a.example.org/\u200dx", "has an invisible character, U+200D"),
        ("https://a.exam\u202eple.org/", "has an invisible character, U+202E"),
    ],
)
def test_what_a_text_leaves_behind_an_address_is_found(address: str, flaw: str) -> None:
    assert find_address_flaw(address) == flaw


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arXiv:2410.05434v2", ("arxiv", "2410.05434")),
        ("https://doi.org/10.48550/arXiv.2410.05434", ("arxiv", "2410.05434")),
        ("doi:10.1145/3357384.3357879", ("doi", "10.1145/3357384.3357879")),
        ("https://dl.acm.org/doi/pdf/10.1145/3357384.3357879?download=true", ("doi", "10.1145/3357384.3357879")),
        ("https://onlinelibrary.wiley.com/doi/10.1002/net.22135/full", ("doi", "10.1002/net.22135")),
        ("https://a.example.org/paper", ("url", "https://a.example.org/paper")),
        ("http://[1]/paper", ("url", "http://[1]/paper")),
        ("2413.05434", None),
        ("Deep Sets", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_paper_is_identified(text: str, found: tuple[str, str] | None) -> None:
    assert identify(text) == found


@pytest.mark.parametrize(
    ("text", "month"),
    [("Sept.", 9), ("may", 5), ("December", 12), ("7", 7), ("07", 7), ("13", None), ("0", None), ("", None), ("spring", None)],
)  # fmt: skip
def test_a_month_is_parsed(text: str, month: int | None) -> None:
    assert parse_month(text) == month


def test_addresses_of_papers() -> None:
    assert arxiv_url("2410.05434") == "https://arxiv.org/abs/2410.05434"
    assert arxiv_pdf_url("hep-th/9901001") == "https://arxiv.org/pdf/hep-th/9901001"
    assert doi_url("10.1234/a(b);c<d>") == "https://doi.org/10.1234/a(b);c%3Cd%3E"
    assert openreview_url("8-8k&x") == "https://openreview.net/forum?id=8-8k%26x"


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_fnv1a_has_the_published_values(text: str, value: int) -> None:
    assert hash_fnv1a(text) == value


def test_stop_words_come_in_three_grades() -> None:
    assert TITLE_WORDS < FUNCTION_WORDS < GENERIC_WORDS
    assert {"toward", "the"} <= TITLE_WORDS and "propose" in GENERIC_WORDS - FUNCTION_WORDS


@pytest.mark.parametrize(
    ("venue", "is_preprint", "is_arxiv"),
    [
        ("arXiv", True, True),
        ("CoRR", True, True),
        ("arXiv preprint arXiv:2401.00001 [cs]", True, True),
        ("bioRxiv", True, False),
        ("NeurIPS", False, False),
        ("Workshop on Hallucination", False, False),
    ],
)
def test_preprint_servers_are_recognized(venue: str, is_preprint: bool, is_arxiv: bool) -> None:
    assert (is_preprint_venue(venue), is_arxiv_venue(venue)) == (is_preprint, is_arxiv)
