"""What was filled into a PDF form: neither engine has it in the page text, so the fields are asked."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from analyzer.reading.glyphs import Box, Glyph
from analyzer.reading.pdfium import placer

_TEXT_FIELDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


def filled_in(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None) -> list[Glyph]:
    """Return the values of the form fields and typed notes on ``page`` as glyphs where they are shown."""
    place = placer(page)
    glyphs: list[Glyph] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            value = _value(annotation, form)
            rect = raw.FS_RECTF()
            if value.strip() and raw.FPDFAnnot_GetRect(annotation, rect):
                glyphs += _spread(value, place(rect.left, rect.bottom, rect.right, rect.top))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return glyphs


def _value(annotation: object, form: pypdfium2.PdfFormEnv | None) -> str:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
        )
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in _TEXT_FIELDS:
        return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
    if field in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return "☑" if raw.FPDFAnnot_IsChecked(form, annotation) else "☐"
    return ""


def _string(get: object) -> str:
    """Return the UTF-16 string that a PDFium getter gives, asked first for its size in bytes."""
    assert callable(get)
    size = get(None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\x00")


def _spread(value: str, box: Box) -> Iterator[Glyph]:
    """Yield the characters of ``value`` evenly over their lines in ``box``."""
    x0, top, x1, bottom = box
    lines = [line for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    height = (bottom - top) / len(lines)
    for number, line in enumerate(lines):
        width = min(height, (x1 - x0) / len(line))
        upper = top + number * height
        for position, char in enumerate(line):
            left = x0 + position * width
            yield Glyph(char, left, upper, left + width, upper + height)
