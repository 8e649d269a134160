"""Answers of services, cached on disk."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.storage.files import write_text

CACHE_DAYS = 30.0
"""Days for which an answer is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The content, media type and final address of an answer; all empty if nothing is there."""

    body: bytes = b""
    type: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCache:
    """Cached answers by address and accepted media types, including that nothing is at an address.

    Attributes:
        folder: where the answers are.
        clock: returns the seconds since 1970.
    """

    folder: Path
    clock: Callable[[], float] = time.time

    def load(self, address: str, accept: str) -> Answer | None:
        """Return the cached answer, or None if there is none, or it is too old or damaged."""
        try:
            data = json.loads(self._path(address, accept).read_bytes())
            if not 0 <= self.clock() - float(data["time"]) < CACHE_DAYS * 86400:
                return None
            return Answer(
                body=bytes.fromhex(data["body"]), type=str(data["type"]), address=str(data["final"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def store(self, address: str, accept: str, answer: Answer) -> None:
        """Cache an answer."""
        data = {"address": address, "accept": accept, "time": self.clock()}
        data |= {"type": answer.type, "final": answer.address, "body": answer.body.hex()}
        write_text(self._path(address, accept), json.dumps(data))

    def remove(self, address: str, accept: str) -> None:
        """Remove an answer that turned out to be useless."""
        self._path(address, accept).unlink(missing_ok=True)

    def _path(self, address: str, accept: str) -> Path:
        name = sha256(f"{accept}\n{address}".encode()).hexdigest()[:40]
        return self.folder / f"{name}.json"
