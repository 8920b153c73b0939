"""What the workers do: pure functions from what was read to what the page shows.

A worker imports this module and nothing else of the page, so it never loads Streamlit.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import analyzer
from analyzer.current import current
from analyzer.model import Document, Report
from analyzer.rows import Row
from analyzer.sides import Comparison, Side

if TYPE_CHECKING:
    from analyzer.trials import Trial
    from analyzer.trying_rules import Bench

# What makes a process ready when it is imported.
READY = "ui.warmed"


def start() -> None:
    """Make this process ready to work, unless it was forked from one that is."""
    importlib.import_module(READY)


def analyse(source: str | Document, name: str | None = None) -> tuple[Report, Side]:
    """Return the report on ``source``, pasted text or what was read, and the set that it alone makes.

    Raises ``UnreadableError`` where pasted text has no content.
    """
    report = analyzer.analyze(source, name=name)
    return report, analyzer.examine([report])


def compare(a: Sequence[Report], b: Sequence[Report], name_a: str, name_b: str) -> tuple[Comparison, str]:
    """Return the comparison of two sets of reports and the HTML fragment that shows it."""
    from analyzer.reporting.comparison_html import comparison_fragment  # noqa: PLC0415 - only for this
    from clause_patterns import load_library  # noqa: PLC0415 - as above

    comparison = analyzer.compare(a, b, name_a=name_a, name_b=name_b)
    return comparison, comparison_fragment(comparison, load_library())


def try_rules(rules: str, lexicon: str, text: str) -> Trial:
    """Return what rules that are being written do to ``text``, both as YAML."""
    return _bench().try_rules(rules, lexicon, text)


@cache
def _bench() -> Bench:
    from analyzer.trying_rules import Bench  # noqa: PLC0415 - as above

    return Bench(current())


def tables(documents: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Return texts, each with its name, analysed, as the Parquet files that ``loanclause batch`` writes."""
    from analyzer.judging.document_kinds import document_kind  # noqa: PLC0415 - only for this
    from analyzer.rows import document_row, finding_rows  # noqa: PLC0415 - as above
    from analyzer.survey.results import FILES  # noqa: PLC0415 - as above
    from analyzer.survey.tables import written  # noqa: PLC0415 - as above
    from clause_patterns import load_library  # noqa: PLC0415 - as above

    rows: dict[str, list[Row]] = {name: [] for name in FILES}
    for name, text in documents:
        report, side = analyse(text, name)
        rows["documents"].append(document_row(report, side, document_kind(report.document, load_library())))
        rows["findings"] += finding_rows(report)
    return {file: written(name, rows[name]) for name, file in FILES.items()}
