"""BibTeX and biblatex: fields, names, dates, and broken entries."""

from __future__ import annotations

import pytest

from generator.model.entry import Entry
from generator.readers import ReadResult, decode, read


def read_text(text: str) -> ReadResult:
    return read(decode(text.encode(), name="x.bib"))


def list_problems(result: ReadResult) -> list[str]:
    return [str(problem) for problem in result.problems]


def read_one(**fields: str) -> Entry:
    body = ", ".join(f"{name} = {{{value}}}" for name, value in {"title": "Rye", **fields}.items())
    (entry,) = read_text(f"@article{{rye, {body}}}\n").entries
    return entry


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("{GPU} Ovens for {Rye and Oats}", "GPU Ovens for Rye and Oats"),
        (r"Na{\"\i}ve {B}read", "Naïve Bread"),
        (r"{\"O}zg{\"u}r and \'{e}clair", "Özgür and éclair"),
        (r"50% more, R\&D, a\_b, \$5", "50% more, R&D, a_b, $5"),
        (r"50% more na\"ive", "50% more naïve"),
        (r"$O(n^{2})$ ov{\'e}ns", r"$O(n^{2})$ ovéns"),
        ("10^{19} grains", "10^{19} grains"),
        ("``a'' -- b~c", "``a'' -- b~c"),
        (r"{\'e} ``a'' -- b~c", "é ``a'' -- b~c"),
        ("e{BERT} and t{e}st", "eBERT and t{e}st"),
        (r"{The {GNU} Way}", "The GNU Way"),
        (r"{\glqq}Brot{\grqq} und {\flqq}Pain{\frqq}", "„Brot“ und «Pain»"),
        (r"Fran{\ocirc{u}} and {\polhk{a}}", "Franů and ą"),
    ],
)
def test_latex_in_titles_becomes_unicode(printed: str, shown: str) -> None:
    assert read_one(title=printed).title == shown


def test_authors_separated_by_commas_are_reported() -> None:
    result = read_text("@article{a, title={Rye},\n author={Ann Lee, Bo Kim, Cy Young}}\n")
    assert list_problems(result) == [
        "x.bib:2: expected names separated by 'and', each with at most two commas"
        " (got 'Ann Lee, Bo Kim, Cy Young')"
    ]


def test_a_subtitle_stands_for_a_missing_title() -> None:
    assert read_one(title="", subtitle="A Study").title == "A Study"


def test_a_description_replaces_a_missing_title() -> None:
    assert read_one(title="", titleaddon="Unpublished data on {Rye}").title == "Unpublished data on Rye"


def test_an_entry_with_only_a_crossref_is_the_paper_it_refers_to() -> None:
    result = read_text(
        "@article{short, crossref = {rye}}\n@article{rye, title = {Rye}, author = {Bo Lee}, year = 2020}\n"
    )
    assert [(e.title, e.authors, e.published, e.key) for e in result.entries] == [
        ("Rye", ("Bo Lee",), "2020", "short"),
        ("Rye", ("Bo Lee",), "2020", "rye"),
    ]


def test_a_part_of_a_book_has_its_authors() -> None:
    result = read_text(
        "@inbook{a, title = {Rye}, crossref = {b}}\n@mvbook{b, title = {Bread}, author = {Bo Lee}}\n"
    )
    assert [(e.title, e.authors) for e in result.entries] == [("Rye", ("Bo Lee",)), ("Bread", ("Bo Lee",))]


def test_a_subtitle_follows_the_title() -> None:
    assert read_one(title="Rye", subtitle="A Study").title == "Rye: A Study"


