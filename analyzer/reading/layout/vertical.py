"""Vertical writing: Han under one another are words, not a line a character."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.reading.layout.glyphs import Box, Glyph, Line
from analyzer.reading.plausible import is_han

_YES_OR_NO = frozenset("是否有无可√×✓—/")


def join_vertical(lines: list[Line]) -> list[Line]:
    """Return ``lines`` with vertical writing (single Han characters under one another) as one line each."""
    joined: list[Line] = []
    column: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _single_han(line) and (not column or _below(column[-1], line)):
            column.append(line)
            continue
        joined += _column_as_line(column)
        column = [line] if line is not None and _single_han(line) else []
        if line is not None and not column:
            joined.append(line)
    return joined


def _column_as_line(column: list[Line]) -> list[Line]:
    if len(column) < 3 or all(line.text.strip() in _YES_OR_NO for line in column):
        return column
    return [Line([glyph for line in column for glyph in line.glyphs if not glyph.text.isspace()])]


def _single_han(line: Line) -> bool:
    text = line.text.strip()
    return len(text) == 1 and is_han(text)


def _below(upper: Line, lower: Line) -> bool:
    height = upper.bottom - upper.top
    return abs(lower.x0 - upper.x0) < 0.3 * height and 0.5 * height < lower.top - upper.top < 1.6 * height


def vertical_blocks(glyphs: Sequence[Glyph]) -> tuple[list[tuple[Box, list[Line]]], list[Glyph]]:
    """Return the columns that stand side by side with the box around them, and the other glyphs.

    The column on the right is read first. One column alone is left to ``join_vertical``.
    """
    columns: list[list[Glyph]] = []
    rest: list[list[Glyph]] = []
    for run in _runs(glyphs):
        (columns if len(run) > 2 else rest).append(run)
    blocks: list[list[list[Glyph]]] = []
    for column in sorted(columns, key=lambda run: -run[0].x0):
        beside = next((block for block in blocks if _beside(block[-1][0], column[0])), None)
        if beside is None:
            blocks.append([column])
        else:
            beside.append(column)
    whole = [block for block in blocks if len(block) > 1]
    if not whole:
        return [], list(glyphs)
    taken = {id(glyph) for block in whole for column in block for glyph in column}
    return (
        [(_around(block), [Line(column) for column in block]) for block in whole],
        [glyph for glyph in glyphs if id(glyph) not in taken],
    )


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs in runs that go straight down."""
    runs: list[list[Glyph]] = []
    blanks: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            blanks.append(glyph)
        elif runs and _goes_down(runs[-1][-1], glyph, 1.6 + len(blanks)):
            runs[-1] += [*blanks, glyph]
            blanks = []
        else:
            runs.append([glyph])
            blanks = []
    return runs


def _goes_down(upper: Glyph, lower: Glyph, furthest: float) -> bool:
    size = upper.bottom - upper.top
    if not 0.5 * size < lower.top - upper.top < furthest * size:
        return False
    return abs(lower.x0 + lower.x1 - upper.x0 - upper.x1) / 2 < 0.3 * size


def _beside(right: Glyph, left: Glyph) -> bool:
    size = right.bottom - right.top
    return abs(left.top - right.top) < size and 0.8 * size < right.x0 - left.x0 < 2.5 * size


def _around(block: list[list[Glyph]]) -> Box:
    glyphs = [glyph for column in block for glyph in column]
    return (
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )
