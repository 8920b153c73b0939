"""Watermarks: words laid across the page, and pale words tiled over it. They are named, not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from analyzer.reading.layout.glyphs import Glyph

# Degrees off the nearest quarter turn from which text counts as laid across the page.
_SKEW = 10
# The same pale words at so many places are a watermark; a sentence is text however pale.
_TILES = 3
_SENTENCE = re.compile(r"[。；]")
_NAMED = 40  # characters of a watermark that are told

Split = tuple[list[Glyph], tuple[str, ...]]


def without_slanted(glyphs: Iterable[Glyph]) -> Split:
    """Return the glyphs that stand straight, and what to tell of those laid across the page."""
    straight: list[Glyph] = []
    slanted: list[Glyph] = []
    for glyph in glyphs:
        (slanted if _is_slanted(glyph) else straight).append(glyph)
    words = dict.fromkeys(_text(run) for run in _runs(slanted, _is_near))
    return straight, tuple(f"斜排的水印“{word[:_NAMED]}”" for word in words if word)


def without_tiles(glyphs: Sequence[Glyph]) -> Split:
    """Return upright ``glyphs`` without pale words that stand at three places or more, and what to tell."""
    if not any(glyph.pale for glyph in glyphs):
        return list(glyphs), ()
    runs: dict[str, list[list[Glyph]]] = {}
    for run in _runs((glyph for glyph in glyphs if glyph.pale), _goes_on):
        runs.setdefault(_text(run), []).append(run)
    tiles = {word: found for word, found in runs.items() if _is_tiled(word, found)}
    gone = {id(glyph) for found in tiles.values() for run in found for glyph in run}
    return (
        [glyph for glyph in glyphs if id(glyph) not in gone],
        tuple(f"重复的浅色水印“{word[:_NAMED]}”" for word in tiles),
    )


def _is_slanted(glyph: Glyph) -> bool:
    return abs((glyph.turn + 45) % 90 - 45) > _SKEW


def _runs(glyphs: Iterable[Glyph], follows: Callable[[Glyph, Glyph], bool]) -> list[list[Glyph]]:
    """Return ``glyphs`` in runs in which each follows the one before."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _is_near(one: Glyph, other: Glyph) -> bool:
    size = max(one.x1 - one.x0, one.bottom - one.top, other.x1 - other.x0)
    return abs(one.x0 - other.x0) + abs(one.top - other.top) < 3 * size


def _goes_on(one: Glyph, other: Glyph) -> bool:
    size = one.bottom - one.top
    return abs(one.bottom - other.bottom) < 0.5 * size and -0.8 * size < other.x0 - one.x1 < size


def _text(run: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in run).strip()


def _is_tiled(word: str, runs: Iterable[list[Glyph]]) -> bool:
    places = {(round(run[0].x0 / 5), round(run[0].top / 5)) for run in runs}
    return len(word) > 1 and len(places) >= _TILES and not _SENTENCE.search(word)
