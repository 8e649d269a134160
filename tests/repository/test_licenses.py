"""What the site ships of others comes with its license, and the bill of materials lists all of it."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase

import sbom
from built_pages import BuiltSite

OWN = ("js/*.js", "css/*.css", "search/*", "data/*", "licenses.txt")
"""Files below `assets/` that are ours; the list's own images are below `content/pages/`."""


def test_every_shipped_file_is_ours_or_has_a_license(bread: BuiltSite) -> None:
    assets = bread.folder / "assets"
    shipped = {path.relative_to(assets).as_posix() for path in assets.rglob("*") if path.is_file()}
    components = sbom.list_components()
    listed = {name for component in components for name in component.files}
    unknown = {name for name in shipped if not any(fnmatchcase(name, each) for each in (*OWN, *listed))}
    assert unknown == set()
    assert {each for each in listed if not any(fnmatchcase(name, each) for name in shipped)} == set()
    assert sbom.find_sources() <= {component.name for component in components}


def test_the_licenses_are_up_to_date_and_linked_from_every_page(bread: BuiltSite) -> None:
    published = (bread.folder / "assets" / "licenses.txt").read_text(encoding="utf-8")
    assert published == sbom.make_text(), "run `make sbom`"
    for component in sbom.list_components():
        assert (
            f"\n{component.name} {component.version}".rstrip() + f"\nLicense: {component.license}\n"
            in published
        )
    for words in ("SIL OPEN FONT LICENSE", "Martin Donath", "Apache License", "Reserved Font Name ‘Source’"):
        assert words in published
    with_footer = [page for page in bread.pages.values() if page.root.xpath("//footer[@class='md-footer']")]
    linked = [page for page in with_footer if page.root.xpath("//footer//a[contains(@href, 'licenses.txt')]")]
    assert linked == with_footer
    assert len(linked) > 10


def test_the_bill_of_materials_has_everything_that_is_shipped_or_locked() -> None:
    text = sbom.make_sbom()
    assert sbom.make_sbom() == text
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    by_scope: dict[str, list[str]] = {"required": [], "excluded": []}
    for component in bill["components"]:
        by_scope[component["scope"]].append(component["name"])
    assert by_scope["required"] == [component.name for component in sbom.list_components()]
    assert {"mkdocs", "jinja2", "pydantic"} <= set(by_scope["excluded"])
    refs = [component["bom-ref"] for component in bill["components"]]
    assert len(set(refs)) == len(refs)
