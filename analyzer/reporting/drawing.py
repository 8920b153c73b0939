"""The task of the child process: a document and page numbers → pictures of the pages as they are read."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2
from PIL import Image

from analyzer import pdfs, pictures
from analyzer.isolation import worker
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell

# Pixels of one picture, about, and of its longer side: no WebP has more than 16,383.
_PIXELS, _SIDE = 8_000_000, 16_000
# Letters of ten points stay clean, and an A4 page of 1,100 pixels takes about 100 KB. A slower method saves
# two per cent and takes twice the time.
_WEBP = {"quality": 80, "method": 2}

Drawn = Iterator[tuple[int, Image.Image]]


def answer(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> tuple[dict[str, Any], bytes]:
    """Return ``pages``, each page's number and size in bytes, and after it their pictures as WebP.

    ``request`` holds the ``format``, the ``numbers`` of the pages, ascending, their ``width`` in pixels, and
    a ``password`` for "pdf" or, for "image", the ``sizes`` in bytes of the files that ``data`` is made of.
    A page that is broken, or not there, is left out. Raises ``UnreadableError``.
    """
    image, width = request["format"] == "image", request["width"]
    drawn = {
        number: webp(scaled(sheet, min(1.0, _scale(*sheet.size, width))) if image else sheet)
        for number, sheet in sheets(data, request, limits, tell)
    }
    return {"pages": [[number, len(file)] for number, file in drawn.items()]}, b"".join(drawn.values())


def sheets(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> Drawn:
    """Yield the pages that ``request`` (see ``answer``) names: of a PDF drawn, pictures in full size."""
    image = request["format"] == "image"
    return _pictures(data, request, limits, tell) if image else _pages(data, request)


def _pages(data: bytes, request: dict[str, Any]) -> Drawn:
    """Yield pages of a PDF turned and cut as they are shown, which is how their boxes are meant."""
    with pdfs.opened(data, request["password"]) as document:
        with suppress(pypdfium2.PdfiumError):  # what was filled in is drawn only then; nothing in it is run
            document.init_forms()
        for number in request["numbers"]:
            with suppress(pypdfium2.PdfiumError):
                yield number, _rendered(document, number, request["width"])


def _rendered(document: pypdfium2.PdfDocument, number: int, width: int) -> Image.Image:
    page = document[number - 1]
    try:
        across, down = page.get_size()
        bitmap = page.render(scale=_scale(across, down, width), rev_byteorder=True)
        picture: Image.Image = bitmap.to_pil().copy()  # its own pixels: those of the bitmap are freed
        bitmap.close()
        return picture
    finally:
        page.close()


def _pictures(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> Drawn:
    """Yield pictures, counted over all files as they were given."""
    worker.cap(limits.ocr_memory_mb)
    wanted, before = request["numbers"], 0
    for file in pictures.files_in(data, request["sizes"]):
        count = pictures.count(file, limits)
        here = [number for number in wanted if before < number <= before + count]
        only = [number - before for number in here]
        for number, frame in zip(here, pictures.frames(file, limits, only) if here else (), strict=True):
            tell(number, wanted[-1], slow=True)
            yield number, frame
        before += count


def scaled(frame: Image.Image, scale: float) -> Image.Image:
    """Return ``frame`` with both sides times ``scale``."""
    width, height = (max(1, round(side * scale)) for side in frame.size)
    return frame.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _scale(width: float, height: float, wanted: int) -> float:
    """Return by how much to multiply both sides to make a page ``wanted`` pixels wide, within the caps."""
    return min(
        wanted / width,
        math.sqrt(_PIXELS / (width * height)),
        _SIDE / max(width, height),
    )


def webp(picture: Image.Image) -> bytes:
    """Return ``picture`` as a WebP file."""
    target = io.BytesIO()
    picture.save(target, "WEBP", **_WEBP)
    return target.getvalue()
