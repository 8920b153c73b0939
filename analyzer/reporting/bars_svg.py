"""Bars: how large several things are beside each other → one SVG picture, readable alone, without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from analyzer.reporting.literal import xml_line
from analyzer.reporting.templating import render
from analyzer.reporting.wrapping import wrapped
from clause_patterns.library import Library

# Pixels. Where it is narrow, what a bar stands for is written above it, else beside it.
WIDE: Final = 760
NARROW: Final = 350
_LABEL, _MARGIN, _LINE, _GAP = 250.0, 12.0, 20.0, 10.0
_HEAD, _NOTE = 30.0, 26.0
_SIZE: Final = 14  # of letters
_BAR: Final = 16.0  # how high


@dataclass(frozen=True, slots=True)
class Bar:
    """What is measured, its share of the whole (0 to 1), its figures in words; ``level`` colours it."""

    label: str
    share: float
    words: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    lines: list[str]
    y: float
    left: float
    top: float
    length: float
    whole: float
    words: str
    level: str


def bars_svg(  # noqa: PLR0913 - what is drawn and how
    bars: Sequence[Bar],
    library: Library,
    *,
    title: str,
    note: str = "",
    width: int = WIDE,
    on_page: bool = False,
) -> str:
    """Return ``bars`` as the text of an SVG picture with ``title`` above and ``note`` below.

    ``on_page`` it takes the colours of the page around it and stands without title; else it is a picture of
    its own, in light colours.
    """
    y = _MARGIN + (0 if on_page else _HEAD)
    placed = []
    for bar in bars:
        placed.append(_place(bar, y, width))
        y = max(placed[-1].top + _BAR, placed[-1].y + _LINE * len(placed[-1].lines)) + _GAP
    footnotes = _lines(note, width - 2 * _MARGIN, _SIZE - 1) if note else []
    return render(
        "bars_svg.html",
        library,
        title=xml_line(title),
        on_page=on_page,
        width=width,
        height=round(y + (_LINE * len(footnotes) + _MARGIN if footnotes else 0)),
        margin=_MARGIN,
        line=_LINE,
        size=_SIZE,
        bar=_BAR,
        bars=placed,
        footnotes=footnotes,
        bottom=y,
    )


def _place(bar: Bar, y: float, width: int) -> _Placed:
    """Return where the bar that begins at ``y`` and its words stand; the words keep room at the right."""
    room = _width(bar.words) + _GAP
    beside = width >= WIDE
    left = _MARGIN + (_LABEL if beside else 0)
    lines = _lines(bar.label, (_LABEL - _GAP) if beside else width - 2 * _MARGIN, _SIZE)
    whole = width - left - _MARGIN - max(room, _width("10,000 份（100%）") + _GAP)
    top = y + 2 if beside else y + _LINE * len(lines)
    return _Placed(
        lines,
        y,
        left,
        top,
        max(1.0, whole * min(1.0, bar.share)) if bar.share else 0.0,
        whole,
        xml_line(bar.words),
        bar.level,
    )


def _width(words: str) -> float:
    return cell_len(words) * (_SIZE - 1) / 2


def _lines(text: str, width: float, size: int) -> list[str]:
    """Return ``text`` in lines that fit ``width`` in letters of ``size``; a Chinese one is a square."""
    return [line.plain for line in wrapped(Text(xml_line(text)), int(width / (size / 2)))]
