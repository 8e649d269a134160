"""The generated pages and files among MkDocs' files."""

import gzip
import io
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from generator.pages.addresses import page_address
from generator.site_builder.builder import GeneratedSite
from generator.site_builder.navigation import OWN_PAGES_LAST, fill_nav, make_nav
from generator.site_builder.own_files import check_own_files
from generator.storage.folder import TEMPLATES, Folder
from generator.text.translation import speak

# parts of Material for its own search, and what only its developers need; together more than all the rest
SEARCH_ASSET = re.compile(r"assets/(javascripts/(lunr|workers)/|(javascripts|stylesheets)/[^/]+\.map\Z)")


class LaterFile(File):
    """A file that pages can link to; its content is made when MkDocs is done."""

    def is_documentation_page(self) -> bool:
        """Return False: MkDocs is not to render it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave the file to the plugin."""


def compress(data: bytes) -> bytes:
    """Return ``data`` compressed with gzip: the same bytes at any time and in any version of Python."""
    compressed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=compressed, mtime=0) as file:
        file.write(data)
    return compressed.getvalue()


def list_own_pages(files: Files, config: MkDocsConfig) -> list[Path]:
    """Return the files of the handwritten pages."""
    set_exclusions(files, config)
    return [Path(file.abs_src_path) for file in files.documentation_pages() if file.abs_src_path]


def make_config_nav(files: Files, site: GeneratedSite, config: MkDocsConfig) -> Any:
    """Return the navigation: the list's own, or the default one with all handwritten pages."""
    pages = files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
    own = {file.src_uri for file in pages}.difference(site.sources, site.leaves)
    config.extra[OWN_PAGES_LAST] = not config.nav and bool(own)
    with speak(site.cards.catalog.translator):
        nav = config.nav or make_nav(own)
    return fill_nav(nav, site.sections, site.sources)


def add_files(files: Files, site: GeneratedSite, config: MkDocsConfig) -> tuple[set[str], list[str]]:
    """Add the generated pages, the files for download and the assets of the theme.

    Handwritten pages and files replace generated ones.

    Returns:
        The source paths of the generated pages that MkDocs renders, and those replaced by handwritten files.

    Raises:
        ContentError: a handwritten file has the address of a generated file.
    """
    folder = Folder(Path(config.config_file_path).parent)
    docs = Path(config.docs_dir)
    own = [file.src_uri for file in files if file.src_dir == config.docs_dir]
    check_own_files(site, own, lambda name: folder.label(docs / name))
    taken = [source for source in (*site.sources, *site.leaves) if files.get_file_from_path(source)]
    added = set(site.sources).difference(taken)
    for source in site.sources:
        if source in added:
            page = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(page)
    for source in site.leaves:
        if source not in taken:
            files.append(_add_later(config, source, f"{page_address(source)}index.html"))
    for path in site.paths:
        files.append(_add_later(config, path, path))
    if not {"search", "material/search"} & set(config.plugins):
        for file in [file for file in files if SEARCH_ASSET.match(file.src_uri)]:
            files.remove(file)
    assets = TEMPLATES / "assets"
    for asset in sorted(assets.rglob("*")):
        name = f"assets/{asset.relative_to(assets).as_posix()}"
        if asset.is_file() and files.get_file_from_path(name):
            taken.append(name)
        elif asset.is_file():
            inclusion = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, name, abs_src_path=str(asset), inclusion=inclusion))
    return added, taken


def _add_later(config: MkDocsConfig, source: str, path: str) -> File:
    file = LaterFile.generated(config, source, content=b"", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = path
    return file
