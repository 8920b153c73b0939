"""The queue that reads and works for every visitor, with work of our own in real processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait
from pathlib import Path

import pytest

from analyzer.errors import LoanClauseError, PasswordError
from ui import work
from ui.jobs import FAILED, Job, Queue, Tell

PATIENCE = 120
SENTENCE = "文件有密码，请输入密码。"


class Visitor:
    """Whom jobs are for."""


def nothing() -> None:
    """Prepare a worker for work that needs nothing."""


def double(number: int) -> int:
    return 2 * number


def own_id() -> int:
    return os.getpid()


def loaded() -> bool:
    return "streamlit" in sys.modules


def locked() -> None:
    raise PasswordError(SENTENCE)


def stumble() -> None:
    raise ValueError("内部细节")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def note(folder: str, name: str) -> None:
    """Leave the number of this process, then wait for the file ``go``."""
    mark = Path(folder) / f"{name}.new"
    mark.write_text(str(os.getpid()))
    mark.rename(Path(folder) / name)
    while not (Path(folder) / "go").exists():
        time.sleep(0.01)


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def outcome(job: Job[object]) -> object:
    """Return the result of a job, or what a visitor would be told."""
    wait([job.future], timeout=PATIENCE)
    try:
        return job.result()
    except LoanClauseError as error:
        return str(error)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def queue() -> Iterator[Queue]:
    made = Queue(1, nothing)
    yield made
    made.close()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def working(queue: Queue, visitor: Visitor, folder: Path, name: str = "busy") -> Job[object]:
    """Return a job that is being worked on, until there is a file ``go``."""
    job = queue.submit(visitor, note, str(folder), name)
    until((folder / name).exists)
    return job


def test_reads_then_works(queue: Queue, visitor: Visitor) -> None:
    """What was read is worked on; pages are told on the way."""
    told = threading.Event()
    seen = threading.Event()

    def read(tell: Tell, _: threading.Event) -> int:
        tell(3, 20)
        told.set()
        seen.wait(PATIENCE)
        return 21

    job = queue.submit(visitor, double, read=read)
    told.wait(PATIENCE)
    assert queue.state(job).words == "已读 3/20 页"
    assert queue.state(job).share == pytest.approx(0.15)
    seen.set()
    assert outcome(job) == 42


def test_says_how_many_come_before(queue: Queue, visitor: Visitor, tmp_path: Path) -> None:
    """Who waits is told how many are before, and no longer counts those that were cancelled."""
    working(queue, visitor, tmp_path)
    others = [queue.submit(visitor, double, 1) for _ in range(2)]
    last = queue.submit(visitor, double, 2)
    assert queue.state(last).words == "等待中，前面还有 3 份"
    others[0].cancel()
    assert queue.state(last).words == "等待中，前面还有 2 份"
    (tmp_path / "go").touch()
    assert outcome(last) == 4


def test_nobody_waits_for_all_of_another(queue: Queue, visitor: Visitor, tmp_path: Path) -> None:
    """Of one visitor's many documents only those under way come before another's first."""
    queue = Queue(2, nothing)
    working(queue, visitor, tmp_path)
    others = Visitor()
    working(queue, others, tmp_path, "other")
    third = Visitor()
    many = [queue.submit(visitor, own_id) for _ in range(5)]
    one = queue.submit(third, own_id)
    assert queue.state(one).words == "等待中，前面还有 2 份"
    assert queue.state(many[0]).words == "等待中，前面还有 3 份"
    queue.close()


def test_errors_are_sentences(queue: Queue, visitor: Visitor) -> None:
    """Our own sentences come through with their code; anything else becomes one that names no internals."""
    job = queue.submit(visitor, locked)
    assert outcome(job) == SENTENCE
    with pytest.raises(PasswordError):
        job.result()
    assert outcome(queue.submit(visitor, stumble)) == FAILED


def test_an_error_while_reading_is_a_sentence(queue: Queue, visitor: Visitor) -> None:
    """So it is where reading fails, and the next one is read all the same."""

    def locked_file(tell: Tell, cancelled: threading.Event) -> object:
        raise PasswordError(SENTENCE)

    def stumbling(tell: Tell, cancelled: threading.Event) -> object:
        raise ValueError("内部细节")

    assert outcome(queue.submit(visitor, double, read=locked_file)) == SENTENCE
    assert outcome(queue.submit(visitor, double, read=stumbling)) == FAILED
    assert outcome(queue.submit(visitor, double, read=lambda *_: 2)) == 4


def test_a_dead_worker_harms_its_own_job_only(visitor: Visitor, tmp_path: Path) -> None:
    """When a worker dies its job says so; the others get their results, from a new one too."""
    queue = Queue(2, nothing)
    beside = working(queue, visitor, tmp_path)
    dead = queue.submit(visitor, die)
    after = queue.submit(visitor, double, 4)
    assert outcome(dead) == FAILED
    assert outcome(after) == 8
    (tmp_path / "go").touch()
    assert outcome(beside) is None
    queue.close()


def test_an_idle_worker_that_dies_is_replaced(queue: Queue, visitor: Visitor) -> None:
    """A worker that was ended while it had nothing to do is missed by nobody."""
    worker = queue.submit(visitor, own_id)
    wait([worker.future], timeout=PATIENCE)
    os.kill(worker.result(), signal.SIGKILL)
    assert outcome(queue.submit(visitor, double, 5)) == 10
    until(lambda: not is_alive(worker.result()))
    assert outcome(queue.submit(visitor, double, 6)) == 12


def test_cancelling_ends_the_work(queue: Queue, visitor: Visitor, tmp_path: Path) -> None:
    """A cancelled job is over at once; its process is ended and the next job gets another."""
    job = working(queue, visitor, tmp_path)
    process = int((tmp_path / "busy").read_text())
    job.cancel()
    assert job.done()
    with pytest.raises(CancelledError):
        job.result()
    until(lambda: not is_alive(process))
    assert outcome(queue.submit(visitor, double, 7)) == 14


def test_cancelling_ends_reading(queue: Queue, visitor: Visitor) -> None:
    """What reads a cancelled document is stopped when it tells the next page, and the next one is read."""
    stopped = threading.Event()
    started = threading.Event()

    def read(tell: Tell, cancelled: threading.Event) -> object:
        started.set()
        cancelled.wait(PATIENCE)
        try:
            tell(1, 2)
        except CancelledError:
            stopped.set()
            raise
        return 1

    job = queue.submit(visitor, double, read=read)
    assert started.wait(PATIENCE)
    job.cancel()
    assert stopped.wait(PATIENCE)
    assert outcome(queue.submit(visitor, double, read=lambda *_: 8)) == 16


def test_what_waits_and_is_cancelled_is_never_begun(queue: Queue, visitor: Visitor, tmp_path: Path) -> None:
    """A job that was cancelled while it waited costs nothing."""
    working(queue, visitor, tmp_path)
    waiting = queue.submit(visitor, note, str(tmp_path), "never")
    waiting.cancel()
    (tmp_path / "go").touch()
    assert outcome(queue.submit(visitor, double, 9)) == 18
    assert not (tmp_path / "never").exists()


def test_a_visitor_who_leaves_takes_the_jobs_along(queue: Queue, visitor: Visitor, tmp_path: Path) -> None:
    """Jobs end with the page they are for, and nobody else's do."""
    job = working(queue, visitor, tmp_path)
    stays = Visitor()
    other = queue.submit(stays, double, 10)
    queue.leave(visitor)
    assert job.cancelled.is_set()
    assert outcome(other) == 20


