"""Lists third-party components of the site, and the packages that build it: `make sbom`.

Writes `templates/assets/licenses.txt`, which the site publishes, and `build/sbom.cdx.json`, a software bill
of materials (CycloneDX, https://cyclonedx.org/docs/1.6/json/).

Versions and licenses of Python packages are from their metadata. The theme's script bundles npm packages; its
source map lists their names but not their versions. Their license texts are in `tools/licenses/`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

__all__ = [
    "LICENSES",
    "SHIPPED",
    "SHIPPED_BY_MATERIAL",
    "Component",
    "find_sources",
    "list_components",
    "make_sbom",
    "make_text",
]

ROOT = Path(__file__).resolve().parents[1]
LICENSES = ROOT / "templates" / "assets" / "licenses.txt"
SBOM = ROOT / "build" / "sbom.cdx.json"
LOCK = ROOT / "requirements.lock"

THEME = "mkdocs-material"
TEXTS = ROOT / "tools" / "licenses"
FONTS = ROOT / "templates" / "assets" / "fonts"
RULE = "=" * 80

# mkdocs-material==9.8.1 \
LOCKED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)", re.M)
# ../../node_modules/@scope/name/index.js
NPM_SOURCE = re.compile(r"node_modules/(?P<name>(?:@[^/]+/)?[^/]+)/")
# License :: OSI Approved :: MIT License
CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(?P<name>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A third-party component of the site.

    Attributes:
        purl: its package URL, without a version if it is unknown.
        license: SPDX identifiers.
        files: patterns of the files in `assets/` that contain it.
        text: the file with its license, or the path of one in the theme's templates.
    """

    name: str
    purl: str
    license: str
    files: tuple[str, ...]
    text: Path | str
    version: str = ""
    copyright: str = ""


SCRIPT = ("javascripts/bundle.*.min.js",)
STYLE = ("stylesheets/main.*.min.css",)
ICONS = "images/icons.svg"

SHIPPED_BY_MATERIAL = (
    Component(
        name="clipboard", purl="pkg:npm/clipboard", license="MIT", files=SCRIPT, text=TEXTS / "clipboard.txt"
    ),
    Component(
        name="escape-html",
        purl="pkg:npm/escape-html",
        license="MIT",
        files=SCRIPT,
        text=TEXTS / "escape-html.txt",
    ),
    Component(
        name="focus-visible",
        purl="pkg:npm/focus-visible",
        license="W3C",
        files=SCRIPT,
        text=TEXTS / "focus-visible.txt",
    ),
    Component(name="rxjs", purl="pkg:npm/rxjs", license="Apache-2.0", files=SCRIPT, text=TEXTS / "rxjs.txt"),
    Component(name="tslib", purl="pkg:npm/tslib", license="0BSD", files=SCRIPT, text=TEXTS / "tslib.txt"),
    Component(
        name="material-design-color",
        purl="pkg:npm/material-design-color",
        license="MIT",
        files=STYLE,
        text=TEXTS / "material-design-color.txt",
    ),
    Component(
        name="Material Design Icons",
        purl="pkg:npm/%40mdi/svg",
        license="Apache-2.0",
        files=(*STYLE, ICONS),
        text=".icons/material/LICENSE",
    ),
    Component(
        name="Font Awesome Free",
        purl="pkg:npm/%40fortawesome/fontawesome-free",
        license="CC-BY-4.0",
        files=(*STYLE, ICONS),
        text=".icons/fontawesome/LICENSE.txt",
    ),
    Component(
        name="Octicons",
        purl="pkg:npm/%40primer/octicons",
        license="MIT",
        files=STYLE,
        text=".icons/octicons/LICENSE",
    ),
)
"""Components in the theme's files; the site's own icon file also contains some of its icons."""

SHIPPED = (
    Component(
        name="lean-qr",
        purl="pkg:npm/lean-qr@2.7.4",
        version="2.7.4",
        license="MIT",
        files=("js/lean-qr.js",),
        text=TEXTS / "lean-qr.txt",
    ),
    Component(
        name="Inter",
        purl="pkg:npm/%40fontsource-variable/inter@5.3.0",
        version="5.3.0",
        license="OFL-1.1",
        files=("fonts/inter-latin-wght-normal.woff2", "fonts/LICENSE-fontsource-variable-inter.txt"),
        text=FONTS / "LICENSE-fontsource-variable-inter.txt",
        copyright="Copyright 2016 The Inter Project Authors (https://github.com/rsms/inter)",
    ),
    Component(
        name="Source Serif 4",
        purl="pkg:npm/%40fontsource/source-serif-4@5.3.1",
        version="5.3.1",
        license="OFL-1.1",
        files=("fonts/source-serif-4-latin-600-normal.woff2", "fonts/LICENSE-fontsource-source-serif-4.txt"),
        text=FONTS / "LICENSE-fontsource-source-serif-4.txt",
        copyright="© 2014 - 2021 Adobe Systems Incorporated (http://www.adobe.com/), "
        "with Reserved Font Name ‘Source’.",
    ),
)
"""Fonts, with the copyright notices in the font files."""


