"""What was filled into a PDF form: neither engine has it in the page text, so the fields are asked."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

import pypdfium2
from pypdfium2 import raw

from analyzer.reading.layout.glyphs import Box, Glyph, turn_box
from analyzer.reading.pdf.pdfium import placer

_CHOICES = (raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_TICKED = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_NOT_SHOWN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def filled_in(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None, turn: int = 0) -> list[Glyph]:
    """Return the values of the form fields and typed notes on ``page`` as glyphs where they are shown.

    ``turn`` is the clockwise rotation (0, 90, 180 or 270 degrees) of the words around them.
    """
    place, size = placer(page), page.get_size()
    glyphs: list[Glyph] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            value = "" if raw.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN else _value(annotation, form)
            rect = raw.FS_RECTF()
            if value.strip() and raw.FPDFAnnot_GetRect(annotation, rect):
                glyphs += _spread(value, place(rect.left, rect.bottom, rect.right, rect.top), turn, size)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return glyphs


def main_turn(glyphs: Iterable[Glyph]) -> int:
    """Return the quarter turn (clockwise, in degrees) in which most of ``glyphs`` stand."""
    turns = Counter((glyph.turn + 45) // 90 * 90 % 360 for glyph in glyphs)
    return max(turns, key=lambda turn: turns[turn], default=0)


def real_form_is_missing(document: pypdfium2.PdfDocument) -> bool:
    """Return whether the pages are only a place holder for an XFA form, which just Adobe Reader shows."""
    return bool(raw.FPDF_GetFormType(document) == raw.FORMTYPE_XFA_FULL)


def _value(annotation: object, form: pypdfium2.PdfFormEnv | None) -> str:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
        )
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in _TICKED:
        return "☑" if raw.FPDFAnnot_IsChecked(form, annotation) else "☐"
    if field in _CHOICES and (chosen := list(_chosen(annotation, form))):
        return "、".join(chosen)
    if field in _CHOICES or field == raw.FPDF_FORMFIELD_TEXTFIELD:
        return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
    return ""


def _chosen(annotation: object, form: pypdfium2.PdfFormEnv) -> Iterator[str]:
    """Yield the options chosen as they are shown: what is stored may be a code for them."""
    for index in range(raw.FPDFAnnot_GetOptionCount(form, annotation)):
        if raw.FPDFAnnot_IsOptionSelected(form, annotation, index):
            yield _string(partial(raw.FPDFAnnot_GetOptionLabel, form, annotation, index))


def _string(get: object) -> str:
    """Return the UTF-16 string that a PDFium getter gives, asked first for its size in bytes."""
    assert callable(get)
    size = get(None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\x00")


def _spread(value: str, shown: Box, turn: int, size: tuple[float, float]) -> Iterator[Glyph]:
    """Yield the characters of ``value`` evenly over their lines in the box ``shown`` on the page."""
    quarters = turn // 90
    x0, top, x1, bottom = turn_box(shown, quarters, *size)
    upright = size if quarters % 2 == 0 else (size[1], size[0])
    lines = [line for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    height = (bottom - top) / len(lines)
    for number, line in enumerate(lines):
        width = min(height, (x1 - x0) / len(line))
        upper = top + number * height
        for position, char in enumerate(line):
            left = x0 + position * width
            box = (left, upper, left + width, upper + height)
            yield Glyph(char, *turn_box(box, -quarters % 4, *upright), turn)
