"""Preprint servers, recognized by the names and DOIs they give."""

import re

# arXiv, CoRR, bioRxiv, arXiv preprint arXiv:2401.00001
PREPRINT_VENUE = re.compile(
    r"\b(?:(?:ar|bio|med|chem|tech|psy|soc|edu|eng|vi)[a-z]{0,3}xiv|corr|ssrn"
    r"|preprints?|pre-print|research square|openreview|zenodo|hal)\b",
    re.I,
)
# arXiv preprint arXiv:2410.05434, arXiv, CoRR, arXiv.org, arXiv:2410.05434 [cs]
ARXIV_VENUE = re.compile(
    r"(?:arxiv(?:\.org)?(?: e-?prints?| preprints?)?|corr|preprint)"
    r"(?:[ ,:]*(?:abs/|arxiv:)?\s*[\w./-]+)?(?:\s*\[[^\]]*\])?\Z",
    re.I,
)
# 10.1101/2020.03.03.975524 (bioRxiv), 10.2139/ssrn.3750000, 10.21203/rs.3.rs-1, 10.5281/zenodo.1
PREPRINT_DOI = re.compile(
    r"10\.(?:48550/|1101/|2139/ssrn|21203/rs|26434/|36227/|31234/|31219/|20944/preprints|5281/zenodo)", re.I
)


def is_preprint_venue(venue: str | None) -> bool:
    """Return whether ``venue`` is a preprint server rather than a conference or journal."""
    return bool(venue and PREPRINT_VENUE.search(venue))


def is_publication_venue(venue: str | None) -> bool:
    """Return whether ``venue`` is where works are published: neither empty nor a preprint server."""
    return bool(venue) and not is_preprint_venue(venue)


def is_arxiv_venue(venue: str) -> bool:
    """Return whether ``venue`` says no more than an arXiv identifier does, so that readers drop it.

    Other preprint servers are kept: a record has no field for their identifiers.
    """
    return len(venue) <= 200 and bool(ARXIV_VENUE.match(venue.strip()))


def is_preprint_doi(doi: str) -> bool:
    """Return whether a preprint server assigned ``doi``."""
    return bool(PREPRINT_DOI.match(doi))
