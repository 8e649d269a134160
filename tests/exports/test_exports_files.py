"""Every exported file is at its address and contains the right papers."""

from __future__ import annotations

import json

import pytest
from exports_samples import PAPERS, SITE, catalog_of, sample

from generator.exports import FORMATS, collect_references, paths
from generator.exports.files import export_files
from generator.model.catalog import Catalog
from generator.model.paper import Paper


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return export_files(sample())


def test_every_file_is_at_its_address(files: dict[str, bytes]) -> None:
    for extension in paths.LIST_EXTENSIONS:
        assert paths.list_file(extension) in files
        for topic in ("tea", "bread", "cheese"):
            assert paths.topic_file(topic, extension) in files
        for year in (2019, 2021, 2022, 2023, 2018, 1999, None):
            assert paths.year_file(year, extension) in files
    for paper in PAPERS:
        for extension in paths.PAPER_EXTENSIONS:
            assert paths.paper_file(paper.slug, extension) in files
    assert "exports/years/unknown.bib" in files
    assert paths.FEEDS_OPML in files
    assert list(files) == sorted(files)
    assert not any(part in ("", ".", "..") for path in files for part in path.split("/"))


def test_files_contain_the_papers_of_their_topic_or_year(files: dict[str, bytes]) -> None:
    references = collect_references(sample())
    tea = [references[slug] for slug in sorted(p.slug for p in PAPERS if "tea" in p.topics)]
    assert files["exports/topics/tea.bib"].decode() == FORMATS["bib"].write(tea)
    assert json.loads(files["exports/years/2019.json"])[0]["id"] == "unal2019crust"
    assert files["papers/old-style/old-style.bib"].decode() == FORMATS["bib"].write([references["old-style"]])
    assert len(json.loads(files["papers/old-style/old-style.json"])) == 1


def test_the_shards_contain_every_paper_in_every_format() -> None:
    many = {
        f"paper-{number}": Paper(slug=f"paper-{number}", title=f"Paper {number}", topics=("tea",))
        for number in range(120)
    }
    catalog = Catalog(site=SITE, taxonomy=sample().taxonomy, papers=many)
    files = export_files(catalog)
    index = json.loads(files[paths.CITE_INDEX])
    assert index["shards"] == 3
    for extension, format_ in index["formats"].items():
        entries: dict[str, str] = {}
        for shard in range(3):
            found = json.loads(files[paths.cite_shard(extension, shard, 3)])
            assert {paths.shard_of(slug, 3) for slug in found} <= {shard}
            entries |= found
        assert entries.keys() == many.keys()
        if extension in paths.LIST_EXTENSIONS:
            joined = format_["separator"].join(entries[slug] for slug in sorted(entries))
            text = f"{format_['head']}{joined}{format_['tail']}"
            assert (
                text.encode()
                == files[paths.list_file(extension)]
                == files[paths.topic_file("tea", extension)]
            )


def test_the_same_list_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert export_files(catalog_of(*reversed(PAPERS))) == files


def test_the_index_describes_every_format() -> None:
    index = json.loads(export_files(sample())[paths.CITE_INDEX])
    assert index["shards"] == 1
    assert list(index["formats"]) == ["bib", "ris", "json", "csv", "citation", "md"]
    assert index["formats"]["bib"] == {
        "name": "BibTeX",
        "mediaType": "application/x-bibtex",
        "head": "",
        "separator": "\n",
        "tail": "",
    }
    assert index["formats"]["citation"] == {
        "name": "Citations",
        "mediaType": "text/plain",
        "extension": "txt",
        "head": "",
        "separator": "\n",
        "tail": "\n",
    }
