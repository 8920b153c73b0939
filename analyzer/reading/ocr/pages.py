"""Recognised pictures as pages, and what their reader must know about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.model import Notice
from analyzer.reading.layout.glyphs import Sheet
from analyzer.reading.ocr.writing import DOUBTFUL, UNREADABLE, Written

_SHOWN = 20  # characters of an uncertain line that a notice repeats


def sheet(writing: Sequence[Written], width: float, height: float, scale: float) -> Sheet:
    """Return ``writing`` (boxes in pixels) as a page of that size in points, without unreadable lines.

    ``scale`` is points a pixel.
    """
    glyphs = (
        glyph._replace(
            x0=glyph.x0 * scale, top=glyph.top * scale, x1=glyph.x1 * scale, bottom=glyph.bottom * scale
        )
        for line in writing
        if line.score >= UNREADABLE
        for glyph in line.glyphs
    )
    return Sheet(width, height, tuple(glyphs))


def uncertain(number: int, writing: Sequence[Written], unit: str = "页") -> Iterator[Notice]:
    """Yield what could not be read for certain on page ``number`` (``unit``: 页 or 张)."""
    unread = sum(line.score < UNREADABLE for line in writing)
    doubtful = [line for line in writing if UNREADABLE <= line.score < DOUBTFUL]
    if unread:
        yield Notice(
            "ocr-unsure", f"第 {number} {unit}有 {unread} 处文字无法辨认，已略去；请对照原件。", number
        )
    if doubtful:
        shown = doubtful[0].text[:_SHOWN]
        yield Notice(
            "ocr-unsure",
            f"第 {number} {unit}有 {len(doubtful)} 行识别得没有把握（如“{shown}”）；请对照原件。",
            number,
        )
