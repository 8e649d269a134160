"""One exchange: no answer takes too long or too much memory, and no redirect leads astray."""

from __future__ import annotations

import gzip
import shutil
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_services import FakeClock, make_fetcher
from raw_servers import RawServer, drip, make_certificate, say, serve_raw

from generator.services import exchange
from generator.services.http import Endpoint, OfflineError, ServiceError
from generator.services.public_hosts import find_proxy, is_public

PAGE = Endpoint(name="The bakery", accept="text/html", types=("html",), interval=0, may_leave=True)
API = Endpoint(name="The mill", accept="text/html", types=("html",), interval=0)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
RYE = OK + b"Content-Length: 3\r\n\r\nRye"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def move(address: str) -> bytes:
    """Return an answer that redirects."""
    return f"HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[str]]]:
    """Names and their IP addresses; other names do not exist. A list is what each next question gets."""
    names: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *arguments: Any, **options: Any) -> Any:
        try:
            return real(host, port, *arguments, **{**options, "flags": socket.AI_NUMERICHOST})
        except socket.gaierror:
            if host not in names or options.get("flags"):
                raise
        found = names[host].pop(0) if len(names[host]) > 1 else names[host][0]
        return real(found, port, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield names


@pytest.mark.parametrize(
    ("start", "part"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Bread: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-Bread: rye\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
        (OK + b"\r\n", b"x"),
        (CHUNKED, b"1"),
        (CHUNKED, b"1\r\nx\r\n"),
        (CHUNKED + b"0\r\n", b"X-Bread: rye\r\n"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff"),
    ],
    ids=[
        "status line",
        "one header",
        "many headers",
        "informational answers",
        "body",
        "body without length",
        "chunk size",
        "chunks",
        "trailer",
        "compressed body",
    ],
)
def test_an_answer_that_drips_is_given_up_in_time(start: bytes, part: bytes) -> None:
    with serve_raw(drip(start, part)) as server:
        fetcher = make_fetcher(FakeClock(), longest=0.5)
        with pytest.raises(OfflineError, match=r"The bakery did not answer within 0\.5 s\. Check"):
            fetcher.get(f"http://127.0.0.1:{server.port}/", PAGE)
        assert server.hung_up.wait(10), "the connection stays open"
        assert len(server.heard) == 1, "a server that is too slow is asked again"


def test_a_handshake_that_drips_is_given_up_in_time() -> None:
    with serve_raw(drip(b"\x16\x03\x03\x40\x00", b"\x02")) as server:
        fetcher = make_fetcher(FakeClock(), longest=0.5, timeout=1.0)
        with pytest.raises(OfflineError, match=r"The bakery did not answer within 0\.5 s"):
            fetcher.get(f"https://127.0.0.1:{server.port}/", PAGE)
        assert server.hung_up.wait(10), "the connection stays open"


def test_a_handshake_that_takes_too_long_is_not_tried_again() -> None:
    with serve_raw(drip(b"\x16\x03\x03\x40\x00", b"\x02")) as server:
        clock = FakeClock()
        with pytest.raises(OfflineError, match=r"The bakery did not respond within 0\.3 s"):
            make_fetcher(clock, timeout=0.3).get(f"https://127.0.0.1:{server.port}/", PAGE)
        assert clock.slept == []


def test_a_name_that_is_not_resolved_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(20) and [])
    with pytest.raises(OfflineError, match=r"The bakery did not answer within 0\.2 s"):
        make_fetcher(FakeClock(), longest=0.2).get("https://bread.example.org/", PAGE)
    answered.set()


def test_redirects_do_not_add_time() -> None:
    def talk(connection: socket.socket) -> None:
        threading.Event().wait(0.2)
        connection.sendall(move("/next"))

    with serve_raw(talk) as server:
        with pytest.raises(OfflineError, match=r"did not answer within 0\.5 s"):
            make_fetcher(FakeClock(), longest=0.5).get(f"http://127.0.0.1:{server.port}/", PAGE)
        assert len(server.heard) <= 3


def test_all_attempts_together_end_in_time() -> None:
    busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 100\r\nContent-Length: 0\r\n\r\n"
    with serve_raw(say(busy)) as server:
        clock = FakeClock()
        with pytest.raises(ServiceError, match="status 503"):
            make_fetcher(clock).get(f"http://127.0.0.1:{server.port}/", PAGE)
    assert clock.slept == [100.0, 100.0]


BOMB = gzip.compress(b"\x00" * 50_000_000)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"\r\n" + b"x" * 21_000_000,
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
        OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"\x00" * 50_000_000),
        OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(BOMB),
    ],
    ids=["plain", "gzip", "deflate", "gzip twice"],
)
def test_an_answer_is_as_large_as_it_is_after_decompression(answer: bytes) -> None:
    with serve_raw(say(answer)) as server:
        host = f"127.0.0.1:{server.port}"
        with pytest.raises(ServiceError, match=f"The response from {host} is larger than 20,000,000 bytes"):
            make_fetcher(FakeClock()).get(f"http://{host}/", PAGE)
        assert len(server.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 30\r\n\r\nRye",
        OK + b"Content-Length: 20\r\nContent-Encoding: gzip\r\n\r\n" + b"not compressed at al",
        CHUNKED + b"3\r\nRye",
        CHUNKED + b"z\r\nRye",
        b"220 smtp.example.org\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Bread: rye\r\n" * 1000,
        b"HTTP/1.1 200 OK\r\nX-Bread: " + b"x" * 100_000,
    ],
    ids=["short body", "gzip", "cut chunk", "chunk size", "not HTTP", "many headers", "long header"],
)
def test_a_malformed_answer_is_an_error(answer: bytes) -> None:
    with (
        serve_raw(say(answer)) as server,
        pytest.raises(ServiceError, match=r"The bakery closed the connection too early\. Check"),
    ):
        make_fetcher(FakeClock(), attempts=1).get(f"http://127.0.0.1:{server.port}/", PAGE)


