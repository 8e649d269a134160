"""From YAML documents to validated values, and the messages about invalid ones."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.errors import ContentError, Problem, show, suggest
from generator.model.limits import LONGEST_SLUG, UNITS, describe_limit
from generator.storage.documents import Document, Where

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], data: Any, document: Document, *, start: Where = ()) -> Model:
    """Return ``data``, the part of ``document`` at ``start``, as a ``model``.

    Raises:
        ContentError: with the line of each problem.
    """
    try:
        return model.model_validate({} if data is None else data)
    except ValidationError as error:
        known = tuple(model.model_fields)
        problems = [describe_error(item, document, start=start, known=known) for item in error.errors()]
        problems.sort(key=lambda problem: (problem.place.line or 0) if problem.place else 0)
        raise ContentError(problems) from None


def make(model: type[Model], label: str, /, **fields: Any) -> Model:
    """Return a validated value.

    Args:
        model: the type of the value.
        label: how messages name the file it is for.
        fields: the fields of the value.

    Raises:
        ContentError: a field is invalid.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise ContentError([describe_error(item, Document(label)) for item in error.errors()]) from None


EXPECTATIONS = {
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "model_type": "expected keys with values",
    "mapping_type": "expected keys with values",
    "dict_type": "expected keys with values",
    "model_attributes_type": "expected keys with values",
    "string_too_short": "expected some text",
}
"""What was expected, by pydantic's type of error (https://docs.pydantic.dev/latest/errors/validation_errors/)."""


def describe_error(
    error: Mapping[str, Any], document: Document, *, start: Where = (), known: Collection[str] = ()
) -> Problem:
    """Return one of pydantic's errors about the part of ``document`` at ``start`` as a problem.

    Args:
        error: the error.
        document: what was validated.
        start: the path of the part.
        known: the keys that the part may have.
    """
    path = (*start, *tuple(error["loc"]))
    # pydantic names the branches of unions in the path: "function-after[check(), str]", "tuple"
    where = tuple(
        part for part in path if not (isinstance(part, str) and ("[" in part or part in ("str", "tuple")))
    )
    name = ".".join(str(part) for part in where)
    if error["type"] == "extra_forbidden":
        fix = suggest(str(path[-1]), known) if len(error["loc"]) == 1 else ""
        return Problem(document.place(where), f"expected a known key (got {show(name)})", fix)
    if error["type"] == "missing":
        return Problem(document.place(where[:-1]), f"expected the key {name!r} (got none)")
    name = name if len(name) <= LONGEST_SLUG else f"{name[: LONGEST_SLUG - 1]}…"
    message = _describe_expectation(error)
    if "(got" not in message:
        message += f" (got {show(error.get('input'))})"
    return Problem(document.place(where), f"{name}: {message}" if name else message)


def _describe_expectation(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind in UNITS:
        return describe_limit(len(error["input"]), error["ctx"]["max_length"], UNITS[kind])
    if kind in EXPECTATIONS:
        return EXPECTATIONS[kind]
    if kind == "literal_error":
        return f"expected {error['ctx']['expected']}"
    if kind.startswith("string_type"):
        return "expected text"
    if kind.startswith("int"):
        return "expected a whole number"
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if message.startswith("expected") else f"expected: {message[0].lower()}{message[1:]}"
