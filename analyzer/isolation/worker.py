"""The child process: works on one hostile document from standard input, answers on standard output.

Request: one line of JSON (``task``, ``limits``, the ``parent``'s id and what the task needs), then the bytes
of the document.
Answer: lines of JSON that tell how far it is, one line of JSON (the answer or an error), then raw bytes.
JSON and plain numbers, no pickle: a parser that a document has taken over must not reach the parent.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from analyzer.errors import DamagedFileError, UnreadableError
from analyzer.isolation.limits import Limits

# Where the tasks are done. A module is loaded for its task only: starting up is most of the cost of a short
# document.
TASKS = {
    "read": "analyzer.reading.reader",
    "annotate": "analyzer.reporting.annotating",
    "draw": "analyzer.reporting.drawing",
    "crop": "analyzer.reporting.cropping",
}

_LOOK_SECONDS = 1.0  # between two looks for the parent
_DAMAGED = "文件内部已损坏，无法读取；请重新下载，或用原来的软件另存一份后再试。"
_TOO_DEEP = "文件内部的嵌套层数过多，可能已损坏，没有读取；请用原来的软件另存一份后再试。"
_TOO_MUCH_MEMORY = "读取这个文件需要的内存超过上限，已停止；请拆分文件或另存为更小的文件后再试。"

Answer = tuple[dict[str, Any], bytes]


class Tell(Protocol):
    """Tells the parent how many pages are done; ``slow`` asks for the time that a picture needs."""

    def __call__(self, done: int, of: int, *, slow: bool = False) -> None: ...  # noqa: D102


def main() -> None:
    """Serve one request."""
    answer_to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with the answer
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_follow, args=(request["parent"],), daemon=True).start()
    data = sys.stdin.buffer.read()
    limits = Limits(**request["limits"])
    restrict(limits)

    def tell(done: int, of: int, *, slow: bool = False) -> None:
        answer_to.write(json.dumps({"progress": done, "of": of, "slow": int(slow)}).encode() + b"\n")
        answer_to.flush()

    header, rest = answer(data, request, limits, tell)
    answer_to.write(json.dumps(header).encode() + b"\n" + rest)
    answer_to.close()


def _follow(parent: int) -> None:
    """End this process when its parent is gone: nobody waits for the answer any more."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def restrict(limits: Limits) -> None:
    """Cap the memory, processor time and files of this process where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    # The parent keeps the time; the processor cap only stops a child whose parent has died.
    seconds = limits.seconds + limits.ocr_pages * limits.page_seconds
    processors = os.cpu_count() or 1
    cap(limits.memory_mb)
    for kind, value in (
        (resource.RLIMIT_CPU, int(seconds * processors) + 5),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def cap(memory_mb: int) -> None:
    """Cap the address space of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    memory = memory_mb * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard)
    )


def answer(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> Answer:
    """Return the JSON part and the raw part of the answer; errors become part of it."""
    try:
        task: Callable[[bytes, dict[str, Any], Limits, Tell], Answer]
        task = importlib.import_module(TASKS[request["task"]]).answer
        return task(data, request, limits, tell)
    except UnreadableError as error:
        return {"error": type(error).__name__, "message": str(error)}, b""
    except MemoryError:
        return {"error": "LimitError", "message": _TOO_MUCH_MEMORY}, b""
    except RecursionError:
        return {"error": "LimitError", "message": _TOO_DEEP}, b""
    except Exception:  # whatever a parser trips over is the document's fault
        return {"error": DamagedFileError.__name__, "message": _DAMAGED}, b""


if __name__ == "__main__":
    main()
