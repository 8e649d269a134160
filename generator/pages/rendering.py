"""Page models to Markdown, through Jinja; the only importer of jinja2.

Templates escape every text: what stands in HTML by Jinja's own escaping, what stands in Markdown by the
filter ``md``. Texts never begin a line, and never break one, so that no text can open a Markdown block.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.errors import ContentError, Place, Problem
from generator.pages.views import Address, Page, paper_address, topic_address
from generator.text.markdown import encode_for_markdown

__all__ = ["TEMPLATES", "Renderer", "check_theme", "find_theme_fault", "front_matter"]

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
"""The folder of the templates."""

# [SMEAR](paper:soft-merging-of-experts) · [pruning](topic:pruning-sparsity)
LIST_LINK = re.compile(r"\]\((?P<kind>paper|topic):(?P<id>[a-z0-9-]+)\)")
# what YAML does not take as it is in a double-quoted text
UNPRINTABLE = re.compile("[\x7f-\x9f\u00a0\u00ad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def _to_markdown(text: object) -> Markup:
    return Markup(encode_for_markdown(str(text)))  # noqa: S704


def _json(value: object) -> Markup:
    text = json.dumps(value, ensure_ascii=False)
    return Markup(UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text))  # noqa: S704


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, dict):
        return {str(key): _escaped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(item) for item in value]
    return value


def front_matter(page: Page) -> str:
    """Return the YAML front matter of a page: title, description and whatever its view adds.

    Texts are escaped for HTML, since themes print them as they are, except for the JSON-LD, which comes
    ready for its ``<script>``. The values are written as JSON, which is YAML too (https://yaml.org/spec/1.2.2/#12-relation-to-json).
    """
    data = {"title": page.title, "description": page.description, **page.meta}
    lines = [f"{key}: {_json(value if key == 'jsonld' else _escaped(value))}" for key, value in data.items()]
    return "\n".join(["---", *lines, "---", ""])


def _one_line(value: Any) -> Any:
    """Keep every printed text on one line."""
    if isinstance(value, str) and not isinstance(value, Markup) and ("\n" in value or "\r" in value):
        return " ".join(value.split())
    return "" if value is None else value


def _lines(text: object) -> Markup:
    """Return ``text`` for a ``<pre>``: escaped, its line ends as entities, so that it stays on one line."""
    return Markup("&#10;".join(html.escape(str(text)).splitlines(keepends=False)))  # noqa: S704


class Renderer:
    """Renders pages; keeps the compiled templates."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self.templates = templates
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=True,
            finalize=_one_line,
        )
        self.environment.filters["md"] = _to_markdown
        self.environment.filters["json"] = _json
        self.environment.filters["lines"] = _lines

    def render(self, page: Page) -> str:
        """Return the Markdown of one page.

        Raises:
            ContentError: the template is faulty; the message names its file and line.
        """
        return front_matter(page) + self._fill(page.template, page.address, page.model, page)

    def fill(self, template: str, model: dict[str, Any]) -> str:
        """Return a template filled with ``model``, for texts that are no pages, such as an e-mail.

        Raises:
            ContentError: the template is faulty; the message names its file and line.
        """
        return self._fill(template, "", model, None)

    def _fill(self, template: str, address: str, model: dict[str, Any], page: Page | None) -> str:
        try:
            return self.environment.get_template(template).render(
                **model, page=page, to=_relative(address), prose=_prose(address)
            )
        except jinja2.TemplateSyntaxError as error:
            raise ContentError(
                Problem(
                    Place(f"templates/{error.name or template}", error.lineno),
                    f"expected a Jinja template ({error.message})",
                )
            ) from None
        except Exception as error:
            place = _template_line(error, self.templates) or Place(f"templates/{template}")
            raise ContentError(
                Problem(place, f"expected a template that can be filled ({_explain(error)})")
            ) from None

    def pages(self, pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
        """Yield the source path and the Markdown of each page.

        Raises:
            ContentError: a template is faulty.
        """
        for page in pages:
            yield page.source, self.render(page)


def _template_line(error: BaseException, templates: Path) -> Place | None:
    place = None
    traceback = error.__traceback__
    while traceback:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.is_absolute() and file.is_relative_to(templates):
            place = Place(f"templates/{file.relative_to(templates).as_posix()}", traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _relative(page: str) -> Callable[[Address | str], str]:
    def to(address: Address | str) -> str:
        """Return an address below the site's root as seen from this page."""
        return (address if isinstance(address, Address) else Address(address)).seen_from(page)

    return to


def _prose(page: str) -> Callable[[str], Markup]:
    def prose(markdown: str) -> Markup:
        """Return the curator's Markdown with its links to papers and topics of the list in place."""

        def link(match: re.Match[str]) -> str:
            make = paper_address if match["kind"] == "paper" else topic_address
            source = make(match["id"]).path.rstrip("/") + ".md"
            # links between Markdown files, which MkDocs follows and checks
            up = "../" * (page.count("/") - 1) if page.count("/") else ""
            return f"]({up}{source})"

        return Markup(LIST_LINK.sub(link, markdown))  # noqa: S704

    return prose


def check_theme(environment: Any, folder: Path | None) -> None:
    """Refuse templates of the theme that are not Jinja.

    Args:
        environment: the theme's Jinja environment.
        folder: where the list's own templates of the theme stand.

    Raises:
        ContentError: each fault with its file and line.
    """
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.html")) if folder and folder.is_dir() else ():
        label = f"templates/{folder.name}/{path.relative_to(folder).as_posix()}" if folder else path.name
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except jinja2.TemplateSyntaxError as error:
            problems.append(
                Problem(Place(label, error.lineno), f"expected a Jinja template ({error.message})")
            )
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(Place(label), f"expected text in UTF-8 ({error})"))
    if problems:
        raise ContentError(problems)


def find_theme_fault(error: BaseException, templates: Path) -> Problem | None:
    """Return where in the templates below ``templates`` an error arose, or None where it did not."""
    place = _template_line(error, templates)
    if place is None:
        return None
    return Problem(place, f"expected a template that can be filled ({_explain(error)})")


def _explain(error: BaseException) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name!r}"
    return str(error) or type(error).__name__
