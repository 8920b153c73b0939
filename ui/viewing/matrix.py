"""Who gets what, as the page shows it: a table of data × recipient whose cells lead to their findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from analyzer.model import Finding
from analyzer.reporting.matrix_svg import matrix_svg
from analyzer.sides import Cell, Passage
from clause_patterns.library import Library


class CellView(TypedDict):
    """One cell: what the document says there, the terms it names, and the findings that say so."""

    row: int
    column: int
    position: str
    label: str
    terms: list[str]
    findings: list[int]


class MatrixView(TypedDict):
    """The table: titles of its rows and columns, the cells that are not empty, and its picture (SVG)."""

    rows: list[str]
    columns: list[str]
    cells: list[CellView]
    picture: str


def matrix_view(
    cells: Sequence[Cell], findings: Sequence[Finding], library: Library, *, title: str
) -> MatrixView:
    """Return the matrix of one document; ``title`` stands over its picture."""
    rows = list(dict.fromkeys(cell.data for cell in cells))
    order = {concept: at for at, concept in enumerate(library.concepts)}
    columns = sorted(dict.fromkeys(cell.recipient for cell in cells), key=lambda name: order[name])
    at_range: dict[tuple[int, int], list[int]] = {}
    for index, finding in enumerate(findings):
        at_range.setdefault((finding.start, finding.end), []).append(index)
    return {
        "rows": [library.concepts[name].title for name in rows],
        "columns": [library.concepts[name].title for name in columns],
        "cells": [
            {
                "row": rows.index(cell.data),
                "column": columns.index(cell.recipient),
                "position": cell.position,
                "label": library.say(f"position-{cell.position}"),
                "terms": [library.concepts[name].title for name in (*cell.conditions, *cell.qualifiers)],
                "findings": _findings((*cell.allows, *cell.forbids), at_range),
            }
            for cell in cells
        ],
        "picture": matrix_svg(cells, library, title=title) if cells else "",
    }


def _findings(passages: Sequence[Passage], at_range: dict[tuple[int, int], list[int]]) -> list[int]:
    spans = [(passage.quote.start, passage.quote.end) for passage in passages]
    return sorted({index for span in spans for index in at_range.get(span, ())})
