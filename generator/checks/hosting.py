"""The published site stays within the limits of GitHub Pages and has no unexpected scripts.

GitHub documents them at https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits:
a published site may be no larger than 1 GB, and a deployment that takes longer than ten minutes is stopped.
"""

from collections.abc import Iterator

from generator.checks.checked_list import CheckedList
from generator.errors import Place, Problem
from generator.storage.built_site import SiteSize

MAX_BYTES = 1_000_000_000
MAX_FILES = 100_000
"""How many files can be deployed in ten minutes: an estimate, since GitHub gives no figure.

Tens of thousands of files are deployed in time; a million are not.
"""
SHARE = 0.8
"""Share of a limit at which warnings begin."""

BYTES_PER_PAPER = 47_000
FILES_PER_PAPER = 1.1
"""What a paper adds to the site of a long list; ``make bench`` measures sites."""

SMALLER = "Remove large files from content/pages/, split the list in two, or publish it on another host."
FEWER = "Split the list in two, or publish it on another host."


def check_hosting_limits(checked: CheckedList) -> Iterator[Problem]:
    """The site has room to grow before GitHub Pages refuses it; it is estimated if it has not been built."""
    built, papers = checked.site_size, len(checked.catalog.papers)
    if built:
        place, found, size = Place("site/"), "The site has", built
    else:
        place = Place("content/papers/")
        found = f"The site of {papers:,} papers will have about"
        size = SiteSize(bytes=papers * BYTES_PER_PAPER, files=round(papers * FILES_PER_PAPER))
    if size.bytes >= SHARE * MAX_BYTES:
        limit = f"GitHub Pages takes sites of up to {MAX_BYTES / 1e9:.0f} GB"
        yield checked.problem("site-size", place, f"{found} {size.bytes / 1e6:,.0f} MB; {limit}.", SMALLER)
    if size.files >= SHARE * MAX_FILES:
        limit = f"GitHub Pages stops a deployment after ten minutes, enough for an estimated {MAX_FILES:,}"
        yield checked.problem("site-size", place, f"{found} {size.files:,} files; {limit}.", FEWER)


def check_scripts(checked: CheckedList) -> Iterator[Problem]:
    """Files next to the handwritten pages run no scripts, except those named in the site's settings."""
    for path in checked.scripts:
        yield checked.problem(
            "script",
            Place(checked.locate.folder.label(path)),
            "This file is published unchanged, and readers' browsers will run its scripts.",
            "If that is intended, add the file to 'extra_javascript' in mkdocs.yml; "
            "otherwise remove the scripts or the file.",
        )
