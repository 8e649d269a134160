"""The site's settings in ``mkdocs.yml``."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from generator.errors import ContentError, Place, Problem
from generator.model.catalog import Site
from generator.model.security_policy import OPTION as POLICY
from generator.model.security_policy import make_policy
from generator.model.settings import Settings
from generator.storage.documents import YAML_ERRORS, Document, ShallowLoader, Where, explain_yaml_error
from generator.storage.files import find_line, read_text
from generator.storage.scripts import list_scripts
from generator.storage.validation import make, validate


class _SiteLoader(ShallowLoader):
    """Reads ``mkdocs.yml`` and its ``!ENV`` values; constructs no objects that other tags name."""


_SiteLoader.add_multi_constructor("", lambda loader, suffix, node: None)
_SiteLoader.add_constructor("!ENV", construct_env_tag)


class _PlainLoader(_SiteLoader):
    """Keeps values with other tags as they are in the file."""


class _PlainDumper(yaml.SafeDumper):
    """Writes what ``_PlainLoader`` read."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that no value refers to another."""
        return True


_PlainLoader.add_multi_constructor("", lambda loader, suffix, node: node)
_PlainDumper.add_multi_representer(yaml.Node, lambda dumper, node: node)

PLAIN_TYPES: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "docs_dir": ("the path of a folder", str),
    "theme": ("a theme", (str, dict)),
    "extra": ("a mapping", dict),
    "plugins": ("a list of plugins", (list, dict)),
    **dict.fromkeys(("exclude_docs", "draft_docs", "not_in_nav"), ("patterns, one a line", str)),
}
"""The types of those settings of MkDocs that the generator takes apart."""

PLUGIN = ("plugins", "reading-list")
"""Where ``mkdocs.yml`` has the options of the plugin."""


class _ConfigFile(Document):
    """Finds the lines of settings in ``mkdocs.yml``, where plugins are a list or a mapping."""

    def place(self, path: Where) -> Place:
        """Return the place of a setting, or of the innermost one around it that the file has."""
        node: Any = yaml.compose(self.text, Loader=_SiteLoader)
        line = None
        for part in path:
            items = node.value if isinstance(node, yaml.SequenceNode) else [node]
            if isinstance(part, int):
                found = [(item, item) for item in items[part : part + 1]]
            else:
                pairs = [pair for item in items if isinstance(item, yaml.MappingNode) for pair in item.value]
                found = [pair for pair in pairs if pair[0].value == part]
            if not found:
                break
            key, node = found[0]
            line = key.start_mark.line + 1
        return Place(self.file, line)


def load_site(path: Path) -> Site:
    """Return what ``mkdocs.yml`` says about the site.

    Raises:
        ContentError: the file cannot be read, has no ``site_name``, or sets a wrong option of the plugin.
    """
    data = _load(path, _SiteLoader)
    extra = data.get("extra")
    if isinstance(extra, Mapping) and "reading_list" in extra:
        message = "expected these settings below 'plugins: - reading-list:', not below 'extra:'"
        place = Place(path.name, find_line(path, re.compile(r"\s+reading_list\s*:")))
        raise ContentError(Problem(place, message))
    return make_site(data, _find_plugin_options(data.get("plugins")), path)


def load_plain_settings(path: Path) -> dict[str, Any]:
    """Return ``mkdocs.yml`` without the plugin ``reading-list``, and with what it gives to the theme.

    Raises:
        ContentError: the file cannot be read, has no ``site_name``, or a setting is of the wrong type.
    """
    settings = {key: value for key, value in _load(path, _PlainLoader).items() if value is not None}
    problems = []
    for key, (name, types) in PLAIN_TYPES.items():
        if key in settings and not isinstance(settings[key], types):
            place = Place(path.name, find_line(path, re.compile(rf"{key}\s*:")))
            problems.append(Problem(place, f"expected {name} (got {settings[key]!r})"))
    if problems:
        raise ContentError(problems)
    plugins = settings.get("plugins")
    docs_dir = path.parent / settings.get("docs_dir", "docs")
    site = make_site(settings, _find_plugin_options(plugins), path)
    settings["extra"] = {**settings.get("extra", {}), **list_theme_extras(site, docs_dir)}
    if isinstance(plugins, Mapping):
        settings["plugins"] = {name: plugin for name, plugin in plugins.items() if name != "reading-list"}
    elif plugins:
        settings["plugins"] = [
            plugin
            for plugin in plugins
            if plugin != "reading-list" and not (isinstance(plugin, Mapping) and "reading-list" in plugin)
        ]
    return settings


def format_settings(settings: Mapping[str, Any]) -> str:
    """Return settings as the text of a ``mkdocs.yml``."""
    return yaml.dump(dict(settings), Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=110)


def _load(path: Path, loader: Any) -> dict[str, Any]:
    label = path.name
    text = read_text(path, label, links=True)
    try:
        data = yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)
    except YAML_ERRORS as error:
        raise explain_yaml_error(error, text, label) from None
    if not isinstance(data, dict) or not data.get("site_name"):
        raise ContentError(Problem(Place(label), "expected the key 'site_name' (got none)"))
    return data


def _find_plugin_options(plugins: Any) -> Any:
    """Return the options of the plugin ``reading-list``; MkDocs takes plugins as a list or as a mapping."""
    for item in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(item, Mapping) and "reading-list" in item:
            return item["reading-list"]
    return None


def make_site(config: Mapping[str, Any], options: Any, path: Path) -> Site:
    """Return the site that an MkDocs configuration describes.

    Args:
        config: the content of ``mkdocs.yml``, or MkDocs' own object.
        options: those of the plugin ``reading-list``.
        path: ``mkdocs.yml``, for messages.

    Raises:
        ContentError: an option is unknown or wrong.
    """
    if isinstance(options, Mapping):
        options = {key: value for key, value in options.items() if value is not None}
    document = _ConfigFile(path.name, read_text(path, path.name, links=True))
    settings = validate(Settings, options, document, start=PLUGIN)
    return make(
        Site,
        path.name,
        name=str(config["site_name"]),
        url=str(config.get("site_url") or ""),
        description=str(config.get("site_description") or ""),
        repo_url=str(config.get("repo_url") or ""),
        author=str(config.get("site_author") or ""),
        language=_find_language(config.get("theme")),
        markdown_extensions=_list_extensions(config.get("markdown_extensions")),
        policy=make_policy(config, settings.content_security_policy),
        **dict(settings),
    )


def _find_language(theme: Any) -> str:
    """Return the language of the theme, which is a name, a mapping, or MkDocs' own object."""
    return str(theme.get("language") or "en") if isinstance(theme, Mapping) else "en"


def list_theme_extras(site: Site, docs_dir: Path) -> dict[str, Any]:
    """Return what the theme's templates use, as keys of ``extra``; they see only MkDocs' configuration."""
    contributing = "contributing/" if (docs_dir / "contributing.md").is_file() else site.repo_url
    return {
        "preview_image": site.preview,
        "contributing": contributing,
        "scripts": list_scripts(),
        POLICY: site.policy,
    }


def _list_extensions(extensions: Any) -> tuple[str, ...]:
    """Return the names of Markdown extensions; MkDocs takes them as a list or as a mapping."""
    items = extensions if isinstance(extensions, list) else [extensions or {}]
    return tuple(str(name) for item in items for name in (item if isinstance(item, Mapping) else [item]))
