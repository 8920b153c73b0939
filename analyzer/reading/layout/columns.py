"""Columns that were drawn across: the left one is to be read before the right one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

from analyzer.reading.layout.glyphs import Glyph

# A gutter is believed when at least so many lines have it, and so many characters stand on either side.
_LINES = 6
_CHARACTERS = 12


class HasGlyphs(Protocol):
    """Anything made of glyphs from left to right."""

    glyphs: list[Glyph]


LineT = TypeVar("LineT", bound=HasGlyphs)


def split_columns(lines: list[LineT], new: Callable[[list[Glyph]], LineT]) -> list[LineT]:
    """Return ``lines`` with columns of running text put one after the other, where there are any."""
    gutter = _gutter(lines)
    if gutter is None:
        return lines
    ordered: list[LineT] = []
    right: list[LineT] = []
    for line in lines:
        at = _split_at(line.glyphs, gutter)
        if at is None:  # a heading over the columns ends what stands above it
            ordered += split_columns(right, new)
            right = []
            ordered.append(line)
            continue
        if line.glyphs[:at]:
            ordered.append(new(line.glyphs[:at]))
        if line.glyphs[at:]:
            right.append(new(line.glyphs[at:]))
    return ordered + split_columns(right, new)


def _gutter(lines: list[LineT]) -> float | None:
    """Return the x where the second column begins, None where there is but one."""
    begins = Counter(round(right) for line in lines for _, right in _gaps(line.glyphs))
    for begin, _ in sorted(begins.items()):
        if sum(begins[near] for near in (begin, begin + 1, begin + 2)) >= _LINES:
            gutter = begin - 1.0
            if _is_gutter(gutter, lines):
                return gutter
    return None


def _is_gutter(gutter: float, lines: list[LineT]) -> bool:
    split = [(line, at) for line in lines if (at := _split_at(line.glyphs, gutter)) is not None]
    both = [(line, at) for line, at in split if 0 < at < len(line.glyphs)]
    if len(both) < _LINES or len(split) < 0.6 * len(lines):
        return False
    if any(
        median(sizes) < _CHARACTERS
        for sizes in zip(*((at, len(line.glyphs) - at) for line, at in both), strict=True)
    ):
        return False
    return _is_justified([line.glyphs[at - 1] for line, at in both])


def _gaps(glyphs: list[Glyph]) -> list[tuple[float, float]]:
    solid = [glyph for glyph in glyphs if not glyph.text.isspace()]
    return [
        (left.x1, right.x0)
        for left, right in pairwise(solid)
        if right.x0 - left.x1 > 1.2 * (left.bottom - left.top)
    ]


def _split_at(glyphs: list[Glyph], gutter: float) -> int | None:
    """Return how many glyphs stand left of ``gutter``, None where one stands on it."""
    if any(glyph.x0 < gutter < glyph.x1 and not glyph.text.isspace() for glyph in glyphs):
        return None
    return sum(glyph.x1 <= gutter or glyph.x0 < gutter for glyph in glyphs)


def _is_justified(last: list[Glyph]) -> bool:
    """Return whether most lines of the left column are filled, as running text is and table cells are not."""
    edge = max(glyph.x1 for glyph in last)
    full = sum(edge - glyph.x1 < 2 * (glyph.bottom - glyph.top) for glyph in last)
    return full >= 0.5 * len(last)
