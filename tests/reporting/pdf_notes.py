"""An annotated PDF as PDFium sees it: its annotations, the words under them, its pages as pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from analyzer.model import Region, Report

Point = tuple[float, float]
Marked = Callable[..., Report]
SCALE = 2  # pixels a point in the pictures


@dataclass(frozen=True)
class Note:
    """One annotation; ``quads`` and ``shown`` are its corners in PDF space and on the page as shown."""

    page: int
    kind: int
    author: str
    contents: str
    name: str
    printed: bool
    color: tuple[int, int, int]
    quads: tuple[tuple[Point, ...], ...]
    shown: tuple[tuple[Point, ...], ...]
    words: str


def notes(data: bytes, password: str | None = None) -> list[Note]:
    """Return the annotations of all pages, in their order, as PDFium reads them."""
    with pypdfium2.PdfDocument(data, password=password) as document:
        return [note for number in range(len(document)) for note in _on_page(document, number)]


def picture(data: bytes, page: int = 1, *, annotations: bool = True) -> Image.Image:
    """Return page ``page`` in RGB as PDFium draws it, with or without its annotations."""
    with pypdfium2.PdfDocument(data) as document:
        rendered = document[page - 1].render(scale=SCALE, draw_annots=annotations)
        return rendered.to_pil().convert("RGB")


def check_paint(data: bytes, regions: Sequence[Region], page: int = 1) -> None:
    """Check that colour lies on all of ``regions`` and nowhere else, and that what was dark is dark."""
    plain, painted = picture(data, page, annotations=False), picture(data, page)
    difference = ImageChops.difference(plain, painted).convert("L").point(lambda value: 255 * (value > 0))
    outside = difference.copy()
    for region in regions:
        box = [round(SCALE * side) for side in (region.x0, region.top, region.x1, region.bottom)]
        inner = difference.crop((box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2))
        assert inner.histogram()[255] > 0.5 * inner.width * inner.height
        outside.paste(0, (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
    assert outside.getbbox() is None
    before, after = plain.convert("L"), painted.convert("L")
    dark = before.point(lambda value: 255 * (value < 80))
    assert dark.getbbox() is not None
    assert Image.composite(after, Image.new("L", after.size, 0), dark).getextrema()[1] < 80


def _on_page(document: pypdfium2.PdfDocument, number: int) -> Iterator[Note]:
    page = document[number]
    text = page.get_textpage()
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        quads = tuple(_quads(annotation))
        yield Note(
            page=number + 1,
            kind=raw.FPDFAnnot_GetSubtype(annotation),
            author=_string(annotation, b"T"),
            contents=_string(annotation, b"Contents"),
            name=_string(annotation, b"NM"),
            printed=bool(raw.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_PRINT),
            color=_color(document, number, index),
            quads=quads,
            shown=tuple(tuple(_shown(page, point) for point in quad) for quad in quads),
            words="".join(_words(text, quad) for quad in quads),
        )
        raw.FPDFPage_CloseAnnot(annotation)


def _quads(annotation: object) -> Iterator[tuple[Point, ...]]:
    for index in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        quad = raw.FS_QUADPOINTSF()
        assert raw.FPDFAnnot_GetAttachmentPoints(annotation, index, quad)
        yield (quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4)


def _shown(page: pypdfium2.PdfPage, point: Point) -> Point:
    """Return where PDFium shows ``point``, in points from the top left."""
    x, y, fine = ctypes.c_int(), ctypes.c_int(), 100
    width, height = (round(side * fine) for side in page.get_size())
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, *point, ctypes.byref(x), ctypes.byref(y))
    return x.value / fine, y.value / fine


def _words(text: pypdfium2.PdfTextPage, quad: tuple[Point, ...]) -> str:
    """Return the characters, blanks left out, whose middle lies in ``quad``."""
    xs, ys = zip(*quad, strict=True)
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        char = text.get_text_range(index, 1)
        inside = min(xs) < (left + right) / 2 < max(xs) and min(ys) < (bottom + top) / 2 < max(ys)
        if inside and not char.isspace():
            found.append(char)
    return "".join(found)


def _color(document: pypdfium2.PdfDocument, number: int, index: int) -> tuple[int, int, int]:
    """Return /C from 0 to 255; PDFium tells it only where an annotation has no appearance."""
    annotation = raw.FPDFPage_GetAnnot(document[number], index)
    raw.FPDFAnnot_SetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)
    parts = [ctypes.c_uint() for _ in range(4)]
    kind = raw.FPDFANNOT_COLORTYPE_Color
    raw.FPDFAnnot_GetColor(annotation, kind, *(ctypes.byref(part) for part in parts))
    red, green, blue, _ = (part.value for part in parts)
    raw.FPDFPage_CloseAnnot(annotation)
    return red, green, blue


def _string(annotation: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
