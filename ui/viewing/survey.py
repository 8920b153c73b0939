"""A table and a chart of a survey → what the component draws: plain lists, dicts and strings."""

from __future__ import annotations

import hashlib
import json
from typing import TypedDict

from analyzer.reporting.bars_svg import bars_svg
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.reporting.survey_html import pictures
from analyzer.reporting.survey_parts import Chart, Table
from clause_patterns import Library


class CellView(TypedDict):
    """One cell: ``share`` from 0 to 1 shades it, ``leads`` says whether it can be opened."""

    words: str
    below: str
    share: float
    leads: bool


class LineView(TypedDict):
    """One row; ``level`` and its ``label`` are empty where it has none."""

    title: str
    below: str
    level: str
    label: str
    cells: list[CellView]


class PartView(TypedDict):
    """Rows under a heading, which may be empty."""

    title: str
    lines: list[LineView]


class ChartView(TypedDict):
    """A chart: SVG as it stands on a wide and on a narrow page, and the ``picture`` that is saved."""

    title: str
    wide: str
    narrow: str
    picture: str


class CountsView(TypedDict):
    """Everything the component needs; ``id`` changes exactly when it must be drawn anew."""

    id: str
    title: str
    corner: str
    heads: list[str]
    below: list[str]
    parts: list[PartView]
    chart: ChartView | None


def counts_view(table: Table, chart: Chart | None, library: Library) -> CountsView:
    """Return the view data of ``table`` with ``chart`` above it."""
    view = CountsView(
        id="",
        title=table.title,
        corner=table.corner,
        heads=list(table.heads),
        below=list(table.below),
        parts=[
            PartView(
                title=part.title,
                lines=[
                    LineView(
                        title=line.title,
                        below=line.below,
                        level=line.level,
                        label=LEVEL_WORDS.get(line.level, ""),
                        cells=[
                            CellView(
                                words=cell.words,
                                below=cell.below,
                                share=cell.share or 0.0,
                                leads=cell.filters is not None,
                            )
                            for cell in line.cells
                        ],
                    )
                    for line in part.lines
                ],
            )
            for part in table.parts
        ],
        chart=_chart_view(chart, library) if chart and chart.bars else None,
    )
    view["id"] = hashlib.sha256(json.dumps(view).encode()).hexdigest()
    return view


def _chart_view(chart: Chart, library: Library) -> ChartView:
    on_page = pictures(chart, library)
    return ChartView(
        title=chart.title,
        wide=on_page["wide"],
        narrow=on_page["narrow"],
        picture=bars_svg(chart.bars, library, title=chart.title, note=chart.note),
    )
