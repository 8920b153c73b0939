"""Processes of this machine that do one task after another: a pool that is made anew when it breaks."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Final, TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
# What a future raises whose process died: one without a task did, or its own.
DEATHS: Final[tuple[type[BaseException], ...]] = (ProcessExpired, BrokenProcessPool)


class Pool:
    """``count`` processes, none before the first task; they end when the one that made them is gone.

    Where the system can fork, they are forks of a process that has imported the module ``ready``: a new one
    is ready at once. ``start(*arguments)`` prepares each of them, wherever it comes from. One that has done
    ``tasks`` is replaced, so that its memory cannot grow for ever.
    """

    def __init__(
        self, count: int, ready: str, start: Callable[..., None], *arguments: object, tasks: int
    ) -> None:
        self._count = count
        self._ready = ready
        self._start = (start, *arguments)
        self._tasks = tasks
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def started(self) -> bool:
        """Return whether there has been a task."""
        return self._pool is not None

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Return the future of ``function(*arguments)``; cancelling it ends the process that works on it.

        Its result raises one of ``DEATHS`` where a process died.
        """
        future: Future[T] = self._living().schedule(function, arguments)
        return future

    def end(self) -> None:
        """End every process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            _end(pool)

    def _living(self) -> ProcessPool:
        with self._lock:
            if self._pool and not self._pool.active:  # a process died when it had nothing to do
                _end(self._pool)
                self._pool = None
            if self._pool is None:
                self._pool = ProcessPool(
                    self._count, self._tasks, _begin, self._start, context=_context(self._ready)
                )
            return self._pool


def _begin(start: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=_follow_parent, daemon=True).start()
    start(*arguments)


def _follow_parent() -> None:
    """End this process when its parent is gone, however that came to an end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context(ready: str) -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([ready])
    return context


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
