"""Engines for tests: one that needs no processes, one whose workers die; and what results are compared by."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from analyzer.batch.engines import LocalEngine
from analyzer.batch.setting import Setting
from analyzer.batch.working import prepare

DEADLY = "合同/第4份.txt"  # whoever reads it dies
TOLD = "LOANCLAUSE_TEST_DIED"  # names a file that is there once a worker was killed from outside


class Inline:
    """An engine that does each task at once, in this process; ``done`` are the documents of each."""

    deaths: tuple[type[BaseException], ...] = ()
    insists = False
    made: list[Inline] = []  # noqa: RUF012 - emptied for each test

    def __init__(self, setting: Setting, count: int) -> None:
        prepare(setting)
        self.done: list[list[str]] = []
        self.made.append(self)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.done.append([file.name for file in arguments[1]])
        future.set_result(function(*arguments))
        return future

    def workers(self) -> int:
        return 1

    def end(self) -> None:
        pass


class Dying(LocalEngine):
    """Real processes; the first that reads 第0份 is killed, and every one that reads 第4份."""

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        return super().submit(partial(_die_or_do, os.environ[TOLD], function), *arguments)


def _die_or_do(told: str, function: Callable[..., Any], setting: str, files: list[Any]) -> Any:
    names = {file.name for file in files}
    if DEADLY in names:
        os.kill(os.getpid(), signal.SIGKILL)
    if "合同/更早的/第0份.txt" in names and not Path(told).exists():
        Path(told).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return function(setting, files)


def digests(output: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of results; whatever else lies there is among them."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.is_file() and path.name != "complete.json"
    }
