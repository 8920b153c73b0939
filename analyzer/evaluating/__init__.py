"""How right the findings are: precision, recall and F1 on labelled texts, per category and per rule."""

from analyzer.evaluating.gold import evaluate, read_units, write_gold
from analyzer.evaluating.negatives import alarms
from analyzer.evaluating.scores import (
    CATEGORIES,
    Count,
    DocumentScores,
    Mistake,
    RuleCount,
    Scores,
    Unit,
    predictions,
    score,
)

__all__ = [
    "CATEGORIES",
    "Count",
    "DocumentScores",
    "Mistake",
    "RuleCount",
    "Scores",
    "Unit",
    "alarms",
    "evaluate",
    "predictions",
    "read_units",
    "score",
    "write_gold",
]
