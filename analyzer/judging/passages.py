"""Passages: quotes at their places in a set of documents."""

from __future__ import annotations

from dataclasses import replace

from analyzer.model import Finding, Quote, Report, Statement
from analyzer.outlines import innermost
from analyzer.sides import Passage


def passage_of(source: int, report: Report, said: Statement | Finding) -> Passage:
    """Return the place of a statement or finding in ``report``, the document ``source`` of its set."""
    if isinstance(said, Finding):
        label = said.clause
    else:
        label = report.outline[said.clause].label if said.clause is not None else ""
    passage = _passage(source, report, said.start, said.end)
    return replace(passage, clause=label, context=said.context)


def passage_at(source: int, report: Report, start: int, end: int) -> Passage:
    """Return the place ``start`` to ``end`` in ``report``, under the innermost clause that holds it."""
    at = innermost(report.outline, start)
    label = "" if at is None else report.outline[at].label
    return replace(_passage(source, report, start, end), clause=label)


def _passage(source: int, report: Report, start: int, end: int) -> Passage:
    document = report.document
    quote = Quote(start, end, document.text[start:end])
    return Passage(source, document.name, quote, page=document.page_at(start))
