"""Library files and addresses made by someone who wants to break the pages that read them.

A script that runs in spite of everything calls `pwn`.
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote

__all__ = ["ADDRESSES", "LIBRARIES", "NOT_LISTS", "SHARED_LISTS", "large_libraries"]

EVIL = "<img src=x onerror=pwn()><script>pwn()</script>\"'><svg onload=pwn()>{{7*7}}javascript:pwn()"
BIDI = "\u202egnp.exe\u202c \u2066isolated\u2069 \u200e\u200f\u061c"
DEEP = 20_000
"""Depth of nested lists: more than a recursive function can follow."""


def _file(**fields: Any) -> bytes:
    """A library file with some fields replaced."""
    whole = {
        "format": "reading-list-library",
        "site": "https://list.example.org/",
        "version": 1,
        "papers": {"safe-and-sound": {"title": "Safe and Sound", "star": True, "starAt": 5}},
        "opened": [],
        "preferences": {},
    }
    return json.dumps(whole | fields).encode()


def _paper(slug: str = "h-1", **fields: Any) -> bytes:
    """A file with a valid paper and one with some fields replaced."""
    safe = {"title": "Safe and Sound", "star": True, "starAt": 5}
    return _file(papers={"safe-and-sound": safe, slug: {"title": "H", "star": True} | fields})


def _viewed(**fields: Any) -> bytes:
    """A file with one recently viewed paper that has some fields replaced."""
    return _file(opened=[{"slug": "h-1", "title": "H", "at": 1} | fields])


def _raw(papers: str) -> bytes:
    """A file with this JSON as its papers."""
    return b'{"format":"reading-list-library","version":1,"papers":%s}' % papers.encode()


NOT_LIBRARIES: dict[str, bytes] = {
    "empty file": b"",
    "white space": b" \n\t ",
    "nothing but a byte order mark": b"\xef\xbb\xbf",
    "binary": bytes(range(256)) * 16,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
    "UTF-16": _file().decode().encode("utf-16-le"),
    "BibTeX": b"@article{a, title={A}}\n",
    "HTML page": b"<!doctype html><script>pwn()</script>",
    "cut off": _file()[:-20],
    "two files in one": _file() * 2,
    "not a number": b'{"format":"reading-list-library","version":NaN,"papers":{}}',
    "null": b"null",
    "true": b"true",
    "number": b"17",
    "text": b'"reading-list-library"',
    "list": b"[]",
    "list of the format": b'["reading-list-library"]',
    "empty object": b"{}",
    "another program's file": b'{"format":"CSL","items":[{"id":1}]}',
    "format as list": _file(format=["reading-list-library"]),
    "nested lists": b"[" * DEEP + b"]" * DEEP,
    "nested lists as papers": _raw("[" * DEEP + "]" * DEEP),
    "papers missing": b'{"format":"reading-list-library","version":1}',
    "papers null": _file(papers=None),
    "papers as list": _file(papers=[{"slug": "a", "star": True}]),
    "papers as text": _file(papers="h-1"),
    "papers as number": _file(papers=1),
    "version missing": b'{"format":"reading-list-library","papers":{}}',
    "version 0": _file(version=0),
    "version -1": _file(version=-1),
    "version 1.5": _file(version=1.5),
    "version as text": _file(version="1"),
    "version as list": _file(version=[1]),
    "version as object": _file(version={"valueOf": 1}),
    "version null": _file(version=None),
    "version too large for a number": _raw("{}").replace(b":1,", b":1e999,"),
    "version 3": _file(version=3),
    "version 99 with another shape": _file(version=99, papers=[1, 2]),
}
"""Files that are refused as a whole."""

PARTLY_VALID: dict[str, bytes] = {
    "slug as list": _viewed(slug=["h-1"]),
    "slug as list in a list": _viewed(slug=[["h-1"]]),
    "slug as object": _viewed(slug={"toString": "h-1"}),
    "slug as number": _viewed(slug=17),
    "slug as true": _viewed(slug=True),
    "slug null": _viewed(slug=None),
    "slug with markup": _viewed(slug=f"a{EVIL}"),
    "slug as path": _viewed(slug="../../../evil"),
    "slug as address": _viewed(slug="//evil.example.org/x"),
    "slug with a line break": _viewed(slug="h-1\n"),
    "slug too long": _viewed(slug="a" * 5000),
    "title of a viewed paper as list": _viewed(title=["H"]),
    "title of a viewed paper with markup": _viewed(title=EVIL),
    "viewed in the far future": _viewed(at=1e300),
    "viewed at a text": _viewed(at="2024-01-01"),
    "viewed as object": _file(opened={"0": {"slug": "h-1"}, "length": 1}),
    "viewed as text": _file(opened="h-1"),
    "viewed null": _file(opened=None),
    "viewed list of null": _file(opened=[None, 1, "a", [], [[]], True]),
    "viewed ten thousand": _file(opened=[{"slug": f"h-{i}", "title": "H", "at": i} for i in range(10_000)]),
    "viewed the same twice": _file(opened=[{"slug": "h-1", "title": "H", "at": 1}] * 2),
    "news as list": _file(news=[1]),
    "news with markup": _file(
        news={
            "follows": {f"a{EVIL}": EVIL, "__proto__": "2024-01-01", "h-1": ["2024-01-01"]},
            "searches": [{"query": EVIL, "title": EVIL, "known": [EVIL]}, None, {"query": {}, "title": 1}],
            "visit": {"day": EVIL, "known": {"toString": 1}},
        }
    ),
    "ten thousand searches": _file(
        news={"searches": [{"query": "?q=a", "title": "A", "known": []}] * 10_000}
    ),
    "paper null": _file(papers={"h-1": None}),
    "paper as list": _file(papers={"h-1": [1]}),
    "paper as text": _file(papers={"h-1": "star"}),
    "paper as true": _file(papers={"h-1": True}),
    "paper without anything": _file(papers={"h-1": {}}),
    "name __proto__": _raw('{"__proto__":{"title":"P","star":true},"h-1":{"star":true}}'),
    "name constructor": _paper("constructor"),
    "name prototype": _paper("prototype"),
    "names of object methods": _raw(
        '{"tostring":{"star":true},"valueOf":{"star":true},"hasOwnProperty":{"star":true},'
        '"constructor":{"state":"read"},"toString":{"star":true},"__defineGetter__":{"star":true}}'
    ),
    "fields of the prototype": _raw('{"h-1":{"__proto__":{"star":true,"note":"x"}}}'),
    "prototype of the file": b'{"__proto__":{"papers":{"h-1":{"star":true}}},' + _file()[1:],
    "prototype of the preferences": _file().replace(
        b'"preferences": {}', b'"preferences":{"__proto__":{"hideRead":true}}'
    ),
    "name empty": _paper(""),
    "name with spaces": _paper("a b"),
    "name with markup": _paper(EVIL),
    "name as path": _paper("../../evil"),
    "name as selector": _paper('a"],*{display:none}[x="'),
    "name too long": _paper("a" * 100_000),
    "name in Cyrillic": _paper("\u0430-1"),
    "numbers as names": _file(papers={str(i): {"star": True} for i in range(50)}),
    "title with markup": _paper(title=EVIL),
    "title of a megabyte": _paper(title="Long " * 200_000),
    "title with bidirectional controls": _paper(title=BIDI),
    "title with control characters": _paper(title="a\u0000b\u001b[31m\u2028c"),
    "title cut in a character": _paper(title="\U0001f35e" * 250 + "a" + "\U0001f35e" * 250),
    "title with half a character": _raw('{"h-1":{"star":true,"title":"\\ud800","note":"\\udc00"}}'),
    "title as list": _paper(title=["H"]),
    "title as object": _paper(title={"toString": "x"}),
    "facts with markup": _paper(facts=EVIL),
    "facts as list": _paper(facts=[EVIL]),
    "note with markup": _paper(note=EVIL),
    "note too long": _paper(note="n" * 500_000),
    "note as object": _paper(note={"length": 5}),
    "star as text": _paper(star="true"),
    "star as list": _paper(star=[True]),
    "state unknown": _paper(state="burned"),
    "state as list": _paper(state=["read"]),
    "state __proto__": _paper(state="__proto__"),
    "time as text": _paper(starAt="5"),
    "time negative": _paper(starAt=-5),
    "time after the last date": _paper(starAt=8.64e15 + 1),
    "time in the far future": _paper(starAt=8.64e15, stateAt=8.64e15, state="read"),
    "time too large for a number": _raw('{"h-1":{"star":true,"starAt":1e999,"noteAt":-1e999}}'),
    "time as list": _paper(starAt=[5]),
    "fields from elsewhere": _paper(rating=5, tags=["a"]),
    "folders as text": _paper(folders="Thesis"),
    "folders of anything": _paper(folders=[None, 1, ["a"], {"toString": 1}, "", EVIL, BIDI, "__proto__"]),
    "folders too long": _paper(folders=["f" * 500_000]),
    "folders ten thousand": _paper(folders=[f"f{number}" for number in range(10_000)]),
    "nested lists as note": _raw('{"h-1":{"star":true,"note":' + "[" * DEEP + "]" * DEEP + "}}"),
    "preferences null": _file(preferences=None),
    "preferences as list": _file(preferences=["hideRead"]),
    "preferences as text": _file(preferences={"hideRead": "yes", "slash": 0, "theme": EVIL}),
    "site with markup": _file(site=EVIL),
    "site as script": _file(site="javascript:pwn()"),
    "site as list": _file(site=["https://evil.example.org/"]),
    "byte order mark": b"\xef\xbb\xbf" + _file(),
    "keys twice": _raw('{"h-1":{"star":true},"h-1":{"note":"second"}}'),
}
"""Files with something in them that is worth importing, or at least nothing that is in the way."""

LIBRARIES: dict[str, bytes] = NOT_LIBRARIES | PARTLY_VALID
"""Files by what is wrong with them. Each is also what a browser's storage may hold."""


