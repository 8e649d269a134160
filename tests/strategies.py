"""Made-up listings in every layout, with random furniture, order and wrapping, and hostile texts."""

from __future__ import annotations

import html
import json
import textwrap
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

WORDS = [
    "dough",
    "crumb",
    "crust",
    "oven",
    "yeast",
    "starter",
    "kneading",
    "proofing",
    "gluten",
    "hydration",
    "rye",
    "wheat",
    "spelt",
    "flour",
    "salt",
    "steam",
    "fermentation",
    "loaf",
    "baguette",
    "scoring",
    "temperature",
    "enzyme",
    "starch",
    "malt",
    "barley",
    "sourdough",
    "retarding",
    "folding",
    "shaping",
    "hearth",
    "browning",
    "aroma",
    "texture",
    "volume",
    "shelf",
    "staling",
    "freezing",
    "slicing",
    "method",
    "large",
    "small",
    "robust",
    "efficient",
    "adaptive",
    "sparse",
    "joint",
    "hierarchical",
    "temporal",
]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPICE = (
    "by 94% and 4.2x",
    "of 10^{19} grains",
    "(e.g., R\\&D)",
    "with ``seed dough''",
    "in [0, 1) hours",
    "at https://github.com/baker/crumb-lab",
    "see https://crumb.example.org/demo",
    'na\\"ive',
    "a < b & c",
    "the *best* one",
    "foo_bar_baz",
    "100times faster",
)
ORGANIZATIONS = (("flour-lab", "Flour Lab"), ("CrustU", "Crust University"), ("Ovenworks", "Ovenworks"))
YEAR = 2026
"""The year in which every made-up listing is saved."""


@dataclass(frozen=True)
class Made:
    """A made-up paper as a listing prints it."""

    arxiv: str
    title: str
    abstract: str
    author_count: int | None
    organization: tuple[str, str] | None
    published: tuple[int, int, int]
    comments: int | None
    upvotes: int | None

    @property
    def iso(self) -> str:
        return "{:04}-{:02}-{:02}".format(*self.published)

    @property
    def printed_date(self) -> str:
        year, month, day = self.published
        return f"{MONTHS[month - 1]} {day}" + ("" if year == YEAR else f", {year}")


def _sentence(random: Random) -> str:
    words = [random.choice(WORDS) for _ in range(random.randint(8, 22))]
    if random.random() < 0.4:
        words.insert(random.randint(2, len(words) - 1), random.choice(SPICE))
    return " ".join(words).capitalize() + random.choice(("", " (2021)")) + "."


def make(random: Random, *, number: int, bracketed: bool = True) -> Made:
    """Make one paper."""
    title = " ".join(random.choice(WORDS).capitalize() for _ in range(random.randint(2, 13)))
    title = f"{title} {number}"
    if random.random() < 0.4:
        title = f"{random.choice(WORDS).upper()}: {title}"
    if random.random() < 0.1:
        title += "?"
    abstract = " ".join(_sentence(random) for _ in range(random.randint(3, 9)))
    if not bracketed:
        abstract = abstract.replace("[", "(").replace("*", "")
    organization = random.choice(ORGANIZATIONS) if random.random() < 0.25 else None
    year = random.choice((YEAR, YEAR, 2025, 2019))
    return Made(
        arxiv=f"{random.randint(7, 26):02}{random.randint(1, 12):02}.{number:05}",
        title=title,
        abstract=abstract,
        author_count=None if organization else random.randint(1, 900),
        organization=organization,
        published=(year, random.randint(1, 12), random.randint(1, 28)),
        comments=random.randint(1, 99) if random.random() < 0.4 else None,
        upvotes=random.randint(1, 999) if random.random() < 0.7 else None,
    )


def listings(*, most: int = 6) -> st.SearchStrategy[tuple[Random, list[Made]]]:
    """Papers, and the random numbers to render them with."""

    def build(seed: int) -> tuple[Random, list[Made]]:
        random = Random(seed)
        return random, [make(random, number=n) for n in range(1, random.randint(1, most) + 1)]

    return st.integers(0, 2**32).map(build)


# ------------------------------------------------------------------------------------------- furniture

MENU = ("Models", "Datasets", "Spaces", "Docs", "Enterprise", "Pricing", "Log In", "Sign Up")
FOOTER = ("System theme", "Company", "TOS", "Privacy", "About", "Careers", "Website", "Models", "Docs")


def plain_head(random: Random) -> list[str]:
    lines = list(MENU) if random.random() < 0.3 else []
    lines += ["new"] if random.random() < 0.7 else []
    lines += ["Get trending papers in your email inbox once a day!"] if random.random() < 0.5 else []
    lines += ["Get trending papers in your email inbox!", "Subscribe"]
    lines += ["Daily Papers"] if random.random() < 0.5 else []
    lines += ["byAK and the research community"]
    lines += ["Daily", "Weekly", "Monthly"] if random.random() < 0.3 else []
    lines += [f"{random.choice(MONTHS)} {random.randint(1, 28)}"] if random.random() < 0.7 else []
    return lines


