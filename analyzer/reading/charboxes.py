"""Boxes of characters as PDFium knows them, a line high even where a font does not say how high it is."""

from __future__ import annotations

import ctypes
import math

import pypdfium2
from pypdfium2 import raw

# Where Han stand against their baseline, in shares of the font's size.
_ABOVE, _BELOW = 0.88, 0.12


class CharBoxes:
    """Answers for the characters of one page; (left, bottom, right, top) in PDF space."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text
        self._rect = raw.FS_RECTF()
        self._has_height: dict[int, bool] = {}  # by the address of the text object

    def at(self, index: int) -> tuple[float, float, float, float]:
        """Return the box of the character ``index``."""
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(rect))
        box = (rect.left, rect.bottom, rect.right, rect.top)
        return box if self._knows_height(index) else self._raised(index, box)

    def _knows_height(self, index: int) -> bool:
        """Return whether the font has an ascent: without one (Type 3, say) PDFium gives the ink's outline."""
        found = raw.FPDFText_GetTextObject(self._text, index)
        if not found:
            return True
        address = ctypes.addressof(found.contents)
        if address not in self._has_height:
            font, ascent = raw.FPDFTextObj_GetFont(found), ctypes.c_float()
            known = bool(font) and bool(raw.FPDFFont_GetAscent(font, 1.0, ctypes.byref(ascent)))
            self._has_height[address] = known and ascent.value != 0
        return self._has_height[address]

    def _raised(
        self, index: int, box: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
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
