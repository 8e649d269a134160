"""The MkDocs plugin ``reading-list``: hands the generated pages and files to MkDocs.

MkDocs calls the methods named ``on_…`` (https://www.mkdocs.org/dev-guide/plugins/#events). It makes one
instance of the plugin in a process and keeps it from build to build. While ``mkdocs serve`` runs, every
build goes to a folder of its own, which is shown only once it is complete: a mistake anywhere is reported
with its place, and the last good site stays up.
"""

import gzip
import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import urljoin

import mkdocs
from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.errors import ContentError, Problem, ReadingListError
from generator.mkdocs_plugin.theme import Theme
from generator.model.catalog import UNREVIEWED
from generator.pages.addresses import page_address
from generator.pages.rendering import TEMPLATES, check_theme, find_theme_error
from generator.site_builder.builder import GeneratedSite, SiteBuilder
from generator.site_builder.finished_html import find_anchors, put_back, set_aside
from generator.site_builder.messages import PAGE_MESSAGE, find_place
from generator.site_builder.navigation import fill_nav
from generator.site_builder.shells import Shells
from generator.storage.documents import check_front_matter
from generator.storage.folder import Folder
from generator.storage.site_settings import SITE_OPTIONS, load_site, make_site

log = logging.getLogger("mkdocs.plugins.reading_list")

MKDOCS_LOGGERS = tuple(
    # the package calls itself properdocs where ProperDocs runs the plugin
    f"{mkdocs.__name__}.{module}"
    for module in ("commands.build", "config", "structure.nav", "structure.pages")
)


# parts of Material for its own search, and what only its developers need; together more than all the rest
SEARCH_ASSET = re.compile(r"assets/(javascripts/(lunr|workers)/|(javascripts|stylesheets)/[^/]+\.map\Z)")