def _pack(content: bytes) -> str:
    """The fragment of a link with this in place of a list."""
    return "#list=" + urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


def _link(value: object) -> str:
    """The fragment of a link with a shared list."""
    return _pack(json.dumps(value).encode())


NOT_LISTS: dict[str, str] = {
    "nothing": "#list=",
    "not base64url": "#list=%%%",
    "not compressed": "#list=aGVsbG8",
    "cut off": _link({"v": 1, "p": ["h-1"]})[:-6],
    "a letter changed": _link({"v": 1, "p": ["h-1"]})[:-3] + "AAA",
    "not JSON": _pack(b"h-1"),
    "not UTF-8": _pack(b'"\xff"'),
    "null": _link(None),
    "list": _link([1]),
    "version missing": _link({"p": ["h-1"]}),
    "version as text": _link({"v": "1", "p": ["h-1"]}),
    "version 2": _link({"v": 2, "p": ["h-1"]}),
    "papers missing": _link({"v": 1}),
    "papers as object": _link({"v": 1, "p": {"length": 1, "0": "h-1"}}),
    "no valid paper": _link({"v": 1, "p": ["../../evil", EVIL, 5, None, {"slug": "h-1"}, [["h-1"]]]}),
    "too many papers": _link({"v": 1, "p": ["h-1"] * 5001}),
    "a million letters": _link({"v": 1, "p": ["h-1"], "t": "x" * 20_000_000}),
    "nested lists": _pack(b"[" * DEEP + b"]" * DEEP),
    "long fragment": "#list=" + "A" * 40_000,
}
"""Fragments of links with a shared list that cannot be read."""

