"""How much faster `loanclause batch` is with two workers than with one, and what a document costs.

    python benchmarks/batch.py [DOCUMENTS] [ROUNDS]

DOCUMENTS (10,000) are made from our own examples, of lengths as real ones have: a tenth under 1,400 bytes,
half under 10,000, nine tenths under 31,000. They are read three times in this run: by one process, by two,
and by two workers of a Dask cluster whose scheduler and workers are processes of their own and reached over
TCP, with the documents' contents sent to them. So that a machine that gets slower meanwhile is fair to all,
they are read in ROUNDS (4) portions, and every other portion in the opposite order. All must give the same
bytes.

Printed for each: seconds, the speed-up over one process and its share of the ideal, processor seconds a
document, the most memory that the process which leads took, and the largest worker. Starting workers, which
a run pays once, is measured apart (with one document) and then counted once, as in a single run over all.
The cluster runs only while it is measured: workers that wait take processor time too. The machine must have
two processors to spare, or nothing is faster.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from analyzer.batch import run  # noqa: E402
from clause_patterns import load_library  # noqa: E402

WORKERS = 2
# Shares of documents and the bytes that they stay under, as measured on real contracts and policies.
LENGTHS = ((0.0, 400), (0.1, 1_400), (0.5, 10_000), (0.9, 31_000), (1.0, 60_000))
TABLES = ("documents", "findings", "statements")


def documents(folder: Path, count: int, seed: int) -> int:
    """Write ``count`` documents to ``folder`` and return their bytes in all."""
    chance = random.Random(seed)
    contracts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    examples = [
        words
        for rule in load_library().rules.values()
        for words in (*rule.examples.flag, *rule.examples.passing)
    ]
    folder.mkdir()
    total = 0
    for number in range(count):
        data = document(contracts, examples, _length(chance), chance).encode()
        (folder / f"{number:06}.txt").write_bytes(data)
        total += len(data)
    return total


def document(contracts: list[str], examples: list[str], length: int, chance: random.Random) -> str:
    """Return a contract of ``length`` bytes: articles of the examples, among them sentences of rules."""
    lines = ["借款合同", "甲方（出借人）：某某公司", "乙方（借款人）：某某"]
    size, number = sum(len(line.encode()) + 1 for line in lines), 0
    while size < length:
        number += 1
        source = chance.choice(contracts).splitlines()
        start = chance.randrange(len(source))
        more = [*source[start : start + chance.randrange(3, 12)], f"第{number}条 {chance.choice(examples)}"]
        lines += more
        size += sum(len(line.encode()) + 1 for line in more)
    return "\n".join(lines).encode()[:length].decode(errors="ignore") + "\n"


def _length(chance: random.Random) -> int:
    share = chance.random()
    (low, least), (high, most) = next((one, two) for one, two in pairwise(LENGTHS) if share <= two[0])
    return round(least * (most / least) ** ((share - low) / (high - low)))


@contextmanager
def cluster() -> Iterator[str]:
    """Run a scheduler and two workers on this machine and give the scheduler's address."""
    local = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
    # As docs/cluster.md has it.
    quiet = {
        "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
        "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    }
    environment = {**os.environ, **quiet, "PYTHONPATH": str(ROOT)}
    dask = (sys.executable, "-m", "dask")
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [*dask, *arguments, *local], env=environment, stderr=subprocess.PIPE, text=True, cwd=ROOT
            )
        )
        return started[-1]

    try:
        address = _said(start("scheduler", "--port", "0"), r"Scheduler at: +(tcp://\S+)")
        for _ in range(WORKERS):
            _said(start("worker", address, "--nthreads", "1"), "(Registered to)")
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _said(process: subprocess.Popen[str], pattern: str) -> str:
    """Return what ``process`` says after a while; go on reading, so that it can go on speaking."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise SystemExit("dask did not start")


@contextmanager
def watched(taken: dict[str, float], *, dask: bool) -> Iterator[None]:
    """Keep in ``taken`` the most memory, in MB, of this process and of the largest worker meanwhile."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(1):
            for child in _children(os.getpid()):
                if (b"dask" in _command(child)) == dask:
                    sizes = [_status(process, "VmRSS") for process in (child, *_below(child))]
                    taken["worker"] = max(taken.get("worker", 0.0), *sizes)

    with suppress(OSError):  # the peak counts from here
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        taken["leader"] = max(taken.get("leader", 0.0), _status(os.getpid(), "VmHWM"))


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _status(process: int, name: str) -> float:
    try:
        words = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        return int(re.search(rf"{name}:\s+(\d+)", words)[1]) / 1024  # type: ignore[index]
    except (OSError, TypeError):
        return 0.0


