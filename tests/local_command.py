"""The command `reading-list`, but services may be on this computer: `python tests/local_command.py add …`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from generator.__main__ import main
from generator.cli import options
from generator.services.bundle import set_up_services

__all__ = ["allow_local_services"]


@contextmanager
def allow_local_services() -> Iterator[None]:
    """Let commands ask services on this computer, without encryption."""
    with patch.object(options, "set_up_services", partial(set_up_services, local=True)):
        yield


if __name__ == "__main__":
    with allow_local_services():
        main()
