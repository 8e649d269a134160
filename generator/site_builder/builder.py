"""Joins the steps that make a site: content to catalogue, catalogue to pages and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, ClassVar

from generator.analysis.related import related
from generator.curation.review import hide_unreviewed, list_to_review, question
from generator.errors import ContentError, Place, Problem
from generator.exports import FORMATS, Reference, citation, coins, collect_references, meta
from generator.exports.files import export_files, list_paths
from generator.model.catalogue import Catalogue, Site
from generator.model.paper import Paper
from generator.model.redirects import follow_redirects
from generator.pages.charts import SiteAddresses, plots
from generator.pages.paper_map import LEAST, paper_map
from generator.pages.rendering import Renderer
from generator.pages.views import Page, Parts, list_facts, make_card, nav_sections, pages, paper_address
from generator.site_builder.background import Beside
from generator.storage.store import Folder, find_line, load_catalogue, load_site, write_text

__all__ = ["Session", "SiteBuilder", "SiteFiles", "Written", "site_parts", "write_site"]


class SiteFiles:
    """Everything the generator adds to a site; what takes long is made when it is asked for.

    Attributes:
        sources: source paths below ``docs_dir`` of the pages, in the order in which they are best asked for.
        paths: paths below the site's root of the files that are known before they are made.
        sections: name of a section, such as ``topics/`` -> its pages, as MkDocs' ``nav`` has them.
    """

    def __init__(
        self,
        *,
        sources: tuple[str, ...] = (),
        paths: tuple[str, ...] = (),
        sections: dict[str, list[Any]] | None = None,
        render: Callable[[str], str] = str,
        files: Callable[[], dict[str, bytes]] = dict,
    ) -> None:
        self.sources = sources
        self.paths = paths
        self.sections = sections or {}
        self._render = render
        self._files = files

    def page(self, source: str) -> str:
        """Return the Markdown of the page whose source path is ``source``.

        Raises:
            ContentError: its template has faults.
        """
        return self._render(source)

    @cached_property
    def pages(self) -> dict[str, str]:
        """Source path -> Markdown of every page.

        Raises:
            ContentError: a template has faults.
        """
        return {source: self.page(source) for source in self.sources}

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Path below the site's root -> content of every file."""
        return self._files()

    def leaves_out(self, source: str) -> bool:
        """Return whether ``source`` is a page that only some lists have, and this one has not."""
        return source in OPTIONAL_PAGES and source not in self.sources


OPTIONAL_PAGES = ("pictures.md", "map.md", "to-review.md")
"""Generated pages that a list may be without."""


PART = 40
"""Pages of papers that are made in one go."""


