"""What stands in the cells of tables: each read whole, row by row, from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain, pairwise

from analyzer.reading.layout.glyphs import Box, Glyph, Line, nowhere
from analyzer.reading.layout.tables import Table

# Glyphs of a cell or of what is around the tables → lines in reading order.
Flow = Callable[[Sequence[Glyph]], list[Line]]

# What a line may not be broken in: a Latin word or a number, brackets and points with what they belong to.
_UNBROKEN = re.compile(r"[（(《“【￥¥]*(?:[0-9A-Za-z.,%:/@_-]+|.)[，。；：、）)》”】]*")
_ENDED = tuple("。；！？：")
_MARKED = re.compile(
    r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳•●■◆□☐☑√]|第.{1,3}条"
)


def lines_with_tables(glyphs: Sequence[Glyph], tables: Sequence[Table], flow: Flow) -> list[Line]:
    """Return the lines of ``glyphs`` by ``flow``, with the rows of each table at the table's place."""
    if not tables:
        return flow(glyphs)
    outer = [table for table in tables if not any(_is_within(table, other) for other in tables)]
    cells = [cell for table in outer for row in table for cell in row]
    held, around = _sorted_into(cells, glyphs)
    read = {
        cell: _unbroken(lines_with_tables(inside, _tables_in(cell, tables), flow), cell)
        for cell, inside in held.items()
    }
    lines = flow(around)
    return put_blocks([(_around(table), _rows(table, read)) for table in outer], lines)


def put_blocks(blocks: Sequence[tuple[Box, list[Line]]], lines: list[Line]) -> list[Line]:
    """Return ``lines`` with the lines of each block where its box stands among them."""
    at: list[list[Line]] = [[] for _ in range(len(lines) + 1)]
    for box, inside in blocks:
        at[_place(box, lines)] += inside
    return [*chain.from_iterable((*inside, line) for inside, line in zip(at, lines, strict=False)), *at[-1]]


def _sorted_into(cells: list[Box], glyphs: Sequence[Glyph]) -> tuple[dict[Box, list[Glyph]], list[Glyph]]:
    """Return the glyphs that stand in each cell, and those that stand in none."""
    held: dict[Box, list[Glyph]] = {}
    around: list[Glyph] = []
    last, whole = cells[0], _frame(cells)
    for glyph in glyphs:
        middle = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        cell = last if _holds(last, *middle) else None
        if cell is None and _holds(whole, *middle):
            cell = next((one for one in cells if _holds(one, *middle)), None)
        if cell is None:
            around.append(glyph)
        else:
            held.setdefault(cell, []).append(glyph)
            last = cell
    return held, around


def _holds(cell: Box, x: float, y: float) -> bool:
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _is_within(table: Table, other: Table) -> bool:
    return table is not other and any(table in _tables_in(cell, [table]) for row in other for cell in row)


def _tables_in(cell: Box, tables: Sequence[Table]) -> list[Table]:
    """Return the tables that lie whole in ``cell``."""
    return [
        table
        for table in tables
        if _holds(cell, *table[0][0][:2]) and _holds(cell, *table[-1][-1][2:]) and cell not in table[0]
    ]


def _around(table: Table) -> Box:
    return _frame([cell for row in table for cell in row])


def _frame(cells: Sequence[Box]) -> Box:
    left, tops, right, bottoms = zip(*cells, strict=True)
    return min(left), min(tops), max(right), max(bottoms)


def _place(box: Box, lines: Sequence[Line]) -> int:
    """Return where ``box`` belongs among ``lines``: behind the next above it or before the next below."""
    x0, top, x1, bottom = box
    near: list[tuple[bool, float, int]] = []
    for index, line in enumerate(lines):
        beside = line.x0 >= x1 or line.x1 <= x0
        above = line.top + line.bottom < top + bottom
        near.append((beside, top - line.bottom, index + 1) if above else (beside, line.top - bottom, index))
    return min(near, default=(False, 0.0, 0))[2]


def _rows(table: Table, read: dict[Box, list[Line]]) -> list[Line]:
    return [line for row in table for line in _row([read[cell] for cell in row if cell in read])]


def _row(cells: list[list[Line]]) -> list[Line]:
    """Return one line with tabs if each cell is one line; else the lines of cell after cell."""
    if any(len(lines) > 1 for lines in cells) or not any(cells):
        return [line for lines in cells for line in lines]
    whole = Line()
    for line in (line for lines in cells for line in lines):
        if whole.glyphs and not _is_spelt(whole, line):
            whole.glyphs.append(nowhere("\t"))
        whole.glyphs += line.glyphs
    return [whole]


def _is_spelt(before: Line, line: Line) -> bool:
    """Return whether a number is written one digit a cell."""
    return len(line.text) == 1 and line.text.isdigit() and before.text[-1:].isdigit()


def _unbroken(lines: list[Line], cell: Box) -> list[Line]:
    """Return ``lines`` with those joined that were broken only because the cell is no wider."""
    if len(lines) < 2:
        return lines
    edge = cell[2] - max(0.0, min(line.x0 for line in lines) - cell[0])
    joined = [lines[0]]
    for upper, lower in pairwise(lines):
        if _goes_on(upper, lower, edge):
            if upper.text[-1].isascii() and upper.text[-1].isalpha() and lower.text[0].isascii():
                joined[-1].glyphs.append(nowhere(" "))
            joined[-1].glyphs += lower.glyphs
        else:
            joined.append(lower)
    return joined


def _goes_on(upper: Line, lower: Line, edge: float) -> bool:
    """Return whether ``lower`` goes on where ``upper`` had no more room before ``edge``."""
    if upper.text.endswith(_ENDED) or _MARKED.match(lower.text) or lower.top < upper.top:
        return False
    first = _UNBROKEN.match(lower.text)
    assert first is not None
    needed = sum(glyph.x1 - glyph.x0 for glyph in lower.glyphs[: first.end()])
    return max(glyph.x1 for glyph in upper.glyphs[-1:]) + needed > edge
