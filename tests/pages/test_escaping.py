"""Text on pages: shown exactly as it is, with only the links that were meant."""

from __future__ import annotations

import pytest

from generator.pages.addresses import Address
from generator.pages.escaping import encode_text, render_links


def from_paper_page(address: Address) -> str:
    return address.seen_from("papers/x/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Rye](paper:rye-doughs).", 'See <a href="../rye-doughs/">Rye</a>.'),
        ("On [*hot* ovens](topic:ovens)", 'On <a href="../../topics/ovens/">*hot* ovens</a>'),
        (
            "[code](https://x.example.org/a_(b)?c=1&d=2), [more](http://y.example.org)",
            '<a href="https://x.example.org/a_(b)?c=1&amp;d=2">code</a>, <a href="http://y.example.org">more</a>',
        ),
        ("two\nlines  of [a\nlink](topic:ovens)", 'two lines of <a href="../../topics/ovens/">a link</a>'),
        ("a <b>\"&'", "a &lt;b&gt;&quot;&amp;&#x27;"),
        ("[<i>](topic:ovens)", '<a href="../../topics/ovens/">&lt;i&gt;</a>'),
    ],
)
def test_links_are_rendered_and_the_rest_is_escaped(text: str, expected: str) -> None:
    assert render_links(text, from_paper_page) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,y)",
        "[x](//example.org)",
        "[x](paper:../../etc)",
        "![x](https://example.org/x.png)",
        "[](topic:ovens)",
    ],
)
def test_other_links_stay_text(text: str) -> None:
    assert "<" not in render_links(text, from_paper_page)


def test_quotes_cannot_leave_an_address() -> None:
    rendered = render_links('[x](https://example.org/"onclick="y)', from_paper_page)
    assert "<a" not in rendered and '"' not in rendered


@pytest.mark.parametrize(
    ("page", "address", "expected"),
    [
        ("papers/x/", "papers/y/", "../y/"),
        ("papers/x/", "papers/x/", "./"),
        ("papers/x/", "papers/x/x.bib", "x.bib"),
        ("papers/x/", "", "../../"),
        ("papers/", "papers/x/", "x/"),
        ("browse/", "browse/?topic=a/b", "?topic=a/b"),
        ("browse/", "browser/", "../browser/"),
        ("", "feed.xml", "feed.xml"),
        ("", "", "./"),
    ],
)
def test_an_address_is_as_short_as_it_can_be(page: str, address: str, expected: str) -> None:
    assert Address(address).seen_from(page) == expected


def test_encoded_text_is_one_line_of_markdown_without_markup() -> None:
    assert encode_text("a *b*\n# c") == "a &#42;b&#42; &#35; c"