@pytest.mark.parametrize(
    ("printed", "names", "organization"),
    [
        ("Lee, Ann and Bo Kim", ("Ann Lee", "Bo Kim"), None),
        ("van der Brood, Jan and Smith, Jr., Sam", ("Jan van der Brood", "Sam Smith Jr."), None),
        (r"Erd\H{o}s, P{\'a}l and others", ("Pál Erdős",), None),
        (r"Bo Lee and \'Ad\'am Kov\'acs and \L{}ukasz Kim", ("Bo Lee", "Ádám Kovács", "Łukasz Kim"), None),
        (r"Mu\~noz, Jos\'e and {\O}st, Bo", ("José Muñoz", "Bo Øst"), None),
        ("Lee, Ann~B. and Bo~Kim", ("Ann B. Lee", "Bo Kim"), None),
        (
            "family=Oord, given=Aaron, prefix=van den, useprefix=true and Bo Lee",
            ("Aaron van den Oord", "Bo Lee"),
            None,
        ),
        ("given={Jo, Ann}, family={Rye and Oats}, suffix=Jr.", ("Jo, Ann Rye and Oats Jr.",), None),
        (r"Kr{\"a}u$\beta$lich, J and Pakul{$\not$}a, K", ("J Kräuβlich", "K Pakul̸a"), None),
        (r"D\\'ecoret, X and Swe{\\i}g, S and M{\\'u}ller, J", ("X Décoret", "S Sweıg", "J Múller"), None),
        ("Lee, Ann, Jr. and Kim, III, Bo", ("Ann Lee Jr.", "Bo Kim III"), None),
        ("S{hih-Lien} Lu and Kim, B{o}", ("Shih-Lien Lu", "Bo Kim"), None),
        ("{Flour Lab}", (), "Flour Lab"),
        ("{Flour Lab} and Lee, Ann", ("Flour Lab", "Ann Lee"), None),
        ("", (), None),
    ],
)
def test_authors_are_names_in_printed_order(
    printed: str, names: tuple[str, ...], organization: str | None
) -> None:
    entry = read_one(author=printed)
    assert (entry.authors, entry.organization) == (names, organization)


@pytest.mark.parametrize(
    ("fields", "published", "venue_year"),
    [
        ({"year": "2024"}, "2024", None),
        ({"year": "2024", "month": "jul"}, "2024-07", None),
        ({"year": "2024", "month": "4 July"}, "2024-07-04", None),
        ({"year": "2024", "month": "7", "day": "4"}, "2024-07-04", None),
        ({"date": "2024-07-04/2024-07-06"}, "2024-07-04", None),
        ({"date": "2024-02-30"}, "2024-02", None),
        ({"year": "in press"}, None, None),
        ({"year": "2024", "journal": "Bread Letters"}, None, 2024),
        ({"year": "2024", "month": "jul", "journal": "Bread Letters"}, "2024-07", 2024),
        ({"year": "2024", "published": "2023-05-01", "journal": "Bread Letters"}, "2023-05-01", 2024),
    ],
)
def test_the_cited_year_is_that_of_the_venue_if_there_is_one(
    fields: dict[str, str], published: str | None, venue_year: int | None
) -> None:
    entry = read_one(**fields)
    assert (entry.published, entry.venue_year) == (published, venue_year)


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"journal": "Bread Letters"}, "Bread Letters"),
        ({"journal": "arXiv preprint arXiv:2401.00001"}, None),
        ({"journal": "arXiv:2401.00001 [cs]"}, None),
        ({"journaltitle": "arXiv:2401.00001 [cs, stat]"}, None),
        ({"journal": "Bread Letters", "booktitle": "Proc. of Bread"}, "Bread Letters"),
        ({"journal": r"\apj"}, "Astrophysical Journal"),
        ({"journal": "CoRR", "booktitle": "Proc. of Bread"}, "Proc. of Bread"),
        ({"howpublished": r"\url{https://bread.example.org}"}, None),
        ({"howpublished": "Online"}, None),
    ],
)
def test_a_preprint_server_or_an_address_is_not_a_venue(fields: dict[str, str], venue: str | None) -> None:
    assert read_one(**fields).venue == venue


