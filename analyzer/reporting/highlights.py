"""Marks → PDF annotations (ISO 32000-1, 12.5): highlights that lie on the words, with a note each.

Runs in the child process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

AUTHOR = "签前看"
_PRINTED = 4  # the flag that puts an annotation on paper as well (12.5.3)
# A note that belongs to no words stands in the corner of the page, this far from its edges and this large.
_CORNER, _NOTE = 12.0, 18.0

Point = tuple[float, float]
Region = Sequence[float]  # x0, top, x1, bottom


class Mark(NamedTuple):
    """What is written on one page: regions in points from the top left, title, note, colour (RGB, 0 to 1).

    ``name`` is its own in the document.
    """

    page: int
    regions: Sequence[Region]
    title: str
    note: str
    color: Sequence[float]
    name: str


class View(NamedTuple):
    """What of a page is shown: its frame (left, bottom, right, top in PDF space), clockwise turn."""

    frame: tuple[float, float, float, float]
    rotation: int

    def point(self, across: float, down: float) -> Point:
        """Return the point of PDF space shown so far right of and below the top left corner.

        The inverse of ``analyzer.reading.pdfium.placer``.
        """
        left, bottom, right, top = self.frame
        if self.rotation == 90:
            return left + down, bottom + across
        if self.rotation == 180:
            return right - across, bottom + down
        if self.rotation == 270:
            return right - down, top - across
        return left + across, top - down

    def quad(self, region: Region) -> list[Point]:
        """Return the corners of ``region`` as it is read: upper left, upper right, lower left, lower right.

        12.5.6.10 says counterclockwise, but this is the order that viewers write and expect.
        """
        x0, top, x1, bottom = region
        return [self.point(x, y) for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))]


def annotate(pdf: Pdf, number: int, view: View, marks: Sequence[Mark]) -> None:
    """Add an annotation to page ``number`` (from 1) for each of ``marks``, the last on top.

    A region of several marks is painted once, in the colour of the last of them: colour on colour turns dark.
    """
    page = pdf.pages[number - 1].obj
    painted: set[tuple[float, ...]] = set()
    made = []
    for mark in reversed(marks):
        fresh = [region for region in mark.regions if tuple(region) not in painted]
        painted.update(map(tuple, fresh))
        kind = _highlight(pdf, mark, fresh, view) if mark.regions else _note(pdf, mark, view)
        made.append(pdf.make_indirect(Dictionary(kind | _common(mark, page))))
    before = page.get(Name.Annots)
    # A list of its own: pages may share one.
    page.Annots = Array([*(before if isinstance(before, Array) else ()), *reversed(made)])


def _common(mark: Mark, page: Object) -> dict[str, Object | int]:
    return {
        "/Type": Name.Annot,
        "/P": page,
        "/F": _PRINTED,
        "/NM": String(mark.name),
        "/T": String(AUTHOR),
        "/Subj": String(mark.title),
        "/Contents": String(f"{mark.title}\n{mark.note}".replace("\n", "\r")),  # 12.5.6.2
        "/C": _numbers(mark.color),
    }


def _highlight(pdf: Pdf, mark: Mark, fresh: Sequence[Region], view: View) -> dict[str, Object | int]:
    quads = [view.quad(region) for region in mark.regions]
    rect = _around(point for quad in quads for point in quad)
    paths = [_closed((one, two, four, three)) for one, two, three, four in map(view.quad, fresh)]
    return {
        "/Subtype": Name.Highlight,
        "/Rect": rect,
        "/QuadPoints": _numbers(value for quad in quads for point in quad for value in point),
        "/AP": _appearance(pdf, rect, ["/Under gs", _paint(mark.color, "rg"), *paths, "f"]),
    }


def _note(pdf: Pdf, mark: Mark, view: View) -> dict[str, Object | int]:
    """Return a note drawn as a sheet with three lines of writing."""
    near, far = _CORNER, _CORNER + _NOTE
    rect = _around((view.point(near, near), view.point(far, far)))
    lines = []
    for share in (0.3, 0.5, 0.7):
        start, end = (view.point(near + across * _NOTE, near + share * _NOTE) for across in (0.2, 0.8))
        lines.append(f"{_pair(start)} m {_pair(end)} l")
    sheet = _closed(view.point(x, y) for x, y in ((near, near), (far, near), (far, far), (near, far)))
    return {
        "/Subtype": Name.Text,
        "/Name": Name.Note,
        "/Rect": rect,
        "/AP": _appearance(pdf, rect, [_paint(mark.color, "rg"), sheet, "f", "0 G", *lines, "S"]),
    }


def _appearance(pdf: Pdf, rect: Array, operators: Iterable[str]) -> Dictionary:
    """Return how an annotation looks; what is painted after ``/Under gs`` leaves dark words dark."""
    stream = Stream(pdf, "\n".join(operators).encode())
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, rect
    stream.Resources = Dictionary(ExtGState=Dictionary(Under=Dictionary(BM=Name.Multiply)))
    return Dictionary(N=stream)


def _around(points: Iterable[Point]) -> Array:
    xs, ys = zip(*points, strict=True)
    return _numbers((min(xs), min(ys), max(xs), max(ys)))


def _closed(points: Iterable[Point]) -> str:
    first, *others = map(_pair, points)
    return " ".join([first, "m", *(f"{other} l" for other in others), "h"])


def _paint(color: Sequence[float], operator: str) -> str:
    return " ".join([*(f"{part:.3f}" for part in color), operator])


def _pair(point: Point) -> str:
    return f"{point[0]:.3f} {point[1]:.3f}"


def _numbers(values: Iterable[float]) -> Array:
    return Array([round(value, 3) for value in values])
