"""Column names in tables of references, and publication types that the tables use.

The columns come from Zotero (https://github.com/zotero/translators/blob/master/CSV.js), Google Scholar,
Scopus, Web of Science, Dimensions, IEEE Xplore, PubMed, Paperpile, Publish or Perish, The Lens, this site's
own exports (:mod:`generator.exports.csv`), and people's own spreadsheets and Notion databases.
"""

import re
from typing import Final

COLUMNS: Final = {
    "title": (
        "title", "article title", "paper title", "document title", "item title", "name", "paper",
        "paper name", "display name",
    ),
    "authors": (
        "author full names", "authors full names", "full names", "authors", "author", "author s",
        "author names", "creators", "author list", "researchers", "authorships author display name",
    ),
    "book_authors": ("book authors", "book author"),
    "organization": ("organization", "organisation"),
    "year": ("year", "publication year", "pubyear", "year published", "year of publication", "pub year"),
    "date": ("date", "publication date", "date published", "published date", "pub date", "cover date"),
    "published": ("published", "first published", "publication date online"),
    "venue": (
        "publication title", "source title", "source title anthology title", "journal", "journal title",
        "journal book", "venue", "publication", "conference title", "conference name",
        "proceedings title", "conference", "container title", "book title", "booktitle", "published in",
        "journal conference", "conference journal", "meeting name", "source", "publication name",
        "publication venue", "journal name", "full journal", "primary location source display name",
    ),
    "type": (
        "item type", "document type", "publication type", "type", "entry type", "content type",
        "document identifier",
    ),
    "container": ("container",),
    "genre": ("genre", "thesis type"),
    "status": ("status",),
    "volume": ("volume", "vol"),
    "issue": ("issue", "issue number", "issue no"),
    "number": ("number", "report number"),
    "pages": ("pages", "pagination", "page range", "page numbers", "page", "pp"),
    "first_page": ("page start", "start page", "first page", "beginning page"),
    "last_page": ("page end", "end page", "last page", "ending page"),
    "article_number": ("art no", "article number", "article no"),
    "publisher": ("publisher", "university", "institution", "school"),
    "place": ("place", "publisher location", "publisher city", "publisher address", "location"),
    "series": ("series", "series title", "book series title"),
    "edition": ("edition",),
    "editors": ("editor", "editors", "book editors"),
    "isbn": ("isbn", "isbns"),
    "issn": ("issn", "print issn", "issns", "issn l"),
    "language": ("language", "language of original document"),
    "abstract": ("abstract", "abstract note"),
    "doi": ("doi", "doi link", "doi url", "digital object identifier"),
    "arxiv": ("arxiv", "arxiv id", "arxiv number", "arxiv link", "arxiv url"),
    "openreview": ("openreview", "openreview id"),
    "url": (
        "url", "link", "links", "paper link", "paper url", "article url",
        "web link", "web address", "website", "source url", "urls", "source linkout", "link attachments",
        "address", "articleurl", "fulltexturl", "source urls", "external url",
    ),
    "code": ("code", "github", "code link", "code url", "repository", "source code", "github link", "repo"),
    "project": ("project", "project page", "project link", "homepage", "project url"),
    "pdf": ("pdf", "pdf link", "pdf url"),
    "slides": ("slides", "slides link", "slides url"),
    "video": ("video", "video link", "video url", "talk"),
    "poster": ("poster", "poster link", "poster url"),
    "blog": ("blog", "blog post"),
    "tags": (
        "tags", "tag", "manual tags", "automatic tags", "keywords", "keyword", "author keywords",
        "index keywords", "keywords plus", "topics", "topic", "categories", "category", "labels",
        "mesh terms", "subjects", "area", "ieee terms", "collections", "collection", "folders", "folder",
        "mesh", "theme", "fields of study", "labels filed in", "folders filed in",
    ),
    "key": ("citation key", "citekey", "cite key", "bibtex key", "citationkey", "key"),
    "notes": ("extra", "notes", "note"),
}  # fmt: skip
"""Field -> the names of its columns in lowercase without punctuation, in order of preference."""
NAMES: Final = [(name, field) for field, names in COLUMNS.items() for name in names]
RANKS: Final = {name: rank for rank, (name, _) in enumerate(NAMES)}
IGNORED: Final = frozenset(
    {
        "", "summary", "kind", "level", "must read", "added",
        "publication id", "paper id", "rank", "authorids", "pmid",
        "pmcid", "eid", "lens id", "id", "cites", "gsrank", "querydate", "citesurl", "month", "day",
        "coden", "abbreviated source title", "publication stage", "open access", "source id",
        "times cited", "cited by", "authors with affiliations", "affiliations", "references",
        "cited references", "correspondence address", "authors id", "author s id", "page count",
        "cited reference count", "pubmed id", "mesh date", "journal abbreviation", "short title",
        "num pages", "number of volumes", "access date", "date added", "date modified", "library catalog",
        "call number", "rights", "archive", "archive location", "file attachments", "series number",
        "series text", "first author", "citation", "create date", "nihms id", "corresponding authors",
        "issue date", "meeting date", "created", "created time", "last edited time", "created by",
        "last edited by", "citations", "dimensions url",
    }
)  # fmt: skip
"""Columns with nothing that a record keeps, which are not reported."""
IGNORED_WORDS: Final = (
    "affiliation", "funding", "funder", "citation count", "reference count", "cited", "altmetric", "rcr",
    "fcr", "sustainable", "research org", "fields of research", "attorney", "translator", "contributor",
    "cast member", "commenter", "composer", "sponsor", "counsel", "interviewer", "producer", "recipient",
    "reviewed author", "scriptwriter", "words by", "guest", "series editor", "running time", "scale",
    "medium", "artwork size", "filing date", "application number", "assignee", "issuing authority",
    "country", "court", "reporter", "legal status", "priority numbers", "programming language", "version",
    "system", "session", "committee", "history", "legislative body", "code number", "section", "orcid",
    "researcher ids", "email", "wos", "180 day", "since 2013", "conference date", "conference location",
    "conference code", "conference sponsors", "date of export", "highly cited", "hot paper",
    "early access", "meeting abstract", "supplement", "special issue", "group authors", "molecular",
    "chemicals", "tradenames", "manufacturers", "anthology", "xplore", "license", "inspec", "online date",
    "eissn", "metrics", "research areas", "usage count", "addresses", "reprint",
)  # fmt: skip
"""Words in the names of other such columns."""
# "Author(s)"  ·  "Art. No."  ·  "Source title/Anthology title"
NOT_A_LETTER = re.compile(r"[^\w]+|_")

