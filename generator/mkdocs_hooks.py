"""The generated pages inside MkDocs: a thin wrapper round the pipeline; the only importer of mkdocs.

MkDocs calls these functions by their names (https://www.mkdocs.org/dev-guide/plugins/#events). While
``mkdocs serve`` runs, a fault in the content is reported and the last good pages stay.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.errors import ContentError
from generator.render import TEMPLATES
from generator.site import Session, SiteBuilder, SiteFiles
from generator.store import Folder, site_of

log = logging.getLogger("mkdocs.plugins.reading_list")
# MkDocs loads this file anew for every build while it serves; the session outlives that
_session = Session.current()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether pages are served, and forget what an earlier run in this process built."""
    _session.begin(serving=command == "serve")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the content, make pages and files, and fill the sections of the navigation."""
    folder = Folder(Path(config.config_file_path).parent)
    if _session.builder is None or _session.builder.folder != folder:
        _session.builder = SiteBuilder(folder)
    try:
        _session.last_good = _session.builder.build(site_of(config), local=_session.serving)
    except ContentError as error:
        _report(error)
    assert _session.last_good is not None
    config.nav = _fill_nav(config.nav, _session.last_good)
    return config


def _report(error: ContentError) -> None:
    """Say what is wrong; go on with the last good pages while serving, stop otherwise."""
    if _session.serving and _session.last_good is not None:
        for problem in error.problems:
            log.error("%s", problem)
        log.error("The last good pages stay until this is mended.")
        return
    raise PluginError(str(error))


def _fill_nav(nav: Any, site: SiteFiles) -> Any:
    """Put the generated sections in the place of ``topics/`` and ``years/``."""
    if not isinstance(nav, list):
        return nav
    filled: list[Any] = []
    for item in nav:
        value = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        if isinstance(value, str) and value in site.sections:
            title = next(iter(item)) if isinstance(item, dict) else value.strip("/").capitalize()
            filled.append({title: site.sections[value]})
        elif isinstance(value, str) and value.endswith(".md") and site.leaves_out(value):
            continue
        else:
            filled.append(item)
    if "to-review.md" in site.pages:
        filled.append({"To review": "to-review.md"})
    return filled


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, the files for download and the theme's own files."""
    site = _session.last_good
    assert site is not None
    for source, markdown in site.pages.items():
        if files.get_file_from_path(source):
            log.warning(
                "The page %s is written by hand and generated; the one written by hand stays.", source
            )
            continue
        files.append(File.generated(config, source, content=markdown))
    for path, data in site.files.items():
        files.append(File.generated(config, path, content=data, inclusion=InclusionLevel.NOT_IN_NAV))
    assets = TEMPLATES / "assets"
    for asset in sorted(assets.rglob("*")):
        name = f"assets/{asset.relative_to(assets).as_posix()}"
        if asset.is_file() and not files.get_file_from_path(name):
            inclusion = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, name, abs_src_path=str(asset), inclusion=inclusion))
    return files


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Guard the theme: a template with a fault is reported with its line, and its last good text is used."""
    try:
        _session.guard.apply(env, Path(config.theme.custom_dir) if config.theme.custom_dir else None)
    except ContentError as error:
        if not _session.serving:
            raise PluginError(str(error)) from None
        for problem in error.problems:
            log.error("%s", problem)
        log.error("The last good template stays until this is mended.")
    return env
