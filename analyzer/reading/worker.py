"""The child process: reads one hostile document from standard input, answers on standard output.

Request: one line of JSON (``format``, ``password``, ``limits``), then the bytes of the file.
Answer: one line of JSON (the fields of a Document or an error), then the raw float32 array of boxes.
JSON and plain numbers, no pickle: a parser that a document has taken over must not reach the parent.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from analyzer.errors import DamagedFileError, LimitError, UnreadableError
from analyzer.reading.content import Content
from analyzer.reading.limits import Limits

_DAMAGED = "文件内部已损坏，无法读取；请重新下载，或用原来的软件另存一份后再试。"
_TOO_MUCH_MEMORY = "读取这个文件需要的内存超过上限，已停止；请拆分文件或另存为更小的文件后再试。"


def main() -> None:
    """Serve one request."""
    answer_to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with the answer
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limits = Limits(**request["limits"])
    restrict(limits)
    header, boxes = answer(data, request["format"], request["password"], limits)
    answer_to.write(json.dumps(header).encode() + b"\n" + boxes)
    answer_to.close()


def restrict(limits: Limits) -> None:
    """Cap the memory, processor time and files of this process where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    memory = limits.memory_mb * 1024 * 1024
    # The parent keeps the time; the processor cap only stops a child whose parent has died.
    seconds = int(limits.seconds) + 5
    for kind, cap in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        soft = cap if hard == resource.RLIM_INFINITY else min(cap, hard)
        resource.setrlimit(kind, (soft, hard))


def answer(data: bytes, kind: str, password: str | None, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Return the JSON part and the boxes of the answer; errors become part of it."""
    try:
        content = _parse(data, kind, password, limits)
        if len(content.text) > limits.characters:
            raise LimitError(f"文件里的文字超过 {limits.characters} 字的上限；请拆分后再试。")
    except UnreadableError as error:
        return {"error": type(error).__name__, "message": str(error)}, b""
    except (MemoryError, RecursionError):
        return {"error": "LimitError", "message": _TOO_MUCH_MEMORY}, b""
    except Exception:  # whatever a parser trips over is the document's fault
        return {"error": DamagedFileError.__name__, "message": _DAMAGED}, b""
    return content.header(), content.boxes.tobytes()


def _parse(data: bytes, kind: str, password: str | None, limits: Limits) -> Content:
    # Each reader is imported when it is needed: starting up is most of the cost of a short document.
    if kind == "pdf":
        from analyzer.reading import pdf  # noqa: PLC0415

        return pdf.parse(data, password, limits)
    if kind == "docx":
        from analyzer.reading import docx  # noqa: PLC0415

        return docx.parse(data, limits)
    from analyzer.reading import html  # noqa: PLC0415

    return html.parse(data)


if __name__ == "__main__":
    main()