@pytest.mark.parametrize(
    "fields",
    [
        {"eprint": "2401.00001v2", "archiveprefix": "arXiv"},
        {"eprint": "2401.00001"},
        {"journal": "arXiv preprint arXiv:2401.00001"},
        {"journaltitle": "arXiv:2401.00001 [cs]"},
        {"url": "https://arxiv.org/pdf/2401.00001v2.pdf"},
        {"url": r"\url{https://arxiv.org/abs/2401.00001}"},
        {"doi": "10.48550/arXiv.2401.00001"},
        {"note": "arXiv: 2401.00001 [cs]"},
        {"howpublished": r"\url{https://arxiv.org/abs/2401.00001}"},
    ],
    ids=str,
)
def test_an_arxiv_identifier_is_found_in_any_field(fields: dict[str, str]) -> None:
    entry = read_one(**fields)
    assert (entry.arxiv, entry.doi) == ("2401.00001", None)


def test_an_eprint_of_another_archive_is_not_an_arxiv_identifier() -> None:
    assert read_one(eprint="2401.00001", eprinttype="pubmed").arxiv is None


def test_other_identifiers_and_links_are_found() -> None:
    entry = read_one(
        doi=r"10.1145/A\_b",
        url="https://openreview.net/forum?id=8-8k3okjpY",
        code="https://github.com/a/b https://github.com/c/d",
        note="Project: https://rye.example.org\nCode: https://github.com/e/f",
        abstract="See https://github.com/g/h.",
        authorcount="7",
        slides="https://rye.example.org/slides",
        video="talk.mp4",
        poster=r"https://rye.example.org/poster\_1.pdf",
        pdf="https://openreview.net/pdf?id=8-8k3okjpY",
    )
    assert (entry.slides, entry.video) == (("https://rye.example.org/slides",), ())
    assert (entry.poster, entry.pdf) == (("https://rye.example.org/poster_1.pdf",), ())
    assert (entry.doi, entry.openreview, entry.author_count) == ("10.1145/a_b", "8-8k3okjpY", 7)
    assert entry.code == tuple(f"https://github.com/{path}" for path in ("a/b", "c/d", "e/f", "g/h"))
    assert entry.project == ("https://rye.example.org",)


def test_a_doi_can_be_given_as_an_address_or_in_a_note() -> None:
    assert read_one(url="https://doi.org/10.1145/1").doi == "10.1145/1"
    assert read_one(note="DOI: 10.1145/1").doi == "10.1145/1"


def test_html_in_titles_and_abstracts_is_removed() -> None:
    entry = read_one(title="<i>k</i>-means of CO<sub>2</sub> &amp; x<sup>2</sup>", abstract="<p>One</p>")
    assert (entry.title, entry.abstract) == ("k-means of CO_{2} & x^{2}", "One")


def test_broken_entries_do_not_affect_their_neighbors() -> None:
    result = read_text(
        "% a comment\n@article{a, title={Rye}}\n\n@article{b, title={Oats}\n\n@article{c, title={Spelt}}\n"
        "stray text\n"
    )
    assert [(entry.title, entry.line) for entry in result.entries] == [("Rye", 2), ("Oats", 4), ("Spelt", 6)]
    assert list_problems(result) == [
        "x.bib:4: expected '}' at the end of 'b' (got the next entry; read as if closed)",
        "x.bib:7: expected a BibTeX entry (got 'stray text')",
    ]


def test_repeated_keys_and_fields_are_read_once() -> None:
    result = read_text(
        '@article{a, title="Rye", title={Oats}}\n@article{a, title = "Spelt", year = "2020"}\n'
    )
    assert [(entry.title, entry.published) for entry in result.entries] == [("Rye", None), ("Spelt", "2020")]
    assert [str(problem) for problem in result.problems] == [
        "x.bib:1: expected each field once (got 'title' again in 'a'; the first one counts)"
    ]


