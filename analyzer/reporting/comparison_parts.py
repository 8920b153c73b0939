"""What a comparison as HTML groups otherwise than the other formats: tables side by side, folded parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.model import SEVERITIES
from analyzer.reporting.side_parts import telling
from analyzer.sides import (
    ELEMENTS,
    Change,
    Comparison,
    Contradiction,
    Element,
    ReferencedDocument,
    Request,
    Row,
    Side,
    VersionPair,
)
from clause_patterns import Library
from clause_patterns.overview import ChecklistItem

PROTECTIVE = "protective"


@dataclass(frozen=True, slots=True)
class Split:
    """What differs, and what does not."""

    different: tuple[Row, ...]
    same: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of the checklist, and what each side says of it."""

    item: ChecklistItem
    a: Request
    b: Request


def permissions(comparison: Comparison) -> Split:
    """Return the rows of what is a risk where it is allowed, the worst first."""
    risks = (row for row in comparison.rows if row.category != PROTECTIVE)
    return _split(sorted(risks, key=lambda row: SEVERITIES.index(row.severity)))


def promises(comparison: Comparison) -> Split:
    """Return the rows of what protects the borrower."""
    return _split(row for row in comparison.rows if row.category == PROTECTIVE)


def grave(rows: Iterable[Row]) -> list[Row]:
    """Return the rows on which both sides allow something grave: no difference, and yet no comfort."""
    return [row for row in rows if row.grave_on_both]


def matrix(comparison: Comparison) -> Split:
    """Return the rows of who gets what."""
    return _split(comparison.matrix)


def by_data(rows: Iterable[Row], library: Library) -> dict[str, list[tuple[str, Row]]]:
    """Return rows of the matrix by the title of their data, each with the title of its recipient."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for row in rows:
        data, recipient = (library.concepts[concept].title for concept in row.topic.split(" "))
        found.setdefault(data, []).append((recipient, row))
    return found


def contradictions(side: Side, kind: str) -> list[Contradiction]:
    """Return the contradictions of one kind inside ``side``."""
    return [one for one in side.contradictions if one.kind == kind]


def other_references(side: Side) -> list[ReferencedDocument]:
    """Return the named documents that are given or do not bind."""
    return [one for one in side.references if one.given or one.binding == "mentioned"]


def told_counts(side: Side) -> dict[Element, int]:
    """Return in how many of the side's disclosures each element is told."""
    return {element: sum(element in one.told for one in side.disclosures) for element in ELEMENTS}


def asked(comparison: Comparison, library: Library, *, necessary: bool) -> list[Asked]:
    """Return the items of the checklist that either side names, those both ask for last."""
    in_a, in_b = ({one.item: one for one in side.requests} for side in (comparison.a, comparison.b))
    found = [
        Asked(item, _request(item, in_a), _request(item, in_b))
        for item in library.checklist.values()
        if item.necessary == necessary
    ]
    named = [one for one in found if any((one.a.asked, one.a.promised, one.b.asked, one.b.promised))]
    return sorted(named, key=lambda one: bool(one.a.asked) == bool(one.b.asked))


def without_effect(pair: VersionPair) -> list[Change]:
    """Return the changes that neither let nor forbid anything that a rule finds."""
    return [change for change in pair.changes if change not in telling(pair)]


def _request(item: ChecklistItem, known: dict[str, Request]) -> Request:
    return known.get(item.id) or Request(item.id, item.necessary)


def _split(rows: Iterable[Row]) -> Split:
    each = list(rows)
    return Split(
        different=tuple(row for row in each if row.worse != "same"),
        same=tuple(row for row in each if row.worse == "same"),
    )
