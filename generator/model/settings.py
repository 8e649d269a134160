"""The options of the plugin ``reading-list`` in ``mkdocs.yml``, each declared once."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from generator.errors import show, suggest
from generator.model.fields import Record
from generator.model.rules import LEVELS, RULES, Level
from generator.model.security_policy import find_policy_flaws

Unreviewed = Literal["show", "hide", "refuse"]
UNREVIEWED: tuple[str, ...] = get_args(Unreviewed)
"""What can happen to papers that nobody has reviewed."""


def _check_policy(value: Any) -> Any:
    if flaws := list(find_policy_flaws(value)):
        raise ValueError("; ".join(flaws))
    return value


def _check_rule(name: str) -> str:
    if name not in RULES:
        raise ValueError(f"expected the name of a check (got {show(name)}). {suggest(name, RULES)}")
    return name


def _check_levels(levels: Mapping[str, Level]) -> Mapping[str, Level]:
    for name, level in levels.items():
        if LEVELS.index(level) < LEVELS.index(RULES[name].least):
            raise ValueError(f"expected at least {RULES[name].least!r} for {name!r} (got {level!r})")
    return levels


Levels = Annotated[
    Mapping[
        Annotated[str, AfterValidator(_check_rule)],
        # YAML reads a plain "off" as false
        Annotated[Level, BeforeValidator(lambda value: "off" if value is False else value)],
    ],
    AfterValidator(_check_levels),
]


class Settings(Record):
    """What a list may set below ``plugins: - reading-list:``; a field here is all that a new option needs."""

    edit_uri: str = Field(
        "edit/main/content/papers/",
        description="path of the records on the code host, below `repo_url`",
    )
    unreviewed: Unreviewed = Field(
        "show",
        description="papers that nobody has reviewed: `show`, `hide` or `refuse` them (the build fails)",
    )
    checks: Levels = Field(
        default_factory=dict,
        description="levels of [checks](checks.md): `error`, `warning` or `off`, by name",
    )
    preview: str = Field(
        "", description="path of the image that links to the site show elsewhere, 1200 by 630 pixels"
    )
    contact: str = Field("", description="email address named in requests to arXiv and Crossref")
    content_security_policy: Annotated[Any, AfterValidator(_check_policy)] = Field(
        None, description="other sites that pages may load content from, by directive; `false` for no policy"
    )