SHARED_LISTS: dict[str, str] = {
    "markup": _link({"v": 1, "t": EVIL, "p": [["h-1", EVIL, EVIL]]}),
    "texts of other types": _link({"v": 1, "t": ["x"], "p": [["h-1", {"length": 5}, 5], ["h-2", ["note"]]]}),
    "bidirectional controls": _link({"v": 1, "t": BIDI, "p": [["h-1", BIDI]]}),
    "long texts": _link({"v": 1, "t": "t" * 5000, "p": [["h-1", "n" * 100_000, "t" * 5000]]}),
    "the same twice": _link({"v": 1, "p": ["h-1", ["h-1", "second"]]}),
    "odd names": _link({"v": 1, "t": "__proto__", "p": ["constructor", "__proto__", "../evil", "h-1"]}),
    "half a character": _link({"v": 1, "t": "\ud800", "p": [["h-1", "\udc00"]]}),
}
"""Fragments with something in them that can be shown."""


def large_libraries() -> dict[str, bytes]:
    """Return files that are too large for a browser's storage, or for a library at all."""
    many = {f"paper-{number}": {"title": f"Paper {number}", "star": True} for number in range(200_000)}
    return {
        "200,000 papers": _file(papers=many),
        "notes of 15 MB": _file(papers={f"h-{i}": {"note": "n" * 20_000} for i in range(750)}),
        "more than 20 MB": _file(site="s" * 21_000_000),
    }


