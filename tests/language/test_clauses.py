"""Clauses of our own, written by people who knew the law and not the program (``clauses.tsv``).

Many avoid every keyword on purpose. The floors of F1 keep what is understood of them from falling.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.evaluating import evaluate

CLAUSES = Path(__file__).with_name("clauses.tsv")
PRECISE = 0.9  # of what is reported


@pytest.mark.parametrize(("group", "floor"), [("contracts", 0.81), ("policies", 0.75), ("promises", 0.55)])
def test_clauses_in_others_words(group: str, floor: float) -> None:
    """Contracts, policies and promises, each by people who wrote in their own words."""
    scores = evaluate(CLAUSES, only=[group]).micro()
    assert scores.f1 is not None
    assert scores.f1 >= floor


def test_what_is_reported_of_them_is_right() -> None:
    """Paraphrases that are not understood are passed over, not misread."""
    precision = evaluate(CLAUSES).micro().precision
    assert precision is not None
    assert precision >= PRECISE
