"""Front matter of hand-written pages."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from generator.errors import ContentError, Place, Problem
from generator.storage.documents import LOADER
from generator.storage.files import read_text

__all__ = ["check_front_matter"]

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def check_front_matter(path: Path, label: str) -> None:
    """Check that a hand-written page is text, and that its front matter is a YAML mapping.

    Args:
        path: the page.
        label: how messages name it.

    Raises:
        ContentError: with file and line.
    """
    match = FRONT_MATTER.match(read_text(path, label))
    if not match:
        return
    try:
        data = yaml.load(match["yaml"], Loader=LOADER)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise ContentError(
            Problem(Place(label, line), f"expected front matter in YAML ({error.problem or error.context})")
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(
            Problem(Place(label, 1), f"expected front matter in YAML ({str(error)[:120]})")
        ) from None
    if data is not None and not isinstance(data, dict):
        raise ContentError(Problem(Place(label, 2), "expected front matter of keys with values"))
