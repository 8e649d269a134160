"""Generated pages, and their rendering to Markdown with Jinja."""

import contextlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from posixpath import dirname, join, normpath
from traceback import walk_tb
from typing import Any

import jinja2
from markupsafe import Markup

from generator.errors import ContentError, Place, Problem
from generator.pages.addresses import Address, page_address
from generator.pages.escaping import (
    encode_json,
    encode_lines,
    encode_text,
    escape_values,
    join_lines,
    render_links,
)
from generator.pages.languages import translate
from generator.storage.folder import TEMPLATES
from generator.text.markdown import escape_link_target, escape_markdown
from generator.text.prose import RELATIVE_TARGET, render_prose
from generator.text.translation import get_translator

DEFAULT = "default/"
"""Before the name of a template: that of the generator, even if the list has its own."""

# paper:soft-merging-of-experts, topic:pruning-sparsity
LIST_TARGET = re.compile(r"(?P<kind>paper|topic):(?P<id>[a-z0-9-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One generated page.

    Attributes:
        source: path of its Markdown below ``docs_dir``, such as ``papers/x.md``.
        template: name of the template that lays it out.
        title: plain text.
        description: plain text, one or two sentences.
        model: what the template shows.
        meta: more front matter; values are plain text, or HTML if they are ``Markup``.
    """

    source: str
    template: str
    title: str
    description: str
    model: dict[str, Any]
    meta: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A rendered page: what MkDocs makes HTML of.

    Attributes:
        source: path of its Markdown below ``docs_dir``.
        meta: the front matter; text is escaped for HTML, since themes print it unescaped.
        body: Markdown, with finished HTML on lines that begin with a tag.
    """

    source: str
    meta: dict[str, Any]
    body: str

    def write(self) -> str:
        """Return the page as Markdown with YAML front matter."""
        lines = [f"{key}: {encode_json(value)}" for key, value in self.meta.items()]
        return "\n".join(["---", *lines, "---", self.body])


class _CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Compiled templates on disk; errors are ignored, since the disk may be full or read-only."""

    def load_bytecode(self, bucket: Any) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Any) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _open_template_cache() -> jinja2.BytecodeCache | None:
    """Return the cache of compiled templates, which Jinja keeps in a private temporary folder."""
    try:
        return _CompiledTemplates(pattern="reading-list-%s.cache")
    except (OSError, RuntimeError):
        return None


def keep_compiled(environment: Any) -> None:
    """Keep the compiled templates of an environment for later builds, which saves a sixth of their time."""
    environment.bytecode_cache = _open_template_cache()


class Renderer:
    """Renders pages with the templates as they were when it was made.

    Templates get the model, the page and three functions: ``to`` makes an address relative to the page,
    ``prose`` renders whole Markdown texts, and ``linked`` renders the links in a text of one paragraph.

    Args:
        extensions: names of the Markdown extensions of the site.
        own: the folder of the list's own templates, which replace the generator's of the same name.
    """

    def __init__(self, extensions: Iterable[str] = (), own: Path | None = None) -> None:
        self._extensions = tuple(extensions)
        self._root = own.parent if own else None
        paths = {path.name: path for path in TEMPLATES.glob("*.jinja")}
        paths |= {f"{DEFAULT}{name}": path for name, path in paths.items()}
        paths |= {path.name: path for path in own.glob("*.jinja")} if own else {}
        files = {path: path.read_bytes() for path in paths.values()}

        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            path = paths.get(name)
            return (files[path].decode(), str(path), lambda: True) if path else None

        self.environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            finalize=join_lines,
        )
        keep_compiled(self.environment)
        translate(self.environment)
        self.environment.filters["md"] = encode_text
        self.environment.filters["lines"] = encode_lines
        self.environment.filters["copied"] = escape_markdown
        self.environment.filters["target"] = escape_link_target

    def render(self, page: Page) -> Draft:
        """Return one page rendered to Markdown.

        Raises:
            ContentError: the template has an error; the message names its file and line.
        """
        texts = {"title": page.title, "description": page.description}
        meta = {key: " ".join(text.split()) for key, text in texts.items()}
        meta |= {"generated": True} | page.meta
        body = self._fill(page.template, page_address(page.source), page.model, page)
        return Draft(page.source, {key: escape_values(value) for key, value in meta.items()}, body)

    def fill(self, template: str, model: dict[str, Any]) -> str:
        """Return a template filled with ``model``, for texts that are not pages, such as emails.

        Raises:
            ContentError: the template has an error; the message names its file and line.
        """
        return self._fill(template, "", model, None)

    def _fill(self, template: str, address: str, model: dict[str, Any], page: Page | None) -> str:
        def to(target: Address | str) -> str:
            return (target if isinstance(target, Address) else Address(target)).seen_from(address)

        def prose(markdown: str) -> Markup:
            resolve = partial(_resolve, page.source if page else "", to)
            return Markup(render_prose(markdown, resolve, self._extensions))  # noqa: S704 - cleaned there

        functions = {
            "to": to,
            "prose": prose,
            "linked": lambda text: render_links(text, to),
            "language": get_translator().language,
            "direction": get_translator().locale.text_direction,
        }
        try:
            return self.environment.get_template(template).render(**model, **functions, page=page)
        except jinja2.TemplateSyntaxError as error:
            place = Place(f"templates/{error.name or template}", error.lineno)
            message = f"expected a Jinja template ({error.message})"
            raise ContentError(Problem(place, message)) from None
        except Exception as error:
            problem = find_theme_error(error, self._root)
            place = Place(f"templates/{template}")
            raise ContentError(problem or Problem(place, _describe_error(error))) from None


def _resolve(source: str, to: Callable[[Address], str], target: str) -> str | None:
    """Return the address a link leads to, or None if it names an invalid paper or topic.

    Args:
        source: path of the Markdown file; relative targets are relative to it.
        to: makes an address relative to the page.
        target: ``paper:slug``, ``topic:id``, a path such as ``../about.md``, or a web address.
    """
    if target.startswith(("paper:", "topic:")):
        match = LIST_TARGET.fullmatch(target)
        return to(Address(f"{match['kind']}s/{match['id']}/")) if match else None
    if match := RELATIVE_TARGET.fullmatch(target):
        path = normpath(join(dirname(source), match["path"]))
        return to(Address(page_address(path) if path.endswith(".md") else path)) + (match["rest"] or "")
    return target


def check_theme(environment: Any, folder: Path, root: Path) -> None:
    """Check that the list's own templates of the theme are Jinja.

    Args:
        environment: the theme's Jinja environment.
        folder: where these templates are.
        root: the list's folder.

    Raises:
        ContentError: each error with its file and line.
    """
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.html")):
        label = _label(path, root)
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except jinja2.TemplateSyntaxError as error:
            message = f"expected a Jinja template ({error.message})"
            problems.append(Problem(Place(label, error.lineno), message))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(Place(label), f"expected text in UTF-8 ({error})"))
    if problems:
        raise ContentError(problems)


def find_theme_error(error: BaseException, root: Path | None) -> Problem | None:
    """Return where in the templates an error was raised, or None if it was elsewhere.

    Args:
        error: what was raised.
        root: the folder of the list, which may have templates of its own.
    """
    place = None
    for frame, line in walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        is_own = file.suffix != ".py" and root is not None and file.is_relative_to(root.absolute())
        if is_own or (file.is_absolute() and file.is_relative_to(TEMPLATES)):
            place = Place(_label(file, root), line)
    return Problem(place, _describe_error(error)) if place else None


def _label(path: Path, root: Path | None) -> str:
    """Return the path of a template for messages, relative to the list or the generator."""
    for folder in (root and root.absolute(), TEMPLATES.parent):
        if folder and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.as_posix()


def _describe_error(error: BaseException) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        reason = f"there is no template {error.name!r}"
    else:
        reason = str(error) or type(error).__name__
    return f"expected a template that can be filled ({reason})"
