"""Marks → units of the gold format: a line, cut further behind 。；！？, with the labels that hold for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analyzer.evaluating.scores import CATEGORIES, Unit, overlaps
from analyzer.labels.marks import Mark, Marked

_LINE = re.compile(r"[^\r\n]+")
_PIECE = re.compile(r"[^。；！？;]*(?:[。；！？;]+[”’」』）)\"]*|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")


def gold_units(document: Marked) -> list[Unit]:
    """Return a unit for each sentence part of ``document``, with labels or without.

    A label holds where every reader gives it and is sure; it is doubtful where only some do, or one is not
    sure. What ``evaluate`` does not score is left out.
    """
    return [_unit(start, end, document.readers) for start, end in cut(document.text)]


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the units of ``text``; what has no Han character is none."""
    for line in _LINE.finditer(text):
        for piece in _PIECE.finditer(text, *line.span()):
            words = piece[0]
            start, end = piece.start() + len(words) - len(words.lstrip()), piece.start() + len(words.rstrip())
            if _HAN.search(words):
                yield start, end


def _unit(start: int, end: int, readers: Sequence[Sequence[Mark]]) -> Unit:
    here = [[mark for mark in marks if overlaps(start, end, mark.start, mark.end)] for marks in readers]
    sure = [{mark.label for mark in marks if mark.sure} for marks in here]
    certain = frozenset(CATEGORIES).intersection(*sure) if sure else frozenset()
    given = {mark.label for marks in here for mark in marks}
    return Unit(start, end, certain, frozenset(given).intersection(CATEGORIES) - certain)