def test_repeated_author_fields_are_joined() -> None:
    result = read_text("@article{a, title={Rye}, author={Bo Lee}, author={Kim, C}}\n")
    assert [entry.authors for entry in result.entries] == [("Bo Lee", "C Kim")]


def test_an_entry_without_a_title_is_reported() -> None:
    result = read_text("@article{a, year={2020}}\n")
    assert [str(problem) for problem in result.problems] == ["x.bib:1: expected a title (got '')"]


def test_a_broken_entry_is_reported_once() -> None:
    result = read_text('@string{b "Kneading"}\n@article{c, title={Spelt}}\n')
    assert [entry.title for entry in result.entries] == ["Spelt"]
    assert [problem.place.line for problem in result.problems if problem.place] == [1]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("{Rye", "Rye"),
        ("{Rye {B}read", "Rye Bread"),
        (r"{Taylor {{\&} Francis}", "Taylor & Francis"),
        ('"Rye', "Rye"),
    ],
)
def test_an_unterminated_value_ends_before_the_next_field(printed: str, title: str) -> None:
    result = read_text(
        f"@article{{a,\n  title = {printed},\n  year = {{2020}}\n}}\n@article{{b, title={{Oats}}}}\n"
    )
    assert [(entry.title, entry.published) for entry in result.entries] == [(title, "2020"), ("Oats", None)]
    assert list_problems(result) == [
        "x.bib:2: expected a brace or quote at the end of 'title' (got the next field; read as if closed)"
    ]


def test_an_unterminated_last_value_costs_only_its_own_entry() -> None:
    result = read_text("@article{a,\n  year = {2020},\n  title = {{Rye\n}\n@article{b, title={Oats}}\n")
    assert [entry.title for entry in result.entries] == ["Oats"]
    (problem,) = list_problems(result)
    assert problem.startswith("x.bib:1: expected a BibTeX entry (got '@article{a, year = {2020},")
    assert problem.endswith("the value of 'title' on line 3 has no end: add its closing brace or quote)")


def test_an_escaped_brace_before_the_end_of_a_value_is_text() -> None:
    result = read_text("@article{a,\n  title = {Rye \\}},\n  year = 2020\n}\n")
    assert [(entry.title, entry.published) for entry in result.entries] == [("Rye }", "2020")]
    assert list_problems(result) == []


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("title = {Rye}\n year = 2020,\n author = {Bo Lee}", 2),
        ('title = "Rye",\n year = "2020"\n author = "Bo Lee"', 3),
        ("title = {Rye}, year = 2020 author = {Bo Lee}", 1),
    ],
)
def test_a_missing_comma_is_reported_and_costs_no_field(fields: str, line: int) -> None:
    result = read_text(f"@article{{a, {fields}\n}}\n")
    (entry,) = result.entries
    assert (entry.title, entry.authors, entry.published) == ("Rye", ("Bo Lee",), "2020")
    (problem,) = list_problems(result)
    assert problem.startswith(f"x.bib:{line}: expected a comma before ")


def test_what_is_not_a_field_is_reported_and_costs_only_itself() -> None:
    result = read_text('@article{a,\n title = "Rye, "so called" bread",\n year = 2020\n}\n')
    assert [entry.published for entry in result.entries] == ["2020"]
    (problem,) = list_problems(result)
    assert problem.startswith("x.bib:2: expected a field such as 'year = {2020}' in 'a' (got 'so called")


@pytest.mark.parametrize(
    "text",
    [
        "@article\n{\n  rye ,\n  title = {Rye} }",
        "@article{title = {Rye}}",
        "@article{,title = {Rye}}",
        "@ARTICLE{Lee (2020), title = {Rye}}",
        "@article{Lee and Kim 2020, title = {Rye}}",
        "@article(rye, title = {Rye})",
        "@article{a}\n@article{rye\n title = {Rye}}",
        "@article{rye, % flour\n title = {Rye} % bread\n}",
        "@article{a}@article{b, title = {Rye}}",
        "@online{rye, date+an = {=x}, call number = {3}, title = {Rye}}",
    ],
)
def test_entries_of_other_programs_are_read(text: str) -> None:
    assert [entry.title for entry in read_text(text).entries] == ["Rye"]


