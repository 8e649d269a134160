"""A list made of hostile texts: HTML, Markdown, Jinja, YAML and more, in every field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from lists import make_list, own_config

__all__ = ["HOSTILE_MARKDOWN", "WORST", "make_hostile_list"]

WORST = (
    "<script>pwn(1)</script>",
    '"><img src=x onerror=pwn(2)>',
    "</title></head><body onload=pwn(3)>",
    "</script><script>pwn(4)</script>",
    "<!-- <script>pwn(5)</script>",
    "[click](javascript:pwn(6)) ![x](x){: onerror=pwn(7) }",
    "{: onclick=pwn(8) } { #top onclick=pwn(9) }",
    "```\n<script>pwn(10)</script>\n```",
    "# Heading\n\n<svg onload=pwn(11)>",
    "{{ 7 * 7 }} {% raw %} {{ config.items() }} {# gone #} {% endraw %}",
    "{{ cycler.__init__.__globals__ }} ${7*7} #{7*7} <%= 7*7 %>",
    "&lt;script&gt;pwn(12)&lt;/script&gt; &#60;img src=x onerror=pwn(13)&#62;",
    "<javascript:pwn(14)> <https://evil.example.org> www.evil.example.org",
    '--8<-- "mkdocs.yml" ;--8<-- ../../etc/passwd',
    "[^1]: a footnote *[HTML]: an abbreviation [x]: javascript:pwn(15)",
    "\x02wzxhzdk:0\x03 \x02amp\x03 \x02klzzwxh:0000\x03 klzzwxh:0001",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200bzero\u200b width",
    "nul \x00 bell \x07 escape \x1b[31m next\u0085line para\u2029graph",
    "*bold* _it_ __strong__ ~~gone~~ ==mark== ^^ins^^ `code` \\* \\<b\\> :smile: @someone $x$",
    "- list\n- list\n1. one\n> quote\n| a | b |\n|---|---|\n| 1 | 2 |\n***\n===",
    "--- !!python/object/apply:os.system ['true'] &anchor *alias: {a: b} %YAML @x",
    '\',"a":1}]}; pwn(16); //',
    "</p></div></article></details></pre></textarea></style><style>*{display:none}</style>",
    "<iframe srcdoc='<script>parent.pwn(17)</script>'></iframe>",
    "<a href='javascript:pwn(18)'>x</a><form action=javascript:pwn(19)><button>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=pwn(20)>",
    "=cmd|' /C calc'!A0",
    "𝒯𝑒𝓍𝓉 \U0001f9d1\u200d\U0001f9b0 e\u0301\u0302\u0303 \ufeff",
    "../../../../etc/passwd %2e%2e%2f ..\\..\\",
)

HOSTILE_MARKDOWN = (
    "<script>pwn(50)</script> <script src=https://evil.test/51.js></script>",
    "Text {onclick=pwn(52)}\n{: onclick=pwn(53) style='position:fixed' #rl-palette .rl-button }",
    "[one](javascript:pwn(54)) [two](  jAvAsCrIpT&colon;pwn(55)) <a href='java&Tab;script:pwn(56)'>three</a>",
    "[four][leak] and the [x] of others\n\n[leak]: javascript:pwn(57)\n[x]: javascript:pwn(58)",
    "*[paper]: pwn(59)\n\nA note[^1]\n\n[^1]: https://evil.test/60",
    "![pixel](https://evil.test/61.png) ![](//evil.test/62.png) ![](/\\evil.test/63.png)",
    "<img src=x onerror=pwn(64)> <img src=https://evil.test/65.png srcset=https://evil.test/66.png>",
    "<iframe src=https://evil.test/67></iframe><object data=https://evil.test/68></object>",
    "<svg onload=pwn(69)><animate onbegin=pwn(70) attributeName=x dur=1s></svg>",
    "<style>@import 'https://evil.test/71.css'; * { display: none }</style>",
    "<link rel=stylesheet href=https://evil.test/72.css>",
    "<base href=https://evil.test/73/> <meta http-equiv=refresh content='0;url=https://evil.test/74'>",
    "<form action=https://evil.test/75 id=rl-palette name=pwned><input autofocus onfocus=pwn(76)></form>",
    "<a id=__config href=x>a</a><a name=__palette data-rl-save=bibtex class='rl-button md-overlay'>b</a>",
    "<div style='background:url(https://evil.test/77.png)' data-rl-keep markdown='1'>c</div>",
    "<details open ontoggle=pwn(78)><summary>d</summary></details><video src=x onerror=pwn(79)></video>",
    "# Papers {: #papers onclick=pwn(80) }\n\n<h2 id=papers>Papers</h2>",
    '--8<-- "mkdocs.yml"\n\n{{ 7 * 7 }} {% include "mkdocs.yml" %}',
    "</p></div></article></main></body></html>",
)
"""What a contributor might write into a text that is Markdown; no tag or comment of it stays open."""


def quoted(text: str) -> str:
    """Any text as YAML."""
    return yaml.safe_dump(text, allow_unicode=False, default_style='"', width=10**9).strip()


def record(number: int, text: str) -> str:
    """A record with `text` in every field that can hold text."""
    mark = f"n{number:02}"
    fields: dict[str, Any] = {
        "title": f"{mark} {text}",
        "authors": [f"{text} {mark}", text, f"Zed {text}"],
        "published": "2024-05-06",
        "venue": f"{text} {mark}",
        "venue_year": 2024,
        "type": "chapter" if number % 2 else "paper-conference",
        "publication": {
            "editors": [text, f"Zed {text}"],
            **dict.fromkeys(("container", "volume", "issue", "pages", "number", "series", "edition"), text),
            **dict.fromkeys(("publisher", "place", "genre", "isbn", "issn", "language"), text),
        },
        "status": "expression of concern" if number % 2 else "corrected",
        "tags": [f"{text} {mark}", text],
        "keywords": [f"{text} {mark}", f"Zed / {text}"],
        "must_read": f"{text} {mark}",
        "level": "advanced",
        "topics": ["first", "second"],
        "tldr": f"{text} {mark}",
        "comparison": {**dict.fromkeys(("problem", "mechanism", "scale"), text), "result": f"{text} {mark}"},
        "related": [{"paper": "worst-00", "why": f"Both {text} {mark}"}] if number else [],
        "abstract": f"{text}\n\n{text} {mark}",
        "notes": f"{text}\n\n{text} {mark}",
        "review": f"{text} {mark}",
        "added": "2024-05-06",
        "evidence": {text: text},
        "captures": [{"capture": text, "position": 1}],
        "links": {
            "openreview": text,
            "code": "https://code.example.org/a/(pwn(21));//",
            "other": "https://x.example.org/?q=(pwn(22))&amp;*7*7*#$x[y]_z_",
        },
    }
    if number % 3 == 0:
        del fields["authors"]
        fields |= {"organization": {"name": text, "account": text}, "author_count": 3}
    return yaml.safe_dump(fields, allow_unicode=False, default_style='"', width=10**9).replace("!!int ", "")


def make_hostile_list(root: Path, site_url: str) -> Path:
    """Make a list of hostile texts in `root` and return the path of its `mkdocs.yml`."""
    make_list(root, content=None)
    config = own_config(root, {"site_url": site_url})
    papers = root / "content" / "papers"
    papers.mkdir()
    # what `src=x` in the notes of a paper leads to
    target = root / "content" / "pages" / "papers" / "x"
    target.parent.mkdir()
    target.write_text("x", encoding="utf-8")
    for number, text in enumerate(WORST):
        (papers / f"worst-{number:02}.yml").write_text(record(number, text), encoding="utf-8")
    (papers / "long.yml").write_text(
        f"title: {quoted('long ' * 100 + '<b>' + 'x' * 400)}\ntopics: [first]\n"
        f"abstract: {quoted('<script>pwn(30)</script> ' + 'y' * 49_000)}\n"
        f"notes: {quoted(chr(10).join(f'{text}{chr(10)}' for text in HOSTILE_MARKDOWN))}\n",
        encoding="utf-8",
    )
    every = " ".join(WORST)
    topics = {
        "groups": [
            {
                "id": "all",
                "title": every[:300],
                "topics": [
                    {
                        "id": "first",
                        "title": f"T1 {every}"[:300],
                        "scope": f"S1 {every}",
                        "introduction": "\n\n".join(HOSTILE_MARKDOWN),
                    },
                    {
                        "id": "second",
                        "title": WORST[0],
                        "scope": WORST[1],
                        "introduction": "\n\n".join(WORST),
                        "read_first": [
                            {
                                "title": text,
                                "authors": [text] * (number % 4),
                                "url": "https://x.example.org/?q=(pwn(23))&amp;*7*7*#$x[y]_z_",
                                "why": text,
                            }
                            for number, text in enumerate(WORST)
                        ],
                        "path": [{"paper": "worst-01", "why": every}],
                    },
                ],
            }
        ],
        "paths": [
            {
                "id": "way",
                "title": every[:300],
                "introduction": every,
                "steps": [{"paper": "worst-00", "why": every}],
            }
        ],
    }
    changes = [
        {
            "date": "2024-05-06",
            "sources": [every[:255]],
            "added": [f"worst-{number:02}" for number in range(len(WORST))],
            "excluded": {every[:900]: every[:900]},
            "note": every,
        }
    ]
    for name, data in {"topics.yml": topics, "changes.yml": changes}.items():
        text = yaml.safe_dump(data, allow_unicode=False, default_style='"', width=10**9)
        (root / "content" / name).write_text(text, encoding="utf-8")
    # where images lead whose source is only "x"
    image = root / "content" / "pages" / "topics" / "x"
    image.parent.mkdir()
    image.write_bytes(b"")
    (root / "content" / "redirects.yml").write_text("old: worst-00\n", encoding="utf-8")
    return config