def note(random: Random) -> str:
    """Front matter or a tool's note that states the year; never empty."""
    address = "https://huggingface.co/papers?q=bread"
    return random.choice(
        (
            f"---\nurl: {address}\nretrieved: {YEAR}-10-02\ntitle: Daily Papers - Hugging Face\n---\n",
            f"# Web source\n\n- URL: {address}\n- Captured (UTC): {YEAR}-06-29T16:31:22+00:00\n\n",
            f'---\nsource_id: "fb9b"\ntitle: "Daily Papers"\nexported: {YEAR}-07-28\n---\n\n',
            f"Title: Daily Papers - Hugging Face\n\nURL Source: {address}\n\n"
            f"Published Time: {YEAR}-01-02T03:04:05Z\n\nMarkdown Content:\n",
        )
    )


# --------------------------------------------------------------------------------------------- layouts


def wrapped(random: Random, text: str) -> str:
    return textwrap.fill(text, random.randint(70, 120), break_long_words=False, break_on_hyphens=False)


def plain(random: Random, papers: list[Made], *, meta: bool, tight: bool = False, wrap: bool = False) -> str:
    """The page copied as text; ``tight`` without blank lines, ``wrap`` with wrapped lines."""
    blocks = plain_head(random)
    if tight:
        blocks = [block for block in blocks if block != "Subscribe"]
    for place, paper in enumerate(papers):
        title = ("Subscribe" if tight and place == 0 else "") + paper.title
        blocks += [title, wrapped(random, paper.abstract) if wrap else paper.abstract]
        if meta:
            who = " ".join(paper.organization) if paper.organization else f"  • {paper.author_count} authors"
            when = f"{MONTHS[paper.published[1] - 1]} {paper.published[2]}, {paper.published[0]}"
            when += f" {paper.comments}" if paper.comments else ""
            blocks.append("\n".join((who, "·", when)))
        if random.random() < 0.15:
            blocks.append(random.choice(FOOTER))
    blocks += random.choice(((), FOOTER))
    return ("\n" if tight else "\n\n").join(blocks) + random.choice(("", "\n"))


def _escaped(text: str) -> str:
    for sign in "\\[]*_":
        text = text.replace(sign, "\\" + sign)
    return text


def markdown(random: Random, papers: list[Made]) -> str:
    """Markdown written by a scraper."""
    site = "https://huggingface.co"
    blocks = [note(random) + "new", f"[Subscribe]({site}/login?next=%2Fpapers)", "# Daily Papers"]
    blocks += [f"## by [![]({site}/front/assets/papers-by.png)AK]({site}/akhaliq) and the research community"]
    blocks += ["- Daily\n- Weekly\n- Monthly", f"[Trending Papers]({site}/papers/trending)", "Oct 2"]
    for paper in papers:
        page = f"{site}/papers/{paper.arxiv}"
        abstract = _escaped(paper.abstract)
        if random.random() < 0.5:
            abstract = "\\\\\n".join(
                textwrap.wrap(abstract, 80, break_long_words=False, break_on_hyphens=False)
            )
        title = _escaped(paper.title)
        if random.random() < 0.3:
            title = title.replace(" ", "\\  ", 1)
        blocks.append(f"[{paper.upvotes or '-'}]({site}/login?next=%2Fpapers%2F{paper.arxiv})")
        blocks += [f"### [{title}]({page})", f"[{abstract}]({page})"]
        if paper.organization:
            account, name = paper.organization
            blocks.append(
                f"[![{account}](https://cdn-avatars.huggingface.co/v1/{account}.png){name}]({site}/{account})"
            )
        else:
            avatar = f"- ![]({site}/avatars/1515b197a71d150ddecaf7cd109ac84e.svg)\\\\\n" * random.randint(
                0, 2
            )
            blocks.append(f"[{avatar}- {paper.author_count} authors]({page})")
        comments = f"[{paper.comments}]({page}#community)" if paper.comments else ""
        blocks += ["·", paper.printed_date + comments]
    return "\n\n".join(blocks) + "\n"


