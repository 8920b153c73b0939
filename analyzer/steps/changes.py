"""Findings → the list of changes to ask for before signing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analyzer.model import Finding, Report
from analyzer.papers import Paper
from analyzer.reviews import Reviews
from analyzer.steps.filling import Values, fill
from analyzer.steps.letters import known_facts
from analyzer.steps.passages import chosen_findings, distinct, is_risk, law, passages, place, quote
from clause_patterns.library import Library

_MOST_LAW, _MOST_REFERENCES = 4, 2  # provisions named beside one request

Passage = tuple[Finding, ...]
# Rules, whose changes are asked for together, and the places where they hold.
Request = tuple[tuple[str, ...], tuple[Passage, ...]]


def changes(  # noqa: PLR0913 - three that say what, three that may be left out
    report: Report,
    chosen: Sequence[int],
    library: Library,
    *,
    lender: str = "",
    reviews: Reviews | None = None,
    facts: Mapping[str, str] | None = None,
) -> Paper:
    """Return the list of changes to ask for, clause by clause, every change once.

    ``chosen`` are indices into ``report.findings``. Promises, and findings that only inform, ask for
    nothing; what was dismissed in ``reviews`` is left out. ``lender`` and ``facts`` are as for ``letter``.
    Raise ``UsageError`` for an index that the report does not have.
    """
    dismissed = {index for index, review in (reviews or {}).items() if review.decision == "dismissed"}
    findings = filter(is_risk, chosen_findings(report, set(chosen) - dismissed))
    entries = [
        {"number": (str(number),), **_entry(request, report, library, lender)}
        for number, request in enumerate(_requests(findings), 1)
    ]
    template = library.papers["changes"]
    by_hand: Values = {"number": ("1",)}  # where nothing was chosen
    known = known_facts(template, facts or {}, report)
    return fill(template, known, {"requests": entries or [by_hand]}, library, lender=lender)


def _requests(findings: Iterable[Finding]) -> list[Request]:
    """Return each rule with its passages, those with the same passages together, in the order of the text."""
    places: dict[str, tuple[Passage, ...]] = {}
    for passage in passages(findings):
        for rule in dict.fromkeys(finding.rule for finding in passage):
            places[rule] = (*places.get(rule, ()), passage)
    together: dict[tuple[Passage, ...], tuple[str, ...]] = {}
    for rule, found in places.items():
        together[found] = (*together.get(found, ()), rule)
    return [(rules, found) for found, rules in together.items()]


def _entry(request: Request, report: Report, library: Library, lender: str) -> Values:
    rules, found = request
    asked = [finding for passage in found for finding in passage if finding.rule in rules]
    provisions = law(asked, library, lender)
    verified = [one.id for one in provisions if one.verified]
    others = [one.id for one in provisions if not one.verified]
    return {
        "place": distinct(["；".join(distinct(map(place, found)))]),
        "quote": distinct(quote(report, passage) for passage in found),
        "ask": distinct(
            library.say("ask-replace", rewrite=one.rewrite) if one.rewrite else library.say("ask-delete")
            for one in asked
        ),
        "reason": distinct(library.rules[rule].reason for rule in rules if rule in library.rules),
        "law": tuple(verified[:_MOST_LAW]),
        "reference": tuple(others[:_MOST_REFERENCES]),
    }
