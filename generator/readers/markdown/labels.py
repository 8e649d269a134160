"""The vocabulary of reading lists: labels of links, names of properties, headings, and hosts."""

import re
from typing import Literal
from urllib.parse import urlsplit

from generator.text.identifiers import identify
from generator.text.links import CODE_ADDRESS

Role = Literal["paper", "code", "project", "slides", "video", "poster", "blog", "other", ""]
"""What a link leads to; empty if it is not worth keeping, such as a badge."""


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


PAPER_WORDS = _split(
    "paper papers pdf arxiv arvix doi preprint preprints publication article abs abstract full text "
    "fulltext html biorxiv medrxiv openreview acm ieee springer elsevier neurips nips hal ssrn thesis "
    "dissertation report manuscript journal proceedings conference ps link url camera ready eprint "
    "inspire pubmed pmc acl cvf pmlr aaai sciencedirect wiley nature jmlr tmlr hep-ex hep-ph source "
    "publisher aclanthology download read"
)
CODE_WORDS = _split(
    "code codes github gitlab git repo repository implementation implementations pytorch torch "
    "tensorflow tf keras jax caffe matlab python julia colab src codebase bitbucket mxnet chainer "
    "theano paddle toolbox software package sourcecode c++ cpp c c# r lua library scripts script"
)
PROJECT_WORDS = _split("project page pages website webpage homepage home web site demo official")
OTHER_WORDS = _split(
    "video videos slides slide talk talks poster blog blogpost post data dataset datasets supp suppl "
    "supplement supplementary appendix bib bibtex cite citation review reviews news twitter tweet "
    "youtube model models weights checkpoint checkpoints notebook notebooks tutorial summary note "
    "notes reddit medium press huggingface hf space spaces interview zhihu errata podcast benchmark "
    "material materials presentation docs doc documentation media leaderboard model-zoo discussion "
    "explained explanation book chapter recording thread comment comments pre-trained pretrained "
    "mirror archive bilibili wiki image images results"
)
MATERIAL_WORDS: dict[Role, frozenset[str]] = {
    "slides": _split("slides slide presentation"),
    "video": _split("video videos talk talks recording youtube bilibili"),
    "poster": _split("poster"),
    "blog": _split("blog blogpost medium"),
}
"""Those of the other words for which records have fields."""
BESIDES = _split(
    "the of and in on with for to by an a & + / | - – : official unofficial version versions here "
    "original our re author authors author's authors' new old extended long short v1 v2 v3 technical "
    "tech main link links open access free en cn chinese english part only not sample google scholar "
    "1 2 3 4 5 stars star author’s third party via soon"
)
VAGUE_WORDS = _split("link url html download read source full text camera ready")
LABEL_WORDS = PAPER_WORDS | CODE_WORDS | PROJECT_WORDS | OTHER_WORDS | BESIDES
LABEL_EDGES = " \t\n[](){}`'\"“”*_.,:;|!~<>#"
# paper-icml12, code(tf), arXiv:1703.06114, project+code
LABEL_SPLIT = re.compile(r"[\s/+&,|()\[\]:;_-]+")
# 2  ·  icml12  ·  nips'16  ·  1703.06114
LABEL_NUMBER = re.compile(r"\d{1,4}|[a-z]{2,8}['’]?\d{2}|\d{4}\.\d{4,5}(?:v\d+)?")
MOST_LABEL_WORDS = 5

