"""Puts file and line in front of MkDocs' messages that lack them."""

import logging
from collections.abc import Callable
from pathlib import Path

import mkdocs

from generator.site_builder.messages import PAGE_MESSAGE, find_place

MKDOCS_LOGGERS = tuple(
    # the package calls itself properdocs where ProperDocs runs the plugin
    f"{mkdocs.__name__}.{module}"
    for module in ("commands.build", "config", "structure.nav", "structure.pages")
)


class MessageFilter(logging.Filter):
    """Adds the place to each message.

    Args:
        paths: returns the path of ``mkdocs.yml`` and the folder of the pages written by hand.

    Attributes:
        held_back: a message that only names the page whose building failed; the error itself follows.
        renamed: text to replace in messages, and its replacement.
    """

    def __init__(self, paths: Callable[[], tuple[Path, Path]]) -> None:
        super().__init__()
        self._paths = paths
        self.held_back = ""
        self.renamed = ("", "")
        for logger in map(logging.getLogger, MKDOCS_LOGGERS):
            logger.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the place to the message; return whether it is to be printed now."""
        message = record.getMessage()
        if self.renamed[0]:
            message = message.replace(*self.renamed)
        if PAGE_MESSAGE.match(message):
            self.held_back = message
            return False
        place = find_place(message, *self._paths())
        record.msg, record.args = f"{place}: {message}" if place else message, ()
        return True
