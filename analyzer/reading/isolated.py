"""The parent side: read a hostile document in a child process, within limits enforced from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import analyzer.errors
from analyzer.errors import DamagedFileError, LimitError, UnreadableError
from analyzer.reading.content import Content
from analyzer.reading.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
# JSON escapes take up to 6 bytes a UTF-16 unit (12 for a rare character), a box 16.
_ANSWER_BYTES_A_CHARACTER = 28
_CRASHED = "读取时程序意外中断，文件可能已损坏；请重新下载，或用原来的软件另存一份后再试。"
_NOT_STARTED = "读取程序未能启动；请重新安装 loan-clause-analyzer 后再试。"


def parse(data: bytes, kind: str, password: str | None, limits: Limits) -> Content:
    """Return the content of ``data``, read as ``kind`` in a process of its own.

    Raises the child's ``UnreadableError``; ``LimitError`` when time or memory run out, ``DamagedFileError``
    when the child dies.
    """
    request = {"format": kind, "password": password, "limits": limits.as_dict()}
    child = subprocess.Popen(
        # -P: the folder the user works in is no place to import code from.
        [sys.executable, "-P", "-m", "analyzer.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    answer, in_time = _talk(child, json.dumps(request).encode() + b"\n" + data, limits)
    if not in_time:
        raise LimitError(f"读取超过 {limits.seconds:g} 秒，已停止；请拆分文件或另存一份后再试。")
    if child.returncode != 0 or b"\n" not in answer:
        # Python itself exits with 1 when the worker cannot even be imported; a crash gives a signal.
        raise UnreadableError(_NOT_STARTED) if child.returncode == 1 else DamagedFileError(_CRASHED)
    return _content(answer)


def _environment() -> dict[str, str]:
    inherited = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), inherited]))}


def _talk(child: subprocess.Popen[bytes], request: bytes, limits: Limits) -> tuple[bytes, bool]:
    """Return what the child says, and whether it said it in time."""
    assert child.stdin is not None and child.stdout is not None
    expired = threading.Event()

    def give_up() -> None:
        expired.set()
        child.kill()

    timer = threading.Timer(limits.seconds, give_up)
    timer.start()
    try:
        with suppress(OSError), child.stdin:  # a child that died early does not listen
            child.stdin.write(request)
        answer = child.stdout.read(limits.characters * _ANSWER_BYTES_A_CHARACTER + 65_536)
    finally:
        child.stdout.close()
        if expired.is_set():
            child.kill()
        child.wait()
        timer.cancel()
        timer.join()
    return answer, not expired.is_set()


def _content(answer: bytes) -> Content:
    header, _, boxes = answer.partition(b"\n")
    try:
        values: dict[str, Any] = json.loads(header)
        if "error" in values:
            raise _error(str(values["error"]), str(values["message"]))
        return Content.from_answer(values, boxes)
    except (ValueError, TypeError, KeyError):
        raise DamagedFileError(_CRASHED) from None


def _error(name: str, message: str) -> UnreadableError:
    kind = getattr(analyzer.errors, name, None)
    if isinstance(kind, type) and issubclass(kind, UnreadableError):
        return kind(message)
    return DamagedFileError(_CRASHED)
