"""The MkDocs plugin ``reading-list``."""

from generator.mkdocs_plugin.plugin import ReadingListPlugin

__all__ = ["ReadingListPlugin"]
