"""Fuzz the readers for a limited time: ``python -m fuzz --seconds 60``.

Uses atheris (libFuzzer) if it is installed, otherwise a loop that keeps every input reaching a new line of
``generator/readers`` or ``generator/text`` and mutates it further. Both begin with the samples in
``tests/data/readers``; the loop gives each reader in ``READERS`` the same number of inputs. An input that
crashes, breaks an invariant of the readers or exceeds the time limit is written to ``build/fuzz/``, and the
exit code is 1.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.entry import Entry
    from generator.readers import Reader

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SLOWEST = 10.0
"""Seconds after which an input counts as hanging."""
LARGEST = 60_000
"""Bytes that no input exceeds."""


def run_one(data: bytes, reader: Reader | None = None) -> None:
    """Read ``data`` as an import does, and check the invariants of the result.

    Args:
        reader: a reader to run even if another one, or none, recognizes the data; None for the right one.
    """
    from reader_invariants import check_result

    from generator.errors import ContentError
    from generator.readers import decode, read
    from generator.readers.collector import Collector

    started = time.perf_counter()
    source = None
    try:
        source = decode(data, name="fuzz")
        result = read(source)
        check_entries(result.entries)
        check_result(source, result)
    except ContentError as error:
        assert error.problems
        result = None
    if source and reader and (result is None or result.format != reader.NAME):
        collector = Collector(source=source)
        reader.read(source.text, collector)
        result = collector.result(reader.NAME)
        check_entries(result.entries)
        check_result(source, result)
    assert time.perf_counter() - started < SLOWEST, "took too long"


def check_entries(entries: Sequence[Entry]) -> None:
    """Check that the values of entries do not change when they are read again."""
    from generator.text.latex import make_readable
    from generator.text.slugs import slugify
    from generator.text.titles import make_title_readable

    for entry in entries[:20]:
        for shown in (make_title_readable(entry.title), make_readable(entry.abstract)):
            assert make_readable(shown) == shown, shown
        assert slugify(entry.title)


def load_seeds() -> list[bytes]:
    """Return the samples of all formats, and two small texts."""
    from reader_samples import SAMPLES

    return [*(path.read_bytes() for path in SAMPLES), b"", b"2410.05434\n"]


def load_corpus() -> dict[str, list[bytes]]:
    """Return the samples of each reader by its name; a reader without samples starts with its name."""
    from generator.errors import ContentError
    from generator.readers import READERS, decode, read

    corpus: dict[str, list[bytes]] = {reader.NAME: [] for reader in READERS}
    for data in load_seeds():
        with contextlib.suppress(ContentError):
            corpus[read(decode(data, name="fuzz")).format].append(data)
    for reader in READERS:
        if not corpus[reader.NAME]:
            print(f"no sample in tests/data/readers is in the format {reader.NAME!r}", flush=True)
            corpus[reader.NAME].append(reader.NAME.encode())
    return corpus


class StepRecorder:
    """Records which lines of the readers follow one another while its ``with`` block runs.

    Attributes:
        steps: file, line and next line of every step so far.
    """

    def __init__(self) -> None:
        self.steps: set[tuple[str, int, int]] = set()

    def __enter__(self) -> None:
        sys.settrace(self._trace_call)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _trace_call(self, frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        name = frame.f_code.co_filename
        if "generator/readers" not in name and "generator/text" not in name:
            return None
        last = frame.f_code.co_firstlineno

        def trace_line(frame: FrameType, event: str, _: object) -> Callable[..., object]:
            nonlocal last
            if event == "line":
                self.steps.add((name, last, frame.f_lineno))
                last = frame.f_lineno
            return trace_line

        return trace_line


def fuzz_by_steps(seconds: float, seed: int) -> int:
    """Mutate inputs for ``seconds``, keeping those that reach new steps; return the number of failures."""
    from strategies import mutations

    from generator.readers import READERS

    random = Random(seed)
    recorder = StepRecorder()
    corpus = load_corpus()
    queues = {name: list(samples) for name, samples in corpus.items()}
    started = time.monotonic()
    runs: Counter[str] = Counter()
    failures: set[str] = set()
    for reader in itertools.cycle(READERS):
        if time.monotonic() - started >= seconds:
            break
        name = reader.NAME
        data = queues[name].pop() if queues[name] else mutations(_mix(corpus, name, random), random)[:LARGEST]
        before = len(recorder.steps)
        try:
            with recorder:
                run_one(data, reader)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            failure = f"{type(error).__name__} at {where.filename}:{where.lineno}"
            if failure not in failures:
                failures.add(failure)
                print(f"{name}: {failure}: {error!s:.300}\n  saved as {_save(data)}", flush=True)
        runs[name] += 1
        if len(recorder.steps) > before:
            corpus[name].append(data)
    for name, count in runs.items():
        print(f"{name}: {count} inputs, {len(corpus[name])} kept")
    print(f"{runs.total()} inputs, {len(recorder.steps)} steps, {len(failures)} failures")
    return len(failures)


def _mix(corpus: Mapping[str, Sequence[bytes]], name: str, random: Random) -> bytes:
    """Return an input kept for a reader, sometimes with the end of another one, perhaps of another reader."""
    one = random.choice(corpus[name])
    if random.random() < 0.2:
        other = random.choice(corpus[name if random.random() < 0.7 else random.choice(list(corpus))])
        return one[: random.randrange(len(one) + 1)] + other[random.randrange(len(other) + 1) :]
    return one


def _save(data: bytes) -> Path:
    path = ROOT / "build" / "fuzz" / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path.relative_to(ROOT)


def fuzz_with_atheris(seconds: int, seed: int) -> None:
    """Hand over to libFuzzer, which ends the process."""
    import atheris

    folder = ROOT / "build" / "fuzz" / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for data in load_seeds():
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    with atheris.instrument_imports(include=["generator.readers", "generator.text"]):
        import generator.readers  # noqa: F401
    arguments = [
        "fuzz", f"-max_total_time={seconds}", f"-seed={seed + 1}", f"-timeout={int(SLOWEST)}",
        f"-max_len={LARGEST}",
        f"-artifact_prefix={folder.parent}/", "-print_final_stats=1", "-rss_limit_mb=4096", str(folder),
    ]  # fmt: skip
    atheris.Setup(arguments, run_one)
    atheris.Fuzz()


def main() -> int:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description="Fuzz the readers for a limited time."
    )
    parser.add_argument("--seconds", type=int, default=60, help="how long (60)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the random numbers (0)")
    parser.add_argument("--engine", choices=("auto", "atheris", "steps"), default="auto")
    parser.add_argument("files", nargs="*", type=Path, help="run only these inputs, and show tracebacks")
    options = parser.parse_args()
    if options.files:
        from generator.readers import READERS

        for path in options.files:
            for reader in READERS:
                run_one(path.read_bytes(), reader)
        return 0
    if options.engine != "steps":
        try:
            fuzz_with_atheris(options.seconds, options.seed)
        except ImportError:
            if options.engine == "atheris":
                print("atheris is not installed", file=sys.stderr)
                return 2
    return 1 if fuzz_by_steps(options.seconds, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
