from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest

from analyzer.batch import doing
from analyzer.batch.doing import Doing
from analyzer.batch.planning import File, Task
from analyzer.batch.setting import Setting
from analyzer.errors import UsageError
from analyzer.isolation.limits import Limits
from clause_patterns import load_library


class Died(Exception):
    """What this engine says of a worker that died."""


class Engine:
    """Does nothing: every task ends as ``fate`` says, or never."""

    deaths = (Died,)
    insists = False

    def __init__(self, fate: str, workers: int = 2) -> None:
        self._fate = fate
        self._workers = workers

    def submit(self, function: object, setting: str, files: list[Any]) -> Future[Any]:
        future: Future[Any] = Future()
        if self._fate == "died":
            future.set_exception(Died())
        elif self._fate == "lost":
            future.cancel()
            future.set_running_or_notify_cancel()
        return future

    def workers(self) -> int:
        return self._workers

    def end(self) -> None:
        pass


def do(engine: Engine) -> None:
    tasks: list[tuple[str, Task]] = [("甲", (File("甲.txt", "/甲.txt", 1, 1),))]
    Doing(engine, Setting(load_library(), Limits()), carried=False).all(tasks, lambda *found: None)


def test_a_cluster_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever: where there are no workers for a while, the run ends and says how to go on."""
    monkeypatch.setattr(doing, "PATIENCE", 0.05)
    monkeypatch.setattr(doing, "_LOOK", 0.01)
    with pytest.raises(UsageError, match=r"没有一个工作进程.*同样的命令"):
        do(Engine("", workers=0))


def test_a_lost_scheduler() -> None:
    """Where the connection breaks, the run ends and says how to go on."""
    with pytest.raises(UsageError, match=r"连接断了.*同样的命令"):
        do(Engine("lost"))


def test_no_document_is_blamed_where_every_worker_dies() -> None:
    """Where workers die that have nothing to read, it is the machine: no document becomes a failure."""
    with pytest.raises(UsageError, match="请检查这台机器"):
        do(Engine("died"))
