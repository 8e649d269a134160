"""The options of the plugin ``reading-list`` in ``mkdocs.yml``, each declared once."""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field

from generator.model.fields import Record
from generator.model.security_policy import find_policy_flaws

Unreviewed = Literal["show", "hide", "refuse"]
UNREVIEWED: tuple[str, ...] = get_args(Unreviewed)
"""What can happen to papers that nobody has reviewed."""


def _check_policy(value: Any) -> Any:
    if flaws := list(find_policy_flaws(value)):
        raise ValueError("; ".join(flaws))
    return value


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
    preview: str = Field(
        "", description="path of the image that links to the site show elsewhere, 1200 by 630 pixels"
    )
    contact: str = Field("", description="email address named in requests to arXiv and Crossref")
    content_security_policy: Annotated[Any, AfterValidator(_check_policy)] = Field(
        None, description="other sites that pages may load content from, by directive; `false` for no policy"
    )
