"""A picture → its writing in reading order, characters with boxes in pixels of the picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from PIL import Image

from analyzer.reading.layout.glyphs import Glyph, turn_box
from analyzer.reading.ocr.engine import Pixels, Seen, see
from analyzer.reading.ocr.tiles import fitted, tiles

# Below this certainty (0 to 1) a line is not believed, and below the second it is reported as doubtful.
UNREADABLE, DOUBTFUL = 0.5, 0.8
# A picture whose lines are read with less certainty may lie on its side or upside down.
_UPRIGHT = 0.75
# Signs without letters or digits are believed from this certainty.
_SIGN = 0.9
# Degrees against the page's own slope from which writing counts as laid across it.
_ACROSS = 15.0


@dataclass(frozen=True, slots=True)
class Written:
    """A stretch of writing on one line: glyphs with boxes in pixels, and its certainty (0 to 1)."""

    glyphs: tuple[Glyph, ...]
    score: float

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(glyph.text for glyph in self.glyphs)


def written(picture: Image.Image, threads: int = 1) -> list[Written]:
    """Return the writing on ``picture`` in reading order; pictures on their side or head are understood."""
    pixels = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    seen = _seen(pixels, threads)
    turns = _turns_to_try(seen)
    tries = [
        (0, seen),
        *((turn, _seen(np.ascontiguousarray(np.rot90(pixels, turn)), threads)) for turn in turns),
    ]
    quarters, best = max(tries, key=lambda one: _certainty(one[1]))
    height, width = pixels.shape[:2]
    shape = (width, height) if quarters % 2 == 0 else (height, width)
    return [
        Written(tuple(_turned_back(glyph, quarters, shape) for glyph in line.glyphs), line.score)
        for line in _in_order(best)
    ]


def _seen(pixels: Pixels, threads: int) -> list[Seen]:
    found: list[Seen] = []
    scale, picture = fitted(pixels)
    for top, tile in tiles(picture):
        for line in see(np.ascontiguousarray(tile), threads):
            corners = [(x / scale, (y + top) / scale) for x, y in line.corners]
            found.append(line._replace(corners=(corners[0], corners[1], corners[2], corners[3])))
    return found


def _turns_to_try(seen: Sequence[Seen]) -> tuple[int, ...]:
    """Return by how many quarter turns counterclockwise the picture may become upright."""
    long = [line for line in seen if len(line.spans) > 2]
    if not long:
        return ()
    upended = sum(_sides(line)[1] > 1.5 * _sides(line)[0] for line in long)
    if upended > 0.5 * len(long):
        return (1, 3)
    return (2,) if _certainty(seen) < _UPRIGHT else ()


def _sides(line: Seen) -> tuple[float, float]:
    xs, ys = zip(*line.corners, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _certainty(seen: Sequence[Seen]) -> float:
    """Return the mean certainty of a character, 0 without any."""
    count = sum(len(line.spans) for line in seen)
    return sum(line.score * len(line.spans) for line in seen) / count if count else 0.0


def _turned_back(glyph: Glyph, quarters: int, shape: tuple[int, int]) -> Glyph:
    """Return ``glyph`` of the turned picture (``shape``: its width and height) on the picture as it is."""
    if not quarters:
        return glyph
    box = turn_box(glyph[1:5], -quarters % 4, *shape)
    return Glyph(glyph.text, *box, (glyph.turn + 90 * quarters) % 360)


def _in_order(seen: Iterable[Seen]) -> Iterator[Written]:
    """Yield the lines from top to bottom, and from left to right where they stand side by side."""
    lines = [line for line in seen if line.spans and not _is_drawing(line)]
    slope = _slope(lines)
    row: list[tuple[float, float, float, Seen]] = []
    for one in sorted((_place(line, slope) for line in lines), key=lambda place: place[1]):
        if row and one[1] - row[-1][1] > 0.5 * min(one[2], row[-1][2]):
            yield from _row(row, slope)
            row = []
        row.append(one)
    yield from _row(row, slope)


def _is_drawing(line: Seen) -> bool:
    """Return whether ``line`` is a rule, a box or a picture that the engine took for a sign."""
    return line.score < _SIGN and not any(char.isalnum() for char in line.text)


def _row(row: Iterable[tuple[float, float, float, Seen]], slope: float) -> Iterator[Written]:
    for _, _, _, line in sorted(row, key=lambda place: place[0]):
        across = abs(math.degrees(_angle(line) - slope)) > _ACROSS
        yield Written(tuple(_glyphs(line, 45 if across else 0)), line.score)


def _place(line: Seen, slope: float) -> tuple[float, float, float, Seen]:
    """Return left edge, middle and height of ``line`` as on a page without slope."""
    x = sum(x for x, _ in line.corners) / 4
    y = sum(y for _, y in line.corners) / 4
    (x0, y0), _, _, (x3, y3) = line.corners
    along, down = x * math.cos(slope) + y * math.sin(slope), y * math.cos(slope) - x * math.sin(slope)
    return along, down, math.hypot(x3 - x0, y3 - y0), line


def _slope(lines: Sequence[Seen]) -> float:
    """Return the slope of the page in radians, clockwise."""
    angles = [_angle(line) for line in lines if len(line.spans) > 5]
    return median(angles) if angles else 0.0


def _angle(line: Seen) -> float:
    (x0, y0), (x1, y1) = line.corners[:2]
    return math.atan2(y1 - y0, x1 - x0) if len(line.spans) > 1 else 0.0


def _glyphs(line: Seen, turn: int) -> Iterator[Glyph]:
    """Yield the characters of ``line``, each up to the next, and its blanks."""
    edges = [start for _, start, _ in line.spans] + [max(line.spans[-1][2], line.spans[-1][1])]
    solid = 0
    for char in line.text:
        if char.isspace():
            place = min(solid, len(edges) - 1)
            yield Glyph(" ", *_box(line, edges[place], edges[place]), turn)
        else:
            yield Glyph(char, *_box(line, edges[solid], max(edges[solid + 1], line.spans[solid][2])), turn)
            solid += 1


def _box(line: Seen, start: float, end: float) -> tuple[float, float, float, float]:
    """Return the box around the part of ``line`` between two shares of its length."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.corners
    xs = [ax + (bx - ax) * start, ax + (bx - ax) * end, dx + (cx - dx) * start, dx + (cx - dx) * end]
    ys = [ay + (by - ay) * start, ay + (by - ay) * end, dy + (cy - dy) * start, dy + (cy - dy) * end]
    return min(xs), min(ys), max(xs), max(ys)
