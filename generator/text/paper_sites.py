"""Sites that host or describe papers, recognized by their addresses."""

import re
from typing import Final, NamedTuple


class PaperSite(NamedTuple):
    """A site of papers.

    Attributes:
        name: the name by which readers know it.
        address: matches the addresses of its papers after the scheme and ``www.``.
    """

    name: str
    address: re.Pattern[str]


def _site(name: str, pattern: str) -> PaperSite:
    return PaperSite(name, re.compile(pattern, re.I))


SITES: Final = (
    _site(
        "ACL Anthology", r"aclanthology\.(?:org|info)/(?!venues|events|people|volumes)|aclweb\.org/anthology/"
    ),
    _site("PMLR", r"proceedings\.mlr\.press/v\d"),
    _site("JMLR", r"jmlr\.(?:org|csail\.mit\.edu)/(?:papers|proceedings)/"),
    _site(
        "NeurIPS",
        r"(?:papers|proceedings|datasets-benchmarks-proceedings)\.(?:nips\.cc|neurips\.cc)/paper|(?:papers\.)?nips\.cc/paper",
    ),
    _site(
        "Semantic Scholar",
        r"semanticscholar\.org/(?:paper|reader|arxiv)/|api\.semanticscholar\.org/corpusid:\d",
    ),
    _site(
        "PubMed", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/article/med)/\d"
    ),
    _site("PubMed Central", r"(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/pmc\d"),
    _site("OpenReview", r"openreview\.net/(?:forum|pdf)\?id="),
    _site("CVF", r"openaccess\.thecvf\.com/content"),
    _site("ECVA", r"ecva\.net/papers/"),
    _site("IJCAI", r"ijcai\.org/(?:proceedings|abstract|papers)/?"),
    _site("AAAI", r"ojs\.aaai\.org/index\.php/|aaai\.org/(?:papers|ocs/index\.php)/"),
    _site("ACM", r"dl\.acm\.org/(?:doi|citation)"),
    _site("IEEE", r"ieeexplore\.ieee\.org/(?:abstract/)?document/\d"),
    _site("Springer", r"link\.springer\.com/(?:article|chapter|book|content)"),
    _site("ScienceDirect", r"sciencedirect\.com/science/article|linkinghub\.elsevier\.com/retrieve"),
    _site("Nature", r"nature\.com/articles/"),
    _site("JSTOR", r"jstor\.org/stable/"),
    _site("HAL", r"hal\.(?:science|inria\.fr|archives-ouvertes\.fr)/[a-z]+-\d"),
    _site("bioRxiv", r"biorxiv\.org/(?:content|cgi)/"),
    _site("medRxiv", r"medrxiv\.org/(?:content|cgi)/"),
    _site("SSRN", r"(?:papers\.)?ssrn\.com/(?:sol3/papers\.cfm\?|abstract=)"),
    _site("USENIX", r"usenix\.org/(?:conference|system/files|legacy)/"),
    _site("ISCA Archive", r"isca-(?:archive|speech)\.org/"),
    _site("DBLP", r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/"),
    _site("Zenodo", r"zenodo\.org/records?/\d"),
    _site("DROPS", r"drops\.dagstuhl\.de/(?:entities/document|opus/volltexte)/"),
)
# https://www.example.org
BEGINNING = re.compile(r"https?://(?:www\.)?", re.I)
# https://example.org/p.pdf?download=1
PDF = re.compile(r"\.pdf(?:[?#].*)?\Z", re.I)


def find_paper_site(address: str) -> str | None:
    """Return the name of the site where ``address`` leads to a paper, or None for any other address.

    Example:
        ``https://aclanthology.org/2020.acl-main.1/`` is at ``ACL Anthology``.
    """
    match = BEGINNING.match(address)
    if not match:
        return None
    return next((site.name for site in SITES if site.address.match(address, match.end())), None)


def leads_to_paper(address: str) -> bool:
    """Return whether an address is that of a PDF, or of a paper at a known site."""
    return is_pdf(address) or find_paper_site(address) is not None


def is_pdf(address: str) -> bool:
    """Return whether an address names a PDF."""
    return bool(PDF.search(address))
