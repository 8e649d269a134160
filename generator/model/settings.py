"""The options of the plugin ``reading-list`` in ``mkdocs.yml``, each declared once."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from generator.errors import show, suggest
from generator.model.fields import Name, Record, Slug, Url
from generator.model.rules import LEVELS, RULES, Level
from generator.model.security_policy import find_policy_flaws
from generator.text.links import WEB_ADDRESS, find_address_flaw
from generator.text.translation import translatable

KeptCaptures = Literal["clean", "as-is", "none"]
Unreviewed = Literal["show", "unmarked", "hide", "refuse"]
UNREVIEWED: tuple[str, ...] = get_args(Unreviewed)
"""What can happen to papers that have not been reviewed."""


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


# {arxiv}, {doi}, {openreview}, {title}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS = ("arxiv", "doi", "openreview", "title")


def _check_pattern(pattern: str) -> str:
    names = PLACEHOLDER.findall(pattern)
    if unknown := [name for name in names if name not in PLACEHOLDERS]:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValueError(f"expected one of {known} (got {{{unknown[0]}}})")
    # "https://" and a host without placeholders, and then a path
    host, slash, _ = pattern.removeprefix("https://").partition("/")
    example = PLACEHOLDER.sub("x", pattern)
    flaw = (
        not names or not slash or "{" in host or not WEB_ADDRESS.match(example) or find_address_flaw(example)
    )
    if flaw or not pattern.startswith("https://"):
        raise ValueError(f"expected an address such as https://example.org/{{doi}} (got {show(pattern)})")
    return pattern


Patterns = Annotated[
    tuple[Annotated[str, AfterValidator(_check_pattern)], ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]

KINDS = {
    "method": translatable("Method"),
    "theory": translatable("Theory"),
    "empirical study": translatable("Empirical study"),
    "data": translatable("Data"),
    "software": translatable("Software"),
    "application": translatable("Application"),
    "survey": translatable("Survey"),
    "perspective": translatable("Perspective"),
}
"""Kinds of papers in any field, unless a list names its own."""

LINK_PROVIDERS = {
    "Google Scholar": ("https://scholar.google.com/scholar?q={title}",),
    "Semantic Scholar": ("https://www.semanticscholar.org/search?q={title}",),
}


class FollowedSource(Record):
    """A file, a folder or a web address that the list follows.

    Attributes:
        name: what the captures of its files are called.
        path: the file or folder, relative to the folder of ``mkdocs.yml``.
        url: the address of the file.
        title: the name of the other reading list that the file is from, shown to readers.
        remove_deleted: whether papers that the source no longer has are removed from this list.
    """

    name: Slug
    path: str = ""
    url: Url | Literal[""] = ""
    title: Name | Literal[""] = ""
    remove_deleted: bool = False

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if bool(self.path) == bool(self.url):
            raise ValueError(f"expected either 'path' or 'url' in the source {self.name!r}")
        return self

    def owns(self, capture: str) -> bool:
        """Return whether a capture is a file of this source: ``bread.bib``, or ``bread--rye.bib``."""
        return capture.startswith(f"{self.name}--") or capture.rpartition(".")[0] == self.name

    @property
    def home(self) -> str:
        """The address of the list whose export is followed; empty if it is unknown."""
        site, found, _ = self.url.partition("/exports/")
        return f"{site}/" if found else ""


def _check_names(sources: tuple[FollowedSource, ...]) -> tuple[FollowedSource, ...]:
    names = [source.name for source in sources]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"expected each name once (got {', '.join(repeated)})")
    return sources


class Settings(Record):
    """What a list may set below ``plugins: - reading-list:``; a field here is all that a new option needs."""

    edit_uri: str = Field(
        "edit/main/content/papers/",
        description="where records are edited on the code host, below `repo_url`",
    )
    unreviewed: Unreviewed = Field(
        "show",
        description="papers that have not been reviewed: `show` them with a mark, show them `unmarked`, "
        "`hide` or `refuse` them (the build fails)",
    )
    kinds: Mapping[Name, Name] = Field(
        KINDS, description="kinds of papers and their labels, in order; `{}` for none"
    )
    link_providers: Mapping[Name, Patterns] = Field(
        LINK_PROVIDERS,
        description="other sites that papers link to, each with one or more addresses that contain "
        "`{arxiv}`, `{doi}`, `{openreview}` or `{title}`",
    )
    checks: Levels = Field(
        default_factory=dict,
        description="levels of [checks](checks.md): `error`, `warning` or `off`, by name",
    )
    captures: KeptCaptures = Field(
        "clean",
        description="imported files to keep: `clean` (without private notes and paths), `as-is` or `none`",
    )
    sources: Annotated[tuple[FollowedSource, ...], AfterValidator(_check_names)] = Field(
        (), description="files, folders and addresses that [`reading-list sync`](sync.md) follows"
    )
    preview: str = Field(
        "", description="path of the image shown when the site is shared, 1200 by 630 pixels"
    )
    contact: str = Field("", description="email address sent with requests to arXiv, Crossref and sources")
    content_security_policy: Annotated[Any, AfterValidator(_check_policy)] = Field(
        None,
        description="other sites that [pages may load](security-policy.md) content from, by directive; "
        "`false` for no policy",
    )
