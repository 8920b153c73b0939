"""The outline of clauses beside the text, each with how many findings of which level it holds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from analyzer.model import Clause, Report
from analyzer.outlines import innermost
from analyzer.reporting.literal import one_line
from analyzer.reporting.summary import LEVEL_WORDS, level_of

# Levels below the top one that are shown whether or not they hold a finding.
_SHOWN_LEVELS = 1
_HEADING = 16


class OutlineView(TypedDict):
    """One clause: ``line`` is the index of its first line, ``counts`` are ``[level, label, number]``.

    ``heading`` is its heading, or how it begins where it has none.
    """

    number: str
    heading: str
    line: int
    depth: int
    counts: list[tuple[str, str, int]]


def outline_view(report: Report, line_starts: Sequence[int]) -> list[OutlineView]:
    """Return the clauses worth showing, in order; ``line_starts`` are the offsets of the lines shown.

    Those are the upper levels, and whatever clause a finding stands in. A finding counts once, in the
    innermost clause shown; what is aside does not count.
    """
    outline = report.outline
    top = min((clause.level for clause in outline), default=0)
    holding = [innermost(outline, finding.start) for finding in report.findings]
    shown = {at for at, clause in enumerate(outline) if clause.level <= top + _SHOWN_LEVELS}
    shown.update(at for at in holding if at is not None)
    counts: dict[int, Counter[str]] = {}
    for finding, at in zip(report.findings, holding, strict=True):
        if at is not None and not finding.aside:
            counts.setdefault(at, Counter())[level_of(finding)] += 1
    return [
        _view(report.document.text, outline[at], top, line_starts, counts.get(at, Counter()))
        for at in sorted(shown)
    ]


def _view(
    text: str, clause: Clause, top: int, line_starts: Sequence[int], counts: Counter[str]
) -> OutlineView:
    return {
        "number": clause.number,
        "heading": _heading(text, clause),
        "line": max(0, bisect_right(line_starts, clause.start) - 1),
        "depth": clause.level - top,
        "counts": [(level, word, counts[level]) for level, word in LEVEL_WORDS.items() if counts[level]],
    }


def _heading(text: str, clause: Clause) -> str:
    begins = text[clause.start : min(clause.end, clause.start + 2 * _HEADING)].split("\n", 1)[0]
    words = one_line(clause.heading or begins.lstrip().removeprefix(clause.number))
    return words if len(words) <= _HEADING else f"{words[:_HEADING]}…"
