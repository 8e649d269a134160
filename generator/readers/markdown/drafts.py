"""A paper on a list, as its parts are read one by one."""

import re
from dataclasses import dataclass, field

from generator.readers.markdown.labels import (
    PROPERTY,
    find_role,
    is_label,
    is_local_file,
    is_paper_address,
    says_paper,
)
from generator.readers.markdown.marked import mark, plain
from generator.readers.references.names import parse_authors
from generator.readers.references.parsing import Reference
from generator.readers.references.places import Place, parse_place
from generator.text.identifiers import identify
from generator.text.paper_sites import find_paper_site

TITLE_EDGES = ' \t\n,;:|–—-*_~•·"“”„'
# "(" that was "(**oral**)"
UNCLOSED = re.compile(r"\s*[(\[]\s*\Z")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What an item says; ``marking`` is how its title stands out: "link", "bold", "quote", "cell" or "".

    ``links`` are pairs of role and address, ``local_files`` addresses of papers next to the list;
    ``comments`` is all other text.
    """

    line: int
    title: str = ""
    marking: str = ""
    title_href: str = ""
    authors: tuple[str, ...] = ()
    organization: str = ""
    venue: str = ""
    date: str = ""
    arxiv: str = ""
    doi: str = ""
    abstract: str = ""
    key: str = ""
    tags: tuple[str, ...] = ()
    links: list[tuple[str, str]] = field(default_factory=list)
    local_files: list[str] = field(default_factory=list)
    labeled: bool = False
    comments: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    type: str = ""
    is_reference: bool = False

    def add_place(self, place: Place) -> None:
        """Add venue, date and arXiv identifier; existing values stay unless they are less precise."""
        self.venue = self.venue or place.venue
        if len(place.date) > len(self.date) and place.date.startswith(self.date):
            self.date = place.date
        self.arxiv = self.arxiv or place.arxiv
        if place.remark:
            self.comments.append(place.remark)

    def add_link(self, label: str, address: str) -> None:
        """Add a link by its label."""
        if is_local_file(address) and address not in self.local_files:
            self.local_files.append(address)
        role = find_role(label, address)
        if role and (role, address) not in self.links:
            self.links.append((role, address))
            self.labeled |= role == "paper" and says_paper(label)

    def add_reference(self, reference: Reference) -> None:
        """Add the parts of a formatted reference."""
        self.title = self.title or reference.title
        self.authors = self.authors or reference.authors
        self.organization = self.organization or reference.organization
        self.venue, self.date = self.venue or reference.venue, self.date or reference.date
        self.arxiv, self.doi = self.arxiv or reference.arxiv, self.doi or reference.doi
        self.details, self.type = self.details or reference.details, self.type or reference.type
        if reference.remark:
            self.comments.append(reference.remark)
        for address in reference.addresses:
            self.add_link("", address)

    @property
    def paper_links(self) -> list[str]:
        """Addresses of the paper itself."""
        return [address for role, address in self.links if role == "paper"]

    @property
    def has_paper_address(self) -> bool:
        """Whether a link leads to a site where papers are published."""
        return bool(self.arxiv or self.doi) or any(map(is_paper_address, self.paper_links))

    @property
    def is_identified(self) -> bool:
        """Whether an identifier or an address at a site of papers identifies the paper."""
        found = map(identify, self.paper_links)
        return bool(self.arxiv or self.doi or any(each and each[0] != "url" for each in found)) or any(
            map(find_paper_site, self.paper_links)
        )


def trim_title(title: str) -> str:
    """Return a title without the punctuation around it: no final period, but ``?``, ``!`` and ``…``."""
    title = plain(title).strip(TITLE_EDGES)
    if title.startswith("[") and title.endswith("]") and title.count("[") == 1:
        title = title[1:-1]
    title = UNCLOSED.sub("", title)
    if title.endswith("..."):
        return title
    return title.rstrip(".,;: ").strip(TITLE_EDGES) if title.endswith((".", ",", ";", ":", " ")) else title


def read_property(text: str, draft: Draft) -> bool:
    """Add the value of a line such as ``Authors: …`` or ``doi:: …``; return whether it is such a line."""
    match = PROPERTY.match(text)
    if not match:
        return False
    name = re.sub(r"[^a-z]", "", match["name"].lower())
    marked = mark(text[match.end() :])
    value = plain(marked.text).strip()
    for label, address in marked.resources:
        draft.add_link(label if is_label(label) and label else name, address)
    for address in marked.hrefs:
        draft.add_link(name, address)
    set_property(draft, name, value)
    return True


def set_property(draft: Draft, name: str, value: str) -> None:
    """Set a field of a draft from a property; ``name`` has only lowercase letters."""
    if not value:
        return
    if name in ("author", "authors", "by"):
        listed = tuple(each.strip() for each in re.split(r"[,;]|\band\b", value) if each.strip())
        draft.authors = draft.authors or parse_authors(value) or listed
    elif name in (
        "venue",
        "journal",
        "conference",
        "publication",
        "publishedin",
        "publishedat",
        "year",
        "years",
        "date",
        "published",
        "publicationdate",
    ):
        place = parse_place(value) or Place(venue=value if name in ("venue", "journal", "conference") else "")
        draft.add_place(place)
    elif name == "title":
        draft.title = draft.title or trim_title(value)
    elif name == "abstract":
        draft.abstract = draft.abstract or value
    elif name == "doi":
        draft.doi = draft.doi or value
    elif name == "arxiv":
        draft.arxiv = draft.arxiv or value
    elif name in ("citekey", "key"):
        draft.key = draft.key or value.lstrip("@")
    elif name in (
        "tldr",
        "summary",
        "comment",
        "comments",
        "note",
        "notes",
        "description",
        "contribution",
        "contributions",
        "highlight",
        "highlights",
    ):
        draft.comments.append(value)
    elif name in ("keyword", "keywords", "tag", "tags", "topic", "topics"):
        tags = (each.strip(" #[]\"'") for each in re.split(r"[,;]|(?:^|\s)#", value))
        draft.tags = tuple(dict.fromkeys((*draft.tags, *filter(None, tags))))
