"""A realistic sample of each format, and the detection of formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reader_samples import SAMPLES, describe, findings_of

from generator.errors import ContentError
from generator.readers import READERS, decode, read


def name_sample(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SAMPLES, ids=name_sample)
def test_sample_gives_its_expected_entries(path: Path) -> None:
    assert describe(path) == findings_of(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=name_sample)
def test_format_is_detected_from_the_content_alone(path: Path) -> None:
    expected = json.loads(findings_of(path).read_text(encoding="utf-8").split("\n")[0])
    assert read(decode(path.read_bytes(), name="capture.bin")).format == expected["format"]


def test_every_reader_has_a_sample() -> None:
    formats = {json.loads(findings_of(path).read_text("utf-8").split("\n")[0])["format"] for path in SAMPLES}
    assert formats == {reader.NAME for reader in READERS}


def test_an_unknown_format_is_rejected_with_the_supported_ones() -> None:
    with pytest.raises(ContentError) as caught:
        read(decode(b"\nname,age\nAda,36\n", name="x.csv"))
    message = str(caught.value)
    assert "x.csv:2: expected a supported format (got 'name,age')" in message
    for word in ("BibTeX", "RIS", "CSL-JSON", "OPML", "Atom", "Hugging Face", "list of identifiers"):
        assert word in message
