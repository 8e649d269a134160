"""The files of a new list, made from those in ``templates/new``."""

import json
import re
import textwrap
from dataclasses import dataclass

from generator import __version__
from generator.scaffold.preview_image import draw_preview
from generator.scaffold.wheel import Wheel
from generator.storage.folder import TEMPLATES
from generator.text.markdown import escape_markdown
from generator.text.translation import _

STARTER = TEMPLATES / "new"
LOCK = TEMPLATES.parent / "requirements.lock"
"""The dependencies of this version, with hashes."""
BASE = ".reading-list"
"""The folder of a list that keeps the shell files as they were written: what an upgrade merges with."""
VERSION = f"{BASE}/version"
REQUIREMENTS = "requirements.txt"

SHELL = {
    ".gitattributes": "gitattributes",
    ".github/ISSUE_TEMPLATE/config.yml": "issues/config.yml",
    ".github/ISSUE_TEMPLATE/suggest-paper.yml": "issues/suggest-paper.yml",
    ".github/link-check.toml": "link-check.toml",
    ".github/workflows/check.yml": "workflows/check.yml",
    ".github/workflows/links.yml": "workflows/links.yml",
    ".github/workflows/publish.yml": "workflows/publish.yml",
    ".github/workflows/status.yml": "workflows/status.yml",
    ".github/workflows/suggest.yml": "workflows/suggest.yml",
    ".gitignore": "gitignore",
}
"""The files that an upgrade brings to a new version, besides ``requirements.txt``: path -> starter file."""
OWN = {
    "README.md": "README.md",
    "mkdocs.yml": "mkdocs.yml",
    "content/pages/about.md": "pages/about.md",
    "content/pages/assets/images/favicon.svg": "pages/assets/images/favicon.svg",
    "content/pages/assets/images/logo.svg": "pages/assets/images/logo.svg",
}
"""The files that belong to the list from then on: path -> starter file."""
EMPTY_FOLDERS = ("content/captures", "content/papers")

REPOSITORY = "repo_url: {}\nedit_uri: edit/main/content/pages/"
"""Settings of the repository in ``mkdocs.yml``, as comments if it is not known."""
# @name@
TOKEN = re.compile(r"@([a-z]+)@")
# https://ada.github.io/papers/
GITHUB_PAGES = re.compile(r"https://(?P<owner>[\w-]+)\.github\.io(?:/(?P<name>[\w.-]+))?/?", re.I)

REQUIREMENTS_HEADER = """\
# The generator (curated-reading-list {version}) and its dependencies, written by `reading-list`.
# If you add packages, put them at the end, with hashes.
./wheels/{name} \\
    --hash=sha256:{digest}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new list is called.

    Attributes:
        name: its name.
        url: where the site will be, or empty.
        language: the code of the language of the site's interface, such as ``en``.
    """

    name: str
    url: str = ""
    language: str = "en"


def make_shell(wheel: Wheel) -> dict[str, bytes]:
    """Return the files that an upgrade brings to a new version: path -> content."""
    shell = {path: (STARTER / source).read_bytes() for path, source in SHELL.items()}
    header = REQUIREMENTS_HEADER.format(version=__version__, name=wheel.name, digest=wheel.digest)
    return shell | {REQUIREMENTS: header.encode() + LOCK.read_bytes()}


def make_base(wheel: Wheel) -> dict[str, bytes]:
    """Return the files below ``.reading-list`` from which the next upgrade starts: path -> content."""
    base = {f"{BASE}/{path}": data for path, data in make_shell(wheel).items()}
    return base | {VERSION: f"{__version__}\n".encode()}


def make_topics(groups: str = "") -> str:
    """Return ``topics.yml`` with groups of topics, given as YAML; with one to start with if empty."""
    groups = groups or (STARTER / "starter-topics.yml").read_text(encoding="utf-8")
    return (STARTER / "topics.yml").read_text(encoding="utf-8") + groups


def make_starter(answers: Answers, wheel: Wheel) -> dict[str, bytes]:
    """Return all files of a new list: path -> content.

    Args:
        answers: what it is called.
        wheel: the generator.
    """
    files = make_shell(wheel) | make_base(wheel)
    files |= {path: fill(source, answers).encode() for path, source in OWN.items()}
    files["content/topics.yml"] = make_topics().encode()
    files["content/pages/assets/images/preview.png"] = draw_preview(answers.name)
    files[f"wheels/{wheel.name}"] = wheel.data
    return files | {f"{folder}/.gitkeep": b"" for folder in EMPTY_FOLDERS}


def guess_repository(url: str) -> str:
    """Return the address of the repository of a site on GitHub Pages, or nothing for other sites."""
    found = GITHUB_PAGES.fullmatch(url)
    if not found:
        return ""
    return f"https://github.com/{found['owner']}/{found['name'] or found['owner'] + '.github.io'}"


def fill(source: str, answers: Answers) -> str:
    """Return a starter file with the answers in place of tokens such as ``@name@``."""
    text = (STARTER / source).read_text(encoding="utf-8")
    quote = _quote if source.endswith(".yml") else escape_markdown
    repository = guess_repository(answers.url)
    values = {
        "name": quote(answers.name),
        "url": quote(answers.url),
        "description": quote(_("A reading list of research papers.")),
        "language": answers.language,
        "repository": REPOSITORY.format(repository or "https://github.com/OWNER/NAME"),
    }
    values |= _introduce(answers)
    if not repository:
        values["repository"] = textwrap.indent(values["repository"], "# ")
    return TOKEN.sub(lambda match: values[match[1]], text)


def _introduce(answers: Answers) -> dict[str, str]:
    """Return the texts of the page about the list, in its language."""
    intro = _(
        "*%(name)s* is a reading list. Every paper has a page with its abstract, links, and citations in "
        "several formats. Papers are grouped by [topic](topics/index.md), and you can "
        "[search and filter](browse.md) all of them, or [follow the list](feeds.md) in a feed reader.",
        name=escape_markdown(answers.name),
    )
    cookies = _(
        "This site sets no cookies and loads nothing from other sites. Stars, reading marks and notes in "
        "[your library](library.md) stay in your browser."
    )
    return {
        "summary": _quote(_("Who curates this list, and what is on it.")),
        "about": _("About"),
        "intro": textwrap.fill(intro, 120, break_long_words=False, break_on_hyphens=False),
        "privacy": _("Privacy"),
        "cookies": textwrap.fill(cookies, 120, break_long_words=False, break_on_hyphens=False),
    }


def _quote(text: str) -> str:
    """Return ``text`` as a YAML value on one line."""
    return json.dumps(text, ensure_ascii=False)