def test_values_are_joined_and_names_of_strings_replaced() -> None:
    result = read_text(
        '@string{pob = "Proc. of Bread"}\n'
        "@String(vol = {, vol. } # 3)\n"
        '@inproceedings{a, title = "Rye " # {and Oats}, author = "Bo Lee" # " and C Kim",\n'
        "  booktitle = POB # vol, month = 4 # {~} # jul, year = 2020}\n"
        "@article{b, title = {Spelt}, journal = jacm, month = sep, year = 2021}\n"
        "@article{c, title = {Teff}, journal = flour, year = 2021}\n"
    )
    assert [(e.title, e.authors, e.venue, e.published) for e in result.entries] == [
        ("Rye and Oats", ("Bo Lee", "C Kim"), "Proc. of Bread, vol. 3", "2020-07-04"),
        ("Spelt", (), "Journal of the ACM", "2021-09"),
        ("Teff", (), "flour", None),
    ]
    assert list_problems(result) == [
        "x.bib:6: expected the name of a string defined above, or text in braces (got 'flour', kept as it is)"
    ]


def test_strings_cannot_fill_the_memory() -> None:
    doubling = "@string{a = {xxxxxxxxxx}}\n" + "@string{a = a # a}\n" * 60
    result = read_text(f"{doubling}@article{{b, title = {{Rye}}, journal = a}}\n")
    assert [entry.title for entry in result.entries] == ["Rye"]
    assert list_problems(result)[0].endswith(
        "expected names of strings for at most 5,000,000 characters in a file (got 'a', kept as it is)"
    )


@pytest.mark.parametrize("comment", ["@comment{@article{x, title={Oats}}}", "@comment{ never closed"])
def test_comments_are_passed_over(comment: str) -> None:
    assert [entry.title for entry in read_text(f"{comment}\n@article{{a, title={{Rye}}}}\n").entries] == [
        "Rye"
    ]


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"year": "{2018}"}, "2018"),
        ({"year": "published online 2020"}, "2020"),
        ({"year": "{2018}", "month": "{jul}"}, "2018-07"),
        ({"date": "{2018-07}"}, "2018-07"),
    ],
)
def test_a_year_is_found_within_braces_and_words(fields: dict[str, str], date: str) -> None:
    assert read_one(**fields).published == date


def test_a_year_that_is_none_is_reported() -> None:
    result = read_text("@article{a, title={Rye},\n year={in press}}\n")
    assert list_problems(result) == ["x.bib:2: expected a year (got 'in press'; left out)"]


def test_papers_inherit_from_their_volumes_which_are_no_papers() -> None:
    result = read_text(
        "@inproceedings{a, title={Rye}, crossref={Vol}}\n"
        "@inproceedings{b, title={Oats}, crossref={vol}, year={2019}}\n"
        "@article{c, title={Teff}, crossref={per}}\n"
        "@article{d, title={Spelt}, xdata={data, none}}\n"
        "@proceedings{vol, title={Proc. of Bread}, date={2020-07}, doi={10.1/x}, editor={Bo Lee}}\n"
        "@periodical{per, title={Bread Letters}, year={2021}}\n"
        "@xdata{data, author={Ann Lee}, journal={Flour}, year={2022}}\n"
        "@proceedings{other, title={Proc. of Cake}}\n"
    )
    assert [(e.title, e.venue, e.venue_year, e.authors, e.doi) for e in result.entries] == [
        ("Rye", "Proc. of Bread", 2020, (), None),
        ("Oats", "Proc. of Bread", 2019, (), None),
        ("Teff", "Bread Letters", 2021, (), None),
        ("Spelt", "Flour", 2022, ("Ann Lee",), None),
    ]
    assert list_problems(result) == [
        "x.bib:4: expected the key of an entry in this file in 'xdata' (got 'none')",
        "x.bib:8: expected a paper (got @proceedings, a volume of papers; left out)",
    ]


