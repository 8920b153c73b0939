"""The task of the child process: a document and places on its pages → a picture of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image, ImageDraw

from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.reporting.drawing import scaled, sheets, webp

_RED = (207, 16, 64)
_ROOM = 1.5  # points between a word and the line around it
_LINE = 1.0  # points


def answer(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> tuple[dict[str, Any], bytes]:
    """Return ``pages``, each place's number and size in bytes, and after it their pictures as WebP.

    ``request`` is as for ``drawing``, and has ``widths`` of the pages (by number) and ``places``: the number
    of each, its page, its ``box`` and its ``marks``, all in points. The places that come first get their
    pictures while all have less than ``most`` bytes; broken pages have none. Raises ``UnreadableError``.
    """
    drawn: dict[int, bytes] = {}
    for page, sheet in sheets(data, request, limits, tell):
        tell(page, request["numbers"][-1], slow=True)
        scale = sheet.width / request["widths"][str(page)]
        for place in (place for place in request["places"] if place["page"] == page):
            drawn[place["number"]] = webp(_cut(sheet, scale, place, request["width"]))
    pictures = dict(_within(request["most"], drawn))
    return {"pages": [[number, len(file)] for number, file in pictures.items()]}, b"".join(pictures.values())


def _within(most: int, drawn: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield pictures that have ``most`` bytes together, the lower numbers first."""
    for number, picture in sorted(drawn.items()):
        if len(picture) <= most:
            most -= len(picture)
            yield number, picture


def _cut(sheet: Image.Image, scale: float, place: dict[str, Any], width: int) -> Image.Image:
    """Return the ``box`` of ``place`` on ``sheet``, which has ``scale`` pixels a point, with its marks."""
    left, top, right, bottom = (round(scale * side) for side in place["box"])
    cut = sheet.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    smaller = min(1.0, width / cut.width)
    cut = scaled(cut, smaller).convert("RGB")
    pen = ImageDraw.Draw(cut)
    for x0, upper, x1, lower in place["marks"]:
        corners = (x0 - _ROOM, upper - _ROOM, x1 + _ROOM, lower + _ROOM)
        edges = zip(corners, (left, top, left, top), strict=True)
        at = [round(smaller * (scale * side - edge)) for side, edge in edges]
        pen.rectangle(at, outline=_RED, width=max(2, round(smaller * scale * _LINE)))
    return cut
