"""Writes a site's complete source, which MkDocs, ProperDocs and Zensical build without the plugin.

In that folder a generated page is a folder with an ``index.md``: ``topics/ovens/index.md`` rather than
``topics/ovens.md``. Zensical takes the addresses in raw HTML to be relative to the source file, MkDocs
takes them to be relative to the page's address. With a folder for each page, the two are the same.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

from generator.errors import ContentError, Place, Problem
from generator.pages.languages import HAS_MESSAGES, MESSAGES, fill_in_messages
from generator.pages.rendering import Draft
from generator.site_builder.builder import GeneratedSite, SiteBuilder
from generator.site_builder.navigation import OWN_PAGES_LAST, fill_nav, make_nav
from generator.site_builder.own_files import check_own_files
from generator.storage.documents import check_pages
from generator.storage.files import read_bytes, read_content, write_text
from generator.storage.folder import TEMPLATES, Folder
from generator.storage.site_defaults import add_defaults, translate_defaults
from generator.storage.site_settings import format_settings, load_plain_settings, load_site
from generator.storage.special_files import check_folders
from generator.text.translation import speak

MANIFEST = ".reading-list"
"""Name of the file that marks a written folder; it lists the other files."""

# [map](map.md), ![loaf](../assets/loaf.png), [ovens]: topics/ovens.md#rye, but not [x](https://example.org)
LINK = re.compile(
    r"(?P<start>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)"
    r"(?P<path>[^\s()<>#?:/][^\s()<>#?:]*)(?=[\s)>#?]|$)",
    re.MULTILINE,
)


def write_source_tree(folder: Folder, out: Path) -> tuple[int, int]:
    """Write the source of the site to ``out``, and remove what an earlier run wrote and is no longer needed.

    Args:
        folder: where the list is stored.
        out: the folder to write to; created if it does not exist.

    Returns:
        The number of pages, handwritten ones included, and the number of other files.

    Raises:
        ContentError: the content has errors, or ``out`` holds files that were not generated.
    """
    if out.resolve().is_relative_to(folder.pages.resolve()):
        raise _refuse(out, "a folder elsewhere (got one among the handwritten pages)")
    manifest = out / MANIFEST
    if not manifest.is_file() and out.is_dir() and any(out.iterdir()):
        raise _refuse(out, "an empty folder, or one with generated files (got other files)")
    earlier = set((read_bytes(manifest) or b"").decode().splitlines())
    files = make_source_tree(folder)
    for name in files:
        if name not in earlier and (out / name).exists():
            raise _refuse(out / name, "no file where a generated one belongs (got one)")
    # names both, so that an interrupted run leaves nothing that the next one does not know
    _write_manifest(manifest, {*files, *earlier})
    for name, data in files.items():
        if read_bytes(out / name) != data:
            write_text(out / name, data, durable=False)
    for name in earlier.difference(files):
        _remove(out / name, out)
    _write_manifest(manifest, files)
    pages = sum(name.endswith(".md") for name in files)
    return pages, len(files) - pages


def _refuse(path: Path, expected: str) -> ContentError:
    return ContentError(Problem(Place(path.as_posix()), f"expected {expected}"))


def _write_manifest(path: Path, names: Iterable[str]) -> None:
    write_text(path, "".join(f"{name}\n" for name in sorted(names)))


def _remove(path: Path, out: Path) -> None:
    """Remove a file below ``out``, and folders that are empty without it."""
    if not path.resolve().is_relative_to(out.resolve()):
        return
    path.unlink(missing_ok=True)
    while (path := path.parent) != out and path.is_dir() and not any(path.iterdir()):
        path.rmdir()


def make_source_tree(folder: Folder) -> dict[str, bytes]:
    """Return the source of the site: path below its folder -> content.

    Raises:
        ContentError: the content has errors.
    """
    config_file = folder.root / "mkdocs.yml"
    settings = add_defaults(load_plain_settings(config_file), folder.root)
    theme = settings["theme"]
    docs_dir = folder.root / settings.get("docs_dir", "docs")
    custom_dir = [folder.root / theme["custom_dir"]] if theme.get("custom_dir") else []
    check_folders(folder, [docs_dir, folder.templates, *custom_dir])
    own = {name: path for name, path in _list_files(docs_dir) if "/." not in f"/{name}"}
    check_pages((path, folder.label(path)) for name, path in own.items() if name.endswith(".md"))
    site = SiteBuilder(folder).build(load_site(config_file))
    check_own_files(site, own, lambda name: folder.label(own[name]))

    docs = {_place(source, own): _write_page(site, source) for source in site.sources}
    docs |= {_place(source, own): _write_page(site, source, site.edit_url(source)) for source in site.leaves}
    docs |= {f"assets/{name}": _read(path, folder) for name, path in _list_files(TEMPLATES / "assets")}
    docs |= site.make_files()
    docs |= {name: _read_own(name, own, folder) for name in own}

    files = {f"docs/{name}": data for name, data in docs.items()}
    for overrides in (TEMPLATES / "overrides", *custom_dir):
        for name, path in _list_files(overrides):
            files[f"overrides/{name}"] = _read(path, folder)
            if path.suffix == ".html":
                template = files[f"overrides/{name}"].decode()
                translated = fill_in_messages(template, site.cards.catalog.translator)
                files[f"overrides/{name}"] = translated.encode()
    theme["custom_dir"] = "overrides"
    translate_defaults(theme, settings["markdown_extensions"], site.cards.catalog.translator)
    # Zensical's other variant is a different design
    theme.setdefault("variant", "classic")
    settings |= {"docs_dir": "docs", "site_dir": "site", "theme": theme}
    if MESSAGES in site.paths:
        settings["extra"][HAS_MESSAGES] = True
    handwritten = {name for name in own if name.endswith(".md")}.difference(site.sources, site.leaves)
    settings["extra"][OWN_PAGES_LAST] = not settings.get("nav") and bool(handwritten)
    with speak(site.cards.catalog.translator):
        nav = settings.get("nav") or make_nav(handwritten)
    settings["nav"] = _place_nav(fill_nav(nav, site.sections, site.sources), own)
    left_out = (*site.sources, "/papers/", "/authors/", settings.get("not_in_nav") or "")
    settings["not_in_nav"] = "\n".join(left_out)
    for key in ("exclude_docs", "draft_docs", "not_in_nav"):
        if patterns := settings.get(key):
            settings[key] = re.sub(r"^(.*)\.md$", r"\g<0>\n\1/index.md", patterns, flags=re.MULTILINE)
    settings.pop("watch", None)
    return {**files, "mkdocs.yml": format_settings(settings).encode()}


def _list_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name and path of every file below a folder, sorted."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _place(source: str, own: Mapping[str, Path]) -> str:
    """Return the path of a page in the written folder: ``map.md`` -> ``map/index.md``."""
    if source in own or not source.endswith(".md") or f"/{source}".endswith("/index.md"):
        return source
    return f"{source.removesuffix('.md')}/index.md"


def _place_links(source: str, markdown: str, own: Mapping[str, Path]) -> str:
    """Return Markdown with its links adapted to where pages are."""
    start = dirname(source)
    end = dirname(_place(source, own))

    def place(match: re.Match[str]) -> str:
        path = match["path"]
        target = normpath(join(start, path))
        placed = _place(target, own)
        if (start, target) == (end, placed):
            return match[0]
        return match["start"] + relpath(placed, end or ".") + ("/" if path.endswith("/") else "")

    return LINK.sub(place, markdown)


def _read(path: Path, folder: Folder) -> bytes:
    return read_content(path, folder.label(path), most=sys.maxsize, links=True)


def _read_own(name: str, own: Mapping[str, Path], folder: Folder) -> bytes:
    """Return a handwritten page with its links adapted to where pages are; other files unchanged."""
    data = _read(own[name], folder)
    return _place_links(name, data.decode(), own).encode() if name.endswith(".md") else data


def _place_nav(nav: Any, own: Mapping[str, Path]) -> Any:
    """Return ``nav`` adapted to where pages are."""
    if isinstance(nav, list):
        return [_place_nav(item, own) for item in nav]
    if isinstance(nav, dict):
        return {title: _place_nav(value, own) for title, value in nav.items()}
    return _place(nav, own) if isinstance(nav, str) else nav


def _write_page(site: GeneratedSite, source: str, edit_url: str = "") -> bytes:
    """Return a generated page that says where to edit its source, and keeps out of other searches."""
    draft = site.render(source)
    meta = {**draft.meta, "edit_url": edit_url, "search": {"exclude": True}}
    return Draft(source, meta, draft.body).write().encode()
