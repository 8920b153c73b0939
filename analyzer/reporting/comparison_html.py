"""Comparison → HTML: a whole file that needs nothing else, and the same as a part of the page."""

from __future__ import annotations

from functools import partial
from typing import Final

from analyzer.reporting import comparison_parts, side_words
from analyzer.reporting.templating import render
from analyzer.sides import Comparison, Winner
from clause_patterns import Library

_MARKS: Final[dict[Winner, str]] = {"a": "▲", "b": "▲", "same": "＝", "unclear": "◆"}


def comparison_html(comparison: Comparison, library: Library) -> str:
    """Return ``comparison`` as one HTML file for paper and phone."""
    return _render("comparison.html", comparison, library)


def comparison_fragment(comparison: Comparison, library: Library) -> str:
    """Return ``comparison`` as a part of a page; its styles touch nothing else there."""
    return _render("comparison_fragment.html", comparison, library)


def _render(template: str, comparison: Comparison, library: Library) -> str:
    return render(
        template,
        library,
        comparison=comparison,
        sides=(("A", comparison.a), ("B", comparison.b)),
        parts=comparison_parts,
        place=side_words.place,
        position=partial(side_words.position, library=library),
        terms=partial(side_words.terms, library=library),
        verdict=lambda winner: f"{_MARKS[winner]} {side_words.worse(winner, comparison)}",
    )
