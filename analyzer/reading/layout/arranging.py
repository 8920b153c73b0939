"""Glyphs → lines in reading order.

The drawing order is kept where it makes sense: word processors draw cell by cell and column by column, which
geometry alone would read across. Geometry decides what stands on one line, puts late strokes (filled-in
blanks) back to their place, and splits columns that were drawn across.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import median

from analyzer.reading.layout.cells import lines_with_tables, put_blocks
from analyzer.reading.layout.columns import split_columns
from analyzer.reading.layout.glyphs import Glyph, Line, Sheet, nowhere, turn_box
from analyzer.reading.layout.tables import Table, turn_table
from analyzer.reading.layout.vertical import join_vertical, vertical_blocks
from analyzer.reading.layout.watermarks import without_slanted, without_tiles

# What a line ends with when something is to be filled in after it.
_WANTS_MORE = tuple(":：_（(【[￥¥=＝第于至")
# A late stroke of so few characters (元, 天, a tick) belongs to the line beside it, whatever that ends with.
_SHORT = 4
_NUMBERED = re.compile(r"[（(]?[0-9一二三四五六七八九十百.]{1,6}[)）]?[、.．]?|[•●■◆·○]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page, their glyphs in page coordinates, and what to tell of its watermarks."""

    lines: list[Line]
    watermarks: tuple[str, ...]


