"""MkDocs' configuration, with the defaults of this generator."""

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from generator.errors import Place, Problem, show
from generator.storage.files import find_line
from generator.storage.folder import TEMPLATES, Folder
from generator.storage.site_defaults import add_defaults

FILLED = ("theme", "extra", "extra_css", "extra_javascript", "markdown_extensions", "validation")
"""The settings that have defaults here."""

# "  language: de"
LANGUAGE = re.compile(r"\s+language\s*:")


def fill_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set what ``mkdocs.yml`` does not set; MkDocs itself validates the result.

    Raises:
        ConfigurationError: a setting cannot be combined with the defaults.
    """
    if not config.config_file_path:
        return config
    folder = Folder(Path(config.config_file_path).parent)
    with Path(config.config_file_path).open("rb") as file:
        written: dict[str, Any] = yaml_load(file)
    settings = {name: written.get(name) for name in FILLED}
    # validation takes the list in mkdocs.yml apart
    settings["markdown_extensions"] = {
        name: config.mdx_configs.get(name, {}) for name in config.markdown_extensions
    }
    filled = MkDocsConfig(config_file_path=config.config_file_path)
    filled.load_dict(
        {**add_defaults(settings, folder.root), "site_name": config.site_name, "docs_dir": config.docs_dir}
    )
    errors, _ = filled.validate()
    if errors:
        raise ConfigurationError("; ".join(f"{name}: {error}" for name, error in errors))
    for name in (*FILLED, "mdx_configs"):
        config[name] = filled[name]
    overrides = str(TEMPLATES / "overrides")
    if overrides not in config.theme.dirs:
        config.theme.dirs.insert(bool(config.theme.custom_dir), overrides)
    language = config.theme.get("language", "en")
    files = [Path(dir_, "partials", "languages", f"{language}.html") for dir_ in config.theme.dirs]
    if config.theme.name == "material" and not any(file.is_file() for file in files):
        place = Place("mkdocs.yml", find_line(Path(config.config_file_path), LANGUAGE))
        expected = "expected the code of a language that Material supports, such as de or pt-BR"
        raise ConfigurationError(str(Problem(place, f"theme.language: {expected} (got {show(language)})")))
    if not written.get("watch"):
        config.watch = [str(path) for path in (folder.base, folder.templates) if path.is_dir()]
    return config
