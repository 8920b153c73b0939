"""Work that takes a while, done outside of the page's threads: one queue a server, shared by all visitors.

A job reads its document, in a thread that waits for an isolated child process, and is then worked on in a
process of a ``Pool``. Nothing in here knows Streamlit.
"""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from analyzer.errors import LoanClauseError
from analyzer.isolation.pool import Pool
from ui import work
from ui.lanes import Lane

T = TypeVar("T")
# Told the pages done and the pages in all.
Tell = Callable[[int, int], None]
# Reads a document: tells how far it is, and stops soon after the event is set.
Read = Callable[[Tell, threading.Event], object]

_MOST_WORKERS = 4  # each takes up to 200 MB
_TASKS_A_WORKER = 200
_GRACE_SECONDS = 2.0  # for reading to stop, when the server ends
FAILED = "分析时程序意外中断，没有得出结果；请再试一次，仍然不行就把文件另存一份后再打开。"


@dataclass(frozen=True)
class State:
    """How far a job is: in Chinese words, and as a share of 1."""

    words: str
    share: float = 0.0


class Job(Generic[T]):
    """One piece of work: ``owner`` tells visitors apart, ``cancelled`` is set once nobody wants it."""

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.cancelled = threading.Event()
        self.future: Future[T] = Future()
        self.pages: tuple[int, int] | None = None
        self._task: Future[T] | None = None

    def done(self) -> bool:
        """Return whether there is a result, an error, or nothing more to wait for."""
        return self.future.done()

    def result(self) -> T:
        """Return what came of a job that is done; raises ``LoanClauseError``, a sentence in Chinese."""
        return self.future.result(timeout=0)

    def cancel(self) -> None:
        """Stop at once, wherever the job is; a process that works on it is ended."""
        self.cancelled.set()
        self.future.cancel()
        if self._task:
            self._task.cancel()

    def tell(self, done: int, of: int) -> None:
        """Note that ``done`` of ``of`` pages are read; raises ``CancelledError`` in a cancelled job."""
        if self.cancelled.is_set():
            raise CancelledError
        self.pages = (done, of)

    def follow(self, task: Future[T]) -> T:
        """Return the result of ``task``, which ends with this job."""
        self._task = task
        if self.cancelled.is_set():
            task.cancel()
        try:
            return task.result()
        finally:
            self._task = None

    def finish(self, error: BaseException | None, result: T | None = None) -> None:
        """Set what came of it; anything but a ``LoanClauseError`` becomes one sentence."""
        with suppress(InvalidStateError):  # cancelled meanwhile
            if error is None:
                self.future.set_result(result)  # type: ignore[arg-type]
            else:
                known = error if isinstance(error, LoanClauseError) else LoanClauseError(FAILED)
                self.future.set_exception(known.with_traceback(None))  # whose frames hold the document


class Queue:
    """Reads documents and works on them for everybody, in at most ``workers`` processes at a time.

    ``start`` prepares a worker. No process is started before it is needed, or ``warm`` is called.
    """

    def __init__(self, workers: int, start: Callable[[], None] = work.start) -> None:
        self._workers = Pool(workers, work.READY, start, tasks=_TASKS_A_WORKER)
        self._reading = Lane("reading", workers)
        self._working = Lane("working", workers)
        self._unfinished: dict[Future[Any], Job[Any]] = {}

    def warm(self) -> None:
        """Begin to start the workers, unless they run, so that the first job finds them ready."""
        if not self._workers.started():
            threading.Thread(target=lambda: self._workers.submit(os.getpid), daemon=True).start()

    def submit(
        self, owner: object, function: Callable[..., T], *arguments: object, read: Read | None = None
    ) -> Job[T]:
        """Return the job of ``function(*arguments)`` in a worker; what ``read`` returns comes first.

        The job is cancelled when ``owner`` is gone.
        """
        job: Job[T] = Job(id(owner))
        self._unfinished[job.future] = job
        job.future.add_done_callback(self._unfinished.pop)
        weakref.finalize(owner, self._leave, id(owner))
        if read is None:
            self._working.put(job, lambda: self._work(job, function, arguments))
        else:
            self._reading.put(job, lambda: self._read(job, read, function, arguments))
        return job

    def state(self, job: Job[Any]) -> State:
        """Return how far ``job`` is."""
        ahead = next((n for lane in (self._reading, self._working) if (n := lane.ahead(job)) is not None), 0)
        if ahead:
            return State(f"等待中，前面还有 {ahead} 份")
        if job.pages is None:
            return State("正在逐条阅读…")
        done, of = job.pages
        return State(f"已读 {done}/{of} 页", done / of) if done < of else State("正在逐条阅读…", 1.0)

    def __len__(self) -> int:
        """Return how many jobs of all visitors are not done."""
        return len(self._unfinished)

    def leave(self, owner: object) -> None:
        """Cancel what is not done of ``owner``."""
        self._leave(id(owner))

    def close(self) -> None:
        """Cancel every job, and end every child that reads and every worker."""
        for job in list(self._unfinished.values()):
            job.cancel()
        self._reading.settle(_GRACE_SECONDS)
        self._workers.end()

    def _leave(self, owner: int) -> None:
        for job in list(self._unfinished.values()):
            if job.owner == owner:
                job.cancel()

    def _read(
        self, job: Job[T], read: Read, function: Callable[..., T], arguments: tuple[object, ...]
    ) -> None:
        try:
            document = read(job.tell, job.cancelled)
        except Exception as error:  # whatever it is, the lane goes on with the next job
            job.finish(error)
        else:
            self._working.put(job, lambda: self._work(job, function, (document, *arguments)))

    def _work(self, job: Job[T], function: Callable[..., T], arguments: tuple[object, ...]) -> None:
        try:
            job.finish(None, self._worked(job, function, arguments))
        except Exception as error:  # as above
            job.finish(error)

    def _worked(self, job: Job[T], function: Callable[..., T], arguments: tuple[object, ...]) -> T:
        try:
            return job.follow(self._workers.submit(function, *arguments))
        except BrokenProcessPool:  # because of another worker, not of this job
            return job.follow(self._workers.submit(function, *arguments))


QUEUE = Queue(min(_MOST_WORKERS, os.cpu_count() or 1))
atexit.register(QUEUE.close)