def references(random: Random, papers: list[Made]) -> str:
    """Text with numbered links and wrapped lines."""
    site = "https://huggingface.co"
    links: list[str] = []

    def ref(address: str) -> str:
        links.append(address)
        return f"[{len(links)}]"

    out = [note(random), "```text", f"[[Hugging Face's logo] Hugging Face]{ref(site + '/')}"]
    out += [f"* [ {word} ]{ref(site + '/' + word.lower())}" for word in MENU[:6]]
    out += [f"* [Log In]{ref(site + '/login')}", "new", "", "Get trending papers in your email inbox!", ""]
    out += [f"[Subscribe]{ref(site + '/login?next=%2Fpapers')}", "", "# Daily Papers", ""]
    out += [
        f"## by[AK]{ref(site + '/akhaliq')} and the research community",
        "* Daily",
        "* Weekly",
        "",
        "Jun 29",
    ]
    for paper in papers:
        page = f"{site}/papers/{paper.arxiv}"
        out += ["[", str(paper.upvotes or "-"), f"]{ref(f'{site}/login?next=%2Fpapers%2F{paper.arxiv}')}", ""]
        out += [
            f"### [{paper.title}]{ref(page)}",
            "",
            "[",
            "",
            wrapped(random, paper.abstract),
            "",
            f"]{ref(page)}",
        ]
        if paper.organization:
            account, name = paper.organization
            out.append(f"[[{account}] {name}]{ref(f'{site}/{account}')}")
        else:
            out += ["[", f"* {paper.author_count} authors", f"]{ref(page)}"]
        out.append("·")
        comments = f" [ {paper.comments}]{ref(page + '#community')}" if paper.comments else ""
        out.append(paper.printed_date + comments)
    out += ["", *(f"[{number}]: {address}" for number, address in enumerate(links, 1)), "```", ""]
    return "\n".join(out)


def reader(random: Random, papers: list[Made]) -> str:
    """Reader-mode text with addresses on lines of their own."""
    site = "https://huggingface.co"
    blocks = [note(random) + "# Daily Papers - Hugging Face", "Daily Papers - Hugging Face"]
    for word in MENU:
        blocks += [word, f"{site}/{word.lower().replace(' ', '')}"]
    blocks += ["new", "Get trending papers in your email inbox!", "Subscribe", f"{site}/login?next=%2Fpapers"]
    blocks += ["Daily Papers", "by ", "AK", f"{site}/akhaliq", " and the research community", "bread crumbs"]
    blocks += ["Daily", "Weekly", "Monthly ", f"{site}/papers/trending", " ", "Mar 25"]
    for paper in papers:
        page = f"{site}/papers/{paper.arxiv}"
        blocks += [
            f" [-] {paper.upvotes or '-'}",
            f"{site}/login?next=%2Fpapers%2F{paper.arxiv}",
            paper.title,
            page,
        ]
        blocks += [paper.abstract, page]
        if paper.organization:
            account, name = paper.organization
            blocks += [" ", page, f" {name}", f"{site}/{account}"]
        else:
            blocks += ["[", f"{paper.author_count} authors]({page})"]
        blocks += ["·", paper.printed_date + " "]
        if paper.comments:
            blocks += [str(paper.comments), f"{page}#community"]
    return "\n\n".join(blocks) + "\n"


def trending(random: Random, papers: list[Made]) -> str:
    """The trending page: each entry twice, with stars of its repository."""
    out = [
        f"**URL:** https://paperswithcode.com\n**Retrieved:** {YEAR}-02-03\n**Page Title:** Trending Papers\n---"
    ]
    out += [
        "Get trending papers in your email inbox!",
        "## Trending Papers",
        "## by AK and the research community",
    ]
    for paper in papers:
        twin = [f"### {paper.title}", paper.abstract]
        tail = [f"- {paper.author_count} authors"] if paper.author_count else []
        tail.append(
            f"[LINK: GitHub {random.choice(('11.3k', '476', '1.32k'))}](https://github.com/mill/{paper.arxiv})"
        )
        twin.append("\n".join(tail))
        out += twin * 2
    return "\n\n".join(out) + "\n"


