"""The settings of MkDocs and Material that a list need not make itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.text.translation import Translator, translatable

OVERRIDES = "templates/overrides"
"""Where a list keeps its own templates of the theme, if it does not set ``custom_dir``."""

FEATURES = (
    "navigation.tabs",
    "navigation.tracking",
    "toc.follow",
    "content.action.edit",
)
THEME_SCRIPT = "theme_script"
"""Key of ``extra``: whether generated pages load Material's script, which the features above do without."""

SCHEMES = (
    ("(prefers-color-scheme)", None, "material/brightness-auto", translatable("Switch to light mode")),
    (
        "(prefers-color-scheme: light)",
        "default",
        "material/brightness-7",
        translatable("Switch to dark mode"),
    ),
    ("(prefers-color-scheme: dark)", "slate", "material/brightness-4", translatable("Follow the system")),
)
STYLES = ("assets/css/site.css", "assets/css/app.css")
SCRIPT = {"path": "assets/js/site.js", "type": "module"}
EXTENSIONS: dict[str, dict[str, Any]] = {
    "attr_list": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": "#", "permalink_title": translatable("Link to this section"), "toc_depth": 3},
}
VALIDATION = {
    "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "warn"),
    "links": dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "warn"),
}


def add_defaults(settings: Mapping[str, Any], root: Path) -> dict[str, Any]:
    """Return the settings of a list with the defaults of what it does not set.

    Args:
        settings: the content of ``mkdocs.yml``; a theme other than Material gets no defaults.
        root: the list's folder.
    """
    theme = settings.get("theme") or {"name": "mkdocs"}
    theme = {"name": theme} if isinstance(theme, str) else dict(theme)
    if theme.get("name") == "material":
        theme = {"font": False, "features": list(FEATURES), "palette": _make_palette()} | theme
    if "custom_dir" not in theme and (root / OVERRIDES).is_dir():
        theme["custom_dir"] = str(root / OVERRIDES)
    extra = {"generator": False} | (settings.get("extra") or {})
    if "version" in extra or not set(theme.get("features") or ()).issubset(FEATURES):
        extra.setdefault(THEME_SCRIPT, True)
    styles, scripts = settings.get("extra_css") or [], settings.get("extra_javascript") or []
    return {
        **settings,
        "theme": theme,
        "extra": extra,
        "markdown_extensions": _add_extensions(settings.get("markdown_extensions")),
        "extra_css": [*(style for style in STYLES if style not in styles), *styles],
        "extra_javascript": [*([] if SCRIPT in scripts else [SCRIPT]), *scripts],
        "validation": settings.get("validation") or VALIDATION,
    }


def translate_defaults(theme: Any, extensions: Any, translator: Translator) -> None:
    """Translate the texts among the defaults, in place.

    Args:
        theme: the settings of the theme.
        extensions: names of Markdown extensions -> their options.
        translator: the language.
    """
    toggles = [option["toggle"] for option in theme.get("palette") or () if "toggle" in option]
    for texts, key in (
        *((toggle, "name") for toggle in toggles),
        (extensions.get("toc", {}), "permalink_title"),
    ):
        if key in texts:
            texts[key] = translator.texts.gettext(texts[key])


def _make_palette() -> list[dict[str, Any]]:
    palette = []
    for media, scheme, icon, name in SCHEMES:
        colors = {"media": media} | ({"scheme": scheme} if scheme else {})
        palette.append(
            colors | {"primary": "custom", "accent": "custom", "toggle": {"icon": icon, "name": name}}
        )
    return palette


def _add_extensions(extensions: Any) -> dict[str, dict[str, Any]]:
    """Return Markdown extensions with their options; MkDocs takes them as a list or as a mapping."""
    items = extensions if isinstance(extensions, list) else [extensions or {}]
    own: dict[str, dict[str, Any]] = {}
    for item in items:
        own |= item if isinstance(item, Mapping) else {item: {}}
    both = [*own, *(name for name in EXTENSIONS if name not in own)]
    return {name: EXTENSIONS.get(name, {}) | (own.get(name) or {}) for name in both}
