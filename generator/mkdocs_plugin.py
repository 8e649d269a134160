"""The generated pages inside MkDocs: a thin wrapper round the pipeline; the only importer of mkdocs.

MkDocs calls the functions named ``on_…`` (https://www.mkdocs.org/dev-guide/plugins/#events). While
``mkdocs serve`` runs, every build goes into a folder of its own, which is shown only once it is whole: a
mistake anywhere is reported with its place, and the last good site stays.
"""

from __future__ import annotations

import gzip
import html
import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator.errors import ContentError, Place, Problem, ReadingListError
from generator.pages.rendering import TEMPLATES, check_theme, find_theme_fault
from generator.site_builder.builder import Session, SiteBuilder, SiteFiles
from generator.storage.store import Folder, check_page, find_line, load_site, site_of

log = logging.getLogger("mkdocs.plugins.reading_list")
# MkDocs loads this file anew for every build while it serves; the session outlives that
_session = Session.current()


# ------------------------------------------------------------------------------- what MkDocs itself says

# Doc file 'about.md' contains a link 'nowhere.md', but the target is not found among documentation files.
LINK_MESSAGE = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?:[a-z]+ )*link '(?P<link>.*?)'(?:,|\. )", re.S
)
# Config value 'theme': Unrecognised theme name: 'materiel'.
CONFIG_MESSAGE = re.compile(r"Config value '(?P<key>\w+)': ")
# A reference to 'gone.md' is included in the 'nav' configuration, which is not found in the …
NAV_MESSAGE = re.compile(r"(?:A reference|An absolute path) to '(?P<entry>[^']+)' is included in the 'nav'")
# Error building page 'about.md': 'nowhere' is undefined
PAGE_MESSAGE = re.compile(r"Error (?:building|reading) page '(?P<page>[^']+)':")


class PlaceFilter(logging.Filter):
    """Puts file and line before the messages in which MkDocs names neither."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the message is printed now; it has its place then."""
        message = record.getMessage()
        if PAGE_MESSAGE.match(message):
            # what went wrong follows in `on_build_error`, which may know the line
            _session.last_page_message = message
            return False
        place = self.find_place(message)
        if place:
            record.msg, record.args = f"{place}: {message}", ()
        return True

    def find_place(self, message: str) -> Place | None:
        """Return where the fault is that ``message`` tells of, as far as that can be found."""
        # MkDocs checks its configuration before it tells where that stands
        config_file = _session.config_file or Path("mkdocs.yml")
        found = CONFIG_MESSAGE.match(message)
        if found:
            line = find_line(config_file, re.compile(rf"{re.escape(found['key'])}\s*:"))
            return Place(config_file.name, line)
        found = NAV_MESSAGE.match(message)
        if found:
            return Place(
                config_file.name, find_line(config_file, re.compile(f".*{re.escape(found['entry'])}"))
            )
        found = LINK_MESSAGE.match(message)
        folder = Folder(config_file.parent)
        if found:
            by_hand = (_session.docs_dir or folder.pages) / found["page"]
            if by_hand.is_file():
                return Place(
                    folder.label(by_hand), find_line(by_hand, re.compile(f".*{re.escape(found['link'])}"))
                )
            # links of introductions: ../papers/gone.md stands there as paper:gone
            target = Path(found["link"].partition("#")[0])
            name = re.escape(f"{target.parent.name.removesuffix('s')}:{target.stem}")
            topics = folder.file("topics.yml")
            line = find_line(topics, re.compile(rf".*\({name}\)"))
            return Place(folder.label(topics), line) if line else None
        return None


def _listen() -> None:
    """Add the filter to MkDocs' loggers, once."""
    for name in (
        "mkdocs.commands.build",
        "mkdocs.config",
        "mkdocs.structure.nav",
        "mkdocs.structure.pages",
    ):
        logger = logging.getLogger(name)
        for old in [item for item in logger.filters if type(item).__name__ == PlaceFilter.__name__]:
            logger.removeFilter(old)
        logger.addFilter(PlaceFilter())


_listen()


# ---------------------------------------------------------------------------------------------- building


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether pages are served, and forget what an earlier run in this process built."""
    _session.begin(serving=command == "serve")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the content, make pages and files, and fill the sections of the navigation."""
    folder = Folder(Path(config.config_file_path).parent)
    _session.config_file, _session.docs_dir = Path(config.config_file_path), Path(config.docs_dir)
    if _session.builder is None or _session.builder.folder != folder:
        _session.builder = SiteBuilder(folder, beside=True)
    if _session.serving:
        config.site_dir = str(_session.stage(Path(config.site_dir)))
    try:
        _session.site = _session.builder.build(site_of(config), local=_session.serving)
    except ContentError as error:
        raise PluginError(str(error)) from None
    config.nav = _fill_nav(config.nav, _session.site)
    return config