_ODD = {
    "markup": EVIL,
    "bidirectional controls": BIDI,
    "__proto__": "__proto__",
    "constructor": "constructor",
    "nothing": "",
    "not a number": "NaN",
    "null character": "a\0b",
    "special characters of patterns": "(a+)+$ [\\] .* ^{1,99999} (?<x>",
    "20,000 letters": "a" * 20_000,
    "4,000 words": "crumb dough " * 2000,
}


def _addresses() -> dict[str, str]:
    found = {}
    for parameter in ("q", "topic", "sort", "shown"):
        for name, text in _ODD.items():
            found[f"{parameter}: {name}"] = f"browse/?{parameter}={quote(text)}"
    for name, text in _ODD.items():
        found[f"library: {name}"] = f"library/?show={quote(text)}"
        found[f"fragment: {name}"] = f"#{quote(text)}"
    return found | {
        "year: NaN": "browse/?year=NaN",
        "year: Infinity": "browse/?year=Infinity",
        "year: hexadecimal": "browse/?year=0x7E8",
        "year: -0": "browse/?year=-0",
        "code: maybe": "browse/?code=maybe",
        "years: infinite": "browse/?from=-Infinity&to=1e9&to=9999&from=0000",
        "match: markup": f"browse/?match={quote(EVIL)}&match=all&topic={quote(EVIL)}&topic=unknown",
        "author: markup": f"browse/?author={quote(EVIL)}&author=__proto__&from=2000",
        "venue: markup": f"browse/?venue={quote(EVIL)}",
        "kind: unknown": "browse/?kind=unknown&kind=unknown&kind=null",
        "shown: -1": "browse/?shown=-1",
        "shown: 1e999": "browse/?shown=1e999",
        "shown: 2 billion": "browse/?shown=2147483648",
        "shown: Infinity": "browse/?shown=Infinity",
        "shown: a list": "browse/?shown[]=40&shown[$gt]=1",
        "sort twice": "browse/?sort=title&sort=date",
        "5,000 topics": "browse/?" + "&".join(f"topic=t{number}" for number in range(5000)),
        "5,000 parameters": "browse/?" + "&".join(f"p{number}=1" for number in range(5000)),
        "broken percent signs": "browse/?q=%&topic=%zz&year=%E0%A4%A",
        "half a character": "browse/?q=%ED%A0%80&topic=%ED%B0%80",
        "invalid UTF-8": "browse/?q=%C0%AF%FF%FE",
        "overlong path": "browse/?q=%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "parameter __proto__": "browse/?__proto__[q]=x&__proto__.topic=y&constructor=z",
        "address in a parameter": "browse/?q=//evil.example.org&url=https://evil.example.org&next=javascript:pwn()",
        "fragment: percent sign": "browse/#%",
        "fragment: script": "browse/#javascript:pwn()",
        "fragment: selector": "library/#*,[onclick]",
        "text fragment": "#:~:text=a,b",
        "library: percent sign": "library/?show=%",
        "library: twice": "library/?show=read&show=starred#%",
        "charts: percent sign": "pictures/#%",
        "charts: broken UTF-8": "pictures/#%E0%A4%A",
        "charts: markup": f"pictures/#{quote(EVIL)}",
        "charts: selector": "pictures/#*:not(a)",
        "map: percent sign": "map/#%",
        "map: __proto__": "map/#__proto__",
        "topics: markup": f"topics/?x={quote(EVIL)}#{quote(EVIL)}",
    }


ADDRESSES: dict[str, str] = _addresses()
"""Addresses below the site's root, by what is wrong with them. Tiny lists have no map."""
