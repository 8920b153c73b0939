"""Document → pictures of its pages, on which the boxes of its words lie."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from analyzer.errors import UsageError
from analyzer.isolation.limits import Limits
from analyzer.isolation.parent import damaged, run
from analyzer.model import Document
from analyzer.reporting.annotated_pdf import FORMATS

MOST: Final = 20  # pages at a time: about 2 MB and 3 seconds
_NO_PAGES = "只有 PDF 和图片能看原件的样子，这份文件请看文字。"


def page_pictures(
    document: Document,
    sources: Sequence[bytes],
    numbers: Collection[int],
    *,
    width: int = 1100,
    password: str | None = None,
) -> dict[int, bytes]:
    """Return the pages ``numbers`` of ``document`` as WebP by number, at most ``MOST`` at a time.

    A picture shows the whole ``Page`` and nothing else, so ``Region`` boxes lie on it in proportion. It is
    ``width`` pixels wide (at least 1), less where that is more than 8 million pixels, or more than a picture
    has. A page too damaged to be drawn is left out. ``sources`` are the bytes that ``document`` was read
    from: the PDF, or the pictures in the order of their numbers. Raises ``UsageError`` where there is no such
    page or too many are asked for, ``UnreadableError`` where a source cannot be opened.
    """
    if document.format not in FORMATS:
        raise UsageError(_NO_PAGES)
    wanted = sorted(set(numbers))
    if missing := set(wanted) - {page.number for page in document.pages}:
        raise UsageError(f"这份文件没有第 {min(missing)} 页；请换一个页码。")
    if len(wanted) > MOST:
        raise UsageError(f"一次最多看 {MOST} 页，请分几次看。")
    request: dict[str, Any] = {
        "format": document.format,
        "password": password,
        "sizes": [len(source) for source in sources],
        "numbers": wanted,
        "width": width,
    }
    header, files = run("draw", request, b"".join(sources), Limits.from_environment())
    try:
        return parted(header["pages"], files, wanted)
    except (ValueError, TypeError, KeyError):
        raise damaged() from None


def parted(sizes: Sequence[tuple[int, int]], files: bytes, wanted: Collection[int]) -> dict[int, bytes]:
    """Return the pictures in ``files`` by number; raises ``ValueError`` where they are not as was agreed."""
    found, start = dict[int, bytes](), 0
    for number, size in sizes:
        file = files[start : start + size]
        if number not in wanted or not _is_webp(file):
            raise ValueError("not what was asked for")
        found[number] = file
        start += size
    if start != len(files):
        raise ValueError("more than was announced")
    return found


def _is_webp(file: bytes) -> bool:
    """Return whether ``file`` is one WebP from its first to its last byte (RFC 9649, 2.4)."""
    return (
        file[:4] == b"RIFF" and file[8:12] == b"WEBP" and int.from_bytes(file[4:8], "little") + 8 == len(file)
    )
