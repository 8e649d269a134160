"""A real-looking sample of each format beside what a reader must make of it.

``tests/data/readers/<format>/<sample>`` stands beside ``<sample>.jsonl``: the entries, identifiers and
problems, one JSON object a line. After a change that is meant, write them anew with
``python tests/test_readers_samples.py`` and look at the difference.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest

DATA = Path(__file__).parents[1] / "data" / "readers"
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import strategies as made  # noqa: E402

from generator.errors import ContentError  # noqa: E402
from generator.readers import load, read  # noqa: E402

SAMPLES = sorted(path for path in DATA.glob("*/*") if path.suffix != ".jsonl")


def describe(path: Path) -> str:
    """What a reader finds in a file, one JSON object a line."""
    result = read(load(path, label=path.name))
    lines: list[dict[str, object]] = [{"format": result.format}]
    lines += [entry.model_dump(mode="json", exclude_defaults=True) for entry in result.entries]
    lines += [{"kind": i.kind, "value": i.value, "note": i.note, "line": i.line} for i in result.identifiers]
    lines += [{"problem": str(problem)} for problem in result.problems]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_gives_its_expected_entries(path: Path) -> None:
    assert describe(path) == path.with_name(path.name + ".jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_format_is_recognised_by_content_alone(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "capture.bin"
    other.write_bytes(path.read_bytes())
    assert read(load(other)).format == json.loads(describe(path).split("\n")[0])["format"]


def test_there_is_a_sample_of_every_reader() -> None:
    formats = {json.loads(describe(path).split("\n")[0])["format"] for path in SAMPLES}
    from generator.readers import READERS

    assert formats == {reader.NAME for reader in READERS}


def test_an_unknown_format_is_refused_with_what_was_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("name,age\nAda,36\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(load(path))
    message = str(caught.value)
    assert "x.csv:1" in message and "(got 'name,age')" in message
    for word in ("BibTeX", "RIS", "CSL-JSON", "OPML", "Atom", "Hugging Face", "list of arXiv identifiers"):
        assert word in message


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("2410.05434\n".encode("utf-8-sig"), 1),
        ("2410.05434\n2410.05435\n".encode("utf-16"), 2),
        ("2410.05434\r\n2410.05435\r\n".encode("utf-16-le"), 2),
        (b"2410.05434\r2410.05435\r", 2),
    ],
    ids=["BOM", "UTF-16", "UTF-16 without BOM", "CR"],
)
def test_encodings_and_line_ends(tmp_path: Path, data: bytes, found: int) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    result = read(load(path))
    assert len(result.identifiers) == found
    assert not result.problems
    assert [item.line for item in result.identifiers] == list(range(1, found + 1))


def test_bytes_that_are_no_text_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"2410.05434\n2410.05435 \xff\xfe\n2410.05436\x00\n")
    result = read(load(path))
    assert [item.value for item in result.identifiers] == ["2410.05434", "2410.05435", "2410.05436"]
    assert [problem.place.line for problem in result.problems if problem.place] == [2, 3]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(ContentError, match="empty"):
        load(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the file cannot be read"):
        load(tmp_path / "none")


def _write_listings() -> None:
    layouts = {
        "huggingface_text/blank.txt": lambda r, p: made.plain(r, p, meta=False),
        "huggingface_text/tight.txt": lambda r, p: made.plain(r, p, meta=True, tight=True),
        "huggingface_text/wrapped.txt": lambda r, p: made.plain(r, p, meta=True, wrap=True),
        "huggingface_markup/markdown.md": made.markdown,
        "huggingface_markup/references.txt": made.references,
        "huggingface_markup/reader.txt": made.reader,
        "huggingface_markup/trending.md": made.trending,
        "huggingface_html/page.html": lambda r, p: made.page(r, p, data=False),
        "huggingface_html/data.html": lambda r, p: made.page(r, p, data=True),
    }
    for seed, (name, render) in enumerate(layouts.items()):
        random = Random(seed)
        (DATA / name).parent.mkdir(parents=True, exist_ok=True)
        papers = [made.make(random, number=n) for n in range(1, 5)]
        (DATA / name).write_text(render(random, papers), encoding="utf-8")


if __name__ == "__main__":
    _write_listings()
    for sample in sorted(path for path in DATA.glob("*/*") if path.suffix != ".jsonl"):
        sample.with_name(sample.name + ".jsonl").write_text(describe(sample), encoding="utf-8")