def _below(process: int) -> Iterator[int]:
    for child in _children(process):
        yield child
        yield from _below(child)


def _children(process: int) -> Iterator[int]:
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            yield from map(int, path.read_text(encoding="ascii").split())


class Way:
    """One way of reading documents: how long it took over all portions."""

    def __init__(self, name: str, workers: int, *, dask: bool = False) -> None:
        self.name, self.workers, self.dask = name, workers, dask
        self.started = self.seconds = 0.0
        self.memory: dict[str, float] = {}
        self.digests: list[str] = []

    def read(self, folder: Path, one: Path) -> None:
        """Read one portion, after the folder with ``one`` document, which tells when workers are ready."""
        with cluster() if self.dask else nullcontext() as address:
            self.started, _ = self._read(one, address)
            taken, digest = self._read(folder, address)
        self.seconds += taken
        self.digests.append(digest)

    def _read(self, folder: Path, scheduler: str | None) -> tuple[float, str]:
        output = Path(tempfile.mkdtemp())
        try:
            with watched(self.memory, dask=self.dask):
                began = monotonic()
                run([folder], output, workers=self.workers, scheduler=scheduler)
                taken = monotonic() - began
            known = hashlib.sha256()
            for name in [f"{table}.{form}" for table in TABLES for form in ("parquet", "csv")]:
                known.update((output / name).read_bytes())
            return taken, known.hexdigest()
        finally:
            shutil.rmtree(output)


def main() -> None:
    """Print the table."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # else the cluster would outlive this
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    with tempfile.TemporaryDirectory() as place:
        portions = [Path(place) / f"portion{number}" for number in range(rounds)]
        size = sum(documents(folder, count // rounds, number) for number, folder in enumerate(portions))
        count = count // rounds * rounds
        print(
            f"{count:,} documents, {size / count:,.0f} bytes each on average, {rounds} portions", flush=True
        )
        one = Path(place) / "one"
        one.mkdir()
        shutil.copy(portions[0] / "000000.txt", one)
        ways = [
            Way("1 process", 1),
            Way(f"{WORKERS} processes", WORKERS),
            Way(f"{WORKERS} Dask workers", WORKERS, dask=True),
        ]
        starts: list[float] = []
        for number, folder in enumerate(portions):
            for way in ways if number % 2 == 0 else reversed(ways):
                way.read(folder, one)
                starts += [way.started] if not way.dask else []
                print(f"  {way.name}, portion {number + 1}: {way.seconds:.1f} s so far", flush=True)
    show(ways, count, starts[0])


def show(ways: list[Way], count: int, start: float) -> None:
    """Print what was measured; ``start`` is how long it took until the first process here was ready.

    Only the first: the processes after it come from the fork server that it started.
    """
    base = ways[0].seconds + start
    heads = ("seconds", "speed-up", "of ideal", "core s/doc", "leader MB", "worker MB")
    print("\n" + " " * 15 + "".join(f"{head:>12}" for head in heads))
    for way in ways:
        taken = way.seconds + (way.started if way.dask else start)
        ideal = base / taken / way.workers
        core = way.seconds * way.workers / count
        print(
            f"{way.name:15}{taken:12.1f}{base / taken:12.2f}{ideal:12.1%}{core:12.4f}"
            f"{way.memory['leader']:12.0f}{way.memory.get('worker', 0):12.0f}{'' if ideal >= 0.9 else ' !'}"
        )
    same = all(way.digests == ways[0].digests for way in ways)
    print(f"\nstarting: {start:.1f} s here, {ways[-1].started:.1f} s on the cluster; counted once above")
    print("same bytes from all" if same else "! the results differ")


if __name__ == "__main__":
    main()
