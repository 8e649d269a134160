"""The site's folder, which keeps the previous site until a build succeeds."""

import os
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError


class SiteFolder:
    """Lets MkDocs build into a new folder that then replaces the old one.

    Args:
        config: MkDocs' configuration, whose ``site_dir`` is the new folder while a build runs.

    Attributes:
        final: where the site belongs.
        draft: where it is built; the same if the folder cannot be replaced.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self.final = Path(config.site_dir)
        self.draft = self.final
        if _can_be_replaced(self.final):
            draft = self.final.with_name(f".{self.final.name}.new")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            self.draft = draft
        config.site_dir = str(self.draft)

    def publish(self) -> None:
        """Replace the previous site with the new one.

        Raises:
            PluginError: it cannot be replaced; both are kept.
        """
        self._config.site_dir = str(self.final)
        if self.draft == self.final:
            return
        old = self.final.with_name(f".{self.final.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        try:
            if self.final.exists():
                self.final.rename(old)
            self.draft.rename(self.final)
        except OSError as error:
            if old.exists():
                old.rename(self.final)
            message = f"{self.final} cannot be replaced: {error.strerror}. The new site is in {self.draft}."
            raise PluginError(message) from None
        finally:
            self.draft = self.final
        shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> str:
        """Remove an unpublished build; return what happened to the previous site."""
        self._config.site_dir = str(self.final)
        if self.draft == self.final:
            has_files = self.final.is_dir() and any(self.final.iterdir())
            return f"The site in {self.final} is incomplete." if has_files else ""
        shutil.rmtree(self.draft, ignore_errors=True)
        self.draft = self.final
        return f"The previous site is still in {self.final}." if self.final.exists() else ""


def _can_be_replaced(folder: Path) -> bool:
    """Return whether a folder can be renamed and has no hidden files, such as .git, which MkDocs keeps."""
    if not folder.parent.is_dir() or not os.access(folder.parent, os.W_OK):
        return not folder.parent.exists()
    if not os.path.lexists(folder):
        return True
    is_plain = folder.is_dir() and not folder.is_symlink() and not folder.is_mount()
    return is_plain and not any(path.name.startswith(".") for path in folder.iterdir())
