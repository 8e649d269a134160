"""Works to read first: those that are on the list by now, and links that lead nowhere or elsewhere."""

from __future__ import annotations

import pytest

from generator.checks import find_problems
from generator.storage.folder import Folder


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("title: Other words\n      arxiv: '2401.99991'", "on the list: {slug}.yml has arXiv 2401.99991."),
        ("title: Words\n      url: https://arxiv.org/pdf/2401.99991v2", "{slug}.yml has arXiv 2401.99991."),
        ("title: '{title}'\n      doi: 10.1000/crumb", "{slug}.yml has the same title."),
        ("title: '{title}'\n      arxiv: '0901.00001'", ""),
        ("title: Gluten\n      url: https://gluten.example.org/", ""),
        ("title: Gluten\n      url: https://аррle.com/map", "The host 'аррle.com' is not what it looks like"),
        ("title: Gluten\n      url: https://gluten.example.org/).", "The address ends in '.'"),
        ("title: Gluten\n      arxiv: '2413.00001'", "2413.00001 is not a valid arXiv identifier."),
        ("title: Gluten\n      doi: 10.1000/gluten).", "The DOI has extra characters at its end"),
        ("title: Gluten", "read_first.0: expected arxiv, doi or url (got none of them)"),
    ],
)  # fmt: skip
def test_a_work_outside_the_list_is_checked(made_up_copy: Folder, facts: str, message: str) -> None:
    path = made_up_copy.file("topics.yml")
    slug = "wild-levain-mixed-cultures-for-cold-kitchens"
    text = path.read_text(encoding="utf-8")
    facts = facts.format(title="Wild levain: mixed cultures for cold kitchens")
    work = f"    read_first:\n    - {facts}\n      why: It comes first.\n"
    path.write_text(text.replace("    path:\n", f"{work}    path:\n", 1), encoding="utf-8")
    found = find_problems(made_up_copy)
    assert len(found) == bool(message), found
    if message:
        assert message.format(slug=slug) in str(found[0])
        assert found[0].place is not None
        lines = path.read_text(encoding="utf-8").splitlines()
        assert found[0].place.line in range(lines.index("    read_first:") + 1, lines.index("    path:") + 1)
