"""The pages of a built site, parsed: what tests of the built HTML share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

__all__ = ["BuiltPage", "BuiltSite", "find_broken_links", "list_xml_links", "read_built_site"]

FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href",),
    "image": ("href",),
    "input": ("src",),
}
"""Attributes whose address a browser fetches to show the page, by element; for `link`, see its `rel`."""

FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest"}


@dataclass(slots=True)
class BuiltPage:
    """One HTML file of a site.

    Attributes:
        address: where it is below the site's root: `papers/x/`, `404.html`.
        root: its parsed HTML.
    """

    address: str
    root: html.HtmlElement
    ids: set[str] = field(default_factory=set)

    def texts(self, path: str) -> list[str]:
        """The text of every element that the XPath finds, with single spaces."""
        return [" ".join(element.text_content().split()) for element in self.root.xpath(path)]

    def text(self, path: str) -> str:
        """The text of the one element that the XPath finds."""
        (found,) = self.texts(path)
        return found

    def attributes(self, path: str) -> list[str]:
        """The attributes that the XPath finds."""
        return [str(value) for value in self.root.xpath(path)]

    def links(self) -> Iterator[str]:
        """Every address the page leads to or loads."""
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            for name in ("href", "src", "action", "poster", "data", "{http://www.w3.org/1999/xlink}href"):
                value = element.get(name)
                if value is not None and not (name == "data" and element.tag != "object"):
                    yield value
            for part in (element.get("srcset") or "").split(","):
                if part.strip():
                    yield part.split()[0]
            if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
                yield element.get("content").partition("url=")[2]

    def fetched(self) -> Iterator[str]:
        """Every address that a browser loads by itself to show the page."""
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == "link" and set((element.get("rel") or "").split()) & FETCHED_LINKS:
                yield element.get("href")
            for name in FETCHED.get(element.tag, ()):
                value = element.get(name)
                if value:
                    yield from (part.split()[0] for part in value.split(",") if part.strip())


@dataclass(slots=True)
class BuiltSite:
    """A site in a folder.

    Attributes:
        folder: where it is.
        url: its address when published, ending in a slash.
        pages: every HTML file by its address.
    """

    folder: Path
    url: str
    pages: dict[str, BuiltPage]

    def describe_broken(self, link: str, page: str) -> str | None:
        """What is wrong with a link on the page at address `page`; None if nothing is."""
        absolute = urljoin(self.url + page, link)
        base, parts = urlsplit(self.url), urlsplit(absolute)
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
            return None
        if not parts.path.startswith(base.path):
            return f"{link} leads out of the site"
        path = parts.path.removeprefix(base.path)
        path = unquote(path)
        target = self.folder / path
        if target.is_dir():
            if path and not path.endswith("/"):
                return f"{link} leads to a folder without its slash"
            target /= "index.html"
        if not target.is_file():
            return f"{link} leads to nothing"
        fragment = unquote(parts.fragment)
        if fragment and path in self.pages and fragment not in self.pages[path].ids:
            return f"{link} leads to an anchor that does not exist"
        return None


def read_built_site(folder: Path, url: str) -> BuiltSite:
    """Parse every HTML file below `folder`."""
    pages = {}
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    for file in sorted(folder.rglob("*.html")):
        address = file.relative_to(folder).as_posix().removesuffix("index.html")
        root = html.fromstring(file.read_bytes(), parser=parser)
        ids = {str(value) for value in root.xpath("//@id")} | {str(name) for name in root.xpath("//a/@name")}
        pages[address] = BuiltPage(address, root, ids)
    return BuiltSite(folder, url, pages)


def find_broken_links(site: BuiltSite) -> list[str]:
    """Every link within the site that leads nowhere, with the page it is on."""
    return [
        f"{page.address or 'home'}: {problem}"
        for page in site.pages.values()
        for link in page.links()
        if not link.startswith(("mailto:", "data:")) and (problem := site.describe_broken(link, page.address))
    ]


def list_xml_links(file: Path) -> list[str]:
    """Every address in an XML file: a sitemap, an OPML file or a feed."""
    root = etree.parse(file).getroot()
    found = [str(value) for value in root.xpath("//@xmlUrl | //@htmlUrl | //@href")]
    return found + [str(element.text) for element in root.iter("{*}loc")]
