"""The list that the browser tests read: the made-up one on baking bread, with sixty more papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from lists import make_list, own_config
from page_kinds import list_addresses
from serving import BASE, ServedSite, build_site, serve_site
from slugify import slugify

from generator.model.catalog import Catalog
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

VERBS = ("Measuring", "Predicting", "Comparing", "Controlling", "Explaining")
QUANTITIES = ("Fermentation Temperature", "Gluten Development", "Enzyme Activity", "Hydration Kinetics")
PLACES = ("Whole-Grain Doughs", "Commercial Bakeries", "Sourdough Starters")
AUTHORS = ("Ada Krume", "José Šauer Teig", "Mina Kruste", "Otto Mehl", "Rosa Roggen")
TOPICS = ("sourdough", "flour-milling", "oven-crust")
KINDS = ("method", "system", "theory", "empirical study", "benchmark or dataset", "survey")

READ_FIRST = """    read_first:
    - title: The Gluten Network
      authors: [Ada Krume, et al.]
      year: 1907
      doi: 10.1000/gluten
      why: Every paper here takes its network for granted.
"""


def describe_paper(number: int, verb: str, quantity: str, place: str) -> dict[str, Any]:
    """Return the record of a made-up paper. Facts vary with `number`: some have no code, venue or date."""
    year, month = 2010 + number % 15, 1 + number % 12
    links = {"arxiv": f"{year % 100:02}{month:02}.98{number:03}"}
    if number % 4:
        links["code"] = f"https://github.com/crumb-lab/paper-{number}"
    record = {
        "title": f"{verb} {quantity} in {place}",
        "authors": list(AUTHORS[: 1 + number % 5]),
        "links": links,
        "topics": [TOPICS[number % 3]],
        "kind": KINDS[number % 6],
        "tldr": f"A cheap sensor is enough for {verb.lower()} {quantity.lower()}, even in {place.lower()}.",
        "abstract": f"We study {quantity.lower()} in {place.lower()}. It takes an hour and a cheap sensor.",
        "added": "2031-03-04",
    }
    comparison = {"problem": f"{quantity} varies", "mechanism": f"Sensor number {number}"}
    if number % 2:
        comparison["result"] = f"{number} loaves, =twice as many as by hand | sight"
    record["comparison"] = comparison
    if number == 8:
        record["aliases"] = ["Knead2Know: Loaves & Learning"]
    if number % 21:
        record["published"] = f"{year}-{month:02}-{1 + number % 28:02}"
    if number % 7:
        record |= {"venue": f"Bakery Workshop {number % 11}", "venue_year": year}
    return record


@pytest.fixture(scope="session")
def list_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the list; read only."""
    root = tmp_path_factory.mktemp("bakery") / "list"
    make_list(root)
    own_config(root, {"site_url": f"https://bread.example.org{BASE}"})
    topics = root / "content" / "topics.yml"
    text = topics.read_text(encoding="utf-8")
    text = text.replace("    path:\n", f"{READ_FIRST}    path:\n", 1)
    text = text.replace("aliases: [ovens]", "aliases: [ovens, hearth-fires]\n    words: [baking stone]")
    topics.write_text(text, encoding="utf-8")
    for number, words in enumerate(product(VERBS, QUANTITIES, PLACES)):
        record = describe_paper(number, *words)
        path = root / "content" / "papers" / f"{slugify(record['title'])}.yml"
        path.write_text(yaml.safe_dump(record, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def catalog(list_folder: Path) -> Catalog:
    """The list's papers and topics."""
    return load_catalog(Folder(list_folder))


@pytest.fixture(scope="session")
def addresses(catalog: Catalog) -> dict[str, str]:
    """One page of each kind."""
    return list_addresses(catalog)


@pytest.fixture(scope="session")
def built_site(
    repository: Path, list_folder: Path, make_once: Callable[[str, Callable[[Path], object]], Path]
) -> Iterator[ServedSite]:
    """The list's site, served on 127.0.0.1 for all browser tests; read only."""
    config = list_folder / "mkdocs.yml"
    folder = make_once("bakery-site", lambda out: build_site(repository, out, config=config))
    with serve_site(folder) as served:
        yield served
