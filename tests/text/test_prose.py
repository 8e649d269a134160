"""Markdown by contributors becomes HTML that is safe to show."""

from __future__ import annotations

import pytest

from generator.text.prose import EXTENSIONS, examine_prose, render_prose


def render(markdown: str, *extensions: str) -> str:
    return render_prose(markdown, lambda target: target, extensions)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A *b* **c** `d`", "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("one\ntwo\n\nthree", "<p>one two</p> <p>three</p>"),
        ("- one\n- two", "<ul> <li>one</li> <li>two</li> </ul>"),
        ("[w](https://a.example.org/?b=1&c=2)", '<p><a href="https://a.example.org/?b=1&amp;c=2">w</a></p>'),
        ("![loaf](../assets/loaf.png)", '<p><img alt="loaf" src="../assets/loaf.png" loading="lazy"></p>'),
        (
            '![a > b](x.png "Rye & <b>crust</b>")',
            '<figure><img alt="a &gt; b" src="x.png" loading="lazy">'
            "<figcaption>Rye &amp; &lt;b&gt;crust&lt;/b&gt;</figcaption></figure>",
        ),
        ("H<sub>2</sub>O, m<sup>2</sup>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        ("## Why", "<h2>Why</h2>"),
        ("```python\na\nb\n```", '<pre><code class="language-python">a&#10;b&#10;</code></pre>'),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("{{ x }}", "<p>&#123;&#123; x &#125;&#125;</p>"),
    ],
)
def test_formatting_is_kept(markdown: str, html: str) -> None:
    assert render(markdown) == html
    assert examine_prose(markdown)[0] == []


def test_tables_keep_their_alignment() -> None:
    markdown = "a | b\n--|--:\n1 | 2"
    assert '<td align="right">2</td>' in render(markdown)
    assert examine_prose(markdown)[0] == []


@pytest.mark.parametrize(
    ("markdown", "removed"),
    [
        ("<script>pwn()</script>", ["<script>"]),
        ("<b onclick='pwn()'>x</b>", ['onclick="pwn()"']),
        ("[x](javascript:pwn())", ['href="javascript:pwn()"']),
        ("[x](data:text/html,x)", ['href="data:text/html,x"']),
        ("<a href='java&Tab;script:x'>y</a>", ['href="java\tscript:x"']),
        ("<a href='&#1;java\nscript:x'>y</a>", ['href="java\nscript:x"']),
        ("[x][y]\n\n[y]: vbscript:pwn()", ['href="vbscript:pwn()"']),
        ("![](https://a.example.org/1.png)", ['src="https://a.example.org/1.png"']),
        ("![](//a.example.org/1.png)", ['src="//a.example.org/1.png"']),
        (r"<img src='\\a.example.org\1.png'>", [r'src="\\a.example.org\1.png"']),
        ("<img src='data:image/svg+xml,x'>", ['src="data:image/svg+xml,x"']),
        ("<p id='rl-q' class='rl-button' data-rl='q' style='x'>x</p>",
         ['class="rl-button"', 'data-rl="q"', 'id="rl-q"', 'style="x"']),
        ("x </div></article>", ["</article>", "</div>"]),
        ("x <!-- y --> z", ["<!--"]),
        ("<svg><style>x</style></svg>", ["<style>", "<svg>"]),
        ("<form action='/x'><input name='q'></form>", ["<form>", "<input>"]),
    ],
)  # fmt: skip
def test_what_is_removed_is_reported(markdown: str, removed: list[str]) -> None:
    assert examine_prose(markdown)[0] == removed
    html = render(markdown)
    for name in ("pwn()", "script", "example.org", "data:", "rl-", "style", "<!--", "<form", "</div>"):
        assert name not in html


def test_a_definition_does_not_reach_another_text() -> None:
    render("[x]: https://a.example.org/\n\n*[HTML]: y", "abbr", "markdown.extensions.abbr")
    assert render("[x] HTML") == "<p>[x] HTML</p>"


def test_attribute_lists_and_other_unsafe_extensions_stay_off() -> None:
    names = (
        "attr_list",
        "md_in_html",
        "abbr",
        "footnotes",
        "toc",
        "pymdownx.snippets",
        "pymdownx.blocks.html",
    )
    text = 'x {: onclick=pwn() }\n\n--8<-- "mkdocs.yml"'
    assert render(text, *names) == ('<p>x &#123;: onclick=pwn() &#125;</p> <p>--8&lt;-- "mkdocs.yml"</p>')


def test_extensions_of_the_site_that_only_format_are_used() -> None:
    assert render("==x== $y$", "pymdownx.mark") == "<p><mark>x</mark> $y$</p>"
    assert render("$y$", "pymdownx.arithmatex") == '<p><span class="arithmatex">\\(y\\)</span></p>'
    everything = "a -- b ==c== ~~d~~ ^^e^^ $f$ (c)\n\nterm\n:   meaning\n\n1. g\n- h\n"
    assert examine_prose(everything, EXTENSIONS)[0] == []


def test_links_lead_where_they_are_told() -> None:
    html = render_prose(
        "[a](paper:x) [b](../y.md) [c](paper:z)", {"paper:x": "../x/", "../y.md": "../../y/"}.get
    )
    assert html == '<p><a href="../x/">a</a> <a href="../../y/">b</a> <a>c</a></p>'
    assert examine_prose("[a](paper:x) ![b](y.png) <https://c.example.org>")[1] == [
        "paper:x", "y.png", "https://c.example.org",
    ]  # fmt: skip


@pytest.mark.parametrize("tangle", ["[" * 501, "1. " * 2_000, "a\n: b\n" * 3_000])
def test_tangled_text_is_shown_as_written(tangle: str) -> None:
    text = f"{tangle}<b>"
    assert examine_prose(text, EXTENSIONS).is_plain
    shown = render(text, *EXTENSIONS)
    assert shown.startswith(f"<p>{tangle[:300]}".replace("\n", " "))
    assert shown.endswith("&lt;b&gt;</p>")
    assert not examine_prose("[" * 500).is_plain
