"""The site's Content-Security-Policy, which limits what pages may run and load.

It is a second line of defense: a script injected into a page does not run. Every page has it in a ``<meta>``
tag, since many static hosts cannot set headers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

OPTION = "content_security_policy"
"""The plugin's option with additional sources by directive; False means no policy."""

DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    # charts, tables and the theme set widths, colors and alignment in attributes
    "style-src-attr": ("'unsafe-inline'",),
    # styles embed their icons as data: addresses
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "frame-src": ("'none'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "object-src": ("'none'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
"""The default policy."""

FALLING_BACK = ("frame-src", "object-src")
"""Directives that are left out when they allow nothing, since ``default-src`` allows nothing either."""

ONLY_HEADERS = ("frame-ancestors", "report-to", "report-uri", "sandbox")
"""Directives that browsers ignore in a ``<meta>`` tag."""

# "'self'", "https:", "https://giscus.app", "*.example.org:8000/js/"
SOURCE = re.compile(
    r"'(?:none|self|unsafe-inline|unsafe-eval|wasm-unsafe-eval|unsafe-hashes|strict-dynamic)'"
    r"|'sha(?:256|384|512)-[\w+/-]+=*'"
    r"|(?:https?|wss?|data|blob):"
    r"|(?:(?:https?|wss?)://)?(?:localhost|(?:\*\.)?[\w-]+(?:\.[\w-]+)+)(?::(?:\d+|\*))?(?:/[^\s;,'\"<>]*)?"
)
GOOGLE_FONTS = {
    "style-src": ("https://fonts.googleapis.com", "'unsafe-inline'"),
    "font-src": ("https://fonts.gstatic.com",),
}
"""Sources that Material needs if the list sets ``theme: font``."""


def find_policy_flaws(value: Any) -> Iterator[str]:
    """Yield the flaws in a value of the option."""
    if value is None or value is False:
        return
    if not isinstance(value, Mapping):
        yield f"expected sources by directive, or false (got {value!r})"
        return
    for directive, sources in value.items():
        if directive in ONLY_HEADERS:
            yield f"expected a directive for pages (got {directive!r}, which only works as an HTTP header)"
        elif directive not in DIRECTIVES:
            yield f"expected one of {', '.join(DIRECTIVES)} (got {directive!r})"
        else:
            for source in _list_sources(sources):
                if not SOURCE.fullmatch(source):
                    examples = "https://cdn.example.org or 'self'"
                    yield f"expected sources such as {examples} in {directive} (got {source!r})"


def make_policy(config: Mapping[str, Any], option: Any) -> str:
    """Return the policy as one line, or "" for no policy.

    Args:
        config: MkDocs' configuration; the hosts of its scripts, styles and fonts are allowed.
        option: a valid value of the option.
    """
    if option is False:
        return ""
    sources = {directive: list(allowed) for directive, allowed in DIRECTIVES.items()}

    def add(further: Mapping[str, Any]) -> None:
        for directive, values in further.items():
            known = [source for source in sources[directive] if source != "'none'"]
            sources[directive] = list(dict.fromkeys([*known, *_list_sources(values)]))

    for script in _list_hosts(config.get("extra_javascript")):
        add({"script-src": script})
    for style in _list_hosts(config.get("extra_css")):
        add({"style-src": style, "font-src": style})
    theme = config.get("theme") or {}
    if isinstance(theme, Mapping) and theme.get("font"):
        add(GOOGLE_FONTS)
    add(option or {})
    return "; ".join(
        f"{directive} {' '.join(allowed)}"
        for directive, allowed in sources.items()
        if allowed != ["'none'"] or directive not in FALLING_BACK
    )


def parse_policy(policy: str) -> dict[str, list[str]]:
    """Return the sources that a policy allows, by directive."""
    return {name: sources for name, *sources in (part.split() for part in policy.split(";") if part.strip())}


def _list_sources(value: Any) -> list[str]:
    """Return sources given as a list or as text."""
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return str(value).split()


def _list_hosts(files: Iterable[Any] | None) -> Iterator[str]:
    """Yield the origins of scripts or styles on other hosts."""
    for file in files or ():
        url = urlsplit(str(file.get("path", "") if isinstance(file, Mapping) else file))
        if url.netloc:
            yield f"{url.scheme or 'https'}://{url.netloc}"
