"""Servers on this computer that talk byte by byte: slow ones, endless ones, and ones with a certificate."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PAUSE = 0.02
"""Seconds between two parts of a slow answer."""
LONGEST = 20.0
"""Seconds after which a slow server gives up, so that no test hangs."""


@dataclass(slots=True)
class RawServer:
    """A server, what its clients sent first, and whether one of them hung up on it."""

    port: int
    heard: list[bytes] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve_raw(
    talk: Callable[[socket.socket], None], context: ssl.SSLContext | None = None
) -> Iterator[RawServer]:
    """Call ``talk`` for each connection at a free port, in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = RawServer(listener.getsockname()[1])

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            secure = context.wrap_socket(connection, server_side=True) if context else connection
            with secure:
                server.heard.append(secure.recv(65_536))
                try:
                    talk(secure)
                except OSError:
                    server.hung_up.set()

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        # wakes accept(), which closing alone does not
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def drip(start: bytes, part: bytes) -> Callable[[socket.socket], None]:
    """Return what to say: ``start`` at once, then ``part`` over and over, slowly."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(start)
        pause = threading.Event()
        for _ in range(int(LONGEST / PAUSE)):
            connection.sendall(part)
            pause.wait(PAUSE)

    return talk


def say(answer: bytes) -> Callable[[socket.socket], None]:
    """Return what to say: ``answer``, all at once."""
    return lambda connection: connection.sendall(answer)


def make_certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return contexts for a server that is ``host``, and for a client that trusts it."""
    names = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files],
        check=True,
        capture_output=True,
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=str(folder / "certificate.pem"))
