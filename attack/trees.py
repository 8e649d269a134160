"""Hostile file trees: what a pull request or a broken disk can put into ``content/``."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from attack.report import Options, Tally
from attack.small_lists import SECRET, build_command, command, digest_files, make_small_list

BIB = "@article{a, title={Crumb and Chew}, author={Baker, Ada}, year={2024}, doi={10.1000/crumb}}\n"
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Tree:
    """A change to the content folder.

    Attributes:
        make: makes the change, given the content folder.
        refused: whether ``check`` must refuse it.
    """

    make: Callable[[Path], object]
    refused: bool = True


def _link(name: str, target: str) -> Callable[[Path], object]:
    def make(content: Path) -> None:
        path = content / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(target.format(outside=content.parent.parent))

    return make


def _pipe(name: str) -> Callable[[Path], object]:
    def make(content: Path) -> None:
        (content / name).unlink(missing_ok=True)
        os.mkfifo(content / name)

    return make


def _folder(name: str) -> Callable[[Path], object]:
    def make(content: Path) -> None:
        (content / name).unlink(missing_ok=True)
        (content / name).mkdir(parents=True)

    return make


def _file(name: str, data: str | bytes = "title: x\ntopics: [doughs]\n") -> Callable[[Path], object]:
    def make(content: Path) -> None:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return make


def _socket(content: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(content / "papers")  # socket addresses must be short
        try:
            server.bind("socket.yml")
        finally:
            os.chdir(here)


def _remove(name: str) -> Callable[[Path], object]:
    def make(content: Path) -> None:
        path = content / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return make


def _journal(*paths: str) -> Callable[[Path], object]:
    """Return a function that writes a journal of unfinished writes to these paths."""

    def make(content: Path) -> None:
        after = base64.b64encode(b"pwned\n").decode()
        steps = [
            {"path": path.format(outside=content.parent.parent), "before": None, "after": after}
            for path in paths
        ]
        (content / ".journal").write_text(json.dumps(steps), encoding="utf-8")

    return make


def _together(*makers: Callable[[Path], object]) -> Callable[[Path], object]:
    def make(content: Path) -> None:
        for one in makers:
            one(content)

    return make


def _deep(content: Path) -> None:
    path = content / "pages"
    for _ in range(180):
        path /= "deep-folder"
    path.mkdir(parents=True)
    (path / "page.md").write_text("# Deep\n", encoding="utf-8")


OUTSIDE = "{outside}/secret.txt"
TREES: dict[str, Tree] = {
    "page linked": Tree(_link("pages/secret.md", OUTSIDE)),
    "file of the site linked": Tree(_link("pages/secret.txt", OUTSIDE)),
    "file linked to the system": Tree(_link("pages/secret.txt", "/etc/passwd")),
    "folder of pages linked": Tree(_link("pages/linked", "{outside}")),
    "folder linked to its parent": Tree(_link("pages/again", "..")),
    "record linked": Tree(_link("papers/secret.yml", OUTSIDE)),
    "record linked to a record": Tree(_link("papers/again.yml", "rye-doughs.yml")),
    "record linked to nothing": Tree(_link("papers/gone.yml", "nowhere.yml")),
    "record linked to itself": Tree(_link("papers/loop.yml", "loop.yml")),
    "record linked to zeros": Tree(_link("papers/zeros.yml", "/dev/zero")),
    "record linked to standard input": Tree(_link("papers/input.yml", "/dev/stdin")),
    "record linked to the environment": Tree(_link("papers/environment.yml", "/proc/self/environ")),
    "capture linked": Tree(_link("captures/secret.txt", OUTSIDE)),
    "capture linked to nothing": Tree(_link("captures/gone.txt", "nowhere.txt")),
    "topics linked": Tree(_link("topics.yml", OUTSIDE)),
    "changes linked": Tree(_link("changes.yml", OUTSIDE)),
    "search words linked to nothing": Tree(_link("search.yml", "nowhere.yml")),
    "papers linked": Tree(_link("papers", "{outside}")),
    "captures linked": Tree(_link("captures", "{outside}")),
    "record is a pipe": Tree(_pipe("papers/pipe.yml")),
    "capture is a pipe": Tree(_pipe("captures/pipe.txt")),
    "page is a pipe": Tree(_pipe("pages/pipe.md")),
    "file of the site is a pipe": Tree(_pipe("pages/pipe.png")),
    "topics are a pipe": Tree(_pipe("topics.yml")),
    "venues are a pipe": Tree(_pipe("venues.yml")),
    "record is a socket": Tree(_socket),
    "record is a folder": Tree(_folder("papers/folder.yml")),
    "topics are a folder": Tree(_folder("topics.yml")),
    "redirects are a folder": Tree(_folder("redirects.yml")),
    "page is a folder": Tree(_folder("pages/folder.md"), refused=False),
    "capture is a folder": Tree(_folder("captures/folder.txt"), refused=False),
    "papers missing": Tree(_remove("papers")),
    "papers are a file": Tree(_together(_remove("papers"), _file("papers"))),
    "topics missing": Tree(_remove("topics.yml")),
    "pages missing": Tree(_remove("pages"), refused=False),
    "record with a line break in its name": Tree(_file("papers/a\n::error::pwned.yml")),
    "record with an escape in its name": Tree(_file("papers/\x1b]0;pwned\x07\x1b[31m.yml")),
    "record with a name that runs backwards": Tree(_file("papers/\u202elmy.x\u202c.yml")),
    "record with a name that is no text": Tree(_file("papers/\udcff\udcfe.yml")),
    "record with the longest name": Tree(_file(f"papers/{'a' * (LONGEST_NAME - 4)}.yml")),
    "record with a long name": Tree(_file(f"papers/{'a' * 121}.yml")),
    "record with an odd name": Tree(_file("papers/-rf ~ $(id).yml")),
    "records whose names differ in case": Tree(_together(_file("papers/Case.yml"), _file("papers/case.yml"))),
    "record called index": Tree(_file("papers/index.yml")),
    "record called con": Tree(_file("papers/con.yml")),
    "page with a script": Tree(_file("pages/evil.html", "<script>pwn(1)</script>"), refused=False),
    "record without a name": Tree(_file("papers/..yml"), refused=False),
    "capture with a line break in its name": Tree(_file("captures/a\n::error::pwned.txt", BIB)),
    "capture with an escape in its name": Tree(_file("captures/\x1b]0;pwned\x07.bib", BIB)),
    "capture with a name that is no text": Tree(_file("captures/\udcff.bib", BIB)),
    "page with an escape in its name": Tree(_file("pages/\x1b]0;pwned\x07.md", "# x\n")),
    "page with a line break in its name": Tree(_file("pages/a\n::error::pwned.md", "# x\n")),
    "page with a name that is no text": Tree(_file("pages/\udcff.md", "# x\n")),
    "page with markup in its name": Tree(
        _file("pages/<img src=x onerror=pwn(1)>.md", "# x\n"), refused=False
    ),
    "page that is no text": Tree(_file("pages/bytes.md", b"# x\n\xff\xfe\x00"), refused=False),
    "deep folders": Tree(_deep, refused=False),
    "page in the place of a paper": Tree(_file("pages/papers/rye-doughs.md", "# pwned\n"), refused=False),
    "file in the place of a script": Tree(_file("pages/assets/js/site.js", "pwn(1)"), refused=False),
    "file in the place of a feed": Tree(_file("pages/feed.xml", "pwned"), refused=False),
    "lock linked": Tree(_link(".lock", "{outside}/victim.txt"), refused=False),
    "lock is a pipe": Tree(_pipe(".lock"), refused=False),
    "lock is a folder": Tree(_folder(".lock"), refused=False),
    "journal leads out": Tree(_journal("../../pwned.txt", "../mkdocs.yml"), refused=False),
    "journal leads to the system": Tree(_journal("{outside}/pwned.txt"), refused=False),
    "journal leads out through a link": Tree(
        _together(_link("captures", "{outside}"), _journal("captures/pwned.txt"))
    ),
    "journal with odd paths": Tree(
        _journal("papers/./../../../pwned.txt", "", ".", "pages/\0x", "a" * 300), refused=False
    ),
    "journal is a pipe": Tree(_pipe(".journal"), refused=False),
    "journal linked": Tree(_link(".journal", OUTSIDE), refused=False),
    "journal is a folder": Tree(_folder(".journal"), refused=False),
    "journal of deep JSON": Tree(_file(".journal", "[" * 100_000), refused=False),
    "draft of the journal linked": Tree(_link(".journal.tmp", "{outside}/victim.txt"), refused=False),
    "draft of a record linked": Tree(
        _link("papers/.crumb-and-chew.yml.new", "{outside}/victim.txt"), refused=False
    ),
    "draft of the changes linked": Tree(_link(".changes.yml.new", "{outside}/victim.txt"), refused=False),
}
"""Changes to the content folder, by name."""


def attack(tally: Tally, options: Options) -> None:
    """Check, build and import into a list after each change to its tree."""
    for number, (case, tree) in enumerate(options.choose(TREES).items()):
        tally.cases += 1
        attack_with_tree(tally, case, tree, tally.folder / f"{number:02}")


def attack_with_tree(tally: Tally, case: str, tree: Tree, base: Path) -> None:
    """Make a list with a hostile tree and run the commands that read and write it."""
    base.mkdir()
    root = make_small_list(base / "list")
    victim = base / "victim.txt"
    victim.write_text("precious\n", encoding="utf-8")
    bib = base / "new.bib"
    bib.write_text(BIB, encoding="utf-8")
    tree.make(root / "content")
    checked = tally.run(case, command(root, "check"), root)
    if tree.refused and checked.code == 0:
        tally.fail(case, f"check accepted it: {checked.output.strip()[-200:]!r}", keep=base)
    out = base / "site"
    tally.run(case, build_command(root, out), root)
    if leaks := [path for path in out.rglob("*") if path.is_file() and _has_secret(path)]:
        tally.fail(case, f"published a file outside the list: {leaks[0].relative_to(out)}", keep=base)
    if strangers := [
        path for path in out.rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())
    ]:
        tally.fail(case, f"published a special file: {strangers[0].relative_to(out)}", keep=base)
    papers = digest_files(root / "content" / "papers")
    ended = tally.run(case, command(root, "import", "--no-look-up", bib), root)
    if ended.code == 1 and not papers.items() <= digest_files(root / "content" / "papers").items():
        tally.fail(case, "a failed import changed records", keep=base)
    if victim.read_text(encoding="utf-8") != "precious\n":
        tally.fail(case, "overwrote a file outside the list", keep=base)
    if (base / "secret.txt").read_text(encoding="utf-8") != f"title: {SECRET}\n":
        tally.fail(case, "overwrote a file outside the list", keep=base)
    if (root / "mkdocs.yml").read_text(encoding="utf-8") == "pwned\n" or (base / "pwned.txt").exists():
        tally.fail(case, "wrote a file outside the content folder", keep=base)


def _has_secret(path: Path) -> bool:
    data = path.read_bytes()
    return SECRET.encode() in data or b"root:x:0:0" in data
