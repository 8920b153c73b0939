"""The matrix of data × recipient → one SVG picture, readable alone, in light colours, without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from analyzer.reporting.literal import xml_line
from analyzer.reporting.side_words import titles
from analyzer.reporting.templating import render
from analyzer.reporting.wrapping import wrapped
from analyzer.sides import Cell, Position
from clause_patterns.library import Library

# Pixels. With twelve recipients the picture is 1,200 wide; with more it grows, with fewer columns do.
_WIDE, _NARROW, _MARGIN = 1200.0, 720.0, 16.0
_LEFT, _LEAST, _MOST = 136.0, 86.0, 240.0
_TITLE, _LINE, _PADDING, _ROW = 40.0, 19.0, 8.0, 36.0
_SIZE, _SMALL = 15, 13  # of letters
# Few letters beside each shape; the legend says them in full.
_WORDS: Final[dict[Position, str]] = {
    "allows": "允许",
    "conditional": "有条件",
    "both": "说法不一",
    "asks": "须先同意",
    "forbids": "承诺不做",
}


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of a heading and the point where they begin."""

    x: float
    y: float
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in one cell: shape and word of its position, ``note`` the number of its terms or 0."""

    x: float
    y: float
    height: float
    position: Position
    word: str
    note: int = 0


def matrix_svg(cells: Sequence[Cell], library: Library, *, title: str) -> str:
    """Return who may have which data as the text of an SVG picture with ``title`` above it.

    Each cell has a shape and a word; the terms under which it is allowed are notes below the table.
    """
    data = list(dict.fromkeys(cell.data for cell in cells))
    known = {name: at for at, name in enumerate(library.concepts)}
    recipients = sorted({cell.recipient for cell in cells}, key=known.__getitem__)
    room = _WIDE - 2 * _MARGIN - _LEFT
    column = min(_MOST, max(_LEAST, room / max(1, len(recipients))))
    width = max(_NARROW, 2 * _MARGIN + _LEFT + column * len(recipients))
    left = width - _MARGIN - column * len(recipients)
    columns = [
        Label(left + column * at, _MARGIN + _TITLE, _lines(name, column - _PADDING, library))
        for at, name in enumerate(recipients)
    ]
    top = _MARGIN + _TITLE + _LINE * max((len(label.lines) for label in columns), default=0) + _PADDING
    rows = _rows(data, left - _MARGIN - _PADDING, top, library)
    bottom = rows[-1].y + _height(rows[-1]) if rows else top
    notes = _numbered(cells, library)
    marks = [
        Mark(
            columns[recipients.index(cell.recipient)].x,
            rows[data.index(cell.data)].y,
            _height(rows[data.index(cell.data)]),
            cell.position,
            _WORDS[cell.position],
            notes.get(_terms(cell, library), 0),
        )
        for cell in cells
        if cell.position in _WORDS
    ]
    legend = [
        (position, library.say(f"position-{position}"))
        for position in _WORDS
        if any(mark.position == position for mark in marks)
    ]
    below = ["空白：文件里没有写", *(f"{number}　{terms}" for terms, number in notes.items())]
    footnotes = [line for each in below for line in _wrapped(each, width - 2 * _MARGIN, _SMALL)]
    return render(
        "matrix_svg.html",
        library,
        title=xml_line(title),
        width=width,
        height=bottom + _LINE * (len(footnotes) + 2) + 2 * _MARGIN,
        margin=_MARGIN,
        column=column,
        line=_LINE,
        left=left,
        top=top,
        bottom=bottom,
        columns=columns,
        rows=[(label, _height(label)) for label in rows],
        marks=marks,
        legend=legend,
        footnotes=footnotes,
    )


def _rows(data: Sequence[str], width: float, top: float, library: Library) -> list[Label]:
    rows = []
    for name in data:
        rows.append(Label(_MARGIN, top, _lines(name, width, library)))
        top += _height(rows[-1])
    return rows


def _height(row: Label) -> float:
    return max(_ROW, _LINE * len(row.lines) + 2 * _PADDING)


def _numbered(cells: Sequence[Cell], library: Library) -> dict[str, int]:
    """Return a number for each of the terms that occur, from 1 in order."""
    found = dict.fromkeys(filter(None, (_terms(cell, library) for cell in cells)))
    return {terms: number for number, terms in enumerate(found, 1)}


def _terms(cell: Cell, library: Library) -> str:
    return "、".join(titles([*cell.conditions, *cell.qualifiers], library))


def _lines(concept: str, width: float, library: Library) -> list[str]:
    return _wrapped(library.concepts[concept].title, width, _SIZE)


def _wrapped(text: str, width: float, size: int) -> list[str]:
    """Return ``text`` in lines that fit ``width`` in letters of ``size``; a Chinese one is a square."""
    return [line.plain for line in wrapped(Text(text), int(width / (size / 2)))]
