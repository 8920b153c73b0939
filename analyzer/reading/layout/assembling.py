"""Pages of lines → the text of a document, its pages and the box of every character."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analyzer.model import Notice, Page
from analyzer.reading.content import Content
from analyzer.reading.layout.glyphs import Line

_NOWHERE = (math.nan,) * 4


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in reading order; number from 1, size of the paper in points."""

    number: int
    width: float
    height: float
    lines: list[Line]

    def having(self, lines: list[Line]) -> PageLines:
        """Return this page with other lines."""
        return PageLines(self.number, self.width, self.height, lines)


def assembled(pages: Iterable[PageLines], notices: Iterable[Notice]) -> Content:
    """Return ``pages`` as the content of one document, a line end between lines and between pages."""
    texts: list[str] = []
    boxes = array("f")
    found: list[Page] = []
    offset = 0
    for page in pages:
        if found:
            texts.append("\n")
            boxes.extend(_NOWHERE)
            offset += 1
        text = _append(page.lines, boxes)
        texts.append(text)
        found.append(Page(page.number, offset, offset + len(text), page.width, page.height))
        offset += len(text)
    return Content("".join(texts), tuple(found), tuple(notices), boxes)


def watermarks(words: Iterable[str]) -> Iterator[Notice]:
    """Yield a notice for each watermark, once; ``words`` are those of ``Layout.watermarks``."""
    for each in dict.fromkeys(words):
        yield Notice("watermark", f"已略去{each}。")


def _append(lines: list[Line], boxes: array[float]) -> str:
    """Return the text of ``lines`` and append its boxes."""
    texts: list[str] = []
    for line in lines:
        if texts:
            boxes.extend(_NOWHERE)
        texts.append(line.text)
        for glyph in line.glyphs:
            boxes.extend(glyph[1:5] * len(glyph.text))
    return "\n".join(texts)