@pytest.mark.parametrize("status", [204, 206, 300, 304])
def test_only_a_complete_answer_counts(status: int) -> None:
    answer = RYE.replace(b"200 OK", b"%d X" % status)
    with (
        serve_raw(say(answer)) as server,
        pytest.raises(ServiceError, match=f"The bakery answered with status {status}"),
    ):
        make_fetcher(FakeClock()).get(f"http://127.0.0.1:{server.port}/", PAGE)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
    ],
)
def test_only_addresses_on_the_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]",
     "localhost", "localhost.", "inside.example.org", "both.example.org"],
)  # fmt: skip
def test_this_computer_and_its_network_are_never_asked(hosts: dict[str, list[str]], host: str) -> None:
    hosts |= {"inside.example.org": ["10.0.0.7"], "localhost": ["127.0.0.1"], "localhost.": ["127.0.0.1"]}
    hosts |= {"both.example.org": ["::ffff:192.168.0.1"]}
    with serve_raw(say(RYE)) as server:
        for scheme in ("http", "https"):
            with pytest.raises(ServiceError, match="is not on the public internet"):
                make_fetcher(FakeClock(), local=False).get(f"{scheme}://{host}:{server.port}/", PAGE)
        assert server.heard == []


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://127.0.0.1:{port}/admin", "127.0.0.1 is not on the public internet"),
        ("//127.0.0.1:{port}/admin", "127.0.0.1 is not on the public internet"),
        ("https://inside.example.org:{port}/", "inside.example.org (10.0.0.7) is not on the public"),
        ("file:///etc/passwd", "'file:///etc/passwd' is not a supported web address"),
        ("ftp://bread.example.org/", "is not a supported web address"),
        ("https://ada:secret@bread.example.org/", "is not a supported web address"),
        ("https://１２７.0.0.1/", "is not a supported web address"),
        ("https://[::1", "is not a supported web address"),
    ],
)
def test_redirects_lead_to_public_web_addresses_only(
    hosts: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, location: str, message: str
) -> None:
    hosts["inside.example.org"] = ["10.0.0.7"]
    real, checked = exchange.Exchange._parse, []

    def parse(self: exchange.Exchange, address: str, base: str = "") -> Any:
        # the first server is on this computer, but after that, the rules apply
        self.local = not checked
        checked.append(address)
        return real(self, address, base)

    monkeypatch.setattr(exchange.Exchange, "_parse", parse)
    with serve_raw(lambda c: c.sendall(move(location.format(port=server.port)))) as server:
        with pytest.raises(ServiceError) as error:
            make_fetcher(FakeClock()).get(f"http://127.0.0.1:{server.port}/", PAGE)
        assert message in str(error.value)
        assert len(server.heard) == 1


def test_redirects_end() -> None:
    with serve_raw(say(move("/again"))) as server:
        with pytest.raises(ServiceError, match=f"127.0.0.1:{server.port} redirects more than 5 times"):
            make_fetcher(FakeClock()).get(f"http://127.0.0.1:{server.port}/", PAGE)
        assert len(server.heard) == 6


