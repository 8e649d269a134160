"""Values in JSON from other programs and services, whose types cannot be relied on."""

from collections.abc import Mapping
from typing import Any


def text_of(value: object) -> str:
    """Return a text or number as text, or the first one in a list; empty for other values."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and value:
        return text_of(value[0])
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def first_text(item: Mapping[str, Any], *keys: str) -> str:
    """Return the value of the first of ``keys`` that has one, as text."""
    return next((text for key in keys if (text := text_of(item.get(key)))), "")


def list_texts(value: object) -> list[str]:
    """Return the nonempty texts in a list, or the one text in its place."""
    return [text for part in (value if isinstance(value, list) else [value]) if (text := text_of(part))]


def list_objects(value: object) -> list[dict[str, Any]]:
    """Return the objects in a list; an empty list for other values."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def object_of(value: object) -> dict[str, Any]:
    """Return a value if it is an object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}
