"""What a comparison as HTML groups otherwise than the other formats: tables side by side, folded parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.model import SEVERITIES
from analyzer.reporting.side_parts import telling
from analyzer.sides import Change, Comparison, Row, VersionPair
from clause_patterns import Library

PROTECTIVE = "protective"


@dataclass(frozen=True, slots=True)
class Split:
    """What differs, and what does not."""

    different: tuple[Row, ...]
    same: tuple[Row, ...]


def permissions(comparison: Comparison) -> Split:
    """Return the rows of what is a risk where it is allowed, the worst first, what is aside last."""
    risks = (row for row in comparison.rows if row.category != PROTECTIVE)
    return _split(sorted(risks, key=lambda row: (row.aside, SEVERITIES.index(row.severity))))


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


def without_effect(pair: VersionPair) -> list[Change]:
    """Return the changes that neither let nor forbid anything that a rule finds."""
    return [change for change in pair.changes if change not in telling(pair)]


def _split(rows: Iterable[Row]) -> Split:
    each = list(rows)
    return Split(
        different=tuple(row for row in each if row.worse != "same"),
        same=tuple(row for row in each if row.worse == "same"),
    )
