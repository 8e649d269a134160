"""Every exported file is at its address and contains the right papers."""

from __future__ import annotations

import json
import zlib

import pytest
from exports_samples import PAPERS, SITE, TAXONOMY, catalog_of, sample

from generator.exports import FORMATS, collect_references, paths
from generator.exports.files import Exports
from generator.model.catalog import Catalog
from generator.model.paper import Paper


def make_all(catalog: Catalog) -> dict[str, bytes]:
    return dict(Exports(catalog, collect_references(catalog)).make_all())


def list_of(count: int) -> Catalog:
    papers = {
        f"p-{number}": Paper(slug=f"p-{number}", title=f"№ {number}", topics=("tea",))
        for number in range(count)
    }
    return Catalog(site=SITE, taxonomy=TAXONOMY, papers=papers)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return make_all(sample())


def test_every_file_is_at_its_address(files: dict[str, bytes]) -> None:
    for extension in ("bib", "ris", "json", "csv"):
        assert f"exports/all.{extension}" in files
    for topic in ("tea", "bread", "cheese"):
        assert f"exports/topics/{topic}.bib" in files
        assert f"feeds/{topic}.xml" in files
    for year in (2019, 2021, 2022, 2023, 2018, 1999, "unknown"):
        assert f"exports/years/{year}.bib" in files
    for paper in PAPERS:
        assert f"papers/{paper.slug}/{paper.slug}.bib" in files
    assert {"feed.xml", "feeds.opml"} <= files.keys()
    assert not any(part in ("", ".", "..") for path in files for part in path.split("/"))


@pytest.mark.parametrize("catalog", [sample(), list_of(0), list_of(60)])
def test_the_files_are_known_before_they_are_made_and_can_be_made_alone(catalog: Catalog) -> None:
    exports = Exports(catalog, collect_references(catalog))
    made = make_all(catalog)
    assert len(exports.paths) == len(made)
    assert {path: exports.make(path) for path in exports.paths} == made


def test_files_contain_the_papers_of_their_topic_or_year(files: dict[str, bytes]) -> None:
    references = collect_references(sample())
    tea = [references[slug] for slug in sorted(p.slug for p in PAPERS if "tea" in p.topics)]
    assert files["exports/topics/tea.bib"].decode() == FORMATS["bib"].write(tea)
    assert "@inproceedings{unal2019crust," in files["exports/years/2019.bib"].decode()
    assert files["papers/old-style/old-style.bib"].decode() == FORMATS["bib"].write([references["old-style"]])
    for extension in ("bib", "ris", "json", "csv"):
        assert files[f"exports/all.{extension}"].decode() == FORMATS[extension].write(references.values())


def test_files_of_a_list_without_papers_can_be_read() -> None:
    files = make_all(list_of(0))
    assert json.loads(files["exports/all.json"]) == []
    assert files["exports/all.csv"].decode() == FORMATS["csv"].write([])
    assert json.loads(files["assets/data/cite/index.json"]) == {"shards": []}


def test_a_large_list_has_no_file_for_each_paper_and_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_PAPERS_WITH_FILES", len(PAPERS) - 1)
    files = make_all(sample())
    assert not any(path.startswith(("papers/", "exports/years/")) for path in files)
    assert {"exports/all.bib", "exports/topics/tea.bib"} <= files.keys()


def test_the_shards_contain_every_paper_in_every_format() -> None:
    catalog = list_of(60)
    files = make_all(catalog)
    firsts = json.loads(files["assets/data/cite/index.json"])["shards"]
    shards = [json.loads(zlib.decompress(files[paths.cite_shard(number, 3)])) for number in range(3)]
    assert [next(iter(shard)) for shard in shards] == firsts
    entries = {slug: formats for shard in shards for slug, formats in shard.items()}
    assert list(entries) == sorted(catalog.papers)
    references = collect_references(catalog)
    for id_, format_ in FORMATS.items():
        written = {slug: format_.write_entry(reference) for slug, reference in references.items()}
        assert {slug: formats[id_] for slug, formats in entries.items()} == written


def test_the_groups_name_the_papers_of_each_topic_and_year(files: dict[str, bytes]) -> None:
    groups = json.loads(zlib.decompress(files["assets/data/cite/groups.bin"]))
    assert set(groups["topics/tea"]) == {paper.slug for paper in PAPERS if "tea" in paper.topics}
    assert groups["topics/cheese"] == []
    assert groups["years/2019"] == ["crust-forms-early"]
    assert "nobody-knows" in groups["years/unknown"]


def test_the_same_list_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert make_all(catalog_of(*reversed(PAPERS))) == files


def test_browsers_learn_every_format(files: dict[str, bytes]) -> None:
    script = files["assets/data/cite/formats.js"].decode()
    formats = json.loads(script[script.index("{") : script.rindex("}") + 1])
    assert list(formats) == ["bib", "ris", "json", "csv", "citation", "md"]
    assert formats["citation"] == {
        "name": "Citations",
        "one": "Citation",
        "extension": "txt",
        "mediaType": "text/plain",
        "head": "",
        "separator": "\n",
        "tail": "\n",
        "copy": "citation",
    }
    assert formats["bib"]["copy"] == "bib-copy"


def test_entries_to_copy_are_shorter_than_those_in_files(files: dict[str, bytes]) -> None:
    (shard,) = (content for path, content in files.items() if path.endswith("0.bin"))
    entries = json.loads(zlib.decompress(shard))["crust-forms-early"]
    assert "abstract = {" in entries["bib"]
    assert "abstract = {" not in entries["bib-copy"]
