"""The workers of a Dask cluster as an engine; ``distributed`` is an extra, so only who uses it imports this.

The client connects to the scheduler and to nothing else; it opens no port and no dashboard.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final, TypeVar

import dask
from distributed import Client, KilledWorker, Worker, WorkerPlugin
from tornado.ioloop import PeriodicCallback

from analyzer.batch.engines import LOST
from analyzer.batch.setting import Setting
from analyzer.batch.working import prepare
from analyzer.errors import LoanClauseError, UsageError

T = TypeVar("T")
_CONNECTING: Final = 10.0  # seconds in which the scheduler must answer
_COUNTED: Final = 2.0  # seconds for which the number of workers is believed
_ADDRESS: Final = re.compile(r"(tcp|tls)://[^/:\s]+:\d{1,5}|(tcp|tls)://\[[0-9a-fA-F:]+\]:\d{1,5}")
_WRONG: Final = "调度器的地址 {} 不对，要写成 tcp://主机:端口 或 tls://主机:端口。"
_NOBODY: Final = "{:.0f} 秒内连不上调度器 {}；请检查地址，以及调度器是不是在运行。"
_UNFIT: Final = "集群上的工作进程不能用（{}）；请在每台机器上装好同一个版本的 loan-clause-analyzer。"


class ClusterEngine:
    """The workers that are registered with the scheduler at ``address``, now or later."""

    deaths: tuple[type[BaseException], ...] = (KilledWorker,)
    insists = True

    def __init__(self, setting: Setting, address: str) -> None:
        if not _ADDRESS.fullmatch(address):
            raise UsageError(_WRONG.format(address))
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # we say ourselves what failed
        # Documents travel inside their tasks: what a worker that died had of them is not lost.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
        try:
            self._client = _client(address)
        except (OSError, ValueError, TypeError):
            raise UsageError(_NOBODY.format(_CONNECTING, address)) from None
        self._executor = self._client.get_executor(pure=False)
        self._counted, self._workers = float("-inf"), 0
        self._preparation = f"loanclause-{uuid.uuid4()}"
        try:
            self._client.register_plugin(_Preparation(setting), name=self._preparation)
        except Exception as error:
            self.end()
            if isinstance(error, LoanClauseError):
                raise
            raise UsageError(_UNFIT.format(error)) from None

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Return the future of ``function(*arguments)``; it is cancelled where the scheduler is lost."""
        with _lost():
            future: Future[T] = self._executor.submit(function, *arguments)
        return future

    def workers(self) -> int:
        """Return the number of workers, as it was two seconds ago at the latest."""
        if monotonic() - self._counted > _COUNTED:
            with _lost():
                self._workers = len(self._client.nthreads())
            self._counted = monotonic()
        return self._workers

    def end(self) -> None:
        """Cancel what is not done and disconnect."""
        if self._client.status == "running":
            self._executor.shutdown(wait=False)
            self._client.unregister_worker_plugin(self._preparation)
        self._client.close(timeout=_CONNECTING)


@contextmanager
def _lost() -> Iterator[None]:
    """Say in our words that the scheduler is gone: what its client raises then is of many kinds."""
    try:
        yield
    except Exception:
        raise UsageError(LOST) from None


def _client(address: str) -> Any:
    make: Any = Client  # which has no types
    return make(address, timeout=_CONNECTING, set_as_default=False, name="loanclause")


class _Preparation(WorkerPlugin):
    """Prepares every worker, those that join later too.

    Meanwhile nothing looks every 10 ms at what a worker is doing (Dask does, for its dashboard): that takes
    time where calls are as deep as ours.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    async def setup(self, worker: Worker) -> None:
        """Prepare this worker; it goes on answering the scheduler."""
        await asyncio.to_thread(prepare, self._setting)
        gc.freeze()  # else every full collection would look at all that was loaded
        for watching in _watching(worker):
            watching.stop()

    def teardown(self, worker: Worker) -> None:
        """Leave this worker as it was."""
        gc.unfreeze()
        for watching in _watching(worker):
            if not watching.is_running():  # another run may have ended; started twice, it would look twice
                watching.start()


def _watching(worker: Worker) -> list[PeriodicCallback]:
    """Return what samples a worker's stack; nothing where its own settings have turned that off."""
    known = worker.periodic_callbacks
    return [known[name] for name in ("profile", "profile-cycle") if name in known]
