"""Who does the tasks. Here: processes of this machine; ``cluster`` has the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, Protocol, TypeVar

from analyzer.batch.setting import Setting
from analyzer.batch.working import prepare
from analyzer.isolation.pool import DEATHS, Pool

T = TypeVar("T")
_TASKS_A_WORKER: Final = 50  # a few minutes' work
_READY: Final = "analyzer.batch.warmed"

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
    """``count`` processes of this machine; one that dies is replaced."""

    deaths = DEATHS
    insists = False

    def __init__(self, setting: Setting, count: int) -> None:
        self._count = count
        self._pool = Pool(count, _READY, prepare, setting, tasks=_TASKS_A_WORKER)

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Return the future of ``function(*arguments)``."""
        return self._pool.submit(function, *arguments)

    def workers(self) -> int:
        """Return the number of processes."""
        return self._count

    def end(self) -> None:
        """End every process."""
        self._pool.end()
