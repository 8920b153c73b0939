"""A template, facts and chosen findings → a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analyzer.model import Finding, Report
from analyzer.papers import Paper
from analyzer.steps.filling import Values, fill, known, seen
from analyzer.steps.passages import chosen_findings, distinct, is_risk, law, passages, place, quote
from clause_patterns.library import Library
from clause_patterns.steps import LetterTemplate, PaperTemplate

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_MOST_LAW = 3  # provisions named beside one passage


def letter(  # noqa: PLR0913 - three that say what, four that may be left out
    template: LetterTemplate,
    facts: Mapping[str, str],
    library: Library,
    *,
    report: Report | None = None,
    chosen: Sequence[int] = (),
    lender: str = "",
    calls: Sequence[str] = (),
) -> Paper:
    """Return the letter of ``template``.

    ``facts`` are by the id of their field; one that is empty or not there leaves a blank, one that has no
    field is not used. ``chosen`` are indices into ``report.findings``: quoted are those of the rules that the
    template names, and where it names none, those that are risks. ``lender`` is a kind of lender, empty where
    it is not known; ``calls`` are lines of the log of calls. Raise ``UsageError`` for an index that the
    report does not have.
    """
    findings = [
        finding
        for finding in chosen_findings(report, chosen)
        if (finding.rule in template.rules if template.rules else is_risk(finding))
    ]
    quoted = [_entry(passage, report, library, lender) for passage in passages(findings)] if report else []
    return fill(
        template,
        known_facts(template, facts, report),
        {"findings": quoted, "calls": [{"call": (call,)} for call in map(seen, calls) if call]},
        library,
        lender=lender,
    )


def document_facts(report: Report) -> dict[str, str]:
    """Return what a report itself knows of the facts of a paper: the name of its document, and its sum.

    Text that was pasted has no name.
    """
    document = report.document
    named = document.format != "text" or _SUFFIX.search(document.name)
    return {
        "document_name": _SUFFIX.sub("", document.name) if named else "",
        "sha256": document.sha256,
    }


def known_facts(template: PaperTemplate, facts: Mapping[str, str], report: Report | None) -> Values:
    """Return the lines that fill each place: what the borrower gave, else what the report knows."""
    own = document_facts(report) if report else {}
    found = {name: distinct([seen(value)]) for name, value in own.items()}
    for fact in template.fields:
        if given := known(fact, facts.get(fact.id, "")):
            found[fact.id] = given
    return found


def _entry(passage: Sequence[Finding], report: Report, library: Library, lender: str) -> Values:
    rules = [library.rules[one.rule] for one in passage if one.rule in library.rules]
    verified = [one.id for one in law(passage, library, lender) if one.verified]
    return {
        "place": distinct([place(passage)]),
        "quote": (quote(report, passage),),
        "reason": distinct(rule.reason for rule in rules),
        "law": tuple(verified[:_MOST_LAW]),
    }
