"""Files that a list's owner puts next to the handwritten pages, and the generated ones."""

from collections.abc import Callable, Iterable

from generator.errors import ContentError, Place, Problem
from generator.pages.addresses import page_address
from generator.site_builder.builder import GeneratedSite


def check_own_files(site: GeneratedSite, names: Iterable[str], label: Callable[[str], str]) -> None:
    """Check that no file written by hand would be published where a generated file or page of a paper is.

    Args:
        site: the generated pages and files.
        names: files written by hand, below the folder of handwritten pages.
        label: returns how messages name such a file.

    Raises:
        ContentError: with every file that would, except Markdown that stands in for a generated page.
    """
    later = {*site.paths, *map(_published_path, site.papers)}
    clashes = [
        Problem(
            Place(label(name)), f"The site has a generated file at this address: {path}.", "Rename yours."
        )
        for name in names
        if name not in site.papers and (path := _published_path(name)) in later
    ]
    if clashes:
        raise ContentError(clashes)


def _published_path(name: str) -> str:
    return f"{page_address(name)}index.html" if name.endswith(".md") else name