class SiteBuilder:
    """Builds the site again and again, doing anew only what changed.

    Args:
        folder: where the list stands.
        renderer: fills the templates.
        beside: whether a second process may be used.
    """

    def __init__(self, folder: Folder, renderer: Renderer | None = None, *, beside: bool = False) -> None:
        self.folder = folder
        self.renderer = renderer or Renderer()
        self.beside = beside
        self._catalogue: Catalogue | None = None
        self._coins: dict[str, str] = {}
        self._pictures: tuple[str, ...] = ()
        self._parts: Callable[[], Parts] = Parts
        self._analysis = Beside()

    def build(self, site: Site, *, local: bool = False) -> SiteFiles:
        """Return the pages and files of the site as the content stands now.

        Args:
            site: name and addresses of the site.
            local: whether the curator looks at it, not the public: pages for review are made.

        Raises:
            ContentError: the content has faults.
        """
        loaded = load_catalogue(self.folder, site)
        catalogue = loaded if local else hide_unreviewed(loaded)
        fresh = catalogue != self._catalogue
        if fresh:
            references = collect_references(catalogue)
            self._coins = {slug: coins.span(reference) for slug, reference in references.items()}
            self._parts = cache(lambda: site_parts(catalogue, references, self._coins))
        waiting = [f"papers/{slug}.md" for slug in catalogue.papers]
        # in parts, so that MkDocs can begin with the first while the next are made
        parts = [waiting[start : start + PART] for start in range(0, len(waiting), PART)]
        part_of = {source: number for number, part in enumerate(parts) for source in part}

        @cache
        def models() -> dict[str, Page]:
            return {page.source: page for page in pages(catalogue, self._parts())}

        def render_part(part: list[str]) -> dict[str, str]:
            return {source: self.renderer.render(models()[source]) for source in part}

        if fresh:
            self._analysis = Beside(
                *(partial(render_part, part) for part in parts),
                lambda: draw_pictures(catalogue),
                lambda: make_files(catalogue),
                allowed=self.beside,
            )
            self._pictures = name_pictures(catalogue)
            self._catalogue = catalogue
        analysis, pictures = self._analysis, self._pictures
        own = (_to_review(catalogue),) if local else ()
        lists = pages(catalogue, Parts(coins=self._coins, pages=own), papers=False)
        early = {page.source: page for page in lists}
        redirects = self._redirects(loaded, catalogue.papers)

        @cache
        def drawn() -> dict[str, Page]:
            return {page.source: page for page in analysis.result(len(parts))}

        def render(source: str) -> str:
            if source in part_of:
                if fresh:
                    return str(analysis.result(part_of[source])[source])
                return self.renderer.render(models()[source])
            return self.renderer.render(drawn()[source] if source in pictures else early[source])

        return SiteFiles(
            sources=(
                *early,
                *waiting,
                *pictures,
            ),
            paths=(*list_paths(catalogue), *redirects),
            sections=nav_sections(catalogue),
            render=render,
            files=lambda: {**analysis.result(len(parts) + 1), **redirects},
        )

    def _redirects(self, catalogue: Catalogue, shown: Mapping[str, Paper]) -> dict[str, bytes]:
        """Return a page at the address of each paper that is gone, which leads to the one in its place."""
        file = self.folder.file("redirects.yml")
        files: dict[str, bytes] = {}
        problems: list[Problem] = []
        for old, new in sorted(catalogue.redirects.items()):
            target = follow_redirects(old, catalogue.redirects)
            fault = ""
            if old in catalogue.papers:
                fault = f"expected a slug that is gone (got {old!r}, which is on the list)"
            elif target is None or target not in catalogue.papers:
                fault = f"expected {old!r} to lead to a paper of the list (got {new!r})"
            if fault:
                place = Place(self.folder.label(file), find_line(file, re.compile(f"['\"]?{old}['\"]?\\s*:")))
                problems.append(Problem(place, fault))
            if fault or target is None or target not in shown:
                continue
            address = paper_address(target)
            model = {
                "title": catalogue.papers[target].title,
                "address": f"../{target}/",
                "canonical": f"{catalogue.site.url.rstrip('/')}/{address.path}" if catalogue.site.url else "",
            }
            text = self.renderer.fill("redirect.html.jinja", model)
            files[f"papers/{old}/index.html"] = text.encode()
        if problems:
            raise ContentError(problems)
        return files


class Session:
    """What lives as long as the process that builds: what was built, and whether it is being served."""

    _current: ClassVar[Session | None] = None

    def __init__(self) -> None:
        self.begin(serving=False)

    @classmethod
    def current(cls) -> Session:
        """Return the session of this process."""
        if cls._current is None:
            cls._current = cls()
        return cls._current

    def begin(self, *, serving: bool) -> None:
        """Forget what was built before.

        Args:
            serving: whether the pages are served while their sources are edited.
        """
        self.serving = serving
        self.builder: SiteBuilder | None = None
        self.site = SiteFiles()
        self.generated: set[str] = set()
        self.config_file: Path | None = None
        self.docs_dir: Path | None = None
        self.last_page_message = ""
        self.staged = Path()
        self._builds = 0

    def stage(self, base: Path) -> Path:
        """Return the folder below ``base`` that the next build goes to; it is new with every call."""
        self._builds += 1
        self.staged = base / f"build-{self._builds}"
        return self.staged


def site_parts(catalogue: Catalogue, references: Mapping[str, Reference], spans: dict[str, str]) -> Parts:
    """Return what exports and other rooms contribute to the pages of the papers."""
    return Parts(
        coins=spans,
        related=find_neighbours(catalogue),
        meta={
            slug: {
                "citation": [list(pair) for pair in meta.citation_tags(reference)],
                "jsonld": meta.embed_json(meta.scholarly_article(reference)),
            }
            for slug, reference in references.items()
        },
        citations={
            slug: {
                "citation": citation.plain(reference),
                "bib": FORMATS["bib"].write([reference]),
                "ris": FORMATS["ris"].write([reference]),
                "json": FORMATS["json"].write([reference]),
                "md": citation.markdown(reference),
            }
            for slug, reference in references.items()
        },
    )


