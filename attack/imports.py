"""Hostile captures, bibliographies and issues: imports refuse them or create valid records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from attack.exports import find_export_flaws
from attack.hostile_lists import all_texts
from attack.payloads import mix_texts
from attack.report import Options, Tally
from attack.small_lists import PAPERS, build_command, command, digest_files, make_small_list

DEEP = 50_000
OWN = [f"papers/{slug}.yml" for slug in PAPERS]
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yml")

FILES: dict[str, tuple[str, str | bytes]] = {
    "deep JSON": ("a.json", "[" * DEEP + "]" * DEEP),
    "deep JSON in an item": ("a.json", '[{"title": ' + "[" * DEEP),
    "deep JSON objects": ("a.json", '[{"title": "x", "author": ' + '{"a":' * DEEP + "1" + "}" * DEEP + "}]"),
    "JSON of a huge number": (
        "a.json",
        '[{"title": "x", "issued": {"date-parts": [[' + "9" * 50_000 + "]]}}]",
    ),
    "JSON of odd numbers": (
        "a.json",
        '[{"title": "x", "issued": {"date-parts": [[NaN, -1, 1e999]]}, "volume": Infinity}]',
    ),
    "JSON of wrong types": (
        "a.json",
        '[{"title": {"a": []}, "author": [[], 5, null, {"family": {}}], "issued": 5, "DOI": []}]',
    ),
    "JSON of half characters": (
        "a.json",
        '[{"title": "\\ud800 x \\udfff", "author": [{"family": "\\udc00"}]}]',
    ),
    "JSON cut off": ("a.json", '[{"title": "x"}, {"title": "y'),
    "many items": ("a.json", "[" + ",".join(f'{{"title": "T{n}"}}' for n in range(30_000)) + "]"),
    "one long title": ("a.json", '[{"title": "' + "word " * 200_000 + '"}]'),
    "many authors": (
        "a.json",
        '[{"title": "x", "author": [' + ",".join('{"family": "B"}' for _ in range(50_000)) + "]}]",
    ),
    "billion laughs": (
        "a.xml",
        '<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
        + ']><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2410.05434</id><title>&j;</title></entry></feed>',
    ),
    "entity of a file": (
        "a.xml",
        '<?xml version="1.0"?><!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2410.05434</id><title>&x; x</title></entry></feed>',
    ),
    "parameter entity": (
        "a.opml",
        '<?xml version="1.0"?><!DOCTYPE o [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
        '<opml version="2.0"><body><outline text="x" url="https://arxiv.org/abs/2410.05434"/></body></opml>',
    ),
    "deep XML": ("a.opml", '<opml version="2.0"><body>' + '<outline text="x">' * DEEP),
    "XML inclusion": (
        "a.opml",
        '<opml version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><body><xi:include href="file:///etc/passwd" '
        'parse="text"/><outline text="https://arxiv.org/abs/2410.05434"/></body></opml>',
    ),
    "deep BibTeX": ("a.bib", "@article{a, title={" + "{" * DEEP + "x" + "}" * DEEP + "}}"),
    "open BibTeX": ("a.bib", "@article{a, title={" + "{" * DEEP),
    "many BibTeX entries begun": ("a.bib", "@article{a, title={x\n" * 20_000),
    "BibTeX strings of themselves": (
        "a.bib",
        "@string{a = a # a # a}\n@string{b = a # a # b}\n@article{k, title = a # b # {x}}",
    ),
    "BibTeX strings that grow": (
        "a.bib",
        "@string{a0 = {hahaha}}\n"
        + "".join(f"@string{{a{n + 1} = a{n} # a{n} # a{n}}}\n" for n in range(40))
        + "@article{k, title = a40}",
    ),
    "BibTeX references in a circle": (
        "a.bib",
        "@article{a, crossref={b}, title={A x}}\n@article{b, crossref={a}, title={B x}}",
    ),
    "BibTeX of TeX": (
        "a.bib",
        r"@article{a, title={\input{/etc/passwd} \def\x{\x\x}\x x}, author={\csname x\endcsname}}",
    ),
    "TeX without end": ("a.bib", "@article{a, title={x " + r"\frac{" * 5000 + "}" * 5000 + "}}"),
    "accents without end": ("a.bib", "@article{a, title={x " + r"\'" * 20_000 + "}}"),
    "RIS without end": ("a.ris", "TY  - JOUR\nTI  - x\n" * 20_000),
    "RIS of one field": ("a.ris", "TY  - JOUR\nTI  - x\n" + "AU  - Baker, Ada\n" * 50_000 + "ER  - \n"),
    "deep HTML": ("a.html", "<html><body>" + "<div><article><h3>" * 20_000),
    "HTML of brackets": ("a.html", "<html><title>Daily Papers - Hugging Face</title>" + "<" * 200_000),
    "Markdown of brackets": (
        "a.md",
        "# Daily Papers\n\n### [" + "[" * 50_000 + "](https://huggingface.co/papers/2410.05434)",
    ),
    "Markdown of open links": (
        "a.md",
        "# Daily Papers\n\n" + "### [x](https://huggingface.co/papers/2410.05434\n" * 5000,
    ),
    "one long line": ("a.txt", "Daily Papers " + "2410.05434 " * 300_000),
    "identifiers": ("a.txt", "".join(f"24{n % 12 + 1:02}.{n:05}\n" for n in range(20_000))),
    "nothing": ("a.txt", ""),
    "NUL": ("a.txt", b"\0" * 100_000),
    "bytes": ("a.bin", bytes(range(256)) * 4000),
    "compressed": ("a.json", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 100),
    "half a surrogate pair": ("a.txt", b"\xff\xfe\x00\xd8[\x00]\x00"),
    "60 MB": ("a.txt", "2410.05434 x\n" * 5_000_000),
    "name with an escape": ("\x1b]0;pwned\x07\x1b[31m\n::error::x.bib", "@article{a, title={A Title}}"),
    "name that is a path": ("..\\..\\pwned.bib", "@article{a, title={A Title}}"),
    "name that is an option": ("--dry-run", "@article{a, title={A Title}}"),
    "name that is hidden": (".gitattributes", "@article{a, title={A Title}}"),
    "name of 255 bytes": ("n" * 251 + ".bib", "@article{a, title={A Title}}"),
    "name that is no text": ("\udcff\udcfe.bib", "@article{a, title={A Title}}"),
}
"""Files to import, each with its name."""

SPECIAL: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to zeros": lambda path: path.symlink_to("/dev/zero"),
    "link to the secret": lambda path: path.symlink_to("../secret.txt"),
}
"""Special files, and other things in place of a file."""


def _csl(texts: Sequence[str]) -> str:
    return json.dumps(
        [
            {
                "type": "article", "id": text, "title": f"{n} {text}", "abstract": text, "container-title": text,
                "author": [{"family": text, "given": text}, {"literal": text}], "note": f"Code: {text}",
                "issued": {"raw": text} if n % 2 else {"date-parts": [[2024, 5]]},
                "DOI": f"10.1000/{n}" if n % 2 else text, "URL": text if n % 3 else f"https://x.example.org/{n}",
            }
            for n, text in enumerate(texts)
        ]
    )  # fmt: skip


def _bibtex(texts: Sequence[str]) -> str:
    fields = "title={{{n} {text}}}, author={{{text} and {text}}}, abstract={{{text}}}, journal={{{text}}}, url={{{text}}}"
    return "\n".join(f"@article{{key{n}, {fields.format(n=n, text=text)}}}\n" for n, text in enumerate(texts))


def _ris(texts: Sequence[str]) -> str:
    return "".join(
        f"TY  - JOUR\nTI  - {n} {text}\nAU  - {text}\nAB  - {text}\nT2  - {text}\nUR  - {text}\nER  - \n\n"
        for n, text in enumerate(texts)
    )


def _atom(texts: Sequence[str]) -> str:
    clean = [escape("".join(c for c in text if c.isprintable() or c == "\n")) for text in texts]
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/2401.{n:05}v1</id><published>2024-01-05T00:00:00Z</published>"
        f"<title>{n} {text}</title><summary>{text}</summary><author><name>{text}</name></author></entry>"
        for n, text in enumerate(clean)
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'


def _markdown(texts: Sequence[str]) -> str:
    lines = [
        f"### [{n} {text}](https://huggingface.co/papers/2402.{n:05})\n\n{text}\n"
        for n, text in enumerate(texts)
    ]
    return "# Daily Papers\n\n" + "\n".join(lines)


def _plain(texts: Sequence[str]) -> str:
    lines = [
        f"{n} {text}\n\n{text} and more words\n\n  • 4 authors\n\n·\n\nJan 9, 2024 {n}\n"
        for n, text in enumerate(texts)
    ]
    return "Daily Papers\n\n" + "\n".join(lines)


FORMATS: dict[str, Callable[[Sequence[str]], str]] = {
    "texts.json": _csl,
    "texts.bib": _bibtex,
    "texts.ris": _ris,
    "texts.xml": _atom,
    "texts.md": _markdown,
    "texts.txt": _plain,
}
"""Functions that write texts as titles, authors and abstracts in a format."""


def attack(tally: Tally, options: Options) -> None:
    """Import hostile files, texts in every format, and issues."""
    for number, (case, (name, data)) in enumerate(options.choose(FILES).items()):
        base = tally.folder / f"file{number}"
        root = make_small_list(base / "list")
        content = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        (base / name).write_bytes(content)
        attack_with_file(tally, case, root, base / name)
    for case, make in options.choose(SPECIAL).items():
        root = make_small_list(tally.folder / case / "list")
        make(root / "special")
        attack_with_file(tally, case, root, root / "special")
    if not options.case:
        attack_with_texts(tally, all_texts())
        attack_with_issues(tally, all_texts())
    for _ in options.go_on():
        attack_with_texts(tally, [mix_texts(options.random) for _ in range(60)])
        attack_with_issues(tally, [mix_texts(options.random) for _ in range(60)], commands=1)


def attack_with_file(tally: Tally, case: str, root: Path, path: Path) -> None:
    """Import a file; the list must stay valid, and must not change if the import fails."""
    tally.cases += 1
    before = digest_files(root / "content")
    ended = tally.run(case, command(root, "import", "--no-look-up", "--", path), root)
    after = digest_files(root / "content")
    if any(before[name] != after.get(name) for name in OWN):
        tally.fail(case, "an import changed existing files", keep=root.parent)
    _check_names(tally, case, root)
    if ended.code == 0 and after != before and case != "60 MB":
        checked = tally.run(case, command(root, "check", "--json"), root)
        _check_errors(tally, case, checked.output, root)


def _check_names(tally: Tally, case: str, root: Path) -> None:
    names = [path.name for path in (root / "content" / "papers").iterdir()]
    if odd := [name for name in names if not SLUG.fullmatch(name) or len(name) > 130]:
        tally.fail(case, f"records with odd names: {odd[:3]}", keep=root.parent)
    captures = [path.name for path in (root / "content" / "captures").iterdir()]
    if odd := [name for name in captures if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name)]:
        tally.fail(case, f"captures with odd names: {odd[:3]}", keep=root.parent)
    outside = {path.name for path in root.iterdir()} - {
        "content",
        "mkdocs.yml",
        ".cache",
        "special",
        "event.json",
        "summary.md",
    }
    if outside:
        tally.fail(case, f"files outside the content folder: {sorted(outside)}", keep=root.parent)


def _check_errors(tally: Tally, case: str, output: str, root: Path) -> None:
    """Check that after an import, ``check`` only reports errors about facts that a curator must add."""
    for line in output.splitlines():
        try:
            problem = json.loads(line)
        except ValueError:
            continue
        if problem.get("severity") == "error" and not re.search(
            "kind|tldr|topic|identifier|link|abstract", problem["message"]
        ):
            tally.fail(case, f"check after the import: {problem['message'][:200]}", keep=root.parent)
            return


def attack_with_texts(tally: Tally, texts: Sequence[str]) -> None:
    """Import texts in every format into a list, build it and read its exports."""
    base = tally.folder / f"texts{len(list(tally.folder.iterdir()))}"
    root = make_small_list(base / "list")
    for name, write in FORMATS.items():
        path = base / name
        path.write_text(write(texts), encoding="utf-8", errors="replace", newline="")
        attack_with_file(tally, name, root, path)
        tally.cases += len(texts) - 1
    ended = tally.run("build after imports", build_command(root, base / "site"), root)
    if ended.code:
        tally.fail("build after imports", f"the list cannot be built: {ended.output[-300:]}", keep=base)
        return
    slugs = [path.stem for path in (root / "content" / "papers").iterdir()]
    for flaw in find_export_flaws(base / "site", slugs):
        tally.fail("exports after imports", flaw, keep=base)


def attack_with_issues(tally: Tally, texts: Sequence[str], commands: int = 12) -> None:
    """Parse issues with hostile texts in every field, and run some through the real command."""
    from issue_bodies import ANSWERS, make_body

    from generator.curation.issue_form import as_csl, parse_form
    from generator.errors import ContentError

    fields = [name.replace(" ", "_") for name in ANSWERS]
    for text in texts:
        for field in fields:
            tally.cases += 1
            try:
                json.loads(as_csl(parse_form(make_body(**{field: text}))))
            except ContentError:
                tally.refused += 1
            except Exception as error:
                tally.fail(f"issue with {field} {text[:60]!r}", f"{type(error).__name__}: {error}")
    for number, text in enumerate(texts[:: max(1, len(texts) // commands)]):
        root = make_small_list(tally.folder / f"issue{len(list(tally.folder.iterdir()))}" / "list")
        body = make_body(
            Title=" ".join(text.split())[:400], Authors=" ".join(text.split())[:400], Why_it_belongs_here=text
        )
        event = {"action": "labeled", "issue": {"number": 7, "body": body}}
        (root / "event.json").write_text(json.dumps(event), encoding="utf-8")
        case = f"issue {number}"
        arguments = ("suggest-from-issue", "event.json", "--no-look-up", "--summary", "summary.md")
        ended = tally.run(case, command(root, *arguments), root)
        if ended.code == 0 and "pwn" in (root / "summary.md").read_text(encoding="utf-8"):
            slugs = "".join(path.stem for path in (root / "content" / "papers").iterdir())
            if "pwn(" in (root / "summary.md").read_text(encoding="utf-8") or "pwn" not in slugs:
                tally.fail(case, "the pull request quotes untrusted text", keep=root)
        _check_names(tally, case, root)
