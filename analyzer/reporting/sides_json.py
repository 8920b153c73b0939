"""What no single clause shows, and comparisons → plain data that fits the schema files beside this module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analyzer.model import Document, Quote, Report
from analyzer.sides import (
    Cell,
    Change,
    Comparison,
    Contradiction,
    Disclosure,
    Lender,
    Passage,
    ReferencedDocument,
    Request,
    Row,
    Side,
    Standing,
)

COMPARISON_SCHEMA = "loan-clause-comparison/1"
COMPARISON_SCHEMA_FILE = Path(__file__).with_name("comparison.schema.json")


def overview_to_dict(side: Side) -> dict[str, Any]:
    """Return what no single clause of ``side`` shows, under the keys of a report."""
    return {
        "matrix": [_cell(cell) for cell in side.matrix],
        "contradictions": [_contradiction(one) for one in side.contradictions],
        "referenced_documents": [_reference(reference) for reference in side.references],
        "disclosures": [_disclosure(disclosure) for disclosure in side.disclosures],
        "requests": [_request(request) for request in side.requests if request.asked or request.promised],
        "lender": _lender(side.lender) if side.lender else None,
    }


def comparison_to_dict(comparison: Comparison) -> dict[str, Any]:
    """Return ``comparison`` as plain data that fits ``comparison.schema.json``."""
    return {
        "schema": COMPARISON_SCHEMA,
        "a": _side(comparison.a),
        "b": _side(comparison.b),
        "worse": comparison.worse,
        "summary": comparison.summary,
        "notes": list(comparison.notes),
        "rows": [_row(row) for row in comparison.rows],
        "matrix": [_row(row) for row in comparison.matrix],
        "versions": [
            {
                "old": pair.old,
                "new": pair.new,
                "similarity": round(pair.similarity, 3),
                "unchanged": pair.unchanged,
                "changes": [_change(change) for change in pair.changes],
            }
            for pair in comparison.versions
        ],
    }


def document_facts(document: Document) -> dict[str, Any]:
    """Return what is said of ``document`` itself: its name, kind, hash and size, and how it was read."""
    return {
        "name": document.name,
        "format": document.format,
        "sha256": document.sha256,
        "pages": len(document.pages),
        "chars": len(document.text),
        "notices": [asdict(notice) for notice in document.notices],
    }


def quote_to_dict(quote: Quote) -> dict[str, Any]:
    """Return ``quote`` with its range."""
    return {"start": quote.start, "end": quote.end, "quote": quote.text}


def _side(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "documents": [_document(report) for report in side.reports],
        **overview_to_dict(side),
    }


def _document(report: Report) -> dict[str, Any]:
    return {**document_facts(report.document), "counts": report.counts()}


def _row(row: Row) -> dict[str, Any]:
    return {
        "topic": row.topic,
        "title": row.title,
        "category": row.category,
        "a": _standing(row.a),
        "b": _standing(row.b),
        "worse": row.worse,
        "why": row.why,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "position": standing.position,
        "severity": standing.severity,
        "conditions": list(standing.conditions),
        "qualifiers": list(standing.qualifiers),
        "allows": _passages(standing.allows),
        "forbids": _passages(standing.forbids),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "data": cell.data,
        "recipient": cell.recipient,
        "position": cell.position,
        "conditions": list(cell.conditions),
        "qualifiers": list(cell.qualifiers),
        "allows": _passages(cell.allows),
        "forbids": _passages(cell.forbids),
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "topic": one.topic,
        "why": one.why,
        "promise": _passage(one.promise),
        "permission": _passage(one.permission),
    }


def _reference(reference: ReferencedDocument) -> dict[str, Any]:
    return {
        "title": reference.title,
        "binding": reference.binding,
        "given": reference.given,
        "passages": _passages(reference.passages),
    }


def _disclosure(disclosure: Disclosure) -> dict[str, Any]:
    return {
        "passage": _passage(disclosure.passage),
        "recipients": list(disclosure.recipients),
        "told": {element: quote_to_dict(quote) for element, quote in disclosure.told.items()},
        "missing": list(disclosure.missing),
        "open_ended": quote_to_dict(disclosure.open_ended) if disclosure.open_ended else None,
        "places": disclosure.places,
    }


def _request(request: Request) -> dict[str, Any]:
    return {
        "item": request.item,
        "necessary": request.necessary,
        "asked": _passages(request.asked),
        "promised": _passages(request.promised),
    }


def _lender(lender: Lender) -> dict[str, Any]:
    return {
        "kind": lender.kind,
        "name": lender.name,
        "why": lender.why,
        "passage": _passage(lender.passage) if lender.passage else None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old": _passage(change.old) if change.old else None,
        "new": _passage(change.new) if change.new else None,
        "lets": list(change.lets),
        "forbids": list(change.forbids),
        "lets_no_more": list(change.lets_no_more),
        "forbids_no_more": list(change.forbids_no_more),
    }


def _passages(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    return [_passage(passage) for passage in passages]


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "source": passage.source,
        "document": passage.document,
        "clause": passage.clause,
        "page": passage.page,
        **quote_to_dict(passage.quote),
        "context": quote_to_dict(passage.context) if passage.context else None,
    }
