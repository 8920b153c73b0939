"""Long pictures are cut at blank rows: the engine sees its best on pieces of about a screen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image

from analyzer.reading.ocr.engine import Pixels

# Pixels: what is wider is shrunk, what is higher is cut, and how high the pieces are.
WIDEST = 1700
HIGHEST = 2250
_PIECE = 1600
# Writing of at least so many pixels is found reliably; what is lower is enlarged, but not beyond the second.
_READABLE, _LARGER = 30, 1.6
# Two neighbouring pixels that differ by more are an edge of something drawn; rows with fewer edges are blank,
# and lower runs of other rows are dust or rules.
_EDGE, _BLANK, _DUST = 24, 3, 7


def fitted(picture: Pixels) -> tuple[float, Pixels]:
    """Return ``picture`` in the size in which the engine sees best, and its scale against the original."""
    height, width = picture.shape[:2]
    scale = min(1.0, WIDEST / width)
    if width <= WIDEST and (line := _line_height(picture)):
        scale = min(max(1.0, _READABLE / line), _LARGER, WIDEST / width)
    if scale == 1.0:
        return 1.0, picture
    size = (round(width * scale), max(1, round(height * scale)))
    resized: Pixels = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))
    return scale, resized


def _line_height(picture: Pixels) -> float | None:
    """Return the usual height in pixels of what is drawn between blank rows, None without any."""
    inked = np.flatnonzero(_edges(picture) > _BLANK)
    if not len(inked):
        return None
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    heights = [len(run) for run in runs if len(run) >= _DUST]
    return float(np.median(heights)) if heights else None


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