def _fill_nav(nav: Any, site: SiteFiles) -> Any:
    """Put the generated sections in the place of ``topics/`` and ``years/``."""
    if not isinstance(nav, list):
        return nav
    filled: list[Any] = []
    for item in nav:
        value = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        if isinstance(value, str) and value in site.sections:
            title = next(iter(item)) if isinstance(item, dict) else value.strip("/").capitalize()
            filled.append({title: _escape_titles(site.sections[value])})
        elif isinstance(value, str) and value.endswith(".md") and site.leaves_out(value):
            continue
        else:
            filled.append(item)
    if "to-review.md" in site.sources:
        filled.append({"To review": "to-review.md"})
    return filled


def _escape_titles(items: list[Any]) -> list[Any]:
    """Return a section of the navigation with its titles escaped, since themes print them as they are."""
    return [
        {html.escape(title): _escape_titles(value) if isinstance(value, list) else value}
        for item in items
        for title, value in item.items()
    ]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, the files for download and the theme's own files."""
    site = _session.site
    _check_pages(files, config)
    _session.generated = set()
    for source in site.sources:
        if files.get_file_from_path(source):
            log.warning(
                "The page %s is written by hand and generated; the one written by hand stays.", source
            )
            continue
        _session.generated.add(source)
        files.append(File.generated(config, source, content=""))
    # links to them are checked now; what stands in them is written when the pages are done
    for path in site.paths:
        files.append(File.generated(config, path, content=b"", inclusion=InclusionLevel.NOT_IN_NAV))
    assets = TEMPLATES / "assets"
    for asset in sorted(assets.rglob("*")):
        name = f"assets/{asset.relative_to(assets).as_posix()}"
        if asset.is_file() and not files.get_file_from_path(name):
            inclusion = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, name, abs_src_path=str(asset), inclusion=inclusion))
    return files


def _check_pages(files: Files, config: MkDocsConfig) -> None:
    """Refuse hand-written pages whose text or front matter cannot be read.

    Raises:
        PluginError: with file and line of every fault.
    """
    folder = Folder(Path(config.config_file_path).parent)
    problems: list[Problem] = []
    for file in files.documentation_pages():
        if file.abs_src_path and Path(file.abs_src_path).is_file():
            path = Path(file.abs_src_path)
            try:
                check_page(path, folder.label(path))
            except ContentError as error:
                problems += error.problems
    if problems:
        raise PluginError(str(ContentError(problems)))


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Return the Markdown of a generated page; None for one that is written by hand."""
    if page.file.src_uri not in _session.generated:
        return None
    try:
        return _session.site.page(page.file.src_uri)
    except ContentError as error:
        raise PluginError(str(error)) from None


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Refuse templates of the theme that are not Jinja, with file and line."""
    try:
        check_theme(env, Path(config.theme.custom_dir) if config.theme.custom_dir else None)
    except ContentError as error:
        raise PluginError(str(error)) from None
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files for download, made meanwhile, and pack the sitemap without the time of day."""
    root = Path(config.site_dir)
    for path, data in _session.site.files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    sitemap = root / "sitemap.xml"
    if sitemap.is_file():
        sitemap.with_name("sitemap.xml.gz").write_bytes(gzip.compress(sitemap.read_bytes(), mtime=0))


def on_build_error(error: Exception) -> None:
    """Say where in the theme's templates a build failed.

    Raises:
        PluginError: in place of the fault, where it lies in a template of this list.
    """
    problem = find_theme_fault(error, TEMPLATES)
    if problem:
        raise PluginError(str(problem)) from None
    if _session.last_page_message and not isinstance(error, PluginError):
        log.error("%s", _session.last_page_message)


# --------------------------------------------------------------------------------------------- serving


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Show a build only once it is whole; after a mistake go on with the last good one."""
    if not _session.serving:
        return server

    shown = _session.staged.with_name("shown")
    _session.staged.rename(shown)

    def rebuild() -> None:
        """Build once; never raises, since MkDocs' server would stop answering."""
        try:
            load_site(Path(config.config_file_path))
            builder()
        except ReadingListError as error:
            log.error("%s", error)
        except MkDocsException as error:
            # an `Abort` says only that there were faults, which MkDocs has printed
            if not isinstance(error, SystemExit):
                log.error("%s", error.format_message())
        except Exception:
            log.exception("The build failed; this is a fault of the program, not of the list.")
        else:
            # requests wait for the build with the path of their file in hand: the folder keeps its name
            shutil.rmtree(shown, ignore_errors=True)
            _session.staged.rename(shown)
            return
        shutil.rmtree(_session.staged, ignore_errors=True)
        log.error("The last good site stays until this is mended.")

    def answer_error(code: int) -> bytes | None:
        page = shown / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    server.root = str(shown)
    server.builder = rebuild
    server.error_handler = answer_error
    # editors replace a file by another; watching its folder survives that
    if config.config_file_path:
        server.watch(str(Path(config.config_file_path).parent), recursive=False)
        server.unwatch(config.config_file_path)
    return server
