"""Pictures of documents: opened safely, upright, with the size they have on paper. Child process only."""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress

from PIL import Image, ImageOps, ImageSequence

from analyzer.errors import DamagedFileError, LimitError, UnknownFormatError, UnreadableError
from analyzer.isolation.limits import Limits

# Pictures have no size on paper; so many pixels make an inch. An A4 page at this resolution and a phone
# screenshot both come out about as wide as A4.
PIXELS_AN_INCH = 150
_POINTS_AN_INCH = 72
# No page of a PDF may be longer (ISO 32000-1, annex C.2).
_LONGEST_PAGE = 14_400.0

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "HEIF")
_DAMAGED = "图片已损坏或不完整，无法打开；请重新截图、拍照或下载后再试。"
_TOO_LARGE = "图片的像素超过上限；请缩小或裁成几张后再试。"
_NO_HEIF = "这是 HEIC 图片，这里没有装读取它的组件；请在手机上另存为 JPEG，或安装 loan-clause-analyzer[ocr]。"


def frames(data: bytes, limits: Limits, only: Collection[int] | None = None) -> Iterator[Image.Image]:
    """Yield the pictures in ``data`` (one, or the pages of a TIFF) in RGB, turned upright as their EXIF says.

    ``only`` are the numbers (from 1) of those wanted; the others are not decoded. Raises
    ``DamagedFileError`` for a broken picture, ``LimitError`` for one with too many pixels or pages,
    ``UnknownFormatError`` for HEIC where its reader is not installed.
    """
    with _opened(data) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            _check(frame, number, limits)
            if only is None or number in only:
                yield _upright(frame)
            if picture.format != "TIFF":  # an animation or a burst shows the same page again
                return


def files_in(data: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """Yield the files of ``sizes`` bytes that stand one after the other in ``data``."""
    start = 0
    for size in sizes:
        yield data[start : start + size]
        start += size


def count(data: bytes, limits: Limits) -> int:
    """Return how many pictures are in ``data``; raises as ``frames`` does, but decodes none of them."""
    with _opened(data) as picture:
        pages = _pages(picture, limits) if picture.format == "TIFF" else 1
        _check(picture, pages, limits)
        return pages


def size_on_paper(width: int, height: int) -> tuple[float, float]:
    """Return the size in points of a page that shows a picture of ``width`` × ``height`` pixels."""
    scale = min(_POINTS_AN_INCH / PIXELS_AN_INCH, _LONGEST_PAGE / max(width, height, 1))
    return width * scale, height * scale


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    if data[4:8] == b"ftyp":
        _register_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                yield picture
    except (UnreadableError, MemoryError):
        raise
    except Image.DecompressionBombError:  # before there is a size to be told
        raise LimitError(_TOO_LARGE) from None
    except Exception:  # every decoder has its own errors
        raise DamagedFileError(_DAMAGED) from None


def _pages(picture: Image.Image, limits: Limits) -> int:
    """Return the number of pages of a TIFF, at most one more than allowed: to find the last takes long."""
    count = 0
    with suppress(EOFError):
        while count <= limits.pages:
            picture.seek(count)
            count += 1
    picture.seek(0)
    return count


def _check(frame: Image.Image, number: int, limits: Limits) -> None:
    width, height = frame.size
    if width * height > limits.pixels:
        raise LimitError(f"图片有 {width} × {height} 个像素，超过上限；请缩小或裁成几张后再试。")
    if number > limits.pages:
        raise LimitError(f"这个图片文件超过 {limits.pages} 页的上限；请拆分后再试。")


def _upright(frame: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(frame)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        turned = turned.convert("RGBA")
        paper = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(paper, turned)
    return turned.convert("RGB")


def _register_heif() -> None:
    try:
        from pi_heif import register_heif_opener  # noqa: PLC0415 - an extra
    except ImportError:
        raise UnknownFormatError(_NO_HEIF) from None
    register_heif_opener()