PAPER_HOST = re.compile(
    r"(?:^|\.)(?:arxiv\.org|doi\.org|openreview\.net|aclanthology\.(?:org|info)|aclweb\.org"
    r"|mlr\.press|nips\.cc|neurips\.cc|thecvf\.com"
    r"|cv-foundation\.org|ecva\.net|jmlr\.org|jmlr\.csail\.mit\.edu|ijcai\.org|aaai\.org"
    r"|ieeexplore\.ieee\.org|computer\.org|dl\.acm\.org"
    r"|link\.springer\.com|sciencedirect\.com|nature\.com|science\.org|sciencemag\.org|cell\.com"
    r"|pnas\.org|plos\.org"
    r"|biorxiv\.org|medrxiv\.org|chemrxiv\.org|psyarxiv\.com|osf\.io|ssrn\.com|hal\.science"
    r"|archives-ouvertes\.fr|ncbi\.nlm\.nih\.gov"
    r"|europepmc\.org|semanticscholar\.org|wiley\.com|tandfonline\.com|sagepub\.com|oup\.com"
    r"|cambridge\.org|frontiersin\.org"
    r"|mdpi\.com|iopscience\.iop\.org|aps\.org|aip\.org|acs\.org|rsc\.org"
    r"|royalsocietypublishing\.org|elifesciences\.org"
    r"|biomedcentral\.com|usenix\.org|isca-(?:speech|archive)\.org|roboticsproceedings\.org"
    r"|mitpressjournals\.org|direct\.mit\.edu"
    r"|projecteuclid\.org|siam\.org|informs\.org|jstor\.org|vldb\.org|ndss-symposium\.org"
    r"|eprint\.iacr\.org|researchgate\.net"
    r"|citeseerx?\.ist\.psu\.edu|inspirehep\.net|adsabs\.harvard\.edu|hindawi\.com|igi-global\.com"
    r"|worldscientific\.com"
    r"|emerald\.com|copernicus\.org|agu\.org|ametsoc\.org|jair\.org|openaccess\.thecvf\.com"
    r"|bmva\.org|bmva-archive\.org\.uk"
    r"|diva-portal\.org|degruyter\.com|aimspress\.com|scitepress\.org|ceur-ws\.org|dagstuhl\.de"
    r"|proceedings\.com|scipost\.org"
    r"|papers\.ssrn\.com|academia\.edu|aeaweb\.org|nber\.org|annualreviews\.org|jneurosci\.org"
    r"|bmj\.com|nejm\.org)\Z",
    re.I,
)
MEDIA_HOST = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|medium\.com|towardsdatascience\.com"
    r"|twitter\.com|x\.com|reddit\.com"
    r"|zhihu\.com|bilibili\.com|weixin\.qq\.com|slideshare\.net|slideslive\.com|kaggle\.com"
    r"|coursera\.org|udemy\.com|udacity\.com"
    r"|amazon\.com|wikipedia\.org|pypi\.org|discord\.gg|linkedin\.com|substack\.com|notion\.so"
    r"|facebook\.com)\Z",
    re.I,
)
VIDEO_HOST = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|bilibili\.com|slideslive\.com)\Z", re.I
)
BADGE_HOST = re.compile(
    r"(?:^|\.)(?:shields\.io|badge\.fury\.io|awesome\.re|badgen\.net|travis-ci\.\w+"
    r"|star-history\.com)\Z",
    re.I,
)
# https:  ·  //example.org  ·  #contents
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:|//|#", re.I)
PDF = re.compile(r"\.(?:pdf|ps|ps\.gz)\Z", re.I)

# Authors: …  ·  year:: 2017  ·  **Venue**: …
PROPERTY = re.compile(
    r"\A\W{0,6}(?P<name>authors?|by|years?|date|published(?: (?:in|at))?|publication(?: date)?"
    r"|venue|journal|conference|doi|arxiv|url|links?|paper"
    r"(?: link)?|pdf|code|github|project(?: page)?|website|homepage|keywords?|tags?|topics?|tl;?dr"
    r"|summary|comments?|notes?|abstract"
    r"|dataset|data|task|citekey|cite ?key|key|title|short name|contributions?|description"
    r"|highlights?)\s?[*_`]{0,3}\s?(?:::?|：)[*_`]{0,3}(?!//)\s?",
    re.I,
)

FURNITURE = re.compile(
    r"(?:table of )?contents?|toc|index|news|updates?|change ?log|what'?s new|latest"
    r"|recent updates|contribut\w*|how to .*|acknowledge?ments?"
    r"|licen[cs]e|citations?|citing.*|cite.*|bibtex|contact.*|contact us|star(?:gazers| history).*"
    r"|maintainers?|authors?|contributors?|sponsor\w*"
    r"|about(?: us| me| this.*)?|disclaimer|faq|pull requests?|reference format"
    r"|todo.*|support|team|feedback",
    re.I,
)
# Open-source software  ·  Courses and tutorials  ·  Tools for graphs, but not "Video captioning"
NOT_PAPERS = re.compile(
    r"(?:(?:.*[\s/&-])?(?:software|tools?|toolbox(?:es)?|toolkits?|librar(?:y|ies)|packages?"
    r"|frameworks?|code ?bases?|codes?|implementations?|repositor(?:y|ies)|repos|github|tutorials?"
    r"|courses?|classes|lectures?|blogs?|blog ?posts?|videos|talks?|slides|books?|textbooks?|datasets?"
    r"|data ?sets?|corpora|simulators?|websites?|web ?pages?|workshops?|newsletters?|podcasts?"
    r"|leaderboards?|open[- ]source.*|(?:other|related|similar|sibling|more) (?:awesome\b.*|lists?"
    r"|repos\w*|collections?|projects?|resources?))|(?:[\w-]+ )?(?:posts|data|platforms?|links"
    r"|projects|resources?|conferences?|events?|meetups?|people|communit(?:y|ies)|researchers?|labs?"
    r"|research groups?|news|demos?|competitions?|challenges|companies|jobs|apps?|products?"
    r"|summer schools?|seminars?|materials|misc(?:ellaneous)?|environments?|evaluation))(?:\s(?:for|of"
    r"|from|by|in|and|on|with|to|about|using)\b.*|\s?[&/,:(+👩].*)?",
    re.I,
)
PAPERS = re.compile(
    r"\b(?:papers?|publications?|articles?|literature|surveys?|reviews?|preprints?|thes[ei]s"
    r"|proceedings|bibliography|reading list)\b",
    re.I,
)
GENERIC = re.compile(
    r"(?:the |our |all |a )?"
    r"(?:(?:reading|paper|papers|must-?read|old|older|new|newer|early|earlier|latest|classic|full|complete|curated|main"
    r"|related|other|more|recent|relevant|selected|awesome|research|list|lists|of|on|key|published"
    r"|academic) ?)*"
    r"(?:papers?|publications?|articles?|literature|references?|bibliography|reading list"
    r"|paper list|works?|list|lists|resources?|others?|misc(?:ellaneous)?|collection)(?: list"
    r"| \(.*\))?",
    re.I,
)
# 2021  ·  2020 and before  ·  Pre-2017  ·  2014-2016  ·  Before 2018
PERIOD = re.compile(
    r"(?:in |before |pre-?|until |year |since |≤ ?|< ?)?(?:19|20)\d\d(?:s|\+)?(?:\s?(?:[-–—~/]|to"
    r"|and)\s?(?:(?:19|20)?\d\d|now|present|before|earlier|older|later|after))?",
    re.I,
)


