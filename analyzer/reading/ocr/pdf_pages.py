"""Pages of a PDF whose text cannot be trusted: rendered, recognised, with boxes in points of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pypdfium2
from PIL import Image

from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.model import Notice
from analyzer.reading.layout.condensing import ranges
from analyzer.reading.layout.glyphs import Sheet
from analyzer.reading.ocr import engine
from analyzer.reading.ocr.pages import sheet, uncertain
from analyzer.reading.ocr.pool import recognised
from analyzer.reading.ocr.tiles import HIGHEST
from analyzer.reading.plausible import COMMON, is_han

# Pixels an inch, and of the shorter side below which small paper is rendered larger.
_RESOLUTION, _SMALLEST = 200, 1000
# Share of the characters known from the text layer that recognition must find again to be believed.
_AGREED = 0.7
_WHY = {
    "scan": "没有文字层（扫描件或图片）",
    "garbled": "的文字编码残缺，是乱码",
    "partial": "的文字编码有缺漏",
}
_NOTHING = "第 {} 页{}，从页面图片里也没有识别出文字。"
_DONE = "第 {} 页{}，已改为由本机识别页面图片，可能有个别错字；请对照原件。"


class Recognised(NamedTuple):
    """What recognition found: the pages that have writing, by number, and what the reader must know.

    ``tried`` are the pages that were looked at, whether or not anything was found.
    """

    sheets: dict[int, Sheet]
    tried: list[int]
    notices: list[Notice]


def recognise(
    document: pypdfium2.PdfDocument,
    doubts: Mapping[int, str],
    known: Mapping[int, str],
    limits: Limits,
    tell: Tell,
) -> Recognised:
    """Return the pages of ``doubts`` (number → ``scan``, ``garbled`` or ``partial``) as recognised.

    ``known`` is the text that their text layer gives. Empty where the extra ``ocr`` is not installed; at most
    ``limits.ocr_pages`` pages.
    """
    found = Recognised({}, [], [])
    if not engine.installed() or limits.ocr_pages < 1:
        return found
    numbers = list(doubts)[: limits.ocr_pages]
    tell(0, len(numbers), slow=True)
    scales: list[tuple[float, float, float]] = []
    pictures = (_rendered(document, number, scales) for number in numbers)
    for number, writing in zip(numbers, recognised(pictures, len(numbers), limits), strict=True):
        width, height, scale = scales[len(found.tried)]
        seen = sheet(writing, width, height, scale)
        if _makes_sense(seen, doubts[number], known.get(number, "")):
            found.sheets[number] = seen
            found.notices.extend(uncertain(number, writing))
        found.tried.append(number)
        tell(len(found.tried), len(numbers), slow=True)
    found.notices[:0] = _notices(doubts, found)
    return found


def _rendered(
    document: pypdfium2.PdfDocument, number: int, scales: list[tuple[float, float, float]]
) -> Image.Image:
    """Return page ``number`` as a picture and note its width, height, and points a pixel."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        wanted = max(_RESOLUTION / 72, _SMALLEST / max(1.0, min(width, height)))
        scale = min(wanted, HIGHEST / max(1.0, width, height))
        scales.append((width, height, 1 / scale))
        bitmap = page.render(scale=scale)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return picture
    finally:
        page.close()


def _makes_sense(seen: Sheet, doubt: str, known: str) -> bool:
    """Return whether ``seen`` is writing, and what the page says as far as its text is ``known``.

    Where fonts are missing, what is rendered is no writing either.
    """
    text = "".join(glyph.text for glyph in seen.glyphs)
    if doubt == "scan":
        return bool(text)
    han = Counter(filter(is_han, text))
    if doubt == "partial":
        wanted = Counter(filter(is_han, known))
        return (wanted & han).total() >= _AGREED * wanted.total()
    letters = sum(char.isalnum() for char in text)
    common = sum(count for char, count in han.items() if char in COMMON)
    return bool(han) and han.total() > 0.5 * letters and common > 0.4 * han.total()


def _notices(doubts: Mapping[int, str], found: Recognised) -> Iterator[Notice]:
    for doubt, words in _WHY.items():
        tried = [number for number in found.tried if doubts[number] == doubt]
        seen = [number for number in tried if number in found.sheets]
        empty = [number for number in tried if number not in found.sheets]
        for code, numbers, message in (("ocr", seen, _DONE), ("page-unreadable", empty, _NOTHING)):
            if numbers and (code, doubt) != ("page-unreadable", "partial"):  # the page has said so itself
                only = numbers[0] if len(numbers) == 1 else None
                yield Notice(code, message.format(ranges(numbers), words), only)
    left = [number for number in doubts if number not in found.tried]
    if left:
        yield Notice("ocr-limit", f"图片页超过 {len(found.tried)} 页的上限，第 {ranges(left)} 页没有识别。")
