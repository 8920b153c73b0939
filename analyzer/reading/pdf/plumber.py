"""pdfplumber's view of a page: the second opinion where PDFium's text cannot be trusted."""

from __future__ import annotations

import io
import math
from typing import Any

from analyzer.reading.layout.glyphs import Glyph, Sheet, inside, is_pale, without_doubles
from analyzer.reading.symbols import SYMBOLS


class Plumber:
    """Opens the document with pdfplumber at the first page asked for."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self._document: Any = None

    def close(self) -> None:
        """Close the document if it was opened."""
        if self._document is not None:
            self._document.close()

    def sheet(self, number: int, shown: Sheet, offset: tuple[float, float]) -> Sheet | None:
        """Return page ``number`` (from 1), None where pdfplumber fails: it is only the second opinion.

        ``shown`` is PDFium's view, whose size counts, ``offset`` what its crop box cuts off left and above:
        pdfplumber does not turn the crop box with the page.
        """
        import pdfplumber  # noqa: PLC0415 - most documents never need it

        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._data), password=self._password or "")
            page = self._document.pages[number - 1]
            left, top = page.bbox[0] + offset[0], page.bbox[1] + offset[1]
            glyphs = inside((_glyph(char, left, top) for char in page.chars), shown.width, shown.height)
            sheet = Sheet(shown.width, shown.height, tuple(without_doubles(glyphs)))
            page.close()
        except Exception:  # any failure of pdfminer means: no second opinion
            return None
        return sheet


def _glyph(char: dict[str, Any], left: float, top: float) -> Glyph:
    across, up = char["matrix"][:2]
    turn = -math.degrees(math.atan2(up, across))
    x0, x1 = char["x0"] - left, char["x1"] - left
    text = SYMBOLS.get(char["text"], char["text"])
    pale = is_pale(*_colour(char["non_stroking_color"]))
    return Glyph(text, x0, char["top"] - top, x1, char["bottom"] - top, round(turn) % 360, pale)


def _colour(shares: Any) -> tuple[float, float, float]:
    """Return red, green and blue of a colour in grey, RGB or CMYK; black for patterns and the like."""
    match shares:
        case [int() | float() as grey] | (int() | float() as grey):
            return grey, grey, grey
        case [int() | float() as red, int() | float() as green, int() | float() as blue]:
            return red, green, blue
        case [int() | float(), int() | float(), int() | float(), int() | float()]:
            cyan, magenta, yellow, black = shares
            return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return 0.0, 0.0, 0.0
