"""A preview of the site: every page is rendered when a browser asks for it.

After a save only the content is read again, so nothing has to know which pages it changes. The pages are
those of a build, except that related papers, charts, the map and the search index catch up a little later.
"""

from __future__ import annotations

import logging
import posixpath
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import _build_template, _populate_page
from mkdocs.commands.build import log as build_log
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import DuplicateFilter

from generator.errors import ReadingListError
from generator.mkdocs_plugin.files import LaterFile, compress
from generator.pages.addresses import page_address
from generator.pages.rendering import find_theme_error
from generator.site_builder.live_analysis import LiveAnalysis
from generator.storage.folder import Folder
from generator.storage.site_settings import load_site

if TYPE_CHECKING:
    from generator.mkdocs_plugin.plugin import Build, ReadingListPlugin

log = logging.getLogger("mkdocs.plugins.reading_list")

SHOWN = InclusionLevel.is_in_serve
"""Whether a preview shows a file; it shows drafts, too."""
MOST_PAPERS_CHECKED = 200
"""Pages of papers rendered after each save to find errors; a single template makes them all."""

PAUSE = 0.001
"""Seconds between two such pages."""


class _Ready(Exception):  # noqa: N818 - not an error
    """Ends a build of MkDocs once its configuration is known."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__()
        self.config = config


class State:
    """The site as it was when the content was read.

    Args:
        config: MkDocs' configuration.
        build: what the plugin knows about the site.
    """

    def __init__(self, config: MkDocsConfig, build: Build) -> None:
        self.config = config
        self.build = build
        self._files = {file.dest_uri: file for file in build.files if SHOWN(file.inclusion)}  # type: ignore[no-untyped-call]
        self._assets = {
            path: Path(file.abs_src_path).stat().st_mtime_ns
            for path, file in self._files.items()
            if file.abs_src_path and not file.is_documentation_page()
        }

    def list_pages(self) -> Iterator[str]:
        """Yield the paths of the pages to check for errors, below the site's root."""
        yield from (path for path, file in self._files.items() if file.page)
        leaves = self.build.leaves[:MOST_PAPERS_CHECKED]
        yield from (f"{page_address(source)}index.html" for source in leaves)

    def get(self, path: str) -> bytes | None:
        """Return a page or file by its path below the site's root; None if there is none."""
        file = self._files.get(path)
        theme = self.build.theme
        assert theme is not None
        if file is None or path in self.config.extra_templates:
            return self._render_template(path) or self.build.site.make_file(path)
        if isinstance(file, LaterFile):
            if file.src_uri.endswith(".md"):
                return theme.render_leaf(file.src_uri).encode()
            return self.build.site.make_file(path)
        if file.page is None:
            return file.content_bytes
        if file.page.content is None:
            _populate_page(file.page, self.config, self.build.files)
        return theme.render(file.page).encode("utf-8", errors="xmlcharrefreplace")

    def list_assets(self, page: bytes) -> Iterator[tuple[str, int]]:
        """Yield path and time of the last change of the files that a page may show.

        These are all styles and scripts, which refer to each other, and images that the page names.
        """
        for path, changed in self._assets.items():
            if path.endswith((".css", ".js")) or posixpath.basename(path).encode() in page:
                yield path, changed

    def _render_template(self, path: str) -> bytes | None:
        """Return a page of the theme itself, such as ``404.html``."""
        name = path.removesuffix(".gz")
        theme = self.build.theme
        assert theme is not None
        if name in self.config.theme.static_templates:
            template = theme.environment.get_template(name)
        elif name in self.config.extra_templates and name in self._files:
            template = theme.environment.from_string(self._files[name].content_string)
        else:
            return None
        page = _build_template(name, template, self.build.files, self.config, self.build.nav).encode()
        return page if name == path else compress(page)

    def check_anchors(self) -> None:
        """Report links to anchors that do not exist."""
        for file in self._files.values():
            if file.page:
                level = self.config.validation.links.anchors
                file.page.validate_anchor_links(files=self.build.files, log_level=level)


