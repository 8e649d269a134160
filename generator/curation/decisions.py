"""What a curator decided about pairs of records: the same paper, or two different papers."""

from __future__ import annotations

from collections.abc import Sequence

from generator.curation.edits import Edit
from generator.model.history import Decision
from generator.storage.editing import append_record, update_list

HEADER = """\
# Decisions about records that look like the same paper, so that each question is asked only once.
# Written by `reading-list same A B` and `reading-list different A B`.
"""


def record_decision(edit: Edit, decisions: Sequence[Decision], new: Decision) -> None:
    """Add ``new`` to ``decisions.yml``, in place of an earlier decision about the same pair.

    Args:
        edit: the edit to extend.
        decisions: what the file holds, with the changes so far.
        new: the decision.

    Raises:
        ContentError: the file's layout does not allow appending.
    """
    others = [decision for decision in decisions if decision.pair != new.pair]
    write_decisions(edit, decisions, [*others, new])


def write_decisions(edit: Edit, before: Sequence[Decision], after: Sequence[Decision]) -> None:
    """Change ``decisions.yml`` from ``before`` to ``after``, keeping its comments where items are only added.

    Raises:
        ContentError: the file's layout does not allow appending.
    """
    if list(before) == list(after):
        return
    path = edit.folder.file("decisions.yml")
    text = edit.read(path) or HEADER
    if after and list(before) == list(after[:-1]):
        edit.write(path, append_record(text, after[-1], label=edit.folder.label(path)))
    else:
        edit.write(path, update_list(text, after))


def rename_in_decisions(decisions: Sequence[Decision], old: str, new: str) -> list[Decision]:
    """Return ``decisions`` with the slug ``old`` replaced by ``new``.

    A decision about two records that are now the same one is dropped. The second slug of "same" names
    the record that was removed, so it is never replaced.
    """
    renamed = []
    for decision in decisions:
        one, other = decision.papers
        one = new if one == old else one
        other = new if other == old and decision.verdict == "different" else other
        if one != other:
            renamed.append(decision.model_copy(update={"papers": (one, other)}))
    return renamed