def test_a_service_stays_on_its_host_and_a_page_may_move() -> None:
    with (
        serve_raw(say(RYE)) as other,
        serve_raw(say(move(f"http://127.0.0.1:{other.port}/ry%C3%A9"))) as first,
    ):
        address = f"http://127.0.0.1:{first.port}/"
        with pytest.raises(ServiceError, match=f"redirects to another host: 127.0.0.1:{other.port}"):
            make_fetcher(FakeClock()).get(address, API)
        assert other.heard == []
        answer = make_fetcher(FakeClock()).get(address, PAGE)
        assert answer is not None
        assert (answer.body, answer.address) == (b"Rye", f"http://127.0.0.1:{other.port}/ry%C3%A9")


def test_no_credentials_and_no_cookies_are_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ada password secret\n", encoding="utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    cookie = move("/next").replace(b"Content-Length", b"Set-Cookie: crumb=1\r\nContent-Length")
    answers = [cookie, RYE]
    with serve_raw(lambda connection: connection.sendall(answers.pop(0))) as server:
        assert make_fetcher(FakeClock()).get(f"http://127.0.0.1:{server.port}/", PAGE)
    assert len(server.heard) == 2
    assert not any(word in heard for heard in server.heard for word in (b"Cookie", b"Authorization"))


Secure = Callable[[str, str], tuple[RawServer, ServiceError | None]]


@pytest.fixture
def ask_securely(
    hosts: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Secure]:
    """Ask a server that has a certificate for `certified`, by the name `asked`."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")

    def ask(certified: str, asked: str) -> tuple[RawServer, ServiceError | None]:
        context, client = make_certificate(tmp_path, certified)
        monkeypatch.setattr(exchange, "_trust_authorities", lambda: client)
        with serve_raw(say(RYE), context) as server:
            try:
                answer = make_fetcher(FakeClock()).get(f"https://{asked}:{server.port}/rye", PAGE)
            except ServiceError as error:
                return server, error
        assert answer is not None
        assert answer.body == b"Rye"
        return server, None

    yield ask


def test_the_address_that_was_checked_is_asked_by_the_name_of_its_host(
    ask_securely: Secure, hosts: dict[str, list[str]]
) -> None:
    # the name server gives another address each time
    hosts["bread.example.org"] = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
    server, error = ask_securely("bread.example.org", "bread.example.org")
    assert error is None
    assert f"Host: bread.example.org:{server.port}\r\n".encode() in server.heard[0]
    assert hosts["bread.example.org"] == ["127.0.0.2", "127.0.0.3"]


def test_names_with_other_letters_are_asked_in_ascii(
    ask_securely: Secure, hosts: dict[str, list[str]]
) -> None:
    hosts["xn--bcker-gra.example.org"] = ["127.0.0.1"]
    _, error = ask_securely("xn--bcker-gra.example.org", "BÄCKER.example.org")
    assert error is None


def test_a_certificate_must_be_for_the_host(ask_securely: Secure, hosts: dict[str, list[str]]) -> None:
    hosts["bread.example.org"] = ["127.0.0.1"]
    _, error = ask_securely("cake.example.org", "bread.example.org")
    assert str(error) == (
        "Cannot connect securely to The bakery. Check your connection and run the command again."
    )


@pytest.mark.parametrize("address", ["http://bread.example.org/", "http://bread.example.org:80/"])
def test_an_address_is_asked_over_https_only(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    asked = []

    def resolve(host: str, port: int, *, local: bool) -> tuple[str, ...]:
        asked.append((host, port))
        return ()

    monkeypatch.setattr(exchange, "resolve", resolve)
    with pytest.raises(ServiceError):
        make_fetcher(FakeClock(), local=False).get(address, PAGE)
    assert asked == [("bread.example.org", 443)]


def test_a_proxy_resolves_names_but_gets_no_private_address(
    hosts: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_raw(say(b"HTTP/1.1 407 Who are you?\r\n\r\n")) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://ada:secret@127.0.0.1:{server.port}")
        fetcher = make_fetcher(FakeClock(), local=False)
        with pytest.raises(OfflineError, match="The proxy could not connect to The bakery"):
            fetcher.get("https://unknown.example.org/", PAGE)
        assert server.heard[0].startswith(b"CONNECT unknown.example.org:443 ")
        assert b"Basic YWRhOnNlY3JldA==" in server.heard[0]
        for host in ("10.0.0.1", "127.1", "localhost", "[::1]"):
            with pytest.raises(ServiceError, match="is not on the public internet"):
                fetcher.get(f"https://{host}/", PAGE)
        assert len(server.heard) == 1
        monkeypatch.setenv("NO_PROXY", "bread.example.org")
        assert find_proxy("bread.example.org") is None