def test_entries_that_inherit_from_each_other_are_read() -> None:
    result = read_text(
        "@inbook{a, title={Rye}, crossref={b}}\n@book{b, title={Oats}, crossref={a}, year=2020}\n"
    )
    assert [(e.title, e.venue) for e in result.entries] == [("Rye", "Oats"), ("Oats", None)]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (r"Meet \texttt{ryeBERT}", "Meet ryeBERT"),
        (r"\textsf{A} \mbox{b c} \textup{D} \textmd{e}", "A b c D e"),
        (r"\texttt{a \textbf{b}} {\texttt{c}}", "a b c"),
        (r"{\LaTeX} and \TeX{}", "LaTeX and TeX"),
        (r"rye\slash oats", "rye/oats"),
        (r"\textless a\textgreater{} b\textunderscore{}c", "<a> b_c"),
        (r"\S{} 3, \pounds5 {\textbar} x", "§ 3, £5 | x"),
        (r"\href{https://rye.example.org}{Rye}", "Rye"),
        (r"\enquote{Rye} \noopsort{1973b}Oats", "“Rye” Oats"),
        (r"H\textsubscript{2}O", "H_{2}O"),
    ],
)
def test_macros_keep_what_they_print(printed: str, shown: str) -> None:
    result = read_text(f"@article{{a, title={{{printed}}}}}\n")
    assert [entry.title for entry in result.entries] == [shown]
    assert result.problems == ()


def test_a_macro_of_unknown_meaning_keeps_its_argument_and_is_reported() -> None:
    result = read_text("@article{a,\n title={The \\crust{rye} of bread}}\n")
    assert [entry.title for entry in result.entries] == ["The rye of bread"]
    assert list_problems(result) == [
        r"x.bib:2: expected a LaTeX macro with a known meaning in 'title' (got \crust; its argument is kept)"
    ]


def test_jabref_groups_become_tags_with_the_groups_that_contain_them() -> None:
    result = read_text(
        r"""@article{a, title={Rye}, groups={Sour, Unlisted}}
@article{b, title={Oats}}
@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Bread / Cake\;0\;1\;0x8a8a8aff\;\;\;;
2 StaticGroup:Sour\;0\;1\;\;\;\;;
1 StaticGroup:Soup\;0\;1\;\;\;\;;
}
"""
    )
    assert [entry.tags for entry in result.entries] == [("Bread/Cake / Sour", "Unlisted"), ()]
    assert result.problems == ()


def test_zotero_collections_become_tags() -> None:
    result = read_text(
        r"""@article{a, title={Rye}, keywords={dough}}
@article{B, title={Oats}}
@comment{jabref-meta: groupsversion:3;}
@comment{jabref-meta: groupstree:
0 AllEntriesGroup:;
1 ExplicitGroup:Bread\;0\;b\;;
2 ExplicitGroup:So
ur\;0\;a\;b\;;
;
}
"""
    )
    assert [entry.tags for entry in result.entries] == [("dough", "Bread / Sour"), ("Bread", "Bread / Sour")]


@pytest.mark.parametrize(
    ("printed", "title", "status"),
    [
        ("RETRACTED ARTICLE: Rye at Scale", "Rye at Scale", "retracted"),
        ("Retracted: Rye at Scale", "Rye at Scale", "retracted"),
        ("[WITHDRAWN]: Rye at Scale", "Rye at Scale", "withdrawn"),
        ("Retracted papers about rye: a survey", "Retracted papers about rye: a survey", None),
        ("Retracted:", "Retracted:", None),
    ],
)
def test_a_title_marked_as_retracted_gives_the_status(printed: str, title: str, status: str | None) -> None:
    entry = read_one(title=printed)
    assert (entry.title, entry.status) == (title, status)