def find_neighbours(catalogue: Catalogue) -> dict[str, Sequence[tuple[str, Sequence[str]]]]:
    """Return the papers most like each paper, with the words that they share: slug -> neighbours."""
    return {
        slug: tuple((near.slug, tuple(near.words)) for near in found)
        for slug, found in related(catalogue).items()
    }


def make_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the exports and the search index: path below the site's root -> content."""
    from generator.analysis.search_index import build_index

    return {**export_files(catalogue), **build_index(catalogue, shown=list_facts(catalogue))}


def name_pictures(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the source paths of the pages that :func:`draw_pictures` makes, without drawing the map."""
    dated = any(paper.year for paper in catalogue.papers.values())
    # years are always drawn where there are any; otherwise it must be tried
    if not dated and not plots(catalogue, SiteAddresses(root="../")):
        return ()
    return ("pictures.md", "map.md") if len(catalogue.papers) >= LEAST else ("pictures.md",)


def draw_pictures(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages of the plots and of the map; a list without papers has none."""
    addresses = SiteAddresses(root="../")
    drawn = plots(catalogue, addresses)
    if not drawn:
        return ()
    drawn_map = paper_map(catalogue, addresses)
    meta = {"hide": ["navigation", "toc"], "drawn": True}
    found = [
        Page(
            source="pictures.md",
            template="pictures.md.jinja",
            title="The list in pictures",
            description="What the list holds, when it was written, what grows: plots that lead to papers.",
            model={"plots": drawn, "has_map": drawn_map is not None},
            meta=meta,
        )
    ]
    if drawn_map:
        found.append(
            Page(
                source="map.md",
                template="map.md.jinja",
                title="The map of the list",
                description="Every paper as a mark, with those nearby that are alike.",
                model={"map": drawn_map},
                meta=meta,
            )
        )
    return tuple(found)


def _to_review(catalogue: Catalogue) -> Page:
    """Return the curator's page of records to review, with their possible duplicates."""
    waiting = []
    for item in list_to_review(catalogue):
        pairs = []
        for pair in item.possible_duplicates:
            other = pair.other if pair.one.slug == item.paper.slug else pair.one
            pairs.append(
                {
                    "title": other.title,
                    "address": paper_address(other.slug),
                    "score": round(100 * pair.score),
                    "commands": question(pair),
                }
            )
        waiting.append(
            {
                "card": make_card(catalogue, item.paper),
                "reason": item.reason,
                "possible_duplicates": pairs,
            }
        )
    return Page(
        source="to-review.md",
        template="to-review.md.jinja",
        title="To review",
        description="Records that wait for a person.",
        model={"waiting": waiting},
        meta={"hide": ["navigation", "toc"]},
        local=True,
    )


MARK = ".reading-list"
"""Name of the file by which a folder of generated pages is known again; it lists what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How much was written to disk."""

    pages: int
    files: int


def write_site(folder: Folder, out: Path) -> Written:
    """Write the generated pages and files below ``out``; what an earlier run left there is removed.

    Args:
        folder: where the list stands.
        out: the folder to write to; made where it is missing.

    Raises:
        ContentError: the content has faults, or ``out`` holds files that are not generated ones.
    """
    site = SiteBuilder(folder).build(load_site(folder.root / "mkdocs.yml"))
    texts = {**{name: text.encode() for name, text in site.pages.items()}, **site.files}
    mark = out / MARK
    earlier = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else None
    if earlier is None and out.is_dir() and any(out.iterdir()):
        raise ContentError(
            Problem(
                Place(out.as_posix()), "expected an empty folder, or one that was generated (got other files)"
            )
        )
    write_text(mark, "".join(f"{name}\n" for name in sorted({*texts, *(earlier or ())})))
    for name, data in texts.items():
        path = out / name
        if not path.is_file() or path.read_bytes() != data:
            write_text(path, data)
    for name in earlier or ():
        path = out / name
        if name not in texts and path.resolve().is_relative_to(out.resolve()):
            path.unlink(missing_ok=True)
    write_text(mark, "".join(f"{name}\n" for name in sorted(texts)))
    return Written(pages=len(site.pages), files=len(site.files))
