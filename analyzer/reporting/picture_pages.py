"""Pictures → a PDF with a page each. Runs in the child process.

The pictures are encoded anew, so nothing that a phone wrote beside them (place, owner) is handed on.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from analyzer import pictures
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.reporting.highlights import View

_QUALITY = 88  # of JPEG: small letters stay clean
_JPEG_SIDE = 65_500  # pixels; no JPEG is longer
# Screenshots are as small without loss as with it; of a photo the lossless file is many times as large.
_WORTH = 3


def picture_pages(files: Iterable[bytes], limits: Limits, tell: Tell) -> tuple[Pdf, list[View]]:
    """Return a PDF that shows the pictures in ``files`` in order, and its pages' views.

    Raises ``DamagedFileError``, ``LimitError`` or ``UnknownFormatError`` where one cannot be opened.
    """
    pdf, views = Pdf.new(), list[View]()
    for data in files:
        for frame in pictures.frames(data, limits):
            tell(len(views), len(views) + 1, slow=True)
            width, height = pictures.size_on_paper(*frame.size)
            views.append(View((0.0, 0.0, width, height), 0))
            _add_page(pdf, frame, width, height)
    return pdf, views


def _add_page(pdf: Pdf, frame: Image.Image, width: float, height: float) -> None:
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.Resources = Dictionary(XObject=Dictionary(Picture=_image(pdf, frame)))
    page.obj.Contents = Stream(pdf, b"%.3f 0 0 %.3f 0 0 cm /Picture Do" % (width, height))


def _image(pdf: Pdf, frame: Image.Image) -> Stream:
    """Return ``frame`` as an image of a PDF: without loss if that is not much larger, else as JPEG."""
    packed = _lossless(frame)
    filters = Dictionary(
        Filter=Name.FlateDecode,
        DecodeParms=Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=frame.width),
    )
    if max(frame.size) <= _JPEG_SIDE:
        smaller = _saved(frame, "JPEG", quality=_QUALITY)
        if len(packed) > _WORTH * len(smaller):
            packed, filters = smaller, Dictionary(Filter=Name.DCTDecode)
    return Stream(
        pdf,
        packed,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=frame.width,
        Height=frame.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        **{key.removeprefix("/"): value for key, value in filters.items()},
    )


def _lossless(frame: Image.Image) -> bytes:
    """Return the pixels as PNG packs them: its data chunks are what a PDF's Flate filter reads."""
    png = _saved(frame, "PNG", compress_level=6)
    found, position = [], 8
    while position < len(png):
        length = int.from_bytes(png[position : position + 4], "big")
        if png[position + 4 : position + 8] == b"IDAT":
            found.append(png[position + 8 : position + 8 + length])
        position += 12 + length
    return b"".join(found)


def _saved(frame: Image.Image, kind: str, **options: int) -> bytes:
    target = io.BytesIO()
    frame.save(target, kind, **options)
    return target.getvalue()
