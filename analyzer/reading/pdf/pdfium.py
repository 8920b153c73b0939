"""PDFium's view of a page: fast, right where the text layer is sound. Not thread-safe: child process only."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator

import pypdfium2
from pypdfium2 import raw

from analyzer.reading.layout.glyphs import Box, Glyph, Sheet, inside
from analyzer.reading.pdf.charboxes import CharBoxes, CharColours
from analyzer.reading.symbols import SYMBOLS

# Where PDFium has to guess a hyphen at the end of a line, it gives this character.
_HYPHEN = "\x02"


def sheet(page: pypdfium2.PdfPage) -> Sheet:
    """Return the characters of ``page`` in drawing order, without those PDFium adds or the page cuts off."""
    width, height = page.get_size()
    place = placer(page)
    rotation = page.get_rotation()
    text = page.get_textpage()
    try:
        glyphs = tuple(inside(_glyphs(text, CharColours(page, text), place, rotation), width, height))
    finally:
        text.close()
    return Sheet(width, height, glyphs)


Place = Callable[[float, float, float, float], Box]


def placer(page: pypdfium2.PdfPage) -> Place:
    """Return what turns (left, bottom, right, top) of PDF space into a box on the page as shown."""
    return _placer_in(page.get_bbox(), page.get_rotation())


def crop_offset(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """Return how far the page as shown is moved right and down against its whole medium."""
    x0, top, _, _ = _placer_in(page.get_mediabox(), page.get_rotation())(*page.get_bbox())
    return x0, top


def _placer_in(frame: tuple[float, float, float, float], rotation: int) -> Place:
    left, bottom, right, top = frame

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if rotation == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if rotation == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if rotation == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return place


def _glyphs(
    text: pypdfium2.PdfTextPage, colours: CharColours, place: Place, rotation: int
) -> Iterator[Glyph]:
    handle, boxes = text.raw, CharBoxes(text)
    high = ""  # first half of a character beyond U+FFFF
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        char = chr(raw.FPDFText_GetUnicode(handle, index))
        if "\ud800" <= char <= "\udbff":
            high = char
            continue
        if "\udc00" <= char <= "\udfff":
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        high = ""
        if char == _HYPHEN and raw.FPDFText_IsHyphen(handle, index) == 1:
            char = "-"
        turn = _turn(text, index) + rotation
        box = place(*boxes.at(index))
        yield Glyph(SYMBOLS.get(char, char), *box, round(turn) % 360, colours.is_pale_at(index))


def _turn(text: pypdfium2.PdfTextPage, index: int) -> float:
    """Return by how many degrees clockwise the line of the character is turned."""
    turn = math.degrees(raw.FPDFText_GetCharAngle(text.raw, index))
    if abs((turn + 45) % 90 - 45) < 1:
        return turn
    # PDFium measures the stem; where letters are slanted, as a makeshift italic, the line is still straight.
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix))
    return math.degrees(math.atan2(-matrix.b, matrix.a))


def covered_by_pictures(page: pypdfium2.PdfPage) -> float:
    """Return the share of the page's area that its largest picture covers (0 to 1)."""
    width, height = page.get_size()
    largest: float = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(min(1.0, largest / max(1.0, width * height)))


def is_blank(page: pypdfium2.PdfPage) -> bool:
    """Return whether nothing at all is drawn on ``page``."""
    return bool(raw.FPDFPage_CountObjects(page) == 0)
