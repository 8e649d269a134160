"""A request to a web server: limited in time and size, encrypted, and to public hosts only."""

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Thread
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ProxyError,
)
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, make_headers, parse_url

from generator.services.public_hosts import RefusedError, find_proxy, resolve

LARGEST_ANSWER = 20_000_000
"""Most bytes of an answer, after decompression."""
LONGEST_ANSWER = 90.0
"""Most seconds for an exchange, including name resolution, connections, redirects and the whole answer."""
MOST_REDIRECTS = 5
"""Most redirects followed in an exchange."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
DEFAULT_PORTS = {"http": 80, "https": 443}
PART = 65_536


class DeadlineError(Exception):
    """An exchange took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A server's answer; the body is empty unless the status is 200 and the media type is accepted."""

    status: int
    headers: Mapping[str, str]
    type: str
    body: bytes
    address: str


@dataclass(slots=True, kw_only=True)
class Exchange:
    """A request and its redirects.

    It runs in a thread that is abandoned when time is up: socket timeouts only limit the pause between two
    bytes, and name resolution has no timeout at all.

    Attributes:
        headers: headers of the request. No credentials or cookies are sent.
        types: parts of media types; the body is read if the answer's type contains one of them.
        may_leave: whether redirects may lead to other hosts.
        seconds: how long the whole exchange may take.
        timeout: seconds to wait for a connection and for each part of an answer.
        local: whether to allow unencrypted requests to this computer; only for tests.
    """

    headers: Mapping[str, str]
    types: tuple[str, ...]
    may_leave: bool
    seconds: float = LONGEST_ANSWER
    timeout: float = 20.0
    local: bool = False
    _socket: socket.socket | None = None
    _abandoned: bool = False

    def run(self, address: str) -> Reply:
        """Return the answer at ``address`` or where it redirects; ``http://`` is replaced by ``https://``.

        Raises:
            DeadlineError: the exchange takes too long.
            RefusedError: a host is not public, a redirect is not allowed, or the body is too large.
            HTTPError, HTTPException, OSError: the connection fails or the answer is malformed.
        """
        future: Future[Reply] = Future()

        def work() -> None:
            try:
                future.set_result(self._follow(address))
            except BaseException as error:
                future.set_exception(error)

        Thread(target=work, daemon=True).start()
        try:
            return future.result(timeout=self.seconds)
        except TimeoutError:
            if future.done():
                raise
            raise DeadlineError from None
        finally:
            self._abandon()

    def _abandon(self) -> None:
        """Stop the thread if it is still running."""
        self._abandoned = True
        if self._socket:
            with suppress(OSError):
                # the method of TLS sockets is not thread-safe
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _follow(self, address: str) -> Reply:
        first = url = self._parse(address)
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._ask(url)
            location = reply.headers.get("Location", "")
            if reply.status not in REDIRECTS or not location:
                return reply
            # headers are decoded as Latin-1
            location = location.encode("latin-1", "replace").decode("utf-8", "replace")
            url = self._parse(location, base=url.url)
            if not self.may_leave and url.netloc != first.netloc:
                raise RefusedError(f"{first.netloc} redirects to another host: {url.netloc}.")
        raise RefusedError(f"{first.netloc} redirects more than {MOST_REDIRECTS} times.")

    def _parse(self, address: str, base: str = "") -> Url:
        """Parse an address, which may be relative to ``base``; force HTTPS and an ASCII host."""
        try:
            url = parse_url(urljoin(base, address))
        except (LocationParseError, ValueError):
            url = Url()
        if url.scheme not in ("http", "https") or not url.host or url.auth:
            raise RefusedError(f"{address[:200]!r} is not a supported web address.")
        if url.port == DEFAULT_PORTS[url.scheme]:
            url = url._replace(port=None)
        return url if self.local else url._replace(scheme="https")

    def _ask(self, url: Url) -> Reply:
        connection = self._connect(url)
        try:
            headers = {**self.headers, "Host": url.netloc or "", "Accept-Encoding": "gzip"}
            connection.request("GET", url.request_uri, headers=headers, preload_content=False)
            response = connection.getresponse()
            type_ = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            wanted = response.status == 200 and any(part in type_ for part in self.types)
            body = _read(response, url.netloc or "") if wanted else b""
            return Reply(
                status=response.status, headers=response.headers, type=type_, body=body, address=url.url
            )
        finally:
            connection.close()

    def _connect(self, url: Url) -> HTTPConnection:
        """Return a connection to the host of ``url``, through a proxy if one is set."""
        failure: Exception = OSError("the host has no address")
        for connection in self._list_connections(url):
            try:
                connection.connect()
            except (NewConnectionError, ConnectTimeoutError) as error:
                failure = error
                continue
            except TimeoutError:
                failure = ConnectTimeoutError(connection, "no secure connection in time")
                continue
            self._socket = connection.sock
            if not self._abandoned:
                return connection
            connection.close()
            raise DeadlineError
        raise failure

    def _list_connections(self, url: Url) -> Iterator[HTTPConnection]:
        """Yield an unopened connection for each IP address of the host, or one through the proxy."""
        host = (url.host or "").strip("[]")
        port = url.port or DEFAULT_PORTS[url.scheme or ""]
        if url.scheme == "http":
            for ip in resolve(host, port, local=self.local):
                yield HTTPConnection(ip, port, timeout=self.timeout)
            return
        context = _trust_authorities()
        if proxy := None if self.local else find_proxy(host):
            yield _Tunnel(proxy, host, port, timeout=self.timeout, context=context)
            return
        for ip in resolve(host, port, local=self.local):
            yield HTTPSConnection(ip, port, timeout=self.timeout, server_hostname=host, ssl_context=context)


class _Tunnel(HTTPSConnection):
    """A connection through a proxy; errors of the proxy are distinct from those of the host."""

    def __init__(self, proxy: Url, host: str, port: int, *, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(proxy.host or "", proxy.port or 80, timeout=timeout, ssl_context=context)
        self.set_tunnel(host, port, headers=make_headers(proxy_basic_auth=proxy.auth) if proxy.auth else None)

    def connect(self) -> None:
        """Connect to the host.

        Raises:
            ProxyError: the proxy cannot be reached or cannot connect to the host.
        """
        try:
            super().connect()
        except ssl.SSLError:
            raise
        except (HTTPError, OSError) as error:
            raise ProxyError("no connection", error) from None


@cache
def _trust_authorities() -> ssl.SSLContext:
    """Return a context that trusts the certificate authorities of the system and of Mozilla."""
    context = ssl.create_default_context()
    context.load_verify_locations(os.environ.get("REQUESTS_CA_BUNDLE") or certifi.where())
    return context


def _read(response: BaseHTTPResponse, host: str) -> bytes:
    """Return the decompressed body of a response, reading no more than the limit."""
    body = bytearray()
    while part := response.read(PART):
        body += part
        if len(body) > LARGEST_ANSWER:
            raise RefusedError(f"The response from {host} is larger than {LARGEST_ANSWER:,} bytes.")
    return bytes(body)
