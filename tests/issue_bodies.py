"""Issues as GitHub makes them of the form "Suggest a paper"."""

from __future__ import annotations

__all__ = ["ANSWERS", "make_body"]

ANSWERS = {
    "Title": "Rye Doughs: Acid and Salt",
    "Identifier": "https://arxiv.org/abs/2401.00001v2",
    "Authors": "Ada Baker, Bo Miller",
    "Date": "2024-01",
    "Venue": "_No response_",
    "Code": "https://github.com/ada/rye",
    "Topic": "Doughs",
    "Why it belongs here": "It is about rye.\n\nAnd about salt.",
    "Before you send it": "- [x] I have searched the list, and the paper is not on it.",
}


def make_body(**changes: str) -> str:
    """Return the text of an issue; `changes` replaces answers, with underscores for spaces in labels."""
    answers = {**ANSWERS, **{name.replace("_", " "): text for name, text in changes.items()}}
    return "\n\n".join(f"### {name}\n\n{text}" for name, text in answers.items())
