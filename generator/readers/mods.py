"""MODS (https://www.loc.gov/standards/mods/), an XML format of libraries and the ACL Anthology."""

from typing import Any, Final

from generator.readers.bibliography import Work, add_work, join_name
from generator.readers.citation_parts import join_pages, parse_printed_date
from generator.readers.collector import Collector
from generator.readers.tagged_lines import order_name
from generator.readers.xml_tree import begins_like_xml, find_all, find_text, parse_xml, read_text

NAME = "MODS"

AUTHOR_ROLES = frozenset(("", "author", "aut", "creator", "cre", "artist", "programmer", "inventor"))
EDITOR_ROLES = frozenset(("editor", "edt"))
TYPES: Final = {
    "journal article": "article-journal", "journalarticle": "article-journal", "article": "article-journal",
    "conference publication": "paper-conference", "conference paper": "paper-conference",
    "conferencepaper": "paper-conference", "book chapter": "chapter", "booksection": "chapter",
    "book": "book",
    "thesis": "thesis", "theses": "thesis", "dissertation": "thesis", "report": "report",
    "technical report": "report", "dataset": "dataset", "computerprogram": "software", "software": "software",
    "webpage": "webpage", "web page": "webpage", "web site": "webpage", "patent": "patent",
    "preprint": "article", "manuscript": "manuscript", "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper", "blogpost": "post-weblog", "presentation": "speech",
}  # fmt: skip
"""Genre of a work -> CSL type."""
HOST_TYPES: Final = {
    "journal": "article-journal", "periodical": "article-journal", "academic journal": "article-journal",
    "conference publication": "paper-conference", "magazine": "article-magazine",
    "newspaper": "article-newspaper", "book": "chapter",
}  # fmt: skip
"""Genre of what a work is part of -> CSL type."""
DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateOther")


def recognizes(text: str) -> bool:
    """Return whether ``text`` is MODS."""
    return begins_like_xml(text, "mods", "modsCollection")


def _find_title(element: Any) -> str:
    """Return the title with its subtitle and with the article that sorting ignores."""
    titles = list(find_all(element, "titleInfo"))
    main = next((title for title in titles if title.get("type") is None), titles[0] if titles else None)
    before, title, after = (find_text(main, name) for name in ("nonSort", "title", "subTitle"))
    return ": ".join(filter(None, (f"{before} {title}".strip(" :;/"), after)))


def _read_name(element: Any) -> str:
    """Return a name in printed order."""
    parts: dict[str, list[str]] = {}
    for part in find_all(element, "namePart"):
        parts.setdefault(part.get("type") or "", []).append(read_text(part))
    family, given, suffix = (" ".join(parts.get(kind, ())) for kind in ("family", "given", "termsOfAddress"))
    if family:
        return join_name(family, given, suffix=suffix)
    whole = " ".join(parts.get("", ()))
    return whole if element.get("type") == "corporate" else order_name(whole)


def _list_names(element: Any, roles: frozenset[str]) -> list[Any]:
    """Return the names of people and organizations with one of some roles."""
    found = []
    for name in find_all(element, "name"):
        given = {read_text(term).lower() for term in find_all(name, "role/roleTerm")} or {""}
        if given & roles and name.get("type") != "conference":
            found.append(name)
    return found


def _find_identifier(element: Any, *kinds: str) -> str:
    found = (
        read_text(one) for one in find_all(element, "identifier") if (one.get("type") or "").lower() in kinds
    )
    return next(filter(None, found), "")


def _describe_part(mods: Any, host: Any) -> dict[str, str]:
    """Return volume, issue, pages and number."""
    found: dict[str, str] = {}
    for part in (*find_all(host, "part"), *find_all(mods, "part")):
        for detail in find_all(part, "detail"):
            found.setdefault(detail.get("type") or "", find_text(detail, "number", "title"))
        for extent in find_all(part, "extent"):
            if (extent.get("unit") or "page").startswith("page"):
                pages = join_pages(find_text(extent, "start"), find_text(extent, "end")) or find_text(
                    extent, "list"
                )
                found.setdefault("pages", pages)
    return {name: found.get(name, "") for name in ("volume", "issue", "pages", "number")}


def _find_type(mods: Any, host: Any) -> str | None:
    genres = [read_text(genre).lower() for genre in find_all(mods, "genre")]
    host_genres = [read_text(genre).lower() for genre in find_all(host, "genre")]
    found = [TYPES[genre] for genre in genres if genre in TYPES]
    found += [HOST_TYPES[genre] for genre in host_genres if genre in HOST_TYPES]
    if not found and any("software" in read_text(kind) for kind in find_all(mods, "typeOfResource")):
        found = ["software"]
    return next(iter(found), None)


def _find_related(mods: Any, type_: str) -> Any:
    return next((one for one in find_all(mods, "relatedItem") if one.get("type") == type_), None)


def _find_date(mods: Any, host: Any) -> str | None:
    paths = [f"originInfo/{name}" for name in DATES]
    texts = [read_text(found) for element in (mods, host) for found in find_all(element, "part/date", *paths)]
    dates = [date for date in map(parse_printed_date, texts) if date]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default=None)


def _add(collector: Collector, line: int, mods: Any) -> None:
    host = _find_related(mods, "host")
    names = _list_names(mods, AUTHOR_ROLES)
    is_organization = len(names) == 1 and names[0].get("type") == "corporate"
    authors = [name for name in map(_read_name, names) if name]
    editors = _list_names(mods, EDITOR_ROLES) or (_list_names(host, EDITOR_ROLES) if host is not None else [])
    type_ = _find_type(mods, host)
    work = Work(
        title=_find_title(mods),
        abstract=find_text(mods, "abstract"),
        authors=[] if is_organization else authors,
        organization=next(iter(authors), None) if is_organization else None,
        venues=[_find_title(host)] if host is not None else [],
        cited=_find_date(mods, host),
        doi=_find_identifier(mods, "doi"),
        eprint=_find_identifier(mods, "arxiv"),
        addresses=[*map(read_text, find_all(mods, "location/url")), _find_identifier(mods, "uri", "url")],
        others=list(map(read_text, find_all(mods, "note", "identifier"))),
        type=type_,
        publication={
            **_describe_part(mods, host),
            "series": _find_title(_find_related(mods, "series"))
            or _find_title(_find_related(host, "series")),
            "edition": find_text(mods, "originInfo/edition"),
            "editors": [name for name in map(_read_name, editors) if name],
            "publisher": find_text(mods, "originInfo/publisher") or find_text(host, "originInfo/publisher"),
            "place": find_text(mods, "originInfo/place/placeTerm")
            or find_text(host, "originInfo/place/placeTerm"),
            "isbn": _find_identifier(mods, "isbn") or _find_identifier(host, "isbn"),
            "issn": _find_identifier(host, "issn") or _find_identifier(mods, "issn"),
            "language": find_text(mods, "language/languageTerm"),
        },
        key=_find_identifier(mods, "citekey") or mods.get("ID") or "",
        tags=list(map(read_text, find_all(mods, "subject/topic"))),
    )
    add_work(collector, line, work)


def read(text: str, collector: Collector) -> None:
    """Add the works of a file; malformed XML is reported."""
    root, offset = parse_xml(text, collector)
    for mods in root.iter("{*}mods") if root is not None else ():
        _add(collector, (mods.sourceline or 1) + offset, mods)
