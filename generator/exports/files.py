"""Every exported file of the site, at its stable address (see ``paths.py``)."""

from __future__ import annotations

from generator.models import Catalogue

__all__ = ["export_files"]


def export_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Write every export of the list.

    Args:
        catalogue: the list; ``catalogue.site.url`` makes the addresses in feeds absolute.

    Returns:
        Path from the root of the site (as ``paths.py`` gives it) -> contents, in the order of the paths.
    """
    return {}
