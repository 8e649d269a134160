"""A list with a hostile text in every field of every file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from attack.payloads import TEXTS

__all__ = ["SITE_URL", "HostileList", "all_texts", "dump"]

SITE_URL = "https://bread.example.org/reading-list/"
GROUP_SIZE = 40
"""Most topics in a group."""
MOST_PATHS = 90
"""Reading paths of a list at most."""

ADDRESSES = (
    "https://code.example.org/a/(pwn(21));//",
    "https://x.example.org/?q=(pwn(22))&amp;*7*7*#$x[y]_z_",
    "https://x.example.org/%22onmouseover=pwn(23)%22",
    "https://x.example.org/&quot;onmouseover=pwn(24)&quot;",
    "https://x.example.org/javascript:pwn(25)",
    "https://x.example.org:443/..;/..%2f..%5c/?a=https://evil.example.org#/%00%0d%0aSet-Cookie:x",
    "http://[::1]:80/x]y",
    "https://x.example.org/)![x](https://evil.example.org/~_*x*_",
    "https://x.example.org/%25input%;--8--;%7B%7B7*7%7D%7D",
    "https://x.example.org/\u202e\ue000slug\ue001/=cmd",
    "https://xn--80ak6aa92e.example.org/",
)
"""Hostile addresses that are valid in records."""

# "content/topics.yml:12: expected …", "content/papers/worst-001.yml: …"
PLACE = re.compile(r"content/(?P<file>papers/[\w-]+\.yml|[a-z]+\.yml)(?::(?P<line>\d+))?")


def all_texts() -> tuple[str, ...]:
    """Return the hostile texts of this package and of the tests."""
    from hostile_list import WORST

    return (*TEXTS, *WORST)


def dump(value: Any) -> str:
    """Return a value as YAML on one line of ASCII."""
    text = yaml.safe_dump(value, allow_unicode=False, default_style='"', default_flow_style=True, width=10**9)
    return re.sub(r'!!(int|bool) "(\w+)"', r"\2", text).strip()


def make_record(number: int, text: str) -> dict[str, Any]:
    """Return a record with ``text`` in every field that can hold text."""
    mark = f"n{number:03}"
    record: dict[str, Any] = {
        "title": text if number % 2 else f"{mark} {text}",
        "authors": [text, f"{text} {mark}", f"{mark}, {text}"],
        "published": ("2024-05-06", "2024-05", "2024")[number % 3],
        "venue": text,
        "venue_year": 2024,
        "links": {
            "openreview": text,
            "code": ADDRESSES[number % len(ADDRESSES)],
            "project": ADDRESSES[(number + 3) % len(ADDRESSES)],
            "other": [ADDRESSES[(number + 7) % len(ADDRESSES)]],
        },
        "topics": ["first", f"t{number:03}"],
        "tldr": text,
        "question": text,
        "abstract": f"{text}\n\n{text} {mark}",
        "notes": f"{text}\n\n{text} {mark} [x](https://ok.example.org)",
        "review": text,
        "added": "2024-05-06",
        "evidence": {"title": text, text: mark},
        "captures": [{"capture": text, "position": 1}],
    }
    if number % 3 == 0:
        del record["authors"]
        record |= {"organization": {"name": text, "account": text}, "author_count": 3}
    if number % 4 == 0:
        del record["review"]
    return record


class HostileList:
    """A list made of hostile texts; those that are refused can be removed.

    Attributes:
        root: its folder.
        config: its ``mkdocs.yml``.
        papers: slug -> text of each remaining record.
        topics: id -> text of each remaining topic.
    """

    def __init__(self, root: Path, texts: Sequence[str]) -> None:
        from lists import make_list, own_config

        self.root = root
        make_list(root, content=None)
        self.config = own_config(root, {"site_url": SITE_URL})
        self.papers = {f"worst-{number:03}": text for number, text in enumerate(texts)}
        self.topics = {f"t{number:03}": text for number, text in enumerate(texts)}
        # topics and paths are one line each, and are dropped as a whole
        self.paths = {
            f"p{number:03}": text for number, text in list(enumerate(texts))[:: 1 + len(texts) // MOST_PATHS]
        }
        self._lines: dict[str, dict[int, tuple[str, str]]] = {}
        folder = root / "content" / "papers"
        folder.mkdir()
        for number, (slug, text) in enumerate(self.papers.items()):
            self._write(f"papers/{slug}.yml", dump(make_record(number, text)))
        self.write_topics()
        self._write_others(texts)

    def _write(self, name: str, text: str) -> None:
        (self.root / "content" / name).write_text(f"{text}\n", encoding="utf-8")

    def write_topics(self) -> None:
        """Write ``topics.yml``: one line for each topic and each reading path."""
        lines = ["groups:"]
        where: dict[int, tuple[str, str]] = {}
        first = {"id": "first", "title": "First", "scope": "Everything."}
        topics = list(self.topics.items())
        for start in range(0, len(topics), GROUP_SIZE):
            part = topics[start : start + GROUP_SIZE]
            lines += [f"- id: g{start}", f"  title: {dump(part[0][1])}", "  topics:"]
            if start == 0:
                lines.append(f"  - {dump(first)}")
            for id_, text in part:
                step = {"paper": next(iter(self.papers)), "why": text}
                topic = {"id": id_, "title": f"{text} {id_}", "scope": text, "words": [text]}
                topic["read_first"] = [
                    {
                        "title": text,
                        "authors": [text],
                        "url": "https://x.test/?q=(pwn(1))&amp;*7*",
                        "why": text,
                    }
                ]
                lines.append(f"  - {dump({**topic, 'introduction': text, 'path': [step]})}")
                where[len(lines)] = ("topics", id_)
        lines.append("paths:")
        for id_, text in self.paths.items():
            step = {"paper": next(iter(self.papers)), "why": text}
            lines.append(f"- {dump({'id': id_, 'title': text, 'introduction': text, 'steps': [step]})}")
            where[len(lines)] = ("paths", id_)
        self._lines["topics.yml"] = where
        self._write("topics.yml", "\n".join(lines))

    def _write_others(self, texts: Sequence[str]) -> None:
        change = {
            "date": "2024-05-06",
            "sources": list(texts),
            "added": [*self.papers],
            "excluded": {text: text for text in texts},
            "note": " ".join(texts[:20]),
        }
        files: Mapping[str, Sequence[Any]] = {
            "changes.yml": [change],
            "excluded.yml": [{"title": text, "reason": text} for text in texts],
            "venues.yml": [
                {"name": text, "type": "journal", "aliases": [f"{text} x"]} for text in texts[::3]
            ],
        }
        for name, items in files.items():
            self._write(name, "\n".join(f"- {dump(item)}" for item in items))
        self._write("redirects.yml", "old: worst-000")
        words = [text for text in texts if text.strip()]
        self._write(
            "search.yml",
            f"synonyms: {dump([words[:9], words[9:20]])}\nfound_by: {dump({words[0]: words[1:9]})}",
        )

    def drop_refused(self, output: str) -> int:
        """Remove the texts that a build refused, according to its output; return their number."""
        dropped: set[tuple[str, str]] = set()
        others: set[tuple[str, int]] = set()
        for found in PLACE.finditer(output):
            name, line = found["file"], int(found["line"] or 0)
            if name.startswith("papers/"):
                dropped.add(("papers", name.removeprefix("papers/").removesuffix(".yml")))
            elif line in self._lines.get(name, {}):
                dropped.add(self._lines[name][line])
            elif name in self._lines:
                pass
            elif line:
                others.add((name, line))
        for kind, key in dropped:
            getattr(self, kind).pop(key, None)
            if kind == "papers":
                (self.root / "content" / "papers" / f"{key}.yml").unlink(missing_ok=True)
        for name in {name for name, _ in others}:
            path = self.root / "content" / name
            lines = path.read_text(encoding="utf-8").split("\n")
            kept = [line for number, line in enumerate(lines, 1) if (name, number) not in others]
            path.write_text("\n".join(kept), encoding="utf-8")
        if any(kind == "papers" for kind, _ in dropped):
            path = self.root / "content" / "changes.yml"
            text = path.read_text(encoding="utf-8")
            for kind, key in dropped:
                text = text.replace(f'"{key}", ', "").replace(f', "{key}"', "") if kind == "papers" else text
            path.write_text(text, encoding="utf-8")
        if dropped:
            self.write_topics()
        return len(dropped) + len(others)
