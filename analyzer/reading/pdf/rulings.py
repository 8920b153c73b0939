"""Ruling lines of a page: the straight strokes across or down among PDFium's path objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from analyzer.reading.layout.glyphs import Box
from analyzer.reading.pdf.pdfium import placer

# How deep form XObjects may be nested, and how many segments a page may have before it is a drawing.
_DEPTH, _SEGMENTS = 4, 20_000
# Points by which a stroke may leave the straight, and up to which a filled rectangle is a drawn line.
_STRAIGHT, _THIN = 0.5, 3.0


class _Matrix(NamedTuple):
    """An affine map as PDF writes it (ISO 32000-1, 8.3.3)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: _Matrix) -> _Matrix:
        """Return the map that applies ``inner`` first."""
        x, y = self.point(inner.e, inner.f)
        return _Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            x,
            y,
        )


_Point = tuple[float, float]


def rulings(page: pypdfium2.PdfPage) -> list[Box]:
    """Return the lines across and down ``page`` as flat boxes, in points from the top left as shown.

    Sides of drawn rectangles are among them, those of shaded areas are not; nothing is returned for a page
    that is a drawing.
    """
    place = placer(page)
    lines: list[Box] = []
    left = _SEGMENTS
    for path, matrix in _paths(page):
        left -= max(0, raw.FPDFPath_CountSegments(path))
        if left < 0:
            return []
        for (x0, y0), (x1, y1) in _strokes(path, matrix):
            if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
                lines.append(_flat(place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
    return lines


def _flat(box: Box) -> Box:
    x0, top, x1, bottom = box
    if x1 - x0 > bottom - top:
        return x0, (top + bottom) / 2, x1, (top + bottom) / 2
    return (x0 + x1) / 2, top, (x0 + x1) / 2, bottom


def _paths(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, _Matrix]]:
    """Yield the path objects of ``page`` and what maps their points to it, those in form XObjects too."""
    identity = _Matrix(1, 0, 0, 1, 0, 0)
    count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    yield from _paths_in((get(page, index) for index in range(count(page))), identity, _DEPTH)


def _paths_in(things: Iterator[Any], outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, outer.after(_matrix(thing))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            inner = range(raw.FPDFFormObj_CountObjects(thing))
            inside = (raw.FPDFFormObj_GetObject(thing, index) for index in inner)
            yield from _paths_in(inside, outer.after(_matrix(thing)), depth - 1)


def _matrix(thing: Any) -> _Matrix:
    found = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(thing, found)
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _strokes(path: Any, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight segments of ``path`` that are seen as lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    outlines = list(_outlines(path, matrix))
    for outline in outlines:
        # One filled rectangle is a shade, unless it is thin; several in one path make a frame.
        if stroke.value or len(outlines) > 1 or _is_thin(outline):
            yield from outline


def _outlines(path: Any, matrix: _Matrix) -> Iterator[list[tuple[_Point, _Point]]]:
    """Yield the straight segments of each subpath of ``path``."""
    outline: list[tuple[_Point, _Point]] = []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if outline:
                yield outline
            outline, start = [], point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            outline.append((last, point))
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            outline.append((last, start))
            last = start
    if outline:
        yield outline


def _is_thin(outline: list[tuple[_Point, _Point]]) -> bool:
    xs = [x for ends in outline for x, _ in ends]
    ys = [y for ends in outline for _, y in ends]
    return min(max(xs) - min(xs), max(ys) - min(ys)) < _THIN
