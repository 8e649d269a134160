"""Field types, and the base class of all values."""

import calendar
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from generator.errors import show
from generator.model.limits import (
    LONGEST_ABSTRACT,
    LONGEST_ADDRESS,
    LONGEST_ARXIV_ID,
    LONGEST_DOI,
    LONGEST_FILE_NAME,
    LONGEST_KEY,
    LONGEST_NAME,
    LONGEST_PROSE,
    LONGEST_SENTENCE,
    LONGEST_SLUG,
    LONGEST_TITLE,
    MOST_KINDS,
    MOST_LINKS,
)
from generator.text.cleaning import remove_unprintable
from generator.text.links import WEB_ADDRESS

# 2410.05434, math/0211159, hep-th/9901001 (https://info.arxiv.org/help/arxiv_identifier.html)
ARXIV_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})\Z")
# 10.1109/ACCESS.2025.3545787 (https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html)
# 10.1002/(sici)1097-0118(199607)22:3<207::aid-jgt2>3.0.co;2-e
DOI = re.compile(r"10\.\d{4,9}/[^\s\"]+\Z")
# graph-neural-networks
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# chen2019fast, DBLP:conf/cikm/ChenS19, 2004A&A...424..927C, næss2019: nothing that BibTeX or biber interprets
CITATION_KEY = re.compile(r"[^\s\"#%'(),={}~\\^$<>|;@`!?*\[\]_.:/+-][^\s\"#%'(),={}~\\^$<>|;@`!?*\[\]]*\Z")
# 2024, 2024-07, 2024-07-04
PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z")


def _check_partial_date(value: str) -> str:
    match = PARTIAL_DATE.match(value)
    if not match:
        raise ValueError(f"expected a date as YYYY, YYYY-MM or YYYY-MM-DD (got {show(value)})")
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    assert year is not None
    if not 1600 <= year <= 2999:
        raise ValueError(f"expected a year between 1600 and 2999 (got {show(value)})")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"expected a month between 01 and 12 (got {show(value)})")
    if day is not None and month and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"expected a day that exists in that month (got {show(value)})")
    return value


def _year_to_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.match(value):
            raise ValueError(f"expected {expected} (got {show(value)})")
        return value

    return AfterValidator(check)


def _describe(pattern: re.Pattern[str]) -> dict[str, JsonValue]:
    """Return the JSON Schema of a pattern, in ECMAScript syntax."""
    return {"pattern": "^" + pattern.pattern.replace("\\Z", "$").replace('\\"', '"')}


def _hint(pattern: re.Pattern[str]) -> Any:
    return Field(json_schema_extra=_describe(pattern))


def _text(length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=length)


def _at_most(length: int) -> StringConstraints:
    return StringConstraints(max_length=length)


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Name = Annotated[str, _text(LONGEST_NAME)]
"""Name of a person, organization, topic or term."""
Title = Annotated[str, _text(LONGEST_TITLE)]
Sentence = Annotated[str, _text(LONGEST_SENTENCE)]
Prose = Annotated[str, _text(LONGEST_PROSE)]
"""One paragraph or several."""
FileName = Annotated[str, _text(LONGEST_FILE_NAME)]
Abstract = Annotated[str, _at_most(LONGEST_ABSTRACT)]
PartialDate = Annotated[
    str,
    BeforeValidator(_year_to_text),
    AfterValidator(_check_partial_date),
    Field(json_schema_extra={"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
"""A date as precise as it is known: ``2024``, ``2024-07`` or ``2024-07-04`` (ISO 8601)."""
Year = Annotated[int, Field(ge=1600, le=2999)]
Slug = Annotated[
    str,
    _at_most(LONGEST_SLUG),
    _matching(SLUG, "lowercase letters and digits joined by single hyphens"),
    _hint(SLUG),
]
CitationKey = Annotated[
    str,
    _at_most(LONGEST_KEY),
    _matching(CITATION_KEY, "a citation key of letters, digits and any of _ . : / + - &"),
    _hint(CITATION_KEY),
]
ArxivId = Annotated[
    str,
    _at_most(LONGEST_ARXIV_ID),
    _matching(ARXIV_ID, "an arXiv identifier without version, such as 2410.05434"),
    _hint(ARXIV_ID),
]
Doi = Annotated[
    str, _at_most(LONGEST_DOI), _matching(DOI, "a DOI, such as 10.1145/3357384.3357879"), _hint(DOI)
]
Url = Annotated[
    str,
    _at_most(LONGEST_ADDRESS),
    _matching(WEB_ADDRESS, "a web address starting with https:// or http://"),
    _hint(WEB_ADDRESS),
]
_ADDRESS: dict[str, JsonValue] = {
    "type": "string",
    "maxLength": LONGEST_ADDRESS,
    **_describe(WEB_ADDRESS),
}
Urls = Annotated[
    tuple[Url, ...],
    Field(
        max_length=MOST_LINKS,
        json_schema_extra={
            "anyOf": [_ADDRESS, {"type": "array", "items": _ADDRESS, "maxItems": MOST_LINKS}],
        },
    ),
    BeforeValidator(_one_or_many),
]
_KIND: dict[str, JsonValue] = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}
Kinds = Annotated[
    tuple[Name, ...],
    Field(
        max_length=MOST_KINDS,
        json_schema_extra={"anyOf": [_KIND, {"type": "array", "items": _KIND, "maxItems": MOST_KINDS}]},
    ),
    BeforeValidator(_one_or_many),
]


def _clean_values(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else remove_unprintable(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_clean_values, value))
    if isinstance(value, Mapping):
        return {_clean_values(key): _clean_values(item) for key, item in value.items()}
    return value


class Record(BaseModel):
    """Base class of all values: immutable, without unknown keys, texts free of control characters."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _without_control_characters(cls, data: Any) -> Any:
        return _clean_values(data) if isinstance(data, dict) else data
