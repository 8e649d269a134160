"""The analysis of a list that is being edited: another process updates it, and the last result is shown."""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from typing import Any

from generator.errors import ReadingListError
from generator.model.catalog import Catalog, Site
from generator.site_builder.analysis import STEPS, Analysis
from generator.storage.folder import Folder
from generator.storage.loading import Loader

log = logging.getLogger("mkdocs.plugins.reading_list")

Results = list[Any] | None


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
        self._executor: ProcessPoolExecutor | None = None

    def update(self, catalog: Catalog) -> Analysis:
        """Return the latest result; analyze the list if it is not the one analyzed last."""
        with self._changed:
            if catalog != self._catalog:
                self._catalog = catalog
                if not self._running:
                    self._submit(catalog)
        return self.latest

    def wait(self) -> None:
        """Wait until the latest result is that of the current list."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running)

    def close(self) -> None:
        """Stop the other process."""
        with self._changed:
            self._closed = True
            if self._executor:
                self._executor.shutdown(wait=False, cancel_futures=True)

    def _submit(self, catalog: Catalog) -> None:
        if self._closed:
            return
        self._running = True
        if self._executor is None:
            # not forked: threads are running
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(1, context, initializer=_prepare)
        future = self._executor.submit(_analyze, self._folder, catalog.site)
        future.add_done_callback(lambda done: self._finish(done, catalog))

    def _finish(self, future: Future[Results], catalog: Catalog) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error:
            log.error("Related papers, charts, the map and search could not be updated.", exc_info=error)
            self._executor = None
        elif results := future.result():
            self.latest = Analysis(results.__getitem__)
            self._on_result()
        with self._changed:
            self._running = False
            if not error and self._catalog is not catalog:
                self._submit(self._catalog)
            self._changed.notify_all()


def _prepare() -> None:
    """Leave interrupts to the preview, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent:
            parent.join()
        os._exit(0)

    threading.Thread(target=follow, daemon=True).start()


_make_loader = cache(Loader)


def _analyze(folder: Folder, site: Site) -> Results:
    """Return the results of all steps, or None if the list has an error, which the preview reports."""
    try:
        catalog = _make_loader(folder).load(site)
    except ReadingListError:
        return None
    return [step(catalog) for step in STEPS]
