"""Hostile servers: slow, endless, malformed, or redirecting to this computer and its network."""

from __future__ import annotations

import gzip
import json
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from socket import socket
from xml.sax.saxutils import escape

from attack.hostile_lists import all_texts
from attack.report import Options, Tally
from attack.small_lists import command, digest_files, make_small_list

Talk = Callable[[socket], None]

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MOVED = b"HTTP/1.1 302 x\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
MOST_SECONDS = 30.0
"""Most seconds for a command whose requests time out after two."""


def _drip(start: bytes, part: bytes, pause: float = 0.1) -> Talk:
    """Return a function that sends ``start``, then ``part`` repeatedly."""

    def talk(connection: socket) -> None:
        connection.sendall(start)
        end = time.monotonic() + 2 * MOST_SECONDS
        while time.monotonic() < end:
            connection.sendall(part)
            time.sleep(pause)

    return talk


def _bomb(size: int) -> bytes:
    return gzip.compress(b"\0" * size, 9)


def _packed(body: bytes, encoding: bytes) -> bytes:
    return OK + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (encoding, len(body)) + body


SLOW: dict[str, Talk] = {
    "says nothing": _drip(b"", b""),
    "slow status": _drip(b"", b"H"),
    "slow header": _drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
    "slow headers": _drip(b"HTTP/1.1 200 OK\r\n", b"X-A: x\r\n"),
    "endless headers": _drip(b"HTTP/1.1 200 OK\r\n", b"X-A: x\r\n" * 10_000, 0),
    "endless header": _drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"x" * 65_536, 0),
    "endless hints": _drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0),
    "slow hints": _drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "slow body": _drip(OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
    "endless body": _drip(OK + b"\r\n", b"x" * 65_536, 0),
    "slow chunks": _drip(CHUNKED, b"1\r\nx\r\n"),
    "endless chunks": _drip(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n", 0),
    "endless chunk size": _drip(CHUNKED, b"0", 0),
    "endless chunk extension": _drip(CHUNKED + b"1;", b"x" * 65_536, 0),
    "slow trailer": _drip(CHUNKED + b"0\r\n", b"X-A: x\r\n"),
}
"""Servers that keep a client waiting or send endless data."""

ANSWERS: dict[str, bytes] = {
    "bomb of gzip": _packed(_bomb(500_000_000), b"gzip"),
    "bomb in a bomb": _packed(gzip.compress(_bomb(500_000_000)), b"gzip, gzip"),
    "bomb of deflate": _packed(zlib.compress(b"\0" * 500_000_000, 9), b"deflate"),
    "many encodings": _packed(b"x", b", ".join([b"gzip"] * 5000)),
    "broken gzip": _packed(b"\x1f\x8b\x08\x00" + b"\xff" * 100, b"gzip"),
    "unknown encoding": _packed(b"x", b"br"),
    "wrong type": OK.replace(b"text/html", b"application/pdf") + b"Content-Length: 1\r\n\r\nx",
    "no type": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
    "odd type": OK.replace(b"text/html", b"text/html" * 5000) + b"Content-Length: 1\r\n\r\nx",
    "huge length": OK + b"Content-Length: 99999999999999999999\r\n\r\nx",
    "length below zero": OK + b"Content-Length: -1\r\n\r\nx",
    "length that is no number": OK + b"Content-Length: x\r\n\r\nx",
    "two lengths": OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "huge chunk": CHUNKED + b"FFFFFFFFFFFFFFFFFF\r\nx",
    "chunk below zero": CHUNKED + b"-1\r\nx",
    "chunk that is no number": CHUNKED + b"zz\r\nx",
    "not HTTP": b"SSH-2.0-OpenSSH_9.0\r\n",
    "nothing": b"",
    "bytes": bytes(range(256)) * 1000,
    "status beyond all": b"HTTP/1.1 99999 x\r\n\r\n",
    "status that is no number": b"HTTP/1.1 \xff\xff\xff OK\r\n\r\n",
    "header with an escape": b"HTTP/1.1 500 \x1b]0;pwned\x07\r\nContent-Type: \x1b[31m\r\nRetry-After: \x1b[31m\r\n\r\n",
    "type with an escape": OK.replace(b"text/html", b"\x1b]0;pwned\x07\x1b[31m/\xe2\x80\xae") + b"\r\nx",
    "wait forever": b"HTTP/1.1 503 x\r\nRetry-After: 999999999\r\n\r\n",
    "wait until the year 9999": b"HTTP/1.1 429 x\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n\r\n",
    "wait below zero": b"HTTP/1.1 429 x\r\nRetry-After: -5\r\n\r\n",
}
"""Malformed or hostile responses."""

REDIRECTS = (
    "http://127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "https://localhost:{port}/",
    "https://[::1]:{port}/", "https://[::ffff:127.0.0.1]:{port}/", "https://[::]:{port}/", "https://0.0.0.0:{port}/",
    "https://0:{port}/", "https://127.1:{port}/", "https://2130706433:{port}/", "https://0x7f000001:{port}/",
    "https://0177.0.0.1:{port}/", "https://127.0.0.1.:{port}/", "https://LOCALHOST.:{port}/", "https://127。0。0。1:{port}/",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/", "https://evil.example.org@127.0.0.1:{port}/", "https://127.0.0.1:{port}\\@arxiv.org/",
    "https://10.0.0.1/", "https://192.168.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/",
    "https://[64:ff9b::7f00:1]:{port}/", "https://[2002:7f00:1::]:{port}/", "https://224.0.0.1/", "https://255.255.255.255/",
    "file:///etc/passwd", "ftp://127.0.0.1:{port}/", "data:text/html,pwned", "javascript:pwned", "gopher://127.0.0.1:{port}/",
    "https://", "https:///x", "https://:{port}/", "https://[", "https://a:99999999/", "\x1b[31m", "",
)  # fmt: skip
"""Redirect targets; ``{port}`` is that of a server on this computer that must not be contacted."""


def attack(tally: Tally, options: Options) -> None:
    """Send requests to hostile servers, follow redirects, and add papers from private addresses."""
    attack_with_answers(tally, options)
    if not options.case:
        attack_with_redirects(tally)
        attack_with_addresses(tally)
        attack_with_records(tally)
    for _ in options.go_on():
        answer = _mutate(options.random)
        _ask(tally, f"random answer {answer[:60]!r}", _say(answer))


def _mutate(random: Random) -> bytes:
    whole = random.choice(list(ANSWERS.values()))[:100_000]
    at = random.randrange(len(whole) + 1)
    piece = random.choice(
        (b"\r\n", b"\0", b"\xff" * 10, b":", b"chunked\r\n", b"Content-Encoding: gzip\r\n", b"")
    )
    return whole[:at] + piece + whole[at + random.randrange(10) :]


def _say(answer: bytes) -> Talk:
    return lambda connection: connection.sendall(answer)


def _ask(tally: Tally, case: str, talk: Talk) -> str:
    """Fetch from a server that sends ``talk``; return the output."""
    from raw_servers import serve_raw

    tally.cases += 1
    with serve_raw(talk) as server:
        address = f"http://127.0.0.1:{server.port}/paper"
        ended = tally.run(
            case,
            (sys.executable, "-m", "attack.fetching", address, "local"),
            tally.folder,
            patience=MOST_SECONDS,
        )
    return ended.output


def attack_with_answers(tally: Tally, options: Options) -> None:
    """Fetch from slow and hostile servers."""
    for case, talk in options.choose(SLOW).items():
        said = _ask(tally, case, talk)
        if " bytes" in said and "larger" not in said:
            tally.fail(case, f"was accepted: {said!r}")
    for case, answer in options.choose(ANSWERS).items():
        _ask(tally, case, _say(answer))


def attack_with_redirects(tally: Tally) -> None:
    """Fetch from servers that redirect to forbidden addresses or in a loop."""
    from raw_servers import serve_raw

    for address in REDIRECTS[19:]:
        case = f"redirect to {address!r}"
        _ask(tally, case, _say(MOVED % address.format(port=9).encode()))
    with serve_raw(_say(MOVED % b"/again")) as server:
        arguments = (sys.executable, "-m", "attack.fetching", f"http://127.0.0.1:{server.port}/", "local")
        tally.run("redirect loop", arguments, tally.folder)
        if len(server.heard) > 20:
            tally.fail("redirect loop", f"was followed {len(server.heard)} times")


def attack_with_addresses(tally: Tally) -> None:
    """Add papers from addresses of this computer, in every spelling."""
    from raw_servers import serve_raw

    with ExitStack() as stack:
        page = OK + b"Content-Length: 60\r\n\r\n" + b'<meta name="citation_title" content="Stolen">'.ljust(60)
        server = stack.enter_context(serve_raw(_say(page)))
        root = make_small_list(tally.folder / "addresses" / "list")
        before = digest_files(root / "content")
        for pattern in REDIRECTS:
            tally.cases += 1
            address = pattern.format(port=server.port)
            case = f"add {pattern!r}"
            ended = tally.run(
                case, command(root, "add", "--", address or "x"), root, codes=(1, 2), patience=MOST_SECONDS
            )
            if server.heard:
                tally.requests += len(server.heard)
                tally.fail(case, f"sent a request to this computer: {server.heard[0][:60]!r}")
                server.heard.clear()
            if digest_files(root / "content") != before:
                tally.fail(case, f"added a paper: {ended.output[:200]}", keep=root)
                before = digest_files(root / "content")


def attack_with_records(tally: Tally) -> None:
    """Add papers with hostile metadata from arXiv and Crossref."""
    from fake_services import serve_fake_services

    root = make_small_list(tally.folder / "records" / "list")
    texts = [text for text in all_texts() if text.isprintable()][::6]
    with serve_fake_services() as fake:
        fake.arxiv = [
            {
                "id": f"2401.{n:05}",
                "title": f"Paper {n} {text}",
                "authors": [escape(text)],
                "abstract": text,
                "journal": escape(text),
            }
            for n, text in enumerate(texts)
        ]
        fake.crossref = [
            {"DOI": f"10.1000/{n}", "title": [f"Work {n} {text}"], "container-title": [text], "type": "journal-article",
             "author": [{"family": text, "given": text}], "issued": {"date-parts": [[2024, 1]]}, "abstract": text, "URL": text}
            for n, text in enumerate(texts)
        ]  # fmt: skip
        variables = fake.environment()
        for n in range(0, len(texts), 4):
            for what in (f"2401.{n:05}", f"10.1000/{n}"):
                tally.cases += 1
                arguments = (sys.executable, "-m", "local_command", "--root", root, "add", what)
                tally.run(f"hostile answer about {what}", arguments, root, variables=variables)
    ended = tally.run("check afterward", command(root, "check", "--json"), root)
    errors = [json.loads(line) for line in ended.output.splitlines() if line.startswith("{")]
    if errors := [
        error for error in errors if error.get("severity") == "error" and "kind" not in error["message"]
    ]:
        tally.fail("check afterward", str(errors[0])[:300], keep=root)
