"""Pages of lines → one text with boxes: the last step for formats with paper (PDF, OFD)."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator

from analyzer.model import Notice, Page
from analyzer.reading.content import Content
from analyzer.reading.furniture import PageLines
from analyzer.reading.glyphs import Glyph
from analyzer.reading.layout import Line

_NOWHERE = (math.nan,) * 4


def assembled(widths: Iterable[float], pages: Iterable[PageLines], notices: Iterable[Notice]) -> Content:
    """Return the content of ``pages``, whose paper is as wide as ``widths`` say (points)."""
    texts: list[str] = []
    boxes = array("f")
    found: list[Page] = []
    offset = 0
    for width, page in zip(widths, pages, strict=True):
        if found:
            texts.append("\n")
            boxes.extend(_NOWHERE)
            offset += 1
        text = _append(page.lines, boxes)
        texts.append(text)
        found.append(Page(page.number, offset, offset + len(text), width, page.height))
        offset += len(text)
    return Content("".join(texts), tuple(found), tuple(notices), boxes)


def watermarks(words: Iterable[str]) -> Iterator[Notice]:
    """Yield a notice for each text that was laid across pages, once."""
    for each in dict.fromkeys(filter(None, words)):
        yield Notice("watermark", f"已略去斜排的水印“{each[:40]}”。")


def _append(lines: list[Line], boxes: array[float]) -> str:
    """Return the text of ``lines`` and append its boxes."""
    texts: list[str] = []
    for line in lines:
        if texts:
            boxes.extend(_NOWHERE)
        texts.append(line.text)
        for glyph in line.glyphs:
            boxes.extend(_box(glyph) * len(glyph.text))
    return "\n".join(texts)


def _box(glyph: Glyph) -> tuple[float, ...]:
    return glyph[1:5]
