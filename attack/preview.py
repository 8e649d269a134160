"""Hostile saves and requests while a preview runs: the last good page stays up, and so does the server."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from attack.payloads import mix_texts
from attack.records import YAML
from attack.report import Options, Tally
from attack.small_lists import PAPERS, SECRET, make_small_list
from attack.trees import TREES

PATIENCE = 30.0
SETTLING = 0.3
"""Seconds within which a preview notices a change."""
SLOWEST_SAVE = 5_000_000
"""Largest document saved here, in bytes; size limits have their own cases."""

PATHS = (
    "/list/../../../etc/passwd", "/list/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/list/..%2f..%2f..%2fetc/passwd",
    "/list//etc/passwd", "/list/..\\..\\..\\etc\\passwd", "/list/%00", "/list/\xff\xfe", "/list/" + "a" * 20_000,
    "/list/papers/../../secret.txt", "/list/content/topics.yml", "/list/mkdocs.yml", "/list/main.html", "/list/base.html",
    "/list/partials/nav.html", "/list/{{7*7}}", "/list/<script>pwn(1)</script>", "/list/%3Cscript%3Epwn(1)%3C/script%3E",
    "//evil.example.org/", "/list//evil.example.org/%2e%2e", "//evil.example.org/%2e%2e/list", "http://evil.example.org/",
    "/list/_reading-list/", "/list/_reading-list/../../mkdocs.yml", "/list/_reading-list/%2e%2e/main.html", "/list/_reading-list/act",
    "/livereload/", "/livereload/x", "/livereload/x/../../etc/passwd", "/livereload/" + "9" * 5000, "*", "", " ", "/list/?" + "a" * 60_000,
)  # fmt: skip
"""Paths of requests."""

REQUESTS = (
    b"", b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost: \r\n\r\n", b"\x00" * 1000,
    b"GET / HTTP/1.1\r\n" + b"X-A: x\r\n" * 1000, b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000, b"POST /list/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /list/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"POST /list/_reading-list/act HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n{", b"POST /list/_reading-list/undo HTTP/1.1\r\n\r\n",
    b"GET /list/ HTTP/1.1\r\nHost: evil.example.org\r\n\r\n", b"GET /list/ HTTP/1.1\r\nRange: bytes=-1,0-,5-2\r\nHost: x\r\n\r\n",
)  # fmt: skip
"""Whole requests."""


def attack(tally: Tally, options: Options) -> None:
    """Save hostile files while a preview runs, and send it hostile requests."""
    from previews import serve

    root = make_small_list(tally.folder / "list")
    untouched = shutil.copytree(root / "content", tally.folder / "content")
    with serve(root) as serving:
        for case, text in options.choose(YAML).items():
            data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
            if len(data) < SLOWEST_SAVE:
                _save(tally, serving, f"record: {case}", root / "content" / "papers" / "bad.yml", data)
        for case in options.choose(TREES):
            if not case.startswith(("pages", "lock", "journal", "draft")):
                attack_with_tree(tally, serving, case, root, untouched)
        if not options.case:
            attack_with_requests(tally, serving)
            attack_with_edits(tally, serving, root, options.random)
            attack_with_saves(tally, serving, root, options.random)
        for _ in options.go_on():
            attack_with_edits(tally, serving, root, options.random)
            attack_with_saves(tally, serving, root, options.random)
        _check(tally, serving, "the end", f"{root.parent}")
    if serving.process.returncode not in (0, 130, -15):
        tally.fail("the end", f"the server ends with {serving.process.returncode}: {serving.printed[-3:]}")


def _ask(url: str | urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")
    except OSError as error:
        return 0, str(error)


def _check(tally: Tally, serving: object, case: str, keep: str) -> None:
    """Check that the server runs, shows the last good page, and prints nothing unexpected."""
    printed: list[str] = serving.printed  # type: ignore[attr-defined]
    status, page = _ask(f"{serving.url}papers/rye-doughs/")  # type: ignore[attr-defined]
    if status != 200 or "Rye Doughs" not in page:
        tally.fail(case, f"the page of a valid paper is gone: {status} {page[:100]!r}", keep=Path(keep))
    if SECRET in page:
        tally.fail(case, "shows a file outside the list", keep=Path(keep))
    said = "\n".join(printed)
    printed.clear()
    if "Traceback" in said:
        tally.fail(case, f"shows a traceback: {said.strip().splitlines()[-1][:200]}", keep=Path(keep))
    if "\x1b]" in said or "\x07" in said:
        tally.fail(case, "prints terminal escapes", keep=Path(keep))


def _save(tally: Tally, serving: object, case: str, path: Path, data: bytes) -> None:
    tally.cases += 1
    path.write_bytes(data)
    time.sleep(SETTLING)
    _check(tally, serving, case, str(path))
    path.unlink()


def attack_with_tree(tally: Tally, serving: object, case: str, root: Path, untouched: Path) -> None:
    """Change the content folder, and restore it."""
    tally.cases += 1
    content = root / "content"
    TREES[case].make(content)
    time.sleep(SETTLING)
    _check(tally, serving, case, str(root))
    for path in content.iterdir():
        if path.name not in (".lock", "pages"):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    _put_back(untouched, content)


def _put_back(source: Path, target: Path) -> None:
    """Make the folder ``target`` like ``source``."""
    names = {path.name for path in source.iterdir()}
    for path in target.iterdir():
        if path.name not in names and path.name != ".lock":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in source.iterdir():
        if path.is_dir():
            (target / path.name).mkdir(exist_ok=True)
            _put_back(path, target / path.name)
        else:
            shutil.copy(path, target / path.name)


def attack_with_requests(tally: Tally, serving: object) -> None:
    """Send requests that no browser would send."""
    address = urlsplit(serving.url)  # type: ignore[attr-defined]
    requests = [f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1") for path in PATHS]
    for request in (*requests, *REQUESTS):
        tally.cases += 1
        case = f"request {request[:60]!r}"
        with socket.create_connection((address.hostname, address.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(2)
            answer = b""
            try:
                while part := connection.recv(65_536):
                    answer += part
            except OSError:
                pass
        head = answer.split(b"\r\n\r\n")[0].lower()
        if b"root:x:" in answer or SECRET.encode() in answer:
            tally.fail(case, "shows a file outside the list")
        if b"location: //" in head or b"location: http://evil" in head:
            tally.fail(case, f"leads elsewhere: {head[:200]!r}")
        if b"<script>pwn" in answer:
            tally.fail(case, "repeats a script")
    _check(tally, serving, "requests", "")


def attack_with_edits(tally: Tally, serving: object, root: Path, random: Random) -> None:
    """Edit a paper as its page does, with hostile texts, and undo that; the record must stay valid."""
    url, record = serving.url, root / "content" / "papers" / "steam-and-crust.yml"  # type: ignore[attr-defined]
    token = re.findall(r'reading-list-token" content="([^"]+)', _ask(f"{url}papers/rye-doughs/")[1])[0]
    headers = {
        "Origin": url.removesuffix("/list/"),
        "Content-Type": "application/json",
        "X-Reading-List-Token": token,
    }
    sound = record.read_bytes()
    for _ in range(20):
        tally.cases += 1
        changes = {name: mix_texts(random) for name in ("tldr", "notes", "question")}
        action = {"action": "set", "slug": record.stem, "changes": changes}
        case = f"edit {changes!r}"
        for name, data in (("act", action), ("undo", {})):
            body = json.dumps(data).encode()
            status, said = _ask(urllib.request.Request(f"{url}_reading-list/{name}", body, headers))
            if status != 200 and not (status in (400, 409) and "expected" in said):
                tally.fail(case, f"{name}: {status} {said[:200]}", keep=root)
            if status != 200:
                break
        if record.read_bytes() != sound:
            tally.fail(case, "cannot be undone", keep=root)
    _check(tally, serving, "edits", str(root))


def attack_with_saves(tally: Tally, serving: object, root: Path, random: Random) -> None:
    """Save a record many times, with random mistakes; the last save must be shown."""
    tally.cases += 1
    path = root / "content" / "papers" / "steam-and-crust.yml"
    sound = PAPERS["steam-and-crust"]
    for _ in range(100):
        at = random.randrange(len(sound))
        path.write_text(sound[:at] + mix_texts(random) + sound[at:], encoding="utf-8", errors="replace")
        time.sleep(random.choice((0, 0, 0.005, 0.04)))
    last = f"Steam {random.randrange(10**9)}"
    path.write_text(sound.replace("title: Steam and Crust", f"title: {last}"), encoding="utf-8")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if last in _ask(f"{serving.url}papers/steam-and-crust/")[1]:  # type: ignore[attr-defined]
            break
        time.sleep(0.1)
    else:
        tally.fail("rapid saves", "the last save was never shown", keep=root)
    path.write_text(sound, encoding="utf-8")
    time.sleep(SETTLING)
    _check(tally, serving, "rapid saves", str(root))
