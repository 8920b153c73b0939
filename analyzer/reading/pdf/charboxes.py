"""Boxes of characters as PDFium knows them, a line high even where it only knows the ink; their colours."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from analyzer.reading.layout.glyphs import is_pale

# Where Han stand against their baseline, in shares of the font's size.
_ABOVE, _BELOW = 0.88, 0.12

_Box = tuple[float, float, float, float]


class CharBoxes:
    """Answers for the characters of one page; (left, bottom, right, top) in PDF space."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text.raw
        self._loose = raw.FS_RECTF()
        self._ink = tuple(ctypes.c_double() for _ in range(4))
        self._loose_at = ctypes.byref(self._loose)
        self._ink_at = tuple(map(ctypes.byref, self._ink))

    def at(self, index: int) -> _Box:
        """Return the box of the character ``index``."""
        raw.FPDFText_GetLooseCharBox(self._text, index, self._loose_at)
        raw.FPDFText_GetCharBox(self._text, index, *self._ink_at)
        loose, (left, right, bottom, top) = self._loose, self._ink
        box = (loose.left, loose.bottom, loose.right, loose.top)
        # PDFium falls back on the ink where a character comes from an ActualText or its font has no height.
        return self._raised(index, box) if box == (left.value, bottom.value, right.value, top.value) else box

    def _raised(self, index: int, box: _Box) -> _Box:
        """Return ``box`` stretched to the height of the font, in the direction in which the text stands."""
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        raw.FPDFText_GetCharOrigin(self._text, index, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetMatrix(self._text, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(self._text, index)
        across, up = matrix.c * size, matrix.d * size
        if not 0 < math.hypot(across, up) < 1000:
            return box
        xs = (box[0], box[2], x.value + _ABOVE * across, x.value - _BELOW * across)
        ys = (box[1], box[3], y.value + _ABOVE * up, y.value - _BELOW * up)
        return min(xs), min(ys), max(xs), max(ys)


class CharColours:
    """Answers for the characters of one page."""

    def __init__(self, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> None:
        self._text = text.raw
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_at = tuple(map(ctypes.byref, self._colour))
        self._none = not any(self._may_be_pale(page))

    def is_pale_at(self, index: int) -> bool:
        """Return whether the character ``index`` is drawn in a light colour; not where that is unknown."""
        if self._none:
            return False
        return self._is_pale(raw.FPDFText_GetFillColor(self._text, index, *self._colour_at))

    def _may_be_pale(self, page: pypdfium2.PdfPage) -> Iterator[bool]:
        """Yield it for each object of ``page``: there are far fewer of them than characters."""
        for index in range(raw.FPDFPage_CountObjects(page)):
            thing = raw.FPDFPage_GetObject(page, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                yield self._is_pale(raw.FPDFPageObj_GetFillColor(thing, *self._colour_at))
            else:
                yield kind == raw.FPDF_PAGEOBJ_FORM

    def _is_pale(self, known: int) -> bool:
        red, green, blue, opacity = (share.value / 255 for share in self._colour)
        return bool(known) and is_pale(red, green, blue, opacity)