def arrange(sheet: Sheet, tables: Sequence[Table] = ()) -> Layout:
    """Return the lines of ``sheet`` in reading order, the main direction first, watermarks set apart.

    What stands in a cell of ``tables`` is read as one; a row whose cells are short is one line with tabs.
    """
    by_quarter: dict[int, list[Glyph]] = {}
    straight, watermarks = without_slanted(sheet.glyphs)
    for glyph in straight:
        by_quarter.setdefault((glyph.turn + 45) // 90 % 4, []).append(glyph)
    lines: list[Line] = []
    for quarters, glyphs in sorted(by_quarter.items(), key=lambda item: -len(item[1])):
        upright = [_turned(glyph, quarters, sheet.width, sheet.height) for glyph in glyphs]
        upright, tiles = without_tiles(upright)
        watermarks += tiles
        lines += _arranged(upright, quarters, sheet, tables)
    return Layout(lines, watermarks)


def _arranged(upright: Sequence[Glyph], quarters: int, sheet: Sheet, tables: Sequence[Table]) -> list[Line]:
    turned = [turn_table(table, quarters, sheet.width, sheet.height) for table in tables]
    lines = lines_with_tables(upright, turned, partial(_flow, sideways=quarters != 0))
    width, height = (sheet.height, sheet.width) if quarters % 2 else (sheet.width, sheet.height)
    for line in lines:
        line.glyphs = [_turned(glyph, -quarters % 4, width, height) for glyph in line.glyphs]
    return lines


def _flow(glyphs: Sequence[Glyph], *, sideways: bool) -> list[Line]:
    """Return the lines of upright text in reading order."""
    blocks, glyphs = vertical_blocks(glyphs)
    # PDFium gives the last line of a sideways page first, so that one step up is enough to notice.
    lines = _in_order([line for line in _strokes(glyphs) if line.text.strip()], 1 if sideways else 4)
    lines = [_spaced(line) for line in join_vertical(split_columns(_with_late(lines), Line))]
    return put_blocks(blocks, lines)


def _turned(glyph: Glyph, quarters: int, width: float, height: float) -> Glyph:
    if not quarters:
        return glyph
    return Glyph(glyph.text, *turn_box(glyph[1:5], quarters, width, height), *glyph[5:])


def _strokes(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return runs of glyphs drawn one after another from left to right on one line."""
    lines: list[Line] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _follows(last, glyph):
            lines[-1].glyphs.append(glyph)
        elif glyph.text.isspace():
            continue
        else:
            lines.append(Line([glyph]))
        last = glyph
    return lines


def _follows(last: Glyph, glyph: Glyph) -> bool:
    height = min(last.bottom - last.top, glyph.bottom - glyph.top)
    back = last.x1 - glyph.x0
    return _same_band(last, glyph) and back <= 0.8 * max(height, last.x1 - last.x0) and glyph.x0 >= last.x0


def _same_band(one: Glyph | Line, other: Glyph | Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _in_order(lines: list[Line], enough: int) -> list[Line]:
    """Return ``lines`` from top to bottom if they are drawn upward in at least ``enough`` steps."""
    steps = [after.top - before.top for before, after in pairwise(lines)]
    upward = sum(step < 0 for step in steps)
    if len(steps) >= enough and upward > 0.7 * len(steps):
        return sorted(lines, key=lambda line: (line.top, line.x0))
    return lines


def _with_late(strokes: list[Line]) -> list[Line]:
    """Return lines with the strokes drawn late (filled-in blanks, bullets) at their place."""
    lines: list[Line] = []
    for index, stroke in enumerate(strokes):
        upward = bool(lines) and stroke.top < lines[-1].top + 0.5 * (stroke.bottom - stroke.top)
        home = _home(stroke, lines) if upward and not _is_running_text(strokes, index) else None
        if home is None:
            lines.append(stroke)
        else:
            at = next((i for i, g in enumerate(home.glyphs) if g.x0 >= stroke.x0 - 0.5), len(home.glyphs))
            home.glyphs[at:at] = stroke.glyphs
    return lines


def _is_running_text(strokes: list[Line], index: int) -> bool:
    """Return whether the stroke is one of four long ones under one another: a column, no blanks."""
    return any(_is_block(strokes[first : first + 4]) for first in range(max(0, index - 3), index + 1))


def _is_block(strokes: list[Line]) -> bool:
    return (
        len(strokes) == 4
        and all(len(stroke.glyphs) >= 10 for stroke in strokes)
        and all(upper.top < lower.top for upper, lower in pairwise(strokes))
    )


def _home(stroke: Line, lines: list[Line]) -> Line | None:
    """Return the line in whose gap ``stroke`` was drawn: the nearest of those with room for it."""
    x0, x1 = stroke.x0, stroke.x1
    fitting: list[tuple[float, Line]] = []
    for line in lines:
        if not _same_band(line, stroke):
            continue
        solid = [glyph for glyph in line.glyphs if not glyph.text.isspace() and glyph.text not in "_＿"]
        if any(min(g.x1, x1) - max(g.x0, x0) > 0.3 * (g.x1 - g.x0) for g in solid):
            continue
        if not solid:
            fitting.append((0.0, line))
            continue
        left = [x0 - glyph.x1 for glyph in solid if glyph.x0 < x0]
        right = [glyph.x0 - x1 for glyph in solid if glyph.x0 >= x0]
        if left and (right or _takes_more(line, stroke)):
            fitting.append((min(left), line))
        elif right and _NUMBERED.fullmatch(stroke.text.strip()):
            fitting.append((min(right), line))
    return min(fitting, key=lambda one: one[0])[1] if fitting else None


def _takes_more(line: Line, stroke: Line) -> bool:
    """Return whether ``stroke``, right of all of ``line``, completes it."""
    return (
        len(stroke.glyphs) <= _SHORT
        or line.text.rstrip().endswith(_WANTS_MORE)
        or line.x1 > stroke.x0  # over a drawn blank
    )


def _spaced(line: Line) -> Line:
    """Return ``line`` without blanks at its ends, and with one where there is a gap but no blank."""
    glyphs = line.glyphs
    while glyphs and glyphs[0].text.isspace():
        glyphs = glyphs[1:]
    while glyphs and glyphs[-1].text.isspace():
        glyphs = glyphs[:-1]
    size = median(glyph.bottom - glyph.top for glyph in glyphs)
    spaced: list[Glyph] = []
    for glyph in glyphs:
        if spaced and _gap_between(spaced[-1], glyph, size):
            spaced.append(nowhere(" "))
        spaced.append(glyph)
    return Line(spaced)


def _gap_between(left: Glyph, right: Glyph, size: float) -> bool:
    if left.text.isspace() or right.text.isspace():
        return False
    # Latin words are set apart by a quarter of the size; Han are only where something is missing between.
    latin = left.text.isascii() and right.text.isascii()
    return right.x0 - left.x1 > (0.18 if latin else 0.6) * size
