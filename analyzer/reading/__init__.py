"""Reading: a file, its bytes or a pasted text → Document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

from analyzer.errors import DamagedFileError, LimitError, UnreadableError
from analyzer.isolation.limits import Limits
from analyzer.isolation.parent import Control, Progress, damaged, run
from analyzer.model import Document

__all__ = ["Limits", "Progress", "Source", "check_size", "read"]

Source = str | bytes | Path | Sequence[bytes | Path]

_PASTED = "粘贴的文本"
_UNNAMED = "未命名文件"


def read(  # noqa: PLR0913 - options, all of them by name
    source: Source,
    *,
    name: str | None = None,
    password: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> Document:
    """Return the document in ``source``: pasted text (``str``), a file's ``bytes``, a ``Path``, or pictures.

    A sequence of files is one document in several pictures: they are put in order, overlaps read once.
    Everything but plain text is parsed in a child process within ``limits`` (those of the environment unless
    given); ``password`` opens a protected PDF; ``progress`` is told the pages done and the pages in all, and
    may raise to stop. Raises a subclass of ``UnreadableError``, whose text tells the user what to do, and
    ``CancelledError`` where another thread has set ``cancelled`` before the child was done.
    """
    control = Control(progress, cancelled)
    limits = limits or Limits.from_environment()
    if isinstance(source, str):
        return _pasted(source, name or _PASTED, limits)
    if not isinstance(source, bytes | Path):
        return _from_pictures(source, name, limits, control)
    data = _bytes_of(source, limits)
    check_size(len(data), limits)
    return _from_file(data, name or _name_of(source), password, limits, control)


def _name_of(source: bytes | Path) -> str:
    return source.name if isinstance(source, Path) else _UNNAMED


def _pasted(text: str, name: str, limits: Limits) -> Document:
    if not text.strip():
        raise DamagedFileError("没有内容；请粘贴合同、授权书或隐私政策的文字。")
    data = text.encode("utf-8", errors="surrogatepass")
    check_size(len(data), limits)
    _check_characters(text, limits)
    return Document(name, "text", text, sha256=hashlib.sha256(data).hexdigest())


def _bytes_of(source: bytes | Path, limits: Limits) -> bytes:
    if not isinstance(source, Path):
        return bytes(source)
    try:
        check_size(source.stat().st_size, limits)
        return source.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件 {source}；请检查路径。") from None
    except IsADirectoryError:
        raise UnreadableError(f"{source} 是文件夹；请给出文件夹里的文件。") from None
    except OSError as error:
        raise UnreadableError(f"无法打开文件 {source}（{error.strerror}）；请检查权限。") from None


def _from_file(data: bytes, name: str, password: str | None, limits: Limits, control: Control) -> Document:
    # Imported here so that the child process, which imports this package, starts with little.
    from analyzer.reading import sniff, text  # noqa: PLC0415

    kind = sniff.sniff(data)
    if kind == "text":
        decoded, notices = text.decode(data)
        _check_characters(decoded, limits)
        if not decoded.strip():
            raise DamagedFileError("文件里只有空白，没有文字；请检查后换一个文件。")
        return Document(name, kind, decoded, sha256=hashlib.sha256(data).hexdigest(), notices=notices)
    return _parsed(data, name, {"format": kind, "password": password, "sizes": [len(data)]}, limits, control)


def _from_pictures(
    sources: Sequence[bytes | Path], name: str | None, limits: Limits, control: Control
) -> Document:
    from analyzer.reading import sniff  # noqa: PLC0415

    if not sources:
        raise DamagedFileError("没有图片；请至少给出一张。")
    files = [_bytes_of(source, limits) for source in sources]
    check_size(sum(map(len, files)), limits)
    for source, file in zip(sources, files, strict=True):
        if sniff.sniff(file) != "image":
            raise UnreadableError(f"{_name_of(source)} 不是图片，只有图片可以合成一份文件；请单独打开它。")
    first = _name_of(sources[0])
    known = name or (f"{first} 等 {len(files)} 张图片" if len(files) > 1 else first)
    request = {"format": "image", "sizes": [len(file) for file in files]}
    return _parsed(b"".join(files), known, request, limits, control)


def _parsed(data: bytes, name: str, request: dict[str, Any], limits: Limits, control: Control) -> Document:
    """Return what a child process reads in ``data``."""
    from analyzer.reading.content import Content  # noqa: PLC0415 - as above

    answer = run("read", request, data, limits, control)
    try:
        content = Content.from_answer(*answer)
    except (ValueError, TypeError, KeyError):
        raise damaged() from None
    return Document(
        name,
        request["format"],
        content.text,
        pages=content.pages,
        sha256=hashlib.sha256(data).hexdigest(),
        notices=content.notices,
        boxes=content.boxes,
    )


def check_size(size: int, limits: Limits) -> None:
    """Raise ``LimitError`` where a file of ``size`` bytes is larger than ``limits`` allow."""
    if size > limits.file_bytes:
        raise LimitError(
            f"文件有 {size / 2**20:.0f} MB，超过 {limits.file_bytes / 2**20:.0f} MB 的上限；请拆分后再试。"
        )


def _check_characters(text: str, limits: Limits) -> None:
    if len(text) > limits.characters:
        raise LimitError(f"文字有 {len(text)} 字，超过 {limits.characters} 字的上限；请拆分后再试。")
