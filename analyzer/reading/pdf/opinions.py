"""Two engines, one page: PDFium is believed unless measured signs say that pdfplumber read it better."""

from __future__ import annotations

import pypdfium2

from analyzer.reading.layout.glyphs import CID, Glyph, Sheet
from analyzer.reading.pdf import pdfium
from analyzer.reading.pdf.plumber import Plumber

# Share of doubtful characters from which the other engine is asked.
_DOUBTFUL = 0.005
_UNREADABLE = "\ufffd"


def best_sheet(page: pypdfium2.PdfPage, number: int, plumber: Plumber) -> Sheet:
    """Return PDFium's reading of the page, or pdfplumber's where that is clearly sounder."""
    first = pdfium.sheet(page)
    if first.doubt() <= _DOUBTFUL and (first.glyphs or pdfium.is_blank(page)):
        return first
    second = plumber.sheet(number, first, pdfium.crop_offset(page))
    if second is None or not second.glyphs:
        return first
    first = without_echoes(first, second)
    return second if not first.glyphs or second.bad_share() < first.bad_share() else first


def without_echoes(first: Sheet, second: Sheet) -> Sheet:
    """Return PDFium's ``first`` with U+FFFD for what it made up.

    Where the font does not say which character a glyph is, PDFium gives the glyph's number as if it were the
    number of a character; pdfplumber says so, ``(cid:n)`` or nothing at all.
    """
    unknown: dict[str, list[Glyph]] = {}
    for glyph in second.glyphs:
        number = CID.fullmatch(glyph.text)
        if number is not None or not glyph.text:
            unknown.setdefault(chr(int(number[1])) if number else "", []).append(glyph)
    if not unknown:
        return first
    silent = unknown.get("", [])
    glyphs = (
        glyph._replace(text=_UNREADABLE)
        if any(_is_at(other, glyph) for other in (*unknown.get(glyph.text, ()), *silent))
        else glyph
        for glyph in first.glyphs
    )
    return Sheet(first.width, first.height, tuple(glyphs))


def _is_at(one: Glyph, other: Glyph) -> bool:
    size = max(other.bottom - other.top, other.x1 - other.x0)
    return abs(one.x0 - other.x0) < 0.4 * size and abs(one.bottom - other.bottom) < size
