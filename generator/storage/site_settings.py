"""The site's settings in ``mkdocs.yml``."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import yaml
from yaml_env_tag import construct_env_tag

from generator.errors import ContentError, Place, Problem
from generator.model.catalog import UNREVIEWED, Site
from generator.storage.documents import YAML_ERRORS, ShallowLoader, explain_yaml_error
from generator.storage.files import find_line, read_text
from generator.storage.security_policy import OPTION as POLICY
from generator.storage.security_policy import find_policy_flaws, make_policy


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

SITE_OPTIONS = ("edit_uri", "unreviewed", "preview", "contact", POLICY)
"""Options of the MkDocs plugin ``reading-list`` in ``mkdocs.yml``."""


def load_site(path: Path) -> Site:
    """Return what ``mkdocs.yml`` says about the site.

    Raises:
        ContentError: the file cannot be read, has no ``site_name``, or sets a wrong option of the plugin.
    """
    data = _load(path, _SiteLoader)
    options = _find_plugin_options(data.get("plugins"))
    if problems := list(_check_options(data, options, path)):
        raise ContentError(problems)
    return make_site(data, options)


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
    options = _find_plugin_options(plugins)
    for_theme = {
        "preview_image": options.get("preview") or "",
        POLICY: make_policy(settings, options.get(POLICY)),
    }
    settings["extra"] = {**settings.get("extra", {}), **for_theme}
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


def _find_plugin_options(plugins: Any) -> Mapping[str, Any]:
    """Return the options of the plugin ``reading-list``; MkDocs takes plugins as a list or as a mapping."""
    for item in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(item, Mapping) and isinstance(item.get("reading-list"), Mapping):
            return cast("Mapping[str, Any]", item["reading-list"])
    return {}


def find_option(path: Path, key: str) -> Place:
    """Return the file and line at which ``mkdocs.yml`` sets an option of a plugin."""
    # "    unreviewed: show", "- reading-list: {unreviewed: show}", but not "unreviewed: show"
    return Place(path.name, find_line(path, re.compile(rf"[\s-]+(?:[^#]*[\s{{,])?{re.escape(key)}\s*:")))


def _check_options(data: Mapping[str, Any], options: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    def problem(key: str, message: str) -> Problem:
        return Problem(find_option(path, key), message)

    extra = data.get("extra")
    if isinstance(extra, Mapping) and "reading_list" in extra:
        message = "expected these settings below 'plugins: - reading-list:', not below 'extra:'"
        yield problem("reading_list", message)
    for key, value in options.items():
        if key not in SITE_OPTIONS:
            known = ", ".join(SITE_OPTIONS)
            yield problem(str(key), f"plugins.reading-list: expected one of {known} (got {key!r})")
        elif key == POLICY:
            for flaw in find_policy_flaws(value):
                yield problem(key, f"plugins.reading-list.{key}: {flaw}")
        elif not isinstance(value, str | None):
            yield problem(key, f"plugins.reading-list.{key}: expected text (got {value!r})")
        elif key == "unreviewed" and value and value not in UNREVIEWED:
            yield problem(key, f"plugins.reading-list.{key}: expected show, hide or refuse (got {value!r})")


def make_site(config: Mapping[str, Any], options: Mapping[str, Any]) -> Site:
    """Return the site that an MkDocs configuration describes.

    Args:
        config: the content of ``mkdocs.yml``, or MkDocs' own object.
        options: those of the plugin ``reading-list``, already checked.
    """
    text = {
        key: str(config.get(name) or "")
        for key, name in {
            "url": "site_url",
            "description": "site_description",
            "repo_url": "repo_url",
            "author": "site_author",
        }.items()
    }
    text |= {key: options[key] for key in SITE_OPTIONS if key in Site.model_fields and options.get(key)}
    text[POLICY] = make_policy(config, options.get(POLICY))
    extensions = _list_extensions(config.get("markdown_extensions"))
    return Site.model_validate({"name": str(config["site_name"]), "markdown_extensions": extensions, **text})


def _list_extensions(extensions: Any) -> tuple[str, ...]:
    """Return the names of Markdown extensions; MkDocs takes them as a list or as a mapping."""
    items = extensions if isinstance(extensions, list) else [extensions or {}]
    return tuple(str(name) for item in items for name in (item if isinstance(item, Mapping) else [item]))
