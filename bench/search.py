"""Measures the search: the quality of its results, and size and time of the first result on a new page.

Quality: mean reciprocal rank and recall at 10 over the queries of `tests/data/search_queries.jsonl`, for the
engine of this site and for Material's own search (its bundled worker, lunr 2.3.9, with the boosts and the
pipeline of MkDocs' plugin), on the same content. Speed: a headless Chromium with an empty cache loads a bare
page from a local server that compresses with gzip, searches and shows the first result; on this list and on a
made-up one. Options add MiniSearch (`--minisearch FILE`, its `dist/es/index.js`) and Pagefind (`--pagefind`,
the Python package with its program).
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import material
from playwright.sync_api import Browser, sync_playwright

from generator.analysis.search import SEARCH_DIR, build_index
from generator.model.catalog import Catalog
from generator.model.paper import Paper
from generator.pages.cards import list_facts
from generator.storage.folder import Folder
from generator.storage.loading import load_catalog

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ("search-engine.js", "search-encoding.js", "search-facets.js", "search-words.js", "text.js")
QUERIES = ROOT / "tests" / "data" / "search_queries.jsonl"
TYPES = {".js": "text/javascript", ".json": "application/json", ".html": "text/html", ".css": "text/css"}

OTHER = "application/octet-stream"

# Each page defines `ask(query)`, which returns slugs in order; `?q=` asks at once and records the time.
PAGE = """<!doctype html><meta charset="utf-8"><title>bench</title><ol></ol><script type="module">
%s
window.ask = ask;
const query = new URLSearchParams(location.search).get("q");
if (query) {
  const [first] = await ask(query);
  document.querySelector("ol").append(Object.assign(document.createElement("li"), { textContent: first }));
  requestAnimationFrame(() => { window.shown = performance.now(); });
} else window.shown = 0;
</script>"""

OURS = """
import { openIndex } from "/search-engine.js";
const engine = await openIndex("/assets/search/");
async function ask(query, limit = 20) {
  const { hits } = await engine.search(query, { limit });
  return hits.map(({ slug }) => slug);
}
"""

MATERIAL = """
const worker = new Worker("/worker.js");
const post = (message) => new Promise((done) => {
  worker.onmessage = ({ data }) => done(data);
  worker.postMessage(message);
});
const { config, docs } = await (await fetch("/search_index.json")).json();
await post({ type: 0, data: { config, docs, options: { suggest: false } } });
async function ask(query) {
  const { data } = await post({ type: 2, data: query });
  return data.items.map(([{ location }]) => location.replace(/\\/$/, ""));
}
"""

MINISEARCH = """
import MiniSearch from "/minisearch.js";
const options = { fields: ["title", "text"], storeFields: ["title", "tldr"], idField: "location" };
const index = MiniSearch.loadJSON(await (await fetch("/minisearch.json")).text(), options);
async function ask(query) {
  const how = { prefix: true, fuzzy: 0.2, boost: { title: 3 } };
  return index.search(query, how).map(({ id }) => id.replace(/\\/$/, ""));
}
"""

MINISEARCH_BUILD = """
import MiniSearch from "/minisearch.js";
const options = { fields: ["title", "text"], storeFields: ["title", "tldr"], idField: "location" };
const index = new MiniSearch(options);
index.addAll((await (await fetch("/search_index.json")).json()).docs);
window.built = JSON.stringify(index);
"""

PAGEFIND = """
const pagefind = await import("/pagefind/pagefind.js");
async function ask(query, limit = 50) {
  const { results } = await pagefind.search(query);
  const datas = await Promise.all(results.slice(0, limit).map((result) => result.data()));
  return datas.map(({ url }) => url.replace(/^\\/|\\/$/g, ""));
}
"""


@dataclass
class Served:
    """The files of a local server, and the compressed bytes it has sent."""

    files: dict[str, bytes] = field(default_factory=dict)
    packed: dict[str, bytes] = field(default_factory=dict)
    sent: int = 0
    requests: int = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Send head and body in one packet, without waiting for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, served: Served, *args: Any) -> None:
        self.served = served
        super().__init__(*args)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        body = self.served.files.get(path)
        packed = self.served.packed.get(path)
        if body is not None and packed is None:
            packed = self.served.packed[path] = gzip.compress(body, 6)
        self.send_response(404 if packed is None else 200)
        self.send_header("Content-Type", "text/html" if path == "/" else TYPES.get(Path(path).suffix, OTHER))
        self.send_header("Content-Length", str(len(packed or b"")))
        if packed is not None:
            self.send_header("Content-Encoding", "gzip")
            self.served.sent += len(packed)
            self.served.requests += 1
        self.end_headers()
        self.wfile.write(packed or b"")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serve(files: Mapping[str, bytes]) -> Iterator[tuple[Served, str]]:
    served = Served(files=dict(files))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, served))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def text_of(paper: Paper, catalog: Catalog) -> str:
    """Return what a paper's page says besides its title, as one text."""
    topics = catalog.taxonomy.topics
    parts = (
        paper.tldr,
        ", ".join(paper.authors),
        paper.venue,
        str(paper.year or ""),
        ", ".join(paper.kind),
        ", ".join(topics[topic].title for topic in paper.topics if topic in topics),
        paper.abstract,
    )
    return "\n".join(part for part in parts if part)