def list_components() -> list[Component]:
    """Return all third-party components of the site."""
    theme = distribution(THEME)
    material = Component(
        name="Material for MkDocs",
        purl=f"pkg:pypi/{THEME}@{theme.version}",
        version=theme.version,
        license="MIT",
        files=("javascripts/bundle.*.min.js", "stylesheets/*.min.css", "images/favicon.png"),
        text=_find(theme, r"\.dist-info/licenses/LICENSE\Z"),
    )
    return [material, *SHIPPED_BY_MATERIAL, *SHIPPED]


def find_sources() -> set[str]:
    """Return the npm packages in the theme's scripts and styles, according to the source maps."""
    theme = distribution(THEME)
    names: set[str] = set()
    for pattern in (r"javascripts/bundle\.\w+\.min\.js\.map\Z", r"stylesheets/\w+\.\w+\.min\.css\.map\Z"):
        for path in _list(theme, rf"/templates/assets/{pattern}"):
            sources = json.loads(path.read_bytes())["sources"]
            names |= {match["name"] for match in map(NPM_SOURCE.search, sources) if match}
    return names


def make_text() -> str:
    """Return the licenses of all components as text."""
    theme = distribution(THEME)
    own = (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    parts = [
        "The scripts, styles and icons of this site that are not listed below are part of the reading list\n"
        f"generator and under the license that follows.\n\n{own}"
    ]
    for component in list_components():
        text = component.text
        path = text if isinstance(text, Path) else _find(theme, rf"/templates/{re.escape(text)}\Z")
        head = [
            f"{component.name} {component.version}".strip(),
            f"License: {component.license}",
            f"Files: {', '.join(f'assets/{name}' for name in component.files)}",
            component.copyright,
        ]
        license_ = "\n".join(map(str.rstrip, path.read_text(encoding="utf-8").strip().splitlines()))
        parts.append("\n".join(filter(None, head)) + f"\n\n{license_}")
    return f"\n\n{RULE}\n".join(parts) + "\n"


def make_sbom() -> str:
    """Return a software bill of materials: the site's components, and the packages that build it."""
    shipped = [
        {
            "type": "library",
            "bom-ref": component.purl,
            "name": component.name,
            **({"version": component.version} if component.version else {}),
            "scope": "required",
            "licenses": [{"license": {"id": component.license}}],
            **({"copyright": component.copyright} if component.copyright else {}),
            "purl": component.purl,
            "properties": [
                {"name": "reading-list:file", "value": f"assets/{name}"} for name in component.files
            ],
        }
        for component in list_components()
    ]
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "reading-list", "name": "reading-list"}},
        "components": [*shipped, *_list_packages(without={str(each["purl"]) for each in shipped})],
    }
    return json.dumps(bill, ensure_ascii=False, indent=2) + "\n"


def _list_packages(*, without: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the packages in the lock file, with the licenses of those installed."""
    for match in LOCKED.finditer(LOCK.read_text(encoding="utf-8")):
        purl = f"pkg:pypi/{match['name']}@{match['version']}"
        if purl in without:
            continue
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": purl,
            "name": match["name"],
            "version": match["version"],
            "scope": "excluded",
            "purl": purl,
        }
        if licenses := _find_licenses(match["name"]):
            component["licenses"] = licenses
        yield component


def _find_licenses(package: str) -> list[dict[str, Any]]:
    try:
        metadata = distribution(package).metadata
    except PackageNotFoundError:
        return []
    if expression := metadata.get("License-Expression"):
        return [{"expression": expression}]
    names = [match["name"] for match in map(CLASSIFIER.match, metadata.get_all("Classifier", [])) if match]
    names = names or [(metadata.get("License") or "").partition("\n")[0].strip()]
    return [{"license": {"name": name}} for name in names if name]


def _list(package: Distribution, pattern: str) -> list[Path]:
    files = sorted(str(file) for file in package.files or () if re.search(pattern, file.as_posix()))
    return [Path(str(package.locate_file(file))) for file in files]


def _find(package: Distribution, pattern: str) -> Path:
    """Return the only file of a package whose path matches a pattern."""
    found = _list(package, pattern)
    if len(found) != 1:
        sys.exit(f"{package.name} {package.version}: expected one file {pattern} (got {len(found)})")
    return found[0]


def main() -> None:
    """Write both files."""
    if unknown := find_sources() - {component.name for component in SHIPPED_BY_MATERIAL}:
        sys.exit(f"The theme contains {', '.join(sorted(unknown))}: add it and its license to tools/sbom.py.")
    LICENSES.write_text(make_text(), encoding="utf-8")
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(make_sbom(), encoding="utf-8")
    print(f"Wrote {LICENSES.relative_to(ROOT)} and {SBOM.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
