"""The analysis of a list that is being edited: another process updates it, and the last result is shown."""

import logging
import multiprocessing
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from generator.errors import ReadingListError
from generator.model.catalog import Catalog, Site
from generator.site_builder.analysis import STEPS, Analysis
from generator.site_builder.background import follow_parent
from generator.storage.folder import Folder
from generator.storage.loading import Loader

log = logging.getLogger("mkdocs.plugins.reading_list")

Results = list[Any] | None
FAILED = "Related papers, charts, the map and search could not be updated"


class LiveAnalysis:
    """Keeps the analysis of a list up to date.

    The other process reads the list itself. If the list changes in the meantime, it is analyzed again.

    Args:
        folder: where the list is stored.
        catalog: the list as it was built.
        analysis: of that build.
        on_result: called from another thread whenever there is a new result.

    Attributes:
        latest: the last result.
    """

    def __init__(
        self, folder: Folder, catalog: Catalog, analysis: Analysis, on_result: Callable[[], None]
    ) -> None:
        self.latest = analysis
        self._folder = folder
        self._catalog = catalog
        self._on_result = on_result
        self._running = False
        self._closed = False
        self._changed = threading.Condition()
        self._worker: _Worker | None = None

    def update(self, catalog: Catalog) -> Analysis:
        """Return the latest result; analyze the list if it is not the one analyzed last."""
        with self._changed:
            if catalog != self._catalog:
                self._catalog = catalog
                if not self._running and not self._closed:
                    self._running = True
                    threading.Thread(target=self._run, daemon=True).start()
        return self.latest

    def wait(self) -> None:
        """Wait until the latest result is that of the current list."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running)

    def close(self) -> None:
        """Kill the background process."""
        with self._changed:
            self._closed = True
            if self._worker:
                self._worker.stop()

    def _run(self) -> None:
        """Analyze the list until the latest version is done."""
        analyzed: Catalog | None = None
        while True:
            with self._changed:
                if self._closed or self._catalog is analyzed:
                    self._running = False
                    self._changed.notify_all()
                    return
                analyzed = self._catalog
                worker = self._worker = self._worker or _Worker(self._folder)
            try:
                results = worker.analyze(analyzed.site)
            except (EOFError, OSError):
                self._worker = None
                if not self._closed:
                    log.error("%s: the background process was killed. It restarts on the next save.", FAILED)
                continue
            if results:
                self.latest = Analysis(results.__getitem__)
                self._on_result()


class _Worker:
    """The background process."""

    def __init__(self, folder: Folder) -> None:
        # not forked: threads are running
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        # a daemon, so that it ends with this process
        self._process = context.Process(target=_serve, args=(folder, other), daemon=True)
        self._process.start()
        # so that the pipe closes when the other process ends
        other.close()

    def analyze(self, site: Site) -> Results:
        """Return the results of all steps; None after an error, which is reported.

        Raises:
            EOFError, OSError: the process was killed.
        """
        self._connection.send(site)
        results, error = self._connection.recv()
        if error:
            log.error("%s.\n%s", FAILED, error)
        return results  # type: ignore[no-any-return]

    def stop(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()


def _serve(folder: Folder, connection: Connection) -> None:
    """Send results, and the traceback of any error, until the connection is closed."""
    follow_parent()
    loader = Loader(folder)
    while True:
        site = connection.recv()
        try:
            answer = _analyze(loader, site), ""
        except Exception:
            answer = None, traceback.format_exc()
        connection.send(answer)


def _analyze(loader: Loader, site: Site) -> Results:
    """Return the results of all steps, or None if the list has an error, which the preview reports."""
    try:
        catalog = loader.load(site)
    except ReadingListError:
        return None
    return [step(catalog) for step in STEPS]
