"""Documents whose pages are looked at: PDF pages turned and cut, and the same as pictures."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from analyzer.pictures import PIXELS_AN_INCH
from tests.reading.making import FONT, HEIGHT, SIZE, draw_pdf

LINES = [
    "第一条 甲方借款用于进货。",
    "第二条 乙方可以读取甲方的手机通",
    "讯录，用于贷后联系。",
    "第三条 谢谢。",
]
BOXES = {
    "whole": {},
    "offset medium": {"MediaBox": (-40, -70, HEIGHT, HEIGHT)},
    "crop box": {"CropBox": (30, 50, HEIGHT - 20, HEIGHT - 10)},
    "larger than its medium": {
        "MediaBox": (10, 20, HEIGHT, HEIGHT - 5),
        "CropBox": (-100, 40, HEIGHT + 90, HEIGHT + 80),
    },
}


def turned(rotation: int, boxes: str = "") -> bytes:
    """Return a square page whose ``LINES`` stand upright when it is shown turned clockwise by ``rotation``.

    With the name of some ``boxes`` the page says itself that it is turned, and is cut to them.
    """

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((HEIGHT, HEIGHT))
        canvas.translate(HEIGHT / 2, HEIGHT / 2)
        canvas.rotate(rotation)
        canvas.setFont(FONT, SIZE)
        for row, line in enumerate(LINES):
            canvas.drawString(-100, 60 - 30 * row, line)

    def reshape(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        page.Rotate = rotation
        for key, box in BOXES[boxes].items():
            page[f"/{key}"] = pikepdf.Array(box)

    return changed(draw_pdf(draw), reshape) if boxes else draw_pdf(draw)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the PDF in ``data`` after ``change``."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def shots(source: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as pictures whose size on paper is that of the pages."""
    with pypdfium2.PdfDocument(source) as document:
        return [page.render(scale=PIXELS_AN_INCH / 72).to_pil().convert("RGB") for page in document]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return ``image`` as a file."""
    target = io.BytesIO()
    image.save(target, kind, **options)  # type: ignore[arg-type]
    return target.getvalue()
