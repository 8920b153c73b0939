"""Reports as rows of three tables: documents, findings and statements; the columns, and what stands in them.

The tables of ``loanclause batch`` and the data frames of ``Report.to_frame`` have these columns. Ids are
those of the library; offsets are in ``Document.text``, end exclusive; pages count from 1. A change of a
column is a new number in ``SCHEMA``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from analyzer.model import Finding, Report, Statement
from analyzer.sides import Side

SCHEMA: Final = "loan-clause-tables/1"

# Text, a whole number, yes or no, several texts.
Type = Literal["text", "number", "flag", "texts"]
Columns = Mapping[str, Type]
Row = dict[str, Any]

_LISTS: Final = ("data", "recipients", "purposes", "conditions", "qualifiers")

# ``status`` is "read" or "failed", ``problem`` one Chinese sentence why it failed; the figures count findings
# as a report's summary does; ``notices`` are the codes of what was said while reading.
DOCUMENTS: Final[Columns] = {
    "document": "text",
    "status": "text",
    "problem": "text",
    "format": "text",
    "sha256": "text",
    "pages": "number",
    "chars": "number",
    "document_kind": "text",
    "lender": "text",
    "lender_kind": "text",
    "critical": "number",
    "high": "number",
    "medium": "number",
    "low": "number",
    "info": "number",
    "protective": "number",
    "contradictions": "number",
    "statements": "number",
    "notices": "texts",
}
FINDINGS: Final[Columns] = {
    "document": "text",
    "rule": "text",
    "category": "text",
    "severity": "text",
    "stance": "text",
    "title": "text",
    "clause": "text",
    "page": "number",
    "start": "number",
    "end": "number",
    "quote": "text",
    "context": "text",
    "certainty": "text",
    "actor": "text",
    "action": "text",
    **dict.fromkeys(_LISTS, "texts"),
    "why": "text",
    "law": "texts",
    "aside": "flag",
}
STATEMENTS: Final[Columns] = {
    "document": "text",
    "stance": "text",
    "actor": "text",
    "action": "text",
    **dict.fromkeys(_LISTS, "texts"),
    "clause": "text",
    "start": "number",
    "end": "number",
    "quote": "text",
    "context": "text",
    "implied": "flag",
}
TABLES: Final[Mapping[str, Columns]] = {
    "documents": DOCUMENTS,
    "findings": FINDINGS,
    "statements": STATEMENTS,
}


def document_row(report: Report, side: Side, document_kind: str, *, name: str = "") -> Row:
    """Return the row of a document that was read; ``side`` is the set that ``report`` alone makes."""
    document = report.document
    return {
        "document": name or document.name,
        "status": "read",
        "problem": None,
        "format": document.format,
        "sha256": document.sha256,
        "pages": len(document.pages) or None,
        "chars": len(document.text),
        "document_kind": document_kind,
        "lender": side.lender.name if side.lender else None,
        "lender_kind": side.lender_kind or None,
        **{str(severity): count for severity, count in report.counts().items()},
        "protective": sum(finding.stance == "protects" for finding in report.findings),
        "contradictions": sum(one.kind == "contradiction" for one in side.contradictions),
        "statements": len(report.statements),
        "notices": [notice.code for notice in document.notices],
    }


def failed_row(name: str, problem: str) -> Row:
    """Return the row of a document that could not be read: ``problem`` is one Chinese sentence."""
    known = {"document": name, "status": "failed", "problem": problem, "notices": []}
    return {**dict.fromkeys(DOCUMENTS), **known}


def finding_rows(report: Report, *, name: str = "") -> Iterator[Row]:
    """Yield a row for each finding, in the report's order."""
    for finding in report.findings:
        yield {
            "document": name or report.document.name,
            **{column: getattr(finding, column) for column in FINDINGS if column in _PLAIN},
            "context": finding.context.text if finding.context else None,
            **_lists(finding),
            "law": list(finding.law),
        }


def statement_rows(report: Report, *, name: str = "") -> Iterator[Row]:
    """Yield a row for each statement, in reading order, those that no rule speaks of too."""
    for said in report.statements:
        yield {
            "document": name or report.document.name,
            "stance": said.stance,
            "actor": said.actor,
            "action": said.action,
            **_lists(said),
            "clause": report.outline[said.clause].label if said.clause is not None else "",
            "start": said.start,
            "end": said.end,
            "quote": report.document.text[said.start : said.end],
            "context": said.context.text if said.context else None,
            "implied": said.implied,
        }


_PLAIN: Final = frozenset(FINDINGS) - {"document", "context", "law", *_LISTS}


def _lists(said: Finding | Statement) -> dict[str, list[str]]:
    return {name: list(said.values(name)) for name in _LISTS}