TYPES: Final = (
    ("retracted", None),
    ("book chapter|chapter|book section|incollection|inbook", "chapter"),
    ("conference|proceeding|workshop|inproceedings", "paper-conference"),
    ("preprint|posted content", "article"),
    ("thesis|dissertation", "thesis"),
    ("journal|article|review|letter|editorial|survey|data paper|early access|magazines", "article-journal"),
    ("edited book|monograph|book|collection", "book"),
    ("report|techreport", "report"),
    ("dataset|data set", "dataset"),
    ("software|computer program|code", "software"),
    ("patent", "patent"),
    ("standard", "standard"),
    ("presentation|talk", "speech"),
    ("web ?page|website|electronic", "webpage"),
    ("manuscript|unpublished", "manuscript"),
)
"""Words in a publication type -> CSL type; the first match applies."""


def normalize(name: str) -> str:
    """Return the name of a column in lowercase, with single spaces instead of punctuation."""
    return " ".join(NOT_A_LETTER.sub(" ", name).split()).lower()


def is_ignored(name: str) -> bool:
    """Return whether a column has nothing that a record keeps."""
    name = normalize(name)
    return name in IGNORED or any(word in name for word in IGNORED_WORDS)


def find_type(text: str) -> str | None:
    """Return the CSL type for a cell such as ``Article; Proceedings Paper``, or None."""
    words = normalize(text)
    return next((type_ for names, type_ in TYPES if re.search(rf"\b(?:{names})", words)), None)
