"""Checks that a list's own files do not clash with generated ones."""

from collections.abc import Callable, Iterable

from generator.errors import ContentError, Place, Problem
from generator.pages.addresses import page_address
from generator.site_builder.builder import GeneratedSite


def check_own_files(site: GeneratedSite, names: Iterable[str], label: Callable[[str], str]) -> None:
    """Check that no handwritten file would replace a generated file or the page of a paper or an author.

    Args:
        site: the generated pages and files.
        names: paths of handwritten files, relative to the folder of handwritten pages.
        label: returns how messages name such a file.

    Raises:
        ContentError: files clash (all are listed). Markdown may replace a generated page.
    """
    later = {*site.paths, *map(_published_path, site.leaves)}
    clashes = [
        Problem(Place(label(name)), f"The site already has a generated file at {path}.", "Rename this file.")
        for name in names
        if name not in site.leaves and (path := _published_path(name)) in later
    ]
    if clashes:
        raise ContentError(clashes)


def _published_path(name: str) -> str:
    return f"{page_address(name)}index.html" if name.endswith(".md") else name
