"""Samples of every input format, each with the entries, identifiers and problems that a reader finds in it.

``tests/data/readers/<format>/<sample>`` has its findings in ``<sample>.jsonl``, one JSON object per line.
After an intended change, rewrite them with ``python tests/reader_samples.py`` and review the difference.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from generator.readers import decode, read  # noqa: E402

__all__ = ["SAMPLES", "describe", "findings_of"]

SAMPLES = sorted(
    path for path in (ROOT / "tests" / "data" / "readers").glob("*/*") if path.suffix != ".jsonl"
)


def describe(path: Path) -> str:
    """Return what a reader finds in a file, one JSON object per line, the format first."""
    result = read(decode(path.read_bytes(), name=path.name))
    lines: list[dict[str, object]] = [{"format": result.format}]
    lines += [entry.model_dump(mode="json", exclude_defaults=True) for entry in result.entries]
    lines += [{"kind": i.kind, "value": i.value, "note": i.note, "line": i.line} for i in result.identifiers]
    lines += [{"problem": str(problem)} for problem in result.problems]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def findings_of(sample: Path) -> Path:
    """Return the file with the expected findings of a sample."""
    return sample.with_name(sample.name + ".jsonl")


if __name__ == "__main__":
    for sample in SAMPLES:
        findings_of(sample).write_text(describe(sample), encoding="utf-8")