class Preview:
    """Shows the current state of the site or, if that has errors, the last one without.

    Args:
        plugin: after a build of the site.
        config: the configuration of that build.
        builder: MkDocs' function that reads the configuration and builds.
    """

    def __init__(self, plugin: ReadingListPlugin, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        assert plugin.build is not None
        self._lock = threading.RLock()
        self.changed = threading.Condition(self._lock)
        """Notified whenever pages may have changed."""
        self.outdated = threading.Event()
        """Set when the content or the analysis is newer than the state."""
        self._plugin = plugin
        self._builder = builder
        self._config_file = Path(config.config_file_path)
        self._good = self._state = State(config, plugin.build)
        self._rendered: dict[str, bytes | None] = {}
        site = plugin.build.site
        self.folder = Folder(self._config_file.parent)
        self.live = LiveAnalysis(self.folder, site.cards.catalog, site.analysis, self.outdated.set)
        plugin.live = self.live

    def take(self, config: MkDocsConfig) -> None:
        """Take over from MkDocs once it has read the configuration.

        Raises:
            _Ready: always, to end the build.
        """
        raise _Ready(config)

    def get(self, path: str) -> bytes | None:
        """Return a page or file by its path below the site's root; None if there is none."""
        with self._lock:
            if path not in self._rendered:
                try:
                    self._rendered[path] = self._state.get(path)
                except Exception as error:
                    if self._state is self._good:
                        if isinstance(error, FileNotFoundError):
                            # just deleted; the next update will notice
                            return None
                        raise
                    self._report(error)
                    self._show(self._good)
                    return self.get(path)
            return self._rendered[path]

    def get_version(self, path: str) -> str:
        """Return a text that changes with a page, and with its images, styles and scripts."""
        with self._lock:
            page = self.get(path)
            if page is None:
                return "none"
            version = blake2b(page, digest_size=8)
            version.update(repr(list(self._state.list_assets(page))).encode())
            return version.hexdigest()

    def update(self) -> None:
        """Read the content again, show it, and then look for errors on its pages.

        Errors are reported; the last good state stays or comes back.
        """
        self.outdated.clear()
        with self._lock:
            try:
                state = self._load()
            except Exception as error:
                self._report(error)
                self._plugin.build = self._state.build
                return
            self._show(state)
        for path in state.list_pages():
            # requests come first: a thread that asks for the lock again at once gets it
            time.sleep(PAUSE)
            with self._lock:
                if self._state is state and not self.outdated.is_set():
                    self.get(path)
        with self._lock:
            if self._state is state and not self.outdated.is_set():
                state.check_anchors()
                self._good = state

    def _show(self, state: State) -> None:
        """Show a state from now on; call it with the lock held."""
        self._state, self._plugin.build = state, state.build
        self._rendered = {}
        self.changed.notify_all()

    def _load(self) -> State:
        """Return the site as it is now, with the pages written by hand read already."""
        load_site(self._config_file)
        try:
            self._builder()
        except _Ready as ready:
            config = ready.config
        build = self._plugin.build
        assert build is not None
        plugins = config.plugins
        files = get_files(config)
        environment = config.theme.get_env()
        files.add_files_from_theme(environment, config)
        files = plugins.on_files(files, config=config)
        set_exclusions(files, config)
        build.nav = plugins.on_nav(get_navigation(files, config), config=config, files=files)
        for file in files.documentation_pages(inclusion=SHOWN):
            page = file.page or Page(None, file, config)
            # menus show the titles of pages, which may be known only once they are read
            if file.src_uri not in build.rendered or page.title is None:
                _populate_page(page, config, files)
        plugins.on_env(environment, config=config, files=files)
        return State(config, build)

    def _report(self, error: Exception) -> None:
        """Report an error, and that the last good state is shown."""
        problem = find_theme_error(error, self._config_file.parent)
        if problem or isinstance(error, ReadingListError):
            log.error("%s", problem or error)
        elif isinstance(error, MkDocsException):
            # an `Abort` only says that there were errors, which MkDocs has printed
            if not isinstance(error, SystemExit):
                log.error("%s", error.format_message())
        elif isinstance(error, OSError) and error.filename:
            # a file may disappear after the list was read, for example when branches change
            log.error(
                "%s: The file cannot be read: %s.",
                self.folder.label(Path(error.filename)),
                error.strerror,
            )
        else:
            log.error("The build failed because of a bug in the generator, not in the list.", exc_info=error)
        log.error("Serving the last good build until this is fixed.")
        # MkDocs prints a repeated message only once, but each failed save needs its reason
        for found in build_log.filters:
            if isinstance(found, DuplicateFilter):
                found.msgs.clear()
