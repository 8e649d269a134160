"""The MkDocs plugin ``reading-list``: hands the generated pages and files to MkDocs.

MkDocs calls the methods named ``on_…`` (https://www.mkdocs.org/dev-guide/plugins/#events). It makes one
instance of the plugin per process and keeps it from build to build.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.errors import ContentError
from generator.mkdocs_plugin.configuration import fill_config
from generator.mkdocs_plugin.files import add_files, compress, list_own_pages, make_config_nav
from generator.mkdocs_plugin.messages import MessageFilter
from generator.mkdocs_plugin.preview import Preview
from generator.mkdocs_plugin.server import PreviewServer, end_as_interrupted
from generator.mkdocs_plugin.site_folder import SiteFolder
from generator.mkdocs_plugin.theme import Theme
from generator.model.catalog import Site
from generator.model.security_policy import OPTION as POLICY
from generator.pages.addresses import page_address
from generator.pages.languages import HAS_MESSAGES, MESSAGES, translate
from generator.pages.rendering import check_theme, find_theme_error, keep_compiled
from generator.site_builder.analysis import analyze
from generator.site_builder.blocked import find_blocked
from generator.site_builder.builder import GeneratedSite, SiteBuilder
from generator.site_builder.finished_html import drop_indentation, find_anchors, put_back, set_aside
from generator.site_builder.live_analysis import LiveAnalysis
from generator.storage.documents import check_pages
from generator.storage.files import write_new
from generator.storage.folder import Folder
from generator.storage.site_defaults import translate_defaults
from generator.storage.site_settings import list_theme_extras, make_site
from generator.storage.special_files import check_folders
from generator.text.hosts import is_loopback

log = logging.getLogger("mkdocs.plugins.reading_list")

BLOCKED = (
    "%s: browsers will block %s because the site's Content-Security-Policy does not allow it. "
    'To allow it, add this option to the reading-list plugin in mkdocs.yml: %s: {%s: "%s"}'
)


class Options(Config):  # type: ignore[no-untyped-call]
    """The options as MkDocs has read them; ``generator/model/settings.py`` declares and checks them."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Accept everything; ``make_site`` checks it and knows the lines."""
        return [], []


@dataclass(slots=True)
class Build:
    """What the plugin knows about one build.

    Attributes:
        site: the generated pages and files.
        rendered: source path of each generated page that MkDocs renders -> its finished HTML.
        leaves: source paths of the pages of papers and authors, except those written by hand.
        files: all files of the site.
        nav: the navigation.
        theme: the theme.
    """

    site: GeneratedSite
    rendered: dict[str, list[str]] = field(default_factory=dict)
    leaves: list[str] = field(default_factory=list)
    files: Files = field(default_factory=lambda: Files([]))
    nav: Navigation = field(default_factory=lambda: Navigation([], []))
    theme: Theme | None = None


class ReadingListPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adds the pages and files of the reading list to a site.

    Attributes:
        build: the current build, or the last one; None before the first.
        live: the analysis that a preview keeps up to date.
    """

    def __init__(self) -> None:
        self.build: Build | None = None
        self.live: LiveAnalysis | None = None
        self._preview: Preview | None = None
        self._builder: SiteBuilder | None = None
        self._site_folder: SiteFolder | None = None
        self._serving = False
        self._dirty = False
        self._docs_dir: Path | None = None
        self._reported: set[tuple[str, str]] = set()
        self._messages = MessageFilter(self._find_paths)

    # ----------------------------------------------------------------------------------------- building

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether pages are served, and forget what an earlier run in this process built."""
        self._serving = command == "serve"
        if self._serving:
            end_as_interrupted()
        self._dirty = dirty
        self.build = self.live = self._preview = self._builder = self._docs_dir = self._site_folder = None
        self._reported.clear()

    @event_priority(100)
    def _add_defaults(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what the list does not set, before other plugins change the configuration."""
        return fill_config(config)

    def _read_content(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the content, and prepare pages and files."""
        folder = Folder(Path(config.config_file_path).parent)
        self._messages.held_back = ""
        self._docs_dir = Path(config.docs_dir)
        if self._builder is None or self._builder.folder != folder:
            self._builder = SiteBuilder(folder, partial(analyze, background=True))
        if self.live:
            self._builder.analyze = self.live.update

        def make_folder() -> Path:
            if self._serving or self._dirty:
                return Path(config.site_dir)
            self._site_folder = SiteFolder(config)
            self._messages.renamed = (config.site_dir, str(self._site_folder.final))
            return self._site_folder.draft

        make = None if self.live else make_folder
        custom_dir = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        try:
            check_folders(folder, [Path(config.docs_dir), folder.templates, *custom_dir])
            settings = make_site(config, self.config.data, Path(config.config_file_path))
            config.extra |= list_theme_extras(settings, Path(config.docs_dir))
            private = self._serving and is_loopback(config.dev_addr.host)
            site = self._builder.build(settings, local=self._serving, private=private, make_folder=make)
        except ContentError as error:
            raise PluginError(str(error)) from None
        self.build = Build(site)
        config.extra[HAS_MESSAGES] = MESSAGES in site.paths
        translate_defaults(config.theme, config.mdx_configs, site.cards.catalog.translator)
        return config

    on_config = CombinedEvent(_add_defaults, _read_content)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Hand the configuration to the preview, which renders pages only when they are asked for."""
        if self._preview:
            self._preview.take(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, the files for download and the assets of the theme."""
        build = self._current()
        # MkDocs has just emptied the site's folder
        build.site.start_writing()
        folder = Folder(Path(config.config_file_path).parent)
        own = list_own_pages(files, config)
        config.nav = make_config_nav(files, build.site, config)
        try:
            check_pages((path, folder.label(path)) for path in own if path.is_file())
            added, taken = add_files(files, build.site, config)
        except ContentError as error:
            raise PluginError(str(error)) from None
        for source in taken:
            log.warning("%s replaces the generated file of the same name.", source)
        build.rendered = {source: [] for source in added}
        build.leaves = [source for source in build.site.leaves if source not in taken]
        build.files = files
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation, for the pages that are rendered after MkDocs has done its own."""
        self._current().nav = nav
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Return the Markdown of a generated page; None for one that is written by hand."""
        build = self._current()
        if page.file.src_uri not in build.rendered:
            return None
        try:
            return build.site.render(page.file.src_uri).write()
        except ContentError as error:
            raise PluginError(str(error)) from None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Set the finished HTML of a generated page aside while its Markdown is converted."""
        rendered = self._current().rendered
        if page.file.src_uri in rendered:
            markdown, rendered[page.file.src_uri] = set_aside(markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the finished HTML of a generated page back."""
        rendered = self._current().rendered
        if blocks := rendered.get(page.file.src_uri):
            html = put_back(html, blocks)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | find_anchors(blocks)
            # MkDocs keeps every page until the end; it does not need the same text three times
            rendered[page.file.src_uri], page.markdown = [], ""
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Drop the theme's indentation, up to a third of a page."""
        build = self._current()
        if not self._serving and page.file.src_uri in build.rendered:
            page.content = ""
        if page.file.abs_src_path:
            self._warn_about_blocked(page.file, output, build.site.cards.catalog.site)
        return drop_indentation(output)

    def _warn_about_blocked(self, file: File, output: str, site: Site) -> None:
        """Warn once about everything on handwritten pages that browsers will block."""
        for what, directive, source in find_blocked(output, site.policy):
            if (what, directive) not in self._reported:
                self._reported.add((what, directive))
                log.warning(BLOCKED, file.src_uri, " ".join(what.split())[:100], POLICY, directive, source)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Check that the theme's templates are Jinja; errors name file and line."""
        keep_compiled(env)
        translate(env, self._current().site.cards.catalog.translator)
        if config.theme.custom_dir:
            try:
                check_theme(env, Path(config.theme.custom_dir), Path(config.config_file_path).parent)
            except ContentError as error:
                raise PluginError(str(error)) from None
        build = self._current()
        build.theme = Theme(config, files, build.nav, env, build.site)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Add the pages of papers and authors to those that the sitemap lists."""
        leaves: list[Any] = []
        for source in self._current().leaves:
            url = urljoin(config.site_url, page_address(source)) if config.site_url else None
            page = SimpleNamespace(is_link=False, canonical_url=url)
            leaves.append(SimpleNamespace(src_uri=source, page=page))
        context["pages"] = [*context["pages"], *leaves]
        return context

    def _write_rest(self, *, config: MkDocsConfig) -> None:
        """Write the files for download, the leaves, and the sitemap without the time of day."""
        build, root = self._current(), Path(config.site_dir)
        assert build.theme is not None
        try:
            for source in build.leaves:
                page = build.theme.render_leaf(source)
                write_new(root / page_address(source) / "index.html", page.encode())
        except ContentError as error:
            raise PluginError(str(error)) from None
        build.site.write_others(root)
        sitemap = root / "sitemap.xml"
        if sitemap.is_file():
            sitemap.with_name("sitemap.xml.gz").write_bytes(compress(sitemap.read_bytes()))

    @event_priority(-100)
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Publish the new site once all plugins are done with it."""
        if self._site_folder:
            self._site_folder.publish()
            self._site_folder = None

    on_post_build = CombinedEvent(_write_rest, _publish)

    def on_build_error(self, *, error: Exception) -> None:
        """Keep the previous site, and report where in the theme's templates a build failed.

        Raises:
            PluginError: the error was in one of this list's templates, or a file cannot be read or written.
        """
        kept = self._discard()
        if isinstance(error, OSError):
            where = f"{error.filename}: " if error.filename else ""
            raise PluginError(f"{where}The site cannot be built: {error.strerror}. {kept}".strip()) from None
        problem = find_theme_error(error, Path(self.config.config_file_path or ".").parent)
        if problem:
            raise PluginError(str(problem)) from None
        if self._messages.held_back and not isinstance(error, PluginError):
            log.error("%s", self._messages.held_back)

    # ------------------------------------------------------------------------------------------ serving

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Serve a preview instead of what was built, so that a save is shown at once."""
        if not self._serving or not config.config_file_path:
            return server
        self._preview = Preview(self, config, builder)
        return PreviewServer.replace(server, self._preview, config)

    def on_shutdown(self) -> None:
        """Stop the background process, and remove what an interrupted build wrote."""
        self._discard()
        if self.live:
            self.live.close()
        elif self.build:
            self.build.site.analysis.stop()

    def _discard(self) -> str:
        """Remove an unfinished site; return what happened to the previous one."""
        if self._site_folder is None:
            return ""
        if self.build:
            self.build.site.analysis.stop()
        kept = self._site_folder.discard()
        self._site_folder = None
        return kept

    def _current(self) -> Build:
        assert self.build is not None, "MkDocs calls on_config first"
        return self.build

    def _find_paths(self) -> tuple[Path, Path]:
        config_file = Path(self.config.config_file_path or "mkdocs.yml")
        return config_file, self._docs_dir or Folder(config_file.parent).pages