def test_a_visitor_who_is_forgotten_takes_the_jobs_along(queue: Queue, tmp_path: Path) -> None:
    """So do they when only Streamlit drops the session."""
    gone = Visitor()
    job = working(queue, gone, tmp_path)
    del gone
    until(job.cancelled.is_set)
    stays = Visitor()
    assert outcome(queue.submit(stays, double, 11)) == 22


def test_closing_leaves_no_process(queue: Queue, visitor: Visitor, tmp_path: Path) -> None:
    """A queue that is closed ends what is under way and leaves nothing behind."""
    job = working(queue, visitor, tmp_path)
    process = int((tmp_path / "busy").read_text())
    queue.close()
    assert job.cancelled.is_set()
    assert not is_alive(process)


def test_workers_do_not_load_the_page() -> None:
    """A worker has the library and nothing of Streamlit, which would cost each 100 MB."""
    queue, visitor = Queue(1), Visitor()
    job = queue.submit(visitor, work.analyse, "贷款人有权读取借款人的通讯录。", "粘贴的文字")
    wait([job.future], timeout=PATIENCE)
    report, side = job.result()
    assert [finding.rule for finding in report.findings] == ["contact-list-collection"]
    assert side.reports == (report,)
    assert outcome(queue.submit(visitor, loaded)) is False
    queue.close()
