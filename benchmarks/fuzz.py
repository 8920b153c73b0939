"""Broken files by the thousand, read as a user's are: what becomes of them, how long it takes, what is left.

    python benchmarks/fuzz.py [COUNT] [--seed N] [--save FOLDER] [--samples FOLDER]

COUNT files (5,000) are made from sound ones by changes at random, the same for the same seed, and read two
at a time, each in its child process with 20 seconds and the usual memory. Every tenth document that comes out
is analysed as well. Printed are counts by format and outcome, the slowest files, the peak memory of a child,
and what memory, open files, processes and temporary files the whole run has left behind. A file that breaks a
promise (see ``tests/reading/outcomes.py``) is named and kept in FOLDER; then the exit code is 1. The files of
``--samples`` are broken as well; that folder is only read.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Lock
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reading")]

from mutating import broken, drawn  # noqa: E402
from outcomes import check_document, check_error  # noqa: E402
from seeding import seeds  # noqa: E402

from analyzer import Analyzer  # noqa: E402
from analyzer.errors import UnreadableError  # noqa: E402
from analyzer.reading import Limits, read  # noqa: E402
from analyzer.reading.sniff import sniff  # noqa: E402

# Recognising a page takes seconds, and half a minute where it shows rubbish: pages of a PDF are not.
LIMITS = Limits(seconds=20, ocr_pages=0)
PICTURE_LIMITS = Limits(seconds=20, ocr_pages=3)
# Pictures cost seconds each: they are one file in a hundred; a third of the rest are PDF, which have the most
# native code.
SHARES = {"image": 1, "pdf": 33}
ANALYSED = 10
Seeds = Mapping[str, tuple[bytes, ...]]
_ANALYSING = Lock()


class Outcome(NamedTuple):
    """What became of one file: format of its seed, the document or the error, seconds, what went wrong."""

    form: str
    number: int
    result: str
    seconds: float
    fault: str


class Left(NamedTuple):
    """What this process holds: memory in MB, open files, children, entries of the temporary folder."""

    memory: int
    files: int
    children: int
    temporary: int


def main() -> int:
    """Print the tables; return 1 where a promise was broken."""
    options = _options()
    known = _with_samples(seeds(), options.samples)
    analyzer = Analyzer()
    analyzer.analyze("第一条 乙方有权读取甲方的通讯录。")
    outcomes: list[Outcome] = []
    before: Left | None = None
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        jobs = pool.map(lambda job: _outcome(*job, analyzer, options.save), _files(options, known))
        for outcome in jobs:
            outcomes.append(outcome)
            if outcome.fault:
                print(f"\n{outcome.form} {outcome.number}: {outcome.fault}", flush=True)
            if len(outcomes) == 200:  # by then everything is loaded
                before = _left()
            if len(outcomes) % 500 == 0:
                print(f"{len(outcomes):,} files", file=sys.stderr, flush=True)
    _print(outcomes, time.monotonic() - began)
    after = _left()
    print(f"\nleft after 200 files: {before}\nleft at the end:      {after}")
    print(f"peak memory of a child: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")
    faults = sum(bool(one.fault) for one in outcomes)
    print(f"promises broken: {faults}")
    return int(bool(faults))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, help="where files that break a promise are kept")
    parser.add_argument("--samples", type=Path, help="real files to break as well")
    return parser.parse_args()


def _with_samples(
    known: Mapping[str, tuple[bytes, ...]], folder: Path | None
) -> dict[str, tuple[bytes, ...]]:
    found = dict(known)
    for path in sorted(folder.iterdir()) if folder else ():
        data = path.read_bytes()
        form = sniff(data)
        found[form] = (*found[form], data)
    return found


def _files(
    options: argparse.Namespace, known: Mapping[str, tuple[bytes, ...]]
) -> Iterator[tuple[int, str, bytes]]:
    forms = list(known)
    rest = (100 - sum(SHARES.values())) / (len(forms) - len(SHARES))
    weights = [SHARES.get(form, rest) for form in forms]
    for number in range(options.count):
        random = Random(f"{options.seed}-{number}")
        form = random.choices(forms, weights)[0]
        yield number, form, broken(drawn(random, form), known)


def _outcome(number: int, form: str, data: bytes, analyzer: Analyzer, save: Path | None) -> Outcome:
    began = time.monotonic()
    result = fault = ""
    try:
        document = read(data, limits=PICTURE_LIMITS if form == "image" else LIMITS)
        result = "read"
        check_document(document)
        if number % ANALYSED == 0:
            with _ANALYSING:
                analyzer.analyze(document)
    except UnreadableError as error:
        result = error.code
        fault = _fault_of(error)
    except Exception:  # what the run looks for
        result, fault = "FAULT", traceback.format_exc()
    if fault and save:
        save.mkdir(parents=True, exist_ok=True)
        (save / f"{form}-{number}").write_bytes(data)
    return Outcome(form, number, result, time.monotonic() - began, fault)


def _fault_of(error: UnreadableError) -> str:
    """Return what is wrong with ``error``: its sentence, or that it is one no file should lead to."""
    try:
        check_error(error)
    except AssertionError as wrong:
        return str(wrong)
    crashed = "意外中断" in str(error) or "未能启动" in str(error)
    late = "秒，已停止" in str(error)
    return f"the child died: {error}" if crashed else f"given up: {error}" if late else ""


def _left() -> Left:
    status = Path("/proc/self/status")
    memory = status.read_text().split("VmRSS:")[1].split()[0] if status.exists() else "0"
    tasks = Path("/proc/self/task")
    children = [
        child
        for task in (tasks.iterdir() if tasks.exists() else ())
        for child in (task / "children").read_text().split()
    ]
    files = len(list(Path("/dev/fd").iterdir()))
    return Left(int(memory) // 1024, files, len(children), len(list(Path(tempfile.gettempdir()).iterdir())))


def _print(outcomes: list[Outcome], seconds: float) -> None:
    print(f"{len(outcomes):,} files in {seconds:,.0f} s\n")
    results = sorted({one.result for one in outcomes})
    print(f"{'':8}" + "".join(f"{result:>16}" for result in results) + f"{'median s':>10}{'most s':>8}")
    for form in sorted({one.form for one in outcomes}):
        mine = [one for one in outcomes if one.form == form]
        counts = Counter(one.result for one in mine)
        times = sorted(one.seconds for one in mine)
        print(
            f"{form:8}"
            + "".join(f"{counts[result]:16,}" for result in results)
            + f"{times[len(times) // 2]:10.2f}{times[-1]:8.2f}"
        )
    slowest = sorted(outcomes, key=lambda one: -one.seconds)[:5]
    print("\nslowest: " + ", ".join(f"{one.form} {one.number} {one.seconds:.1f} s" for one in slowest))


if __name__ == "__main__":
    sys.exit(main())
