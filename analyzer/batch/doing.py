"""The tasks of a run, done by an engine: a few under way at a time, and what to do when a worker dies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from time import monotonic
from typing import Final

from analyzer.batch.engines import GO_ON, LOST, Engine
from analyzer.batch.parts import joined
from analyzer.batch.planning import Task
from analyzer.batch.setting import Setting
from analyzer.batch.working import deadly, given, work
from analyzer.errors import UsageError

_AHEAD: Final = 2  # tasks for each worker that are under way: one that it does, one that waits for it
_LOOK: Final = 5.0  # seconds between looks whether there are workers
PATIENCE: Final = 60.0  # seconds without any worker after which a run ends

_NOBODY: Final = "{:.0f} 秒没有一个工作进程；请检查集群。" + GO_ON
_NONE_LIVES: Final = f"工作进程一再意外结束，什么也不读也是这样；请检查这台机器（内存、安装）。{GO_ON}"


class Doing:
    """Does tasks with ``engine``; ``carried`` sends documents' contents along instead of their paths."""

    def __init__(self, engine: Engine, setting: Setting, *, carried: bool) -> None:
        self._engine = engine
        self._setting = setting
        self._carried = carried

    def all(self, tasks: Iterable[tuple[str, Task]], keep: Callable[[str, Task, bytes], None]) -> None:
        """Do ``tasks``, each under its name, and have ``keep`` called with what each found.

        A task whose worker died is done again when nothing else is under way, so that no other can be the
        cause; if it dies again, its halves are, down to the document that ends every worker. Raises
        ``UsageError`` where there are no workers, or none that lives.
        """
        under_way: dict[Future[bytes], tuple[str, Task]] = {}
        suspects: list[tuple[str, Task]] = []

        def collect() -> None:
            for future in self._some(under_way):
                name, task = under_way.pop(future)
                try:
                    keep(name, task, _result(future))
                except self._engine.deaths:
                    suspects.append((name, task))

        for name, task in tasks:
            while len(under_way) >= _AHEAD * max(1, self._engine.workers()):
                collect()
            under_way[self._submit(task)] = name, task
        while under_way:
            collect()
        for name, task in suspects:
            keep(name, task, self._alone(task))

    def _submit(self, task: Task) -> Future[bytes]:
        files = [given(file, self._setting.limits, carried=self._carried) for file in task]
        return self._engine.submit(work, self._setting.digest, files)

    def _alone(self, task: Task) -> bytes:
        """Return what ``task`` finds when nothing else is under way."""
        last = len(task) == 1
        for _ in range(2 if last and not self._engine.insists else 1):
            future = self._submit(task)
            self._some([future])
            try:
                return _result(future)
            except self._engine.deaths:
                continue
        if last:
            self._check()
            return deadly(task[0].name)
        half = len(task) // 2
        return joined([self._alone(task[:half]), self._alone(task[half:])])

    def _check(self) -> None:
        """Raise ``UsageError`` where workers die that have nothing to read."""
        future = self._submit(())
        self._some([future])
        try:
            _result(future)
        except self._engine.deaths:
            raise UsageError(_NONE_LIVES) from None

    def _some(self, futures: Collection[Future[bytes]]) -> Iterable[Future[bytes]]:
        """Return those of ``futures`` that are done, as soon as there are any."""
        seen = monotonic()
        while not (done := wait(futures, _LOOK, FIRST_COMPLETED).done):
            if self._engine.workers():
                seen = monotonic()
            elif monotonic() - seen > PATIENCE:
                raise UsageError(_NOBODY.format(PATIENCE))
        return done


def _result(future: Future[bytes]) -> bytes:
    try:
        return future.result()
    except CancelledError:
        raise UsageError(LOST) from None
