"""The processes that work: a pool that is made anew when it breaks.

Where the system can fork, workers are forks of a process that has loaded the library and nothing of the page:
a new one is ready at once. Elsewhere each loads the library itself.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.context import BaseContext
from typing import TypeVar

from pebble import ProcessPool

from ui import work

T = TypeVar("T")
_TASKS_A_WORKER = 200  # then it is replaced, so that its memory cannot grow for ever


class Workers:
    """``count`` processes, each prepared by ``start``; none before the first task."""

    def __init__(self, count: int, start: Callable[[], None]) -> None:
        self._count = count
        self._start = start
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def started(self) -> bool:
        """Return whether there has been a task."""
        return self._pool is not None

    def schedule(self, function: Callable[..., T], arguments: tuple[object, ...] = ()) -> Future[T]:
        """Return the future of ``function(*arguments)``; cancelling it ends the process that works on it.

        Its result raises ``BrokenProcessPool`` where a worker without a task died, ``ProcessExpired`` where
        its own did.
        """
        future: Future[T] = self._living_pool().schedule(function, arguments)
        return future

    def end(self) -> None:
        """End every process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            _end(pool)

    def _living_pool(self) -> ProcessPool:
        with self._lock:
            if self._pool and not self._pool.active:
                _end(self._pool)
                self._pool = None
            if self._pool is None:
                self._pool = ProcessPool(self._count, _TASKS_A_WORKER, self._start, context=_context())
            return self._pool


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.READY])
    return context


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
