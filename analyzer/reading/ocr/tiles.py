"""Long pictures are cut at blank rows: the engine sees its best on pieces of about a screen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analyzer.reading.ocr.engine import Pixels

# Pixels: what is wider is shrunk, what is higher is cut, and how high the pieces are.
WIDEST = 1600
HIGHEST = 2250
_PIECE = 1600
# Two neighbouring pixels that differ by more are an edge of something drawn.
_EDGE = 24


def tiles(picture: Pixels) -> Iterator[tuple[int, Pixels]]:
    """Yield (upper edge in pixels, piece) of ``picture`` from top to bottom, cut where the least is drawn."""
    height = picture.shape[0]
    if height <= HIGHEST:
        yield 0, picture
        return
    edges = _edges(picture)
    top = 0
    while top < height:
        bottom = height if height - top <= HIGHEST else _quietest(edges, top + _PIECE // 2, top + _PIECE)
        yield top, picture[top:bottom]
        top = bottom


def _edges(picture: Pixels) -> np.ndarray:
    """Return how many edges each row crosses."""
    grey = picture.mean(axis=2)
    crossed: np.ndarray = (np.abs(np.diff(grey, axis=1)) > _EDGE).sum(axis=1)
    return crossed


def _quietest(edges: np.ndarray, first: int, last: int) -> int:
    """Return the middle of the longest run of rows in the range that cross the fewest edges."""
    window = edges[first:last]
    quiet = np.flatnonzero(window == window.min())
    runs = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)
    longest = max(runs, key=len)
    return first + int(longest[len(longest) // 2])
