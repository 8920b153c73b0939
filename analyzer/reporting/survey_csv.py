"""The tables and places of a survey → CSV, for spreadsheets and further work."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from analyzer.reporting import survey_words as say
from analyzer.reporting.literal import one_line
from analyzer.reporting.report_csv import harmless
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.reporting.survey_parts import Cell, Table
from analyzer.surveys import Place
from clause_patterns.library import Library

_PLACES = (
    "文件", "放款机构", "文件种类", "条款", "规则", "级别", "位置", "页", "引出语", "原文",
)  # fmt: skip


def table_csv(table: Table) -> str:
    """Return ``table`` as CSV (RFC 4180) with Chinese heads; a cell that counts becomes three: 份, 占比, 处.

    Shares are fractions of 1. No cell is taken for a formula. Encode it as ``utf-8-sig`` for Excel.
    """
    lines = list(table.lines())
    counts = [all(line.cells[at].count for line in lines) for at in range(len(table.heads))]
    heads = [table.corner, "规则", "分组"]
    for head, counted in zip(table.heads, counts, strict=True):
        heads += [f"{head} 份", f"{head} 占比", f"{head} 处"] if counted and lines else [head]
    rows = [
        [line.title, line.id, part.title, *_cells(line.cells, counts)]
        for part in table.parts
        for line in part.lines
    ]
    return _csv(heads, rows)


def places_csv(places: Iterable[Place], library: Library) -> str:
    """Return ``places`` as CSV, a line each, as ``table_csv`` does."""
    return _csv(
        _PLACES,
        (
            [
                one_line(place.document),
                say.lender(place.lender, library),
                say.document_kind(place.kind, library),
                one_line(place.title),
                place.rule,
                LEVEL_WORDS[place.level],
                say.where(place),
                "" if place.page is None else str(place.page),
                one_line(place.context),
                one_line(place.quote),
            ]
            for place in places
        ),
    )


def _cells(cells: Sequence[Cell], counts: Sequence[bool]) -> list[str]:
    found: list[str] = []
    for cell, counted in zip(cells, counts, strict=True):
        if counted and cell.count:
            found += [str(cell.count.documents), f"{cell.count.share:.4f}", str(cell.count.places)]
        else:
            found.append(cell.words)
    return found


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return target.getvalue()