def material_files(catalog: Catalog) -> dict[str, bytes]:
    """Return Material's worker and the index that MkDocs' plugin would write for the same papers."""
    templates = Path(material.__file__).parent / "templates"
    (worker,) = (templates / "assets/javascripts/workers").glob("search.*.min.js")
    docs = [
        {
            "location": f"{slug}/",
            "title": paper.title,
            "text": text_of(paper, catalog),
            "tldr": paper.tldr or "",
        }
        for slug, paper in catalog.papers.items()
    ]
    config = {
        "lang": ["en"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    index = json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
    return {"/worker.js": worker.read_bytes(), "/search_index.json": index.encode()}


def minisearch_files(browser: Browser, script: Path, catalog: Catalog) -> dict[str, bytes]:
    files = {**material_files(catalog), "/minisearch.js": script.read_bytes()}
    page_text = f'<!doctype html><script type="module">{MINISEARCH_BUILD}</script>'
    with serve({**files, "/": page_text.encode()}) as (_, url):
        page = browser.new_page()
        page.goto(url + "/")
        page.wait_for_function("window.built !== undefined", timeout=300_000)
        files["/minisearch.json"] = page.evaluate("window.built").encode()
        page.close()
    return files


def pagefind_files(catalog: Catalog) -> dict[str, bytes]:
    from pagefind.index import IndexConfig, PagefindIndex

    async def build(folder: str) -> None:
        async with PagefindIndex(config=IndexConfig(output_path=folder)) as index:
            for slug, paper in catalog.papers.items():
                await index.add_custom_record(
                    url=f"/{slug}/",
                    content=f"{paper.title}\n{text_of(paper, catalog)}",
                    language="en",
                    meta={"title": paper.title},
                )

    with tempfile.TemporaryDirectory() as folder:
        # Playwright's event loop already runs in this thread.
        with ThreadPoolExecutor(1) as executor:
            executor.submit(lambda: asyncio.run(build(folder))).result()
        return {
            f"/pagefind/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in Path(folder).rglob("*")
            if path.is_file()
        }


def ours_files(catalog: Catalog) -> dict[str, bytes]:
    files = {f"/{path}": content for path, content in build_index(catalog, shown=list_facts(catalog)).items()}
    scripts = ROOT / "templates/assets/js"
    return files | {f"/{name}": (scripts / name).read_bytes() for name in SCRIPTS}


def read_queries() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]


def score(found: Sequence[str], wanted: Sequence[str]) -> tuple[float, float]:
    """Return the reciprocal rank of the first wanted paper, and the share of them in the first ten."""
    ranks = [rank for rank, slug in enumerate(found, 1) if slug in wanted]
    return (1 / ranks[0] if ranks else 0.0), sum(rank <= 10 for rank in ranks) / len(wanted)


def measure_quality(
    browser: Browser, files: Mapping[str, bytes], script: str
) -> dict[str, tuple[float, float]]:
    """Return mean reciprocal rank and recall at 10 by split and by kind of query."""
    groups: dict[str, list[tuple[float, float]]] = {}
    with serve({**files, "/": (PAGE % script).encode()}) as (_, url):
        page = browser.new_page()
        page.goto(url + "/")
        page.wait_for_function("window.shown !== undefined", timeout=120_000)
        for query in read_queries():
            values = score(page.evaluate("(query) => ask(query, 50)", query["query"]), query["papers"])
            for name in ("all", query["split"], query["kind"]):
                groups.setdefault(name, []).append(values)
        page.close()
    return {
        name: (statistics.fmean(v[0] for v in values), statistics.fmean(v[1] for v in values))
        for name, values in groups.items()
    }


def measure_cold(
    browser: Browser, files: Mapping[str, bytes], script: str, queries: Sequence[str], runs: int
) -> tuple[float, int, int, int]:
    """Return median seconds, most bytes and most requests of a first result, and bytes of a next query."""
    seconds: list[float] = []
    sizes: list[int] = []
    requests: list[int] = []
    nexts: list[int] = []
    with serve({**files, "/": (PAGE % script).encode()}) as (served, url):
        for _ in range(runs):
            for place, query in enumerate(queries):
                context = browser.new_context()
                page = context.new_page()
                served.sent = served.requests = 0
                page.goto(f"{url}/?q={query}")
                page.wait_for_function("window.shown > 0", timeout=300_000)
                seconds.append(page.evaluate("window.shown") / 1000)
                sizes.append(served.sent)
                requests.append(served.requests)
                served.sent = 0
                page.evaluate("(query) => ask(query)", queries[(place + 1) % len(queries)])
                nexts.append(served.sent)
                context.close()
    return statistics.median(seconds), max(sizes), max(requests), round(statistics.median(nexts))


def cold_queries(catalog: Catalog) -> list[str]:
    """Return three queries: words of a title with a typo, two words, the beginning of a word."""
    papers = [paper for paper in catalog.papers.values() if len(paper.title.split()) > 5]
    one, two, three = (papers[len(papers) * part // 4] for part in (1, 2, 3))
    words = [word for word in one.title.split() if len(word) > 4][:4]
    words[0] = words[0][:2] + words[0][3:]
    longest = max(three.title.split(), key=lambda word: (word.isalpha(), len(word)))
    return [" ".join(words), " ".join(two.title.split()[1:3]), longest[:6]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import LAUNCH_ARGUMENTS, find_chromium

    from bench.synthetic import make_catalog

    parser = argparse.ArgumentParser(prog="bench search", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000, help="papers of the made-up list")
    parser.add_argument("--runs", type=int, default=3, help="how often a new page is loaded for each query")
    parser.add_argument("--minisearch", type=Path, metavar="FILE", help="MiniSearch's dist/es/index.js")
    parser.add_argument("--pagefind", action="store_true", help="measure Pagefind too (pip: pagefind[bin])")
    options = parser.parse_args(arguments)
    real = load_catalog(Folder(ROOT))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS))
        for catalog, name in ((real, "this list"), (None, "made up")):
            start = time.perf_counter()
            content = catalog or make_catalog(options.count)
            print(f"\n{name}: {len(content.papers)} papers")
            contenders = {}
            start = time.perf_counter()
            contenders["ours"] = (ours_files(content), OURS)
            print(f"  the index is built in {time.perf_counter() - start:.1f} s")
            contenders["Material"] = (material_files(content), MATERIAL)
            if options.minisearch:
                contenders["MiniSearch"] = (
                    minisearch_files(browser, options.minisearch, content),
                    MINISEARCH,
                )
            if options.pagefind:
                contenders["Pagefind"] = (pagefind_files(content), PAGEFIND)
            for label, (files, script) in contenders.items():
                whole = sum(len(gzip.compress(body, 6)) for body in files.values())
                cold, size, requests, later = measure_cold(
                    browser, files, script, cold_queries(content), options.runs
                )
                print(
                    f"  {label:<10} first result after {cold:.2f} s, {size / 1000:,.0f} KB"
                    f" in {requests} requests;\n"
                    f"    a next query {later / 1000:,.0f} KB; all files {whole / 1000:,.0f} KB"
                )
                if catalog is None:
                    continue
                for group, (reciprocal, recall) in measure_quality(browser, files, script).items():
                    print(f"    {group:<10} MRR {reciprocal:.3f}  recall@10 {recall:.3f}")
        browser.close()
    print(f"\nindex: {SEARCH_DIR}; limits: 0.3 s and 200 KB here, 1 s and 1 MB with 10,000 papers")


if __name__ == "__main__":
    main()
