"""A small made-up list with every difficult record we can think of, and hypothesis strategies for more."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from generator.model.catalog import Catalog, Site, VenueInfo
from generator.model.entry import Organization
from generator.model.history import Change
from generator.model.paper import Links, Paper
from generator.model.taxonomy import Group, Taxonomy, Topic

TOPICS = ("tea", "bread", "cheese")
SITE = Site(name="Kitchen papers & more", url="https://kitchen.example/list/", description="Bread <b>& tea")
TAXONOMY = Taxonomy(
    groups=(
        Group(
            id="drinks",
            title="Drinks",
            topics=(Topic(id="tea", title="Tea, green & black", scope="Everything that is brewed."),),
        ),
        Group(
            id="food",
            title="Food",
            topics=(
                Topic(id="bread", title="Bread", scope="Everything that is baked."),
                Topic(id="cheese", title="Cheese", scope="Still empty."),
            ),
        ),
    )
)
VENUES = (
    VenueInfo(name="Kneading Conference", type="conference"),
    VenueInfo(name="Journal of Crust & Crumb", type="journal"),
    VenueInfo(name="Workshop on Steam", type="workshop"),
    VenueInfo(name="arXiv", type="preprint"),
)


def catalog_of(*papers: Paper, site: Site = SITE, changes: tuple[Change, ...] = ()) -> Catalog:
    return Catalog(
        site=site,
        taxonomy=TAXONOMY,
        papers={paper.slug: paper for paper in papers},
        venues=VENUES,
        changes=changes,
    )


PAPERS = (
    Paper(
        slug="crust-forms-early",
        title="Crust Forms Early: 100% of $5 Loaves & the R&D_of #1 ~Ovens^2 {in} C:\\Ovens",
        authors=("Åsa Ünal", "Aäron van den Oord", "Martin Luther King Jr.", "Ludwig van Beethoven"),
        published="2019-08-30",
        venue="Kneading Conference",
        venue_year=2020,
        links=Links(
            arxiv="1908.11512",
            doi="10.1145/3357384.3357879",
            code=("https://code.example/crust_x", "https://code.example/b"),
            project="https://crust.example/~p?a=1&b=2#c%20d",
            openreview="B1x_%&",
        ),
        topics=("bread", "tea"),
        kind=("method",),
        tldr="Crusts come <early>, at 100% & with -- dashes.",
        abstract=(
            "First \"paragraph\", where a -- b --- c ''quoted`` and @article{x, y=1}.\n\n"
            "@second of it = {?} $x_1$."
        ),
        citation_key="unal2019crust",
        added="2026-01-05",
    ),
    Paper(
        slug="greek-steam",
        title="α-Steam → “Γ” and ∇f(x) ≤ ∞: Émile’s naïve Œuvre 🎉 from البيت to 王",
        authors=("王小明", "José García Márquez", "Jean d'Alembert", "Barnes and Noble", "Łukasz Žižek"),
        published="2021-03",
        venue="Journal of Crust & Crumb",
        links=Links(doi="10.1000/(sici)1097<aa>;2-#".replace("<", "(").replace(">", ")")),
        topics=("tea",),
        kind=("theory",),
        abstract="We study ε-steam.",
        citation_key="wangxiaoming2021steam",
        added="2026-02-01",
    ),
    Paper(
        slug="a-preprint",
        title="GNNs on k-NN Graphs: An ImageNet for Loaves?",
        authors=tuple(f"Given{number} Family{chr(97 + number)}" for number in range(25)),
        published="2022-12-01",
        links=Links(arxiv="2212.00001"),
        topics=("bread",),
        citation_key="familya2022gnns",
        added="2026-02-01",
    ),
    Paper(
        slug="by-an-organization",
        title="=SUM(A1:A9) Is Not a Title",
        organization=Organization(name="Bakers & Sons, Ltd.", account="bakers"),
        published="2023",
        topics=("bread",),
        tldr="+1 for spreadsheets.",
        citation_key="bakers2023sum",
        added="2026-02-03",
    ),
    Paper(
        slug="nobody-knows",
        title="</script><script>alert(1)</script> {{ 7*7 }} [x](javascript:1) *b*",
        author_count=12,
        links=Links(other="https://talk.example/x;y"),
        topics=("tea",),
        abstract="<img src=x onerror=alert(1)>",
        added="2026-02-03",
    ),
    Paper(
        slug="steamy-workshop",
        title="Steam by Night",
        authors=("Madonna",),
        venue="Workshop on Steam",
        venue_year=2018,
        topics=("tea",),
        citation_key="madonna2018steam",
        added="2026-02-03",
    ),
    Paper(
        slug="old-style",
        title="Old Ovens",
        authors=("Ann Old",),
        published="1999-01-02",
        venue="Gazette of Ovens",
        links=Links(arxiv="hep-th/9901001"),
        citation_key="old1999old",
        added="2026-02-04",
    ),
)


def sample() -> Catalog:
    return catalog_of(*PAPERS)


# what a record can contain after reading: no control characters, no surrogates, NFC
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs", "M"]),
    min_size=1,
    max_size=12,
)
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
NASTY = st.text(st.sampled_from("aB1 %&#_$\\~^{}<>|-'`\"@=,;:αü🎉م"), min_size=1, max_size=40)
TITLES = st.one_of(LINES, NASTY, st.builds(lambda a, b: f"{a} {b}", LINES, NASTY)).filter(lambda t: t.strip())
NAMES = st.lists(
    st.sampled_from(
        ["Ana", "van", "der", "O'Neil", "J.-L.", "Müller", "Jr.", "王", "de", "Łoś", "X", "d'Arc", "and"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
DATES = st.one_of(
    st.none(),
    st.integers(1990, 2030).map(str),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)).flatmap(
        lambda day: st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}"])
    ),
)


@st.composite
def papers(draw: st.DrawFn, slug: str = "a-paper") -> Paper:
    organization = draw(st.one_of(st.none(), LINES))
    authors = () if organization else tuple(draw(st.lists(NAMES, max_size=4)))
    return Paper(
        slug=slug,
        title=draw(TITLES),
        authors=authors,
        organization=Organization(name=organization) if organization else None,
        published=draw(DATES),
        venue=draw(st.sampled_from([None, *(venue.name for venue in VENUES), "Gazette_of {Ovens}"])),
        venue_year=draw(st.one_of(st.none(), st.integers(1990, 2030))),
        links=Links(
            arxiv=draw(st.sampled_from([None, "1908.11512", "hep-th/9901001"])),
            doi=draw(st.sampled_from([None, "10.1145/3357384.3357879", "10.1000/a_b%c{d"])),
            code=draw(
                st.sampled_from(
                    [(), ("https://c.example/a_b",), ("https://c.example/1", "https://c.example/2")]
                )
            ),
        ),
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        abstract=draw(st.one_of(st.just(""), TITLES, st.builds(lambda a, b: f"{a}\n\n{b}", TITLES, TITLES))),
        tldr=draw(st.one_of(st.none(), TITLES)),
        added="2026-01-01",
    )
