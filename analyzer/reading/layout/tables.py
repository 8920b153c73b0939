"""Tables: the cells that ruling lines make. What a cell holds is read as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from analyzer.reading.layout.glyphs import Box, turn_box

# A row of cells from left to right; rows from top to bottom.
Row = tuple[Box, ...]
Table = tuple[Row, ...]

# Points within which lines are one line, or meet.
_TOLERANCE = 3.0
# The fewest lines that make two cells; crossings from which it is a drawing rather than a table.
_LINES, _CROSSINGS = 5, 20_000
# Points that a cell is wide and high at least: less stands between the strokes of a double line.
_CELL = 6.0


def find_tables(lines: list[Box]) -> list[Table]:
    """Return the tables that ``lines`` (flat boxes, points from the top left) rule, from the top down.

    A table has two cells beside one another at least: one box, or boxes under one another, are read as any
    text is.
    """
    if len(lines) < _LINES:
        return []
    from pdfplumber import table  # noqa: PLC0415 - most pages have no ruling lines

    # Rounded between: equal places must be the same number, which averages are not to the last bit.
    snapped = table.snap_edges([_edge(line) for line in lines], _TOLERANCE, _TOLERANCE)
    edges = table.merge_edges([_edge(_rounded(edge)) for edge in snapped], 0, 0, _TOLERANCE, _TOLERANCE)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _CELL]
    down = sum(edge["orientation"] == "v" for edge in edges)
    if down * (len(edges) - down) > _CROSSINGS:
        return []
    crossings = table.edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    cells = [cell for cell in table.intersections_to_cells(crossings) if _is_cell(cell)]
    tables = (tuple(_rows(cells)) for cells in table.cells_to_tables(cells))
    return [rows for rows in tables if any(len(row) > 1 for row in rows)]


def turn_table(table: Table, quarters: int, width: float, height: float) -> Table:
    """Return ``table`` as it stands when the sheet of that size is turned counterclockwise."""
    if not quarters:
        return table
    return tuple(_rows(turn_box(cell, quarters, width, height) for row in table for cell in row))


def _edge(line: Box) -> dict[str, Any]:
    x0, top, x1, bottom = line
    orientation = "h" if x1 - x0 > bottom - top else "v"
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "doctop": top,
        "orientation": orientation,
    }


def _rounded(edge: dict[str, Any]) -> Box:
    return (
        round(edge["x0"], 2),
        round(edge["top"], 2),
        round(edge["x1"], 2),
        round(edge["bottom"], 2),
    )


def _is_cell(cell: Box) -> bool:
    return min(cell[2] - cell[0], cell[3] - cell[1]) >= _CELL


def _rows(cells: Iterable[Box]) -> Iterator[Row]:
    """Yield the cells that begin at the same height as one row: a cell over several rows is in the first."""
    ordered = sorted(cells, key=lambda cell: (round(cell[1]), cell[0]))
    for _, row in groupby(ordered, key=lambda cell: round(cell[1])):
        yield tuple(row)
