"""Reading: a file, its bytes or a pasted text → Document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from analyzer.errors import DamagedFileError, LimitError, UnreadableError
from analyzer.isolation.limits import Limits
from analyzer.isolation.parent import Progress, damaged, run
from analyzer.model import Document

__all__ = ["Limits", "read"]

_PASTED = "粘贴的文本"
_UNNAMED = "未命名文件"


def read(
    source: str | bytes | Path,
    *,
    name: str | None = None,
    password: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    progress: Progress | None = None,
) -> Document:
    """Return the document in ``source``: pasted text (``str``), an uploaded file (``bytes``) or a ``Path``.

    Everything but plain text is parsed in a child process within ``limits``; ``password`` opens a protected
    PDF; ``progress`` is told the pages done and the pages in all, and may raise to stop.
    Raises a subclass of ``UnreadableError``, whose text tells the user what to do.
    """
    if isinstance(source, str):
        return _pasted(source, name or _PASTED, limits)
    data = _bytes_of(source, limits)
    _check_size(len(data), limits)
    known = name or (source.name if isinstance(source, Path) else _UNNAMED)
    return _from_file(data, known, password, limits, progress)


def _pasted(text: str, name: str, limits: Limits) -> Document:
    if not text.strip():
        raise DamagedFileError("没有内容；请粘贴合同、授权书或隐私政策的文字。")
    data = text.encode("utf-8", errors="surrogatepass")
    _check_size(len(data), limits)
    _check_characters(text, limits)
    return Document(name, "text", text, sha256=hashlib.sha256(data).hexdigest())


def _bytes_of(source: bytes | Path, limits: Limits) -> bytes:
    if not isinstance(source, Path):
        return bytes(source)
    try:
        _check_size(source.stat().st_size, limits)
        return source.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件 {source}；请检查路径。") from None
    except IsADirectoryError:
        raise UnreadableError(f"{source} 是文件夹；请给出文件夹里的文件。") from None
    except OSError as error:
        raise UnreadableError(f"无法打开文件 {source}（{error.strerror}）；请检查权限。") from None


def _from_file(
    data: bytes, name: str, password: str | None, limits: Limits, progress: Progress | None
) -> Document:
    # Imported here so that the child process, which imports this package, starts with little.
    from analyzer.reading import sniff, text  # noqa: PLC0415
    from analyzer.reading.content import Content  # noqa: PLC0415

    kind = sniff.sniff(data)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "text":
        decoded, notices = text.decode(data)
        _check_characters(decoded, limits)
        return Document(name, kind, decoded, sha256=sha256, notices=notices)
    answer = run("read", {"format": kind, "password": password}, data, limits, progress)
    try:
        content = Content.from_answer(*answer)
    except (ValueError, TypeError, KeyError):
        raise damaged() from None
    return Document(
        name,
        kind,
        content.text,
        pages=content.pages,
        sha256=sha256,
        notices=content.notices,
        boxes=content.boxes,
    )


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise LimitError(
            f"文件有 {size / 2**20:.0f} MB，超过 {limits.file_bytes / 2**20:.0f} MB 的上限；请拆分后再试。"
        )


def _check_characters(text: str, limits: Limits) -> None:
    if len(text) > limits.characters:
        raise LimitError(f"文字有 {len(text)} 字，超过 {limits.characters} 字的上限；请拆分后再试。")
