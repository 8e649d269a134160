"""A realistic sample of each format, and the detection of formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reader_samples import SAMPLES, describe, findings_of

from generator.errors import ContentError
from generator.readers import READERS, load, read


def name_sample(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SAMPLES, ids=name_sample)
def test_sample_gives_its_expected_entries(path: Path) -> None:
    assert describe(path) == findings_of(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=name_sample)
def test_format_is_detected_from_the_content_alone(path: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "capture.bin"
    renamed.write_bytes(path.read_bytes())
    expected = json.loads(findings_of(path).read_text(encoding="utf-8").split("\n")[0])
    assert read(load(renamed)).format == expected["format"]


def test_every_reader_has_a_sample() -> None:
    formats = {json.loads(findings_of(path).read_text("utf-8").split("\n")[0])["format"] for path in SAMPLES}
    assert formats == {reader.NAME for reader in READERS}


def test_an_unknown_format_is_rejected_with_the_supported_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\nname,age\nAda,36\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(load(path))
    message = str(caught.value)
    assert "x.csv:2: expected a supported format (got 'name,age')" in message
    for word in ("BibTeX", "RIS", "CSL-JSON", "OPML", "Atom", "Hugging Face", "list of arXiv identifiers"):
        assert word in message
