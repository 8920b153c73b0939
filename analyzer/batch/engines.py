"""Who does the tasks. Here: processes of this machine; ``cluster`` has the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Final, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from analyzer.batch.setting import Setting
from analyzer.batch.working import prepare

T = TypeVar("T")
_TASKS_A_WORKER: Final = 50  # then a process is replaced, so that its memory cannot grow for ever
_READY: Final = "analyzer.batch.warmed"  # what a fork server imports before it forks

GO_ON: Final = "已完成的部分留着，同样的命令再运行一次，就从这里继续。"
LOST: Final = f"和调度器的连接断了。{GO_ON}"


class Engine(Protocol):
    """Does tasks, each by a worker that is prepared.

    ``deaths`` are the exceptions of a future whose worker died. ``insists`` says that it tried a task several
    times by itself before it gives it up so.
    """

    deaths: tuple[type[BaseException], ...]
    insists: bool

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Return the future of ``function(*arguments)``."""

    def workers(self) -> int:
        """Return how many tasks can be worked on at once, 0 where there is nobody at the moment."""

    def end(self) -> None:
        """Give up what is not done, and free what was taken."""


class LocalEngine:
    """``count`` processes of this machine; one that dies is replaced.

    Where the system can fork, they are forks of a process that has loaded the library: a new one is ready
    at once. Elsewhere each loads it itself.
    """

    deaths: tuple[type[BaseException], ...] = (ProcessExpired, BrokenProcessPool)
    insists = False

    def __init__(self, setting: Setting, count: int) -> None:
        self._setting = setting
        self._count = count
        self._pool: ProcessPool | None = None

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Return the future of ``function(*arguments)``."""
        future: Future[T] = self._living_pool().schedule(function, arguments)
        return future

    def workers(self) -> int:
        """Return the number of processes."""
        return self._count

    def end(self) -> None:
        """End every process."""
        pool, self._pool = self._pool, None
        if pool:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _living_pool(self) -> ProcessPool:
        if self._pool and not self._pool.active:  # a process died when it had nothing to do
            self.end()
        if self._pool is None:
            start = (self._setting,)
            self._pool = ProcessPool(self._count, _TASKS_A_WORKER, _start, start, context=_context())
        return self._pool


def _start(setting: Setting) -> None:
    """Make a process of this machine ready; it ends when the one that began the run is gone."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    prepare(setting)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_READY])
    return context