def split_label(label: str) -> list[str]:
    """Return the words of a link's label in lowercase."""
    return [word for word in LABEL_SPLIT.split(label.strip(LABEL_EDGES).lower()) if word.strip(LABEL_EDGES)]


def is_label(label: str) -> bool:
    """Return whether a link's text says what it leads to, such as ``pdf`` and ``official code (tf)``."""
    words = [word.strip(LABEL_EDGES) for word in split_label(label)]
    if identify(label.strip(LABEL_EDGES)):
        return True
    if not words or len(words) > MOST_LABEL_WORDS:
        return not words
    if len(words) > 1 and words[0] in ("paper", "pdf", "arxiv", "code") and words[-1].isdigit():
        return True
    known = all(word in LABEL_WORDS or LABEL_NUMBER.fullmatch(word) for word in words)
    return known and (len(words) == 1 or not all(word in BESIDES or word.isdigit() for word in words))


def says_paper(label: str) -> bool:
    """Return whether a label says that its link leads to a paper, more than ``link`` does."""
    return is_label(label) and any(
        word.strip(LABEL_EDGES) in PAPER_WORDS - VAGUE_WORDS for word in split_label(label)
    )


def get_host(address: str) -> str:
    """Return the host of a web address in lowercase, or an empty text for anything else."""
    try:
        return (
            (urlsplit(address).hostname or "").lower()
            if address.lower().startswith(("http://", "https://"))
            else ""
        )
    except ValueError:
        return ""


def is_paper_address(address: str) -> bool:
    """Return whether an address looks like that of a paper."""
    host = get_host(address)
    if not host or BADGE_HOST.search(host):
        return False
    found = identify(address)
    return bool(found and found[0] != "url") or bool(PAPER_HOST.search(host))


def is_pdf(address: str) -> bool:
    """Return whether an address is that of a PDF outside code repositories."""
    return bool(PDF.search(address.partition("?")[0].partition("#")[0]))


def is_local_file(address: str) -> bool:
    """Return whether an address is that of a paper next to the list, such as ``papers/rye.pdf``."""
    return bool(address) and not SCHEME.match(address) and is_pdf(address)


def is_code_address(address: str) -> bool:
    """Return whether an address is that of a repository."""
    return bool(CODE_ADDRESS.match(address)) and not is_pdf(address)


def find_role(label: str, address: str) -> Role:
    """Return what a link leads to, by its label or else by its address."""
    host = get_host(address)
    if not host or BADGE_HOST.search(host):
        return ""
    words = [word.strip(LABEL_EDGES) for word in split_label(label)] if is_label(label) else []
    if any(word in CODE_WORDS for word in words) and not is_paper_address(address):
        return "code"
    if is_paper_address(address):
        return "paper"
    if found := next((role for role, known in MATERIAL_WORDS.items() if not known.isdisjoint(words)), None):
        return found
    if VIDEO_HOST.search(host):
        return "video"
    if any(word in OTHER_WORDS for word in words) or MEDIA_HOST.search(host):
        return "other"
    if is_code_address(address):
        return "code"
    if any(word in PROJECT_WORDS for word in words):
        return "project"
    if is_pdf(address) or any(word in PAPER_WORDS for word in words):
        return "paper"
    return "other"
