"""The parent side: run a task on a hostile document in a child process, within limits kept from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import analyzer.errors
from analyzer.errors import CancelledError, DamagedFileError, LimitError, LoanClauseError, UnreadableError
from analyzer.isolation.limits import Limits

# Told the number of pages done and of all pages.
Progress = Callable[[int, int], None]


class Control(NamedTuple):
    """How the caller follows a task: ``progress`` is told the pages done; setting ``cancelled`` ends it."""

    progress: Progress | None = None
    cancelled: threading.Event | None = None


UNATTENDED = Control()

_ROOT = Path(__file__).resolve().parents[2]
# JSON escapes take up to 6 bytes a UTF-16 unit (12 for a rare character), a box 16.
_ANSWER_BYTES_A_CHARACTER = 28
_LOOK_AGAIN = 0.1  # seconds between looks at whether to stop
_CANCELLED = "已取消。"
_CRASHED = "读取时程序意外中断，文件可能已损坏；请重新下载，或用原来的软件另存一份后再试。"
_NOT_STARTED = "读取程序未能启动；请重新安装 loan-clause-analyzer 后再试。"


def run(
    task: str,
    request: Mapping[str, Any],
    data: bytes,
    limits: Limits,
    control: Control = UNATTENDED,
) -> tuple[dict[str, Any], bytes]:
    """Return the child's answer to ``task`` (see ``worker.TASKS``): a JSON object and raw bytes.

    What ``control.progress`` raises stops the child and is passed on; ``control.cancelled`` kills it within
    about 0.2 seconds. Raises the child's ``UnreadableError``; ``LimitError`` when time or memory run out,
    ``DamagedFileError`` when the child dies, ``CancelledError``.
    """
    asked = (
        json.dumps({**request, "task": task, "limits": limits.as_dict(), "parent": os.getpid()}).encode()
        + b"\n"
    )
    child = subprocess.Popen(
        # -P: the folder the user works in is no place to import code from.
        [sys.executable, "-P", "-m", "analyzer.isolation.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    watch = _Watch(child, limits, control.cancelled)
    try:
        with suppress(OSError):  # a child that died early does not listen
            assert child.stdin is not None
            with child.stdin:
                child.stdin.write(asked)
                child.stdin.write(data)
        header, rest = _listen(child, limits, watch, control.progress)
    except BaseException:
        child.kill()
        raise
    finally:
        ended = watch.stop()
    if ended is not None:
        raise ended
    if child.returncode != 0 or not header.endswith(b"\n"):
        # Python itself exits with 1 when the worker cannot even be imported; a crash gives a signal.
        raise UnreadableError(_NOT_STARTED) if child.returncode == 1 else DamagedFileError(_CRASHED)
    return _values(header), rest


def damaged() -> DamagedFileError:
    """Return the error for an answer that makes no sense."""
    return DamagedFileError(_CRASHED)


class _Watch:
    """Kills the child when its time is over or ``cancelled`` is set; recognised pages get more time."""

    def __init__(
        self, child: subprocess.Popen[bytes], limits: Limits, cancelled: threading.Event | None
    ) -> None:
        self._child = child
        self._cancelled = cancelled or threading.Event()
        self._page_seconds = limits.page_seconds
        self._began = time.monotonic()
        self._last = limits.seconds + limits.ocr_pages * limits.page_seconds  # whatever the child says
        self._seconds = limits.seconds
        self._over = threading.Event()
        self._ended: LoanClauseError | None = None
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()

    def extend(self) -> None:
        """Allow for one more page."""
        now = time.monotonic() - self._began
        self._seconds = min(self._last, max(self._seconds, now + self._page_seconds))

    def stop(self) -> LoanClauseError | None:
        """Wait for the child and return why it was killed, None if it was not."""
        assert self._child.stdout is not None
        self._child.stdout.close()
        self._child.wait()
        self._over.set()
        self._thread.join()
        return self._ended

    def _wait(self) -> None:
        while (left := self._seconds - (time.monotonic() - self._began)) > 0:
            if self._cancelled.is_set():
                self._ended = CancelledError(_CANCELLED)
                break
            if self._over.wait(min(left, _LOOK_AGAIN)):
                return
        else:
            self._ended = LimitError(f"读取超过 {self._seconds:.3g} 秒，已停止；请拆分文件或另存一份后再试。")
        self._child.kill()


def _listen(
    child: subprocess.Popen[bytes], limits: Limits, watch: _Watch, progress: Progress | None
) -> tuple[bytes, bytes]:
    """Return the last line that the child says, and what follows it; the lines before tell how far it is."""
    assert child.stdout is not None
    most = limits.characters * _ANSWER_BYTES_A_CHARACTER + 2 * limits.file_bytes
    for _ in range(2 * limits.pages + 2):
        line = child.stdout.readline(most)
        if not line.startswith(b'{"progress":'):
            return line, child.stdout.read(most)
        done = _progress(line)
        if done is None:
            break
        if done["slow"]:
            watch.extend()
        if progress is not None:
            progress(done["progress"], done["of"])
    child.kill()
    return b"", b""


def _progress(line: bytes) -> dict[str, int] | None:
    with suppress(ValueError, RecursionError):
        said = json.loads(line)
        if set(said) == {"progress", "of", "slow"} and all(isinstance(value, int) for value in said.values()):
            return dict(said)
    return None


def _environment() -> dict[str, str]:
    inherited = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), inherited]))}


def _values(header: bytes) -> dict[str, Any]:
    try:
        values = json.loads(header)
        if not isinstance(values, dict):
            raise ValueError("no object")
        if "error" in values:
            raise _error(str(values["error"]), str(values["message"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise damaged() from None
    return values


def _error(name: str, message: str) -> UnreadableError:
    kind = getattr(analyzer.errors, name, None)
    if isinstance(kind, type) and issubclass(kind, UnreadableError):
        return kind(message)
    return damaged()