class Options(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may set below ``plugins: - reading-list:``.

    A new option also goes into ``SITE_OPTIONS`` in ``storage/site_settings.py``, and into ``Site`` if the
    generator needs it.
    """

    edit_uri = config_options.Type(str, default="edit/main/content/papers/")
    """Path of the records' folder on the code host, below ``repo_url``."""
    unreviewed = config_options.Choice(UNREVIEWED, default="show")
    """What happens to papers that nobody has reviewed; to refuse them fails the build."""
    preview = config_options.Type(str, default="")
    """Path of the image (1200 by 630 pixels) that links to the site show elsewhere; none if empty."""
    contact = config_options.Type(str, default="")
    """Email address named in requests to arXiv and Crossref."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options; unknown ones are errors, where MkDocs only warns."""
        errors, _ = super().validate()
        known = ", ".join(SITE_OPTIONS)
        unknown = [key for key in self if key not in SITE_OPTIONS]
        errors += [(key, ValidationError(f"Unknown option (known are {known}).")) for key in unknown]
        return errors, []


class ReadingListPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adds the pages and files of the reading list to a site."""

    def __init__(self) -> None:
        self.serving = False
        self.builder: SiteBuilder | None = None
        self.docs_dir: Path | None = None
        self.site: GeneratedSite | None = None
        self.blocks: dict[str, list[str]] = {}
        self.theme: Theme | None = None
        self.page_message = ""
        self.output = Path()
        self.builds = 0
        messages = MessageFilter(self)
        for logger in map(logging.getLogger, MKDOCS_LOGGERS):
            logger.addFilter(messages)

    # ----------------------------------------------------------------------------------------- building

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether pages are served, and forget what an earlier run in this process built."""
        self.serving = command == "serve"
        self.builder = None
        self.docs_dir = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the content, prepare pages and files, and fill the generated sections of the navigation."""
        folder = Folder(Path(config.config_file_path).parent)
        self.page_message = ""
        if self.builder is None or self.builder.folder != folder:
            self.builder = SiteBuilder(folder, background=True)
        self.docs_dir = Path(config.docs_dir)
        if self.serving:
            self.builds += 1
            self.output = Path(config.site_dir) / f"build-{self.builds}"
            config.site_dir = str(self.output)
        # the theme's templates see only MkDocs' own configuration
        config.extra["preview_image"] = self.config.preview
        try:
            self.site = self.builder.build(make_site(config, self.config), local=self.serving)
        except ContentError as error:
            raise PluginError(str(error)) from None
        config.nav = fill_nav(config.nav, self.site.sections, self.site.sources)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, the files for download and the assets of the theme."""
        site = self._site()
        _check_pages(files, Folder(Path(config.config_file_path).parent))
        self.blocks = {}
        for source in (*site.sources, *site.papers):
            if files.get_file_from_path(source):
                log.warning("The page %s is both generated and written by hand; the latter is used.", source)
            elif source in site.sources:
                self.blocks[source] = []
                files.append(File.generated(config, source, content=""))
            else:
                files.append(_add_later(config, source, page_address(source) + "index.html"))
        for path in site.paths:
            files.append(_add_later(config, path))
        if not {"search", "material/search"} & set(config.plugins):
            for file in [file for file in files if SEARCH_ASSET.match(file.src_uri)]:
                files.remove(file)
        assets = TEMPLATES / "assets"
        for asset in sorted(assets.rglob("*")):
            name = f"assets/{asset.relative_to(assets).as_posix()}"
            if asset.is_file() and not files.get_file_from_path(name):
                inclusion = InclusionLevel.NOT_IN_NAV
                files.append(File.generated(config, name, abs_src_path=str(asset), inclusion=inclusion))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation, for the pages that are rendered after MkDocs has done its own."""
        self.nav = nav
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Return the Markdown of a generated page; None for one that is written by hand."""
        if page.file.src_uri not in self.blocks:
            return None
        try:
            return self._site().render(page.file.src_uri).write()
        except ContentError as error:
            raise PluginError(str(error)) from None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Set the finished HTML of a generated page aside while its Markdown is converted."""
        if page.file.src_uri in self.blocks:
            markdown, self.blocks[page.file.src_uri] = set_aside(markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the finished HTML of a generated page back."""
        blocks = self.blocks.get(page.file.src_uri)
        if blocks:
            html = put_back(html, blocks)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | find_anchors(blocks)
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Check that the theme's templates are Jinja; errors name file and line."""
        if config.theme.custom_dir:
            try:
                check_theme(env, Path(config.theme.custom_dir))
            except ContentError as error:
                raise PluginError(str(error)) from None
        self.theme = Theme(config, files, self.nav, env)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Add the pages of papers to those that the sitemap lists."""
        papers: list[Any] = []
        for source in self._site().papers:
            url = urljoin(config.site_url, page_address(source)) if config.site_url else None
            page = SimpleNamespace(is_link=False, canonical_url=url)
            papers.append(SimpleNamespace(src_uri=source, page=page))
        context["pages"] = [*context["pages"], *papers]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files for download and the pages of papers, and the sitemap without the time of day."""
        site, theme, root = self._site(), self.theme, Path(config.site_dir)
        assert theme is not None
        for path, data in site.make_files():
            _write(root / path, data)
        shells = Shells(theme.render_draft, theme.slugify)
        try:
            for source in site.papers:
                page = shells.fill(site.render(source), site.edit_url(source))
                _write(root / page_address(source) / "index.html", page.encode())
        except ContentError as error:
            raise PluginError(str(error)) from None
        sitemap = root / "sitemap.xml"
        if sitemap.is_file():
            sitemap.with_name("sitemap.xml.gz").write_bytes(gzip.compress(sitemap.read_bytes(), mtime=0))

    def _site(self) -> GeneratedSite:
        assert self.site is not None, "MkDocs calls on_config first"
        return self.site

    def on_build_error(self, *, error: Exception) -> None:
        """Report where in the theme's templates a build failed.

        Raises:
            PluginError: instead of the error, if a template of this list caused it.
        """
        problem = find_theme_error(error)
        if problem:
            raise PluginError(str(problem)) from None
        if self.page_message and not isinstance(error, PluginError):
            log.error("%s", self.page_message)

    # ------------------------------------------------------------------------------------------ serving

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Show a build only once it is complete; after a mistake go on serving the last good one."""
        if not self.serving:
            return server
        shown = self.output.with_name("shown")
        self.output.rename(shown)

        def rebuild() -> None:
            """Build once; never raises, since MkDocs' server would stop answering."""
            if self._try_build(builder, Path(config.config_file_path)):
                # the folder keeps its name: requests that wait for the build know the path of their file
                shutil.rmtree(shown, ignore_errors=True)
                self.output.rename(shown)
            else:
                shutil.rmtree(self.output, ignore_errors=True)
                log.error("Serving the last good build until this is fixed.")

        def answer_error(code: int) -> bytes | None:
            page = shown / f"{code}.html"
            return page.read_bytes() if page.is_file() else None

        server.root = str(shown)
        server.builder = rebuild
        server.error_handler = answer_error
        # editors replace a file with another; watching its folder survives that
        if config.config_file_path:
            server.watch(str(Path(config.config_file_path).parent), recursive=False)
            server.unwatch(config.config_file_path)
        return server

    def _try_build(self, builder: Callable[..., None], config_file: Path) -> bool:
        """Build the site and report errors; return whether it was built."""
        try:
            load_site(config_file)
            builder()
        except ReadingListError as error:
            log.error("%s", error)
        except MkDocsException as error:
            # an `Abort` only says that there were errors, which MkDocs has printed
            if not isinstance(error, SystemExit):
                log.error("%s", error.format_message())
        except Exception:
            log.exception("The build failed because of a bug in the generator, not in the list.")
        else:
            return True
        return False


class MessageFilter(logging.Filter):
    """Puts file and line in front of MkDocs' messages that lack them."""

    def __init__(self, plugin: ReadingListPlugin) -> None:
        super().__init__()
        self.plugin = plugin

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the place to the message; return whether it is to be printed now."""
        message = record.getMessage()
        if PAGE_MESSAGE.match(message):
            # the error follows in `on_build_error`, which may know the line
            self.plugin.page_message = message
            return False
        config_file = Path(self.plugin.config.config_file_path or "mkdocs.yml")
        docs_dir = self.plugin.docs_dir or Folder(config_file.parent).pages
        place = find_place(message, config_file, docs_dir)
        record.msg, record.args = f"{place}: {message}" if place else message, ()
        return True


class LaterFile(File):
    """A file that pages can link to; its content is written when MkDocs is done."""

    def is_documentation_page(self) -> bool:
        """Return False: MkDocs is not to render it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave the file to the plugin."""


def _add_later(config: MkDocsConfig, source: str, path: str | None = None) -> File:
    file = LaterFile.generated(config, source, content=b"", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = path or source
    return file


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _check_pages(files: Files, folder: Folder) -> None:
    """Check that pages written by hand, and their front matter, can be read.

    Raises:
        PluginError: with file and line of every error.
    """
    problems: list[Problem] = []
    for file in files.documentation_pages():
        path = Path(file.abs_src_path or "")
        if file.abs_src_path and path.is_file():
            try:
                check_front_matter(path, folder.label(path))
            except ContentError as error:
                problems += error.problems
    if problems:
        raise PluginError(str(ContentError(problems)))
