"""Report → JSON, described by ``report.schema.json`` beside this module."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analyzer.model import Document, Finding, Report, Slot
from analyzer.reporting.literal import json_safe
from analyzer.reporting.sides_json import document_facts, overview_to_dict, quote_to_dict
from analyzer.reviews import Review, Reviews
from analyzer.sides import Side

REPORT_SCHEMA = "loan-clause-report/1"
DOCUMENT_SCHEMA = "loan-clause-document/1"
SCHEMA_FILE = Path(__file__).with_name("report.schema.json")
_LIST_SLOTS = ("data", "recipients", "purposes", "conditions", "qualifiers")


def report_to_dict(report: Report, side: Side, reviews: Reviews | None = None) -> dict[str, Any]:
    """Return ``report`` as plain data that fits ``report.schema.json``; findings in the report's order.

    ``side`` is the set of documents that ``report`` alone makes, or one it belongs to. A finding that the
    reader reviewed has a ``review``; the figures of the summary are of all findings.
    """
    return {
        "schema": REPORT_SCHEMA,
        "document": document_facts(report.document),
        "findings": [
            _finding(finding) | _aside(finding) | _review((reviews or {}).get(index))
            for index, finding in enumerate(report.findings)
        ],
        **overview_to_dict(side),
        "summary": _summary(report),
    }


def document_to_dict(document: Document) -> dict[str, Any]:
    """Return ``document`` as plain data: what a report says of it, its text, and its pages' ranges."""
    return {
        "schema": DOCUMENT_SCHEMA,
        "document": document_facts(document),
        "pages": [asdict(page) for page in document.pages],
        "text": document.text,
    }


def dumps(data: Mapping[str, Any], *, indent: int | None = 2) -> str:
    """Return ``data`` as JSON text that is safe to print; on one line with ``indent=None``."""
    return json_safe(json.dumps(data, ensure_ascii=False, indent=indent))


def _finding(finding: Finding) -> dict[str, Any]:
    slots: dict[str, Any] = {"actor": finding.actor, "action": finding.action}
    slots.update((name, list(finding.values(name))) for name in _LIST_SLOTS)
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        "stance": finding.stance,
        "title": finding.title,
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "context": quote_to_dict(finding.context) if finding.context else None,
        "certainty": finding.certainty,
        "clause": finding.clause,
        "page": finding.page,
        "regions": [asdict(region) for region in finding.regions],
        "slots": slots,
        "evidence": [_evidence(slot) for slot in finding.slots],
        "why": finding.why,
        "explain": finding.explain,
        "advice": list(finding.advice),
        "rewrite": finding.rewrite,
        "law": list(finding.law),
        "misread": [{**quote_to_dict(word.quote), "read_as": word.read_as} for word in finding.misread],
    }


def _aside(finding: Finding) -> dict[str, Any]:
    return {"aside": True} if finding.aside else {}


def _review(review: Review | None) -> dict[str, Any]:
    return {"review": asdict(review)} if review else {}


def _evidence(slot: Slot) -> dict[str, Any]:
    return {"slot": slot.name, "value": slot.value, **quote_to_dict(slot.quote)}


def _summary(report: Report) -> dict[str, Any]:
    risks = [finding for finding in report.findings if finding.stance != "protects"]
    return {
        "counts": report.counts(),
        "protective": len(report.findings) - len(risks),
        "by_category": dict(Counter(finding.category for finding in risks if not finding.aside)),
        "worst": report.worst(),
    }
