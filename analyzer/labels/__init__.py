"""Findings to and from the tools in which people label texts, and on to the gold format of ``evaluate``."""

from analyzer.labels.doccano import from_doccano, to_doccano
from analyzer.labels.label_studio import from_label_studio, labeling_config, to_label_studio
from analyzer.labels.marks import Mark, Marked, marked
from analyzer.labels.reviewed import from_report
from analyzer.labels.units import gold_units

__all__ = [
    "Mark",
    "Marked",
    "from_doccano",
    "from_label_studio",
    "from_report",
    "gold_units",
    "labeling_config",
    "marked",
    "to_doccano",
    "to_label_studio",
]
