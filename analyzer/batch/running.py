"""A run: plan, do the tasks that no earlier run has done, and put their parts together."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from analyzer.batch.doing import Doing
from analyzer.batch.engines import Engine, LocalEngine
from analyzer.batch.parts import Part, Parts, write_whole
from analyzer.batch.planning import Plan, Task
from analyzer.batch.setting import Setting
from analyzer.batch.writing import write
from analyzer.errors import UsageError
from analyzer.isolation.limits import Limits
from analyzer.reporting.versions import PACKAGE, installed
from analyzer.rows import TABLES
from clause_patterns import Library, load_library

PARTS: Final = "parts"
SUMMARY: Final = "summary.json"
_COMPLETE: Final = "complete.json"  # says of which run the tables are
_MISSING: Final = "在集群上运行要另装 distributed：pip install 'loan-clause-analyzer[cluster]'。"
_GONE: Final = "做好的部分少了或者坏了；请用同样的命令再运行一次。"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in documents; ``kept`` were done by an earlier run that was stopped."""

    done: int
    of: int
    failed: int
    kept: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    ``summary`` is what ``summary.json`` says; ``kept`` the number of documents taken over from a run that was
    stopped; ``before`` whether everything had been done already and nothing had changed.
    """

    summary: dict[str, Any]
    kept: int = 0
    before: bool = False


def run(  # noqa: PLR0913 - options, all of them by name
    paths: Iterable[str | os.PathLike[str]],
    output: Path,
    *,
    listed: Iterable[bytes] = (),
    workers: int | None = None,
    scheduler: str | None = None,
    shared_disk: bool = False,
    statements: bool = True,
    lender: str | None = None,
    library: Library | None = None,
    limits: Limits | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Analyze the documents in ``paths`` and write tables of what was found to the folder ``output``.

    ``paths`` are files, folders (everything in them, hidden files left out) and globs; ``listed`` further
    paths, one a line. The tables are ``documents``, ``findings`` and ``statements`` (unless not wanted), each
    as Parquet and CSV, with the columns of ``analyzer.rows``; ``summary.json`` counts them. A document that
    cannot be read is a row with its reason. The same documents give the same bytes, whoever does the work.

    ``workers`` is the number of processes, unless given one for each processor; with ``scheduler``, the
    address of a Dask scheduler, its workers are used instead, and the documents' contents sent to them, or
    only their paths if they have a ``shared_disk``. ``lender`` is the kind of lender, None to guess it.
    ``library`` and ``limits`` are those in use unless given. ``tell`` hears how far the run is.

    A run that was stopped goes on where it was when it is called again in the same way. Raises ``UsageError``
    where there is nothing to read, nowhere to write or nobody to work, ``FileNotFoundError`` where one of
    ``paths`` does not exist.
    """
    setting = Setting.here(
        library or load_library(), limits or Limits.from_environment(), lender=lender, statements=statements
    )
    plan = Plan(without=output)
    for path in paths:
        plan.add(os.fspath(path))
    plan.add_listed(listed)
    if not len(plan):
        raise UsageError("没有找到要检查的文件。")

    def engine() -> Engine:
        if scheduler is None:
            return LocalEngine(setting, workers or _processors())
        return _cluster(setting, scheduler)

    with _alone_in(output):
        return _Run(plan, setting, output, tell).outcome(engine, carried=bool(scheduler) and not shared_disk)


