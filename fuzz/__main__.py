"""Fuzz the readers for a bounded time: ``python -m fuzz --seconds 60``.

With atheris (libFuzzer) where it is installed, else with a loop of its own that keeps every input which
reaches a new line of ``generator/readers`` or ``generator/text`` and mutates on from there. Both begin
with the samples of ``tests/data/readers``. An input that crashes, breaks a promise of the readers or takes
longer than the limit is written to ``build/fuzz/`` and ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

SLOWEST = 10.0
"""Seconds beyond which an input counts as one that hangs."""
LARGEST = 60_000
"""Bytes beyond which no input grows."""


def run_one(data: bytes) -> None:
    """Read ``data`` as an import does, and check what holds of every result."""
    from generator.errors import ContentError
    from generator.readers import decode, read
    from generator.text.latex import make_readable
    from generator.text.slugs import slugify
    from generator.text.titles import make_title_readable

    begun = time.perf_counter()
    try:
        source = decode(data, name="fuzz")
        result = read(source)
    except ContentError as error:
        assert error.problems
        return
    count = source.text.count("\n") + 1
    papers = [*result.entries, *result.identifiers]
    assert sorted(paper.position for paper in papers) == list(range(1, len(papers) + 1))
    assert all(1 <= paper.line <= count for paper in papers)
    for entry in result.entries[:20]:
        assert entry.title.strip()
        for shown in (make_title_readable(entry.title), make_readable(entry.abstract)):
            assert make_readable(shown) == shown, shown
        assert slugify(entry.title)
    assert time.perf_counter() - begun < SLOWEST, "took too long"


def seeds() -> list[bytes]:
    """Return the samples of all formats, and a few texts of none."""
    samples = sorted((ROOT / "tests" / "data" / "readers").glob("*/*"))
    return [path.read_bytes() for path in samples if path.suffix != ".jsonl"] + [b"", b"2410.05434\n"]


def _watch() -> tuple[Callable[[], None], Callable[[], None], set[tuple[str, int, int]]]:
    """Return how to switch the recording of steps from line to line on and off, and where they are kept."""
    seen: set[tuple[str, int, int]] = set()
    watched: dict[str, bool] = {}

    def trace(frame: object, event: str, _: object) -> object:
        name = frame.f_code.co_filename  # type: ignore[attr-defined]
        if name not in watched:
            watched[name] = "generator/readers" in name or "generator/text" in name
        if not watched[name]:
            return None
        last = frame.f_code.co_firstlineno  # type: ignore[attr-defined]

        def local(frame: object, event: str, _: object) -> object:
            nonlocal last
            if event == "line":
                here = frame.f_lineno  # type: ignore[attr-defined]
                seen.add((name, last, here))
                last = here
            return local

        return local

    return lambda: sys.settrace(trace), lambda: sys.settrace(None), seen  # type: ignore[arg-type]


def fuzz_by_lines(seconds: float, chance: int) -> int:
    """Mutate inputs for ``seconds``, keeping those that reach new steps; return how many failed."""
    from strategies import mutations

    random = Random(chance)
    on, off, seen = _watch()
    corpus = seeds()
    queue = list(corpus)
    begun = time.monotonic()
    runs = failures = 0
    kinds: set[str] = set()
    while time.monotonic() - begun < seconds:
        data = queue.pop() if queue else mutations(_mix(corpus, random), random)[:LARGEST]
        before = len(seen)
        on()
        try:
            run_one(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            off()
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {where.filename}:{where.lineno}"
            if kind not in kinds:
                kinds.add(kind)
                failures += 1
                print(f"{kind}: {error!s:.300}\n  kept as {_keep(data)}", flush=True)
        finally:
            off()
        runs += 1
        if len(seen) > before:
            corpus.append(data)
    print(f"{runs} inputs, {len(corpus)} kept, {len(seen)} steps from line to line, {failures} failures")
    return failures


def _mix(corpus: list[bytes], random: Random) -> bytes:
    one = random.choice(corpus)
    if random.random() < 0.2:
        other = random.choice(corpus)
        return one[: random.randrange(len(one) + 1)] + other[random.randrange(len(other) + 1) :]
    return one


def _keep(data: bytes) -> Path:
    path = ROOT / "build" / "fuzz" / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path.relative_to(ROOT)


def fuzz_with_atheris(seconds: int, chance: int) -> None:
    """Hand over to libFuzzer, which ends the process."""
    import atheris

    folder = ROOT / "build" / "fuzz" / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    with atheris.instrument_imports(include=["generator.readers", "generator.text"]):
        import generator.readers  # noqa: F401
    arguments = [
        "fuzz", f"-max_total_time={seconds}", f"-seed={chance + 1}", f"-timeout={int(SLOWEST)}",
        f"-max_len={LARGEST}",
        f"-artifact_prefix={folder.parent}/", "-print_final_stats=1", "-rss_limit_mb=4096", str(folder),
    ]  # fmt: skip
    atheris.Setup(arguments, run_one)
    atheris.Fuzz()


def main() -> int:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description="Fuzz the readers for a bounded time."
    )
    parser.add_argument("--seconds", type=int, default=60, help="how long (60)")
    parser.add_argument("--seed", type=int, default=0, help="beginning of the chance (0)")
    parser.add_argument("--engine", choices=("auto", "atheris", "lines"), default="auto")
    parser.add_argument(
        "files", nargs="*", type=Path, help="run these inputs once instead, and show the traceback"
    )
    options = parser.parse_args()
    if options.files:
        for path in options.files:
            run_one(path.read_bytes())
        return 0
    if options.engine != "lines":
        try:
            fuzz_with_atheris(options.seconds, options.seed)
        except ImportError:
            if options.engine == "atheris":
                print("atheris is not installed", file=sys.stderr)
                return 2
    return 1 if fuzz_by_lines(options.seconds, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