def page(random: Random, papers: list[Made], *, data: bool) -> str:
    """The saved HTML page, with or without its data."""
    out = ["<!DOCTYPE html>", "<html><head><title>Daily Papers - Hugging Face</title>"]
    out += ["<script>var x = '<h3>no paper</h3>';</script></head><body><header><nav>"]
    out += [f'<a href="/{word.lower()}">{word}</a>' for word in MENU]
    out += ["</nav></header><main>"]
    if data:
        props = {
            "dailyPapers": [
                {
                    "paper": {
                        "id": paper.arxiv,
                        "title": paper.title,
                        "summary": paper.abstract,
                        "authors": [{"name": f"Baker {n}"} for n in range(paper.author_count or 0)][:5],
                        "publishedAt": f"{paper.iso}T00:00:00.000Z",
                        "upvotes": paper.upvotes or 0,
                    },
                    "numComments": paper.comments or 0,
                }
                for paper in papers
            ]
        }
        value = html.escape(json.dumps(props))
        out.append(f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{value}">')
    out.append(
        '<h1>Daily Papers</h1><h2>by <a href="/akhaliq"><img alt="">AK</a> and the research community</h2>'
    )
    for paper in papers:
        address = random.choice(("", "https://huggingface.co")) + f"/papers/{paper.arxiv}"
        out.append(f'<article class="flex"><a href="{address}"><img src="/x.png" alt="thumb"></a>')
        out.append(
            f'<a href="/login?next=%2Fpapers%2F{paper.arxiv}"><svg></svg><div>{paper.upvotes or "-"}</div></a>'
        )
        out.append(f'<h3><a href="{address}" class="line-clamp-3">{html.escape(paper.title)}</a></h3>')
        out.append(f'<a href="{address}"><p>{html.escape(wrapped(random, paper.abstract))}</p></a>')
        if paper.organization:
            account, name = paper.organization
            out.append(f'<a href="/{account}"><img alt="{account}"><span>{name}</span></a>')
        else:
            out.append(
                f'<a href="{address}"><ul><li><img alt=""></li><li>{paper.author_count} authors</li></ul></a>'
            )
        out.append(f'<div>·</div><time datetime="{paper.iso}T10:00:00">{paper.printed_date}</time>')
        if paper.comments:
            out.append(f'<a href="{address}#community"><svg></svg>{paper.comments}</a>')
        out.append("</article>")
    out += ["</main><footer><a href='/privacy'>Privacy</a></footer></body></html>"]
    return "\n".join(out)


# --------------------------------------------------------------------------------------------- hostile

NASTY = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "{% include '/etc/passwd' %}",
    "!!python/object/apply:os.system ['id']", "&anchor *anchor", "---\ntitle: x\n---\n", "[x](javascript:alert(1))",
    "\u202eevil\u202c", "\u2066x\u2069", "\x00", "\x1b[31m", "\x07", "\ufeff", "\ud800", "\u2028", "../../etc/passwd",
    "| a | b |\n|---|---|", "```\n", "# ", "### [", "][1]", "](", "[1]: http://x", "• 4 authors", "·", "Jul 4, 2024 3",
    "Daily Papers\n", "Get trending papers in your email inbox!\n", "https://huggingface.co/papers/2410.05434",
    "@article{a,\n", "title = {", "}\n", "TY  - JOUR\n", "ER  - \n", "AU  - ", '[{"title": "', '"}]', '{"paper": {', "<feed>",
    "<entry><id>http://arxiv.org/abs/2410.05434</id>", "<opml>", "<outline text='", "arXiv:2410.05434", "10.1145/1",
    "\\\\", "\\", "$", "{", "}", "``", "''", "~", "^", "_", "%", "&amp;", "&#0;", "\r\n", "\r", "\t", " " * 300, "a" * 2000,
)  # fmt: skip


def hostile_texts() -> st.SearchStrategy[str]:
    """Texts of parts of all formats, in any order, and of anything else."""
    return st.lists(
        st.one_of(st.sampled_from(NASTY), st.text(max_size=30), st.sampled_from(WORDS), st.just("\n")),
        max_size=60,
    ).map("".join)


def hostile_bytes() -> st.SearchStrategy[bytes]:
    """The same in every encoding, and bytes that are not text."""
    encodings = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"))

    def encode(pair: tuple[str, str]) -> bytes:
        return pair[0].encode(pair[1], "replace")

    return st.one_of(st.tuples(hostile_texts(), encodings).map(encode), st.binary(max_size=200))


def mutations(seed: bytes, random: Random) -> bytes:
    """Return a sample with parts removed, repeated, copied or replaced."""
    data = bytearray(seed)
    for _ in range(random.randint(1, 8)):
        if not data:
            break
        at = random.randrange(len(data))
        length = random.choice((1, 2, 5, 20, 100, 1000))
        how = random.randrange(6)
        if how == 0:
            del data[at : at + length]
        elif how == 1:
            data[at:at] = data[at : at + length]
        elif how == 2:
            data[at : at + length] = random.choice(NASTY).encode("utf-8", "surrogatepass")
        elif how == 3:
            data[at] = random.randrange(256)
        elif how == 4:
            del data[at:]
        else:
            other = random.randrange(len(data))
            data[at:at] = data[other : other + length]
    return bytes(data)


def expected(paper: Made, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return what a reader must find of a made-up paper."""
    values = {
        "title": paper.title,
        "abstract": " ".join(paper.abstract.split()),
        "arxiv": paper.arxiv,
        "author_count": paper.author_count,
        "organization": paper.organization[1] if paper.organization else None,
        "organization_account": paper.organization[0] if paper.organization else None,
        "published": paper.iso,
        "comments": paper.comments,
        "upvotes": paper.upvotes,
    }
    return {field: values[field] for field in fields}