class _Run:
    def __init__(
        self, plan: Plan, setting: Setting, output: Path, tell: Callable[[Progress], None] | None
    ) -> None:
        self._plan = plan
        self._setting = setting
        self._output = output
        self._tell = tell
        self._parts = Parts(output / PARTS)
        self._of = len(plan)
        self._done = self._failed = self._kept = 0

    def outcome(self, engine: Callable[[], Engine], *, carried: bool) -> Outcome:
        """Do what is not done and return what it came to."""
        identity = hashlib.sha256("".join(name for name, _ in self._named()).encode()).hexdigest()
        if _is_complete(self._output, identity):
            summary = json.loads((self._output / SUMMARY).read_text(encoding="utf-8"))
            return Outcome(summary, before=True)
        tasks = self._not_done()
        if first := next(tasks, None):
            worker = engine()
            try:
                Doing(worker, self._setting, carried=carried).all(_chained(first, tasks), self._keep)
            finally:
                worker.end()
        return Outcome(self._put_together(identity), kept=self._kept)

    def _named(self) -> Iterator[tuple[str, Task]]:
        """Yield each task under a name that no other documents and no other setting have."""
        for task in self._plan.tasks():
            known = json.dumps([self._setting.digest, task])
            yield hashlib.sha256(known.encode()).hexdigest(), task

    def _not_done(self) -> Iterator[tuple[str, Task]]:
        for name, task in self._named():
            if part := self._parts.opened(name):
                self._kept += len(task)
                self._count(task, part)
            else:
                yield name, task

    def _keep(self, name: str, task: Task, data: bytes) -> None:
        self._parts.write(name, data)
        self._count(task, Part(data))

    def _count(self, task: Task, part: Part) -> None:
        self._done += len(task)
        self._failed += pc.sum(pc.equal(part.table("documents")["status"], "failed")).as_py() or 0
        if self._tell:
            self._tell(Progress(self._done, self._of, self._failed, self._kept))

    def _put_together(self, identity: str) -> dict[str, Any]:
        """Write the tables beside the old ones, then let them take their place."""
        tables = [table for table in TABLES if self._setting.statements or table != "statements"]
        about = {"version": installed(PACKAGE), "library": self._setting.library.digest}
        beside = self._output / PARTS / "tables"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        summary = write(self._all_parts(), beside, tables, about)
        (self._output / _COMPLETE).unlink(missing_ok=True)
        for name in _names(TABLES):
            (self._output / name).unlink(missing_ok=True)
        for path in beside.iterdir():
            path.replace(self._output / path.name)
        sizes = {name: (self._output / name).stat().st_size for name in (*_names(tables), SUMMARY)}
        write_whole(self._output / _COMPLETE, json.dumps({"run": identity, "sizes": sizes}).encode())
        shutil.rmtree(beside)
        self._parts.clear()
        return summary

    def _all_parts(self) -> Iterator[Part]:
        for name, _ in self._named():
            part = self._parts.opened(name)
            if part is None:
                raise UsageError(_GONE)
            yield part


def _names(tables: Iterable[str]) -> list[str]:
    return [f"{table}.{ending}" for table in tables for ending in ("parquet", "csv")]


def _is_complete(output: Path, identity: str) -> bool:
    """Return whether the tables in ``output`` are whole and of the run with this identity."""
    try:
        known = json.loads((output / _COMPLETE).read_bytes())
        return known["run"] == identity and all(
            (output / name).stat().st_size == size for name, size in known["sizes"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


@contextmanager
def _alone_in(output: Path) -> Iterator[None]:
    """Make the folder for results and let no other run work in it; raises ``UsageError`` where one does."""
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} 不是文件夹，请用 --output 给出一个文件夹。")
    (output / PARTS).mkdir(parents=True, exist_ok=True)
    path = output / PARTS / "lock"
    with path.open("wb") as lock:
        if not _locked(lock.fileno()):
            raise UsageError(f"另一个 loanclause batch 正在往 {output} 里写；请等它结束，或者换一个文件夹。")
        try:
            yield
        finally:
            path.unlink()
            with suppress(OSError):  # parts wait there to be taken up
                (output / PARTS).rmdir()


def _locked(handle: int) -> bool:
    """Take the lock of a file until it is closed; where the system has none, nothing is in the way."""
    try:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cluster(setting: Setting, scheduler: str) -> Engine:
    try:
        from analyzer.batch.cluster import ClusterEngine  # noqa: PLC0415 - distributed is an extra
    except ImportError:
        raise UsageError(_MISSING) from None
    return ClusterEngine(setting, scheduler)


def _chained(first: tuple[str, Task], rest: Iterator[tuple[str, Task]]) -> Iterator[tuple[str, Task]]:
    yield first
    yield from rest
