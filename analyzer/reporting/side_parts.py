"""What of sides and comparisons is shown to people, and in which groups: the same in every written format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.reporting.literal import one_line
from analyzer.sides import (
    ELEMENTS,
    Change,
    Comparison,
    Contradiction,
    Disclosure,
    Element,
    ReferencedDocument,
    Request,
    Row,
    Side,
    VersionPair,
)
from clause_patterns import Library
from clause_patterns.overview import ChecklistItem


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of the checklist, and what each side says of it."""

    item: ChecklistItem
    requests: tuple[Request, ...]


def differences(comparison: Comparison) -> list[Row]:
    """Return the risks in which the sides differ, the worst first."""
    return [row for row in _risks(comparison) if row.worse != "same"]


def alike(comparison: Comparison) -> list[Row]:
    """Return the risks in which the sides do not differ."""
    return [row for row in _risks(comparison) if row.worse == "same" and row.severity != "info"]


def informing(comparison: Comparison) -> list[Row]:
    """Return what is shown for information only and not compared."""
    return [row for row in _risks(comparison) if row.worse == "same" and row.severity == "info"]


def promises(comparison: Comparison) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the protective promises that only side a makes, only side b, and both."""
    rows = [row for row in comparison.rows if row.category == "protective"]
    return (
        [row for row in rows if row.a.forbids and not row.b.forbids],
        [row for row in rows if row.b.forbids and not row.a.forbids],
        [row for row in rows if row.a.forbids and row.b.forbids],
    )


def differing_cells(comparison: Comparison, library: Library) -> dict[str, dict[str, list[str]]]:
    """Return the cells in which the sides differ: by why, then by recipient, the titles of the data.

    What is worse on side a comes first, then what is on side b.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for row in sorted(comparison.matrix, key=lambda row: row.worse):
        if row.worse != "same":
            data, recipient = (library.concepts[name].title for name in row.topic.split())
            found.setdefault(row.why, {}).setdefault(recipient, []).append(data)
    return found


def same_cells(comparison: Comparison) -> int:
    """Return in how many cells the sides do not differ."""
    return sum(row.worse == "same" for row in comparison.matrix)


def contradictions(side: Side, kind: str) -> list[Contradiction]:
    """Return the contradictions of one kind inside ``side``."""
    return [one for one in side.contradictions if one.kind == kind]


def unseen(side: Side) -> list[ReferencedDocument]:
    """Return the documents that bind or decide and were not given."""
    return [each for each in side.references if not each.given and each.binding != "mentioned"]


def other_references(side: Side) -> list[ReferencedDocument]:
    """Return the named documents that are given or do not bind."""
    return [one for one in side.references if one.given or one.binding == "mentioned"]


def told_counts(side: Side) -> dict[Element, int]:
    """Return in how many of the side's disclosures each element is told."""
    return {element: sum(element in one.told for one in side.disclosures) for element in ELEMENTS}


def untold(side: Side) -> dict[tuple[Element, ...], list[Disclosure]]:
    """Return the givings of data by the elements of PIPL article 23 they lack, the most frequent first."""
    found: dict[tuple[Element, ...], list[Disclosure]] = {}
    for disclosure in side.disclosures:
        if disclosure.missing:
            found.setdefault(disclosure.missing, []).append(disclosure)
    return dict(sorted(found.items(), key=lambda item: -places(item[1])))


def lacking(side: Side) -> list[tuple[Element, int]]:
    """Return the elements that are not told and in how many places, the most frequent first."""
    counts: Counter[Element] = Counter()
    for disclosure in side.disclosures:
        counts.update(dict.fromkeys(disclosure.missing, disclosure.places))
    return counts.most_common()


def places(disclosures: Iterable[Disclosure]) -> int:
    """Return in how many places ``disclosures`` stand."""
    return sum(disclosure.places for disclosure in disclosures)


def asked(sides: Sequence[Side], library: Library, *, necessary: bool) -> list[Asked]:
    """Return the items of the checklist that any of ``sides`` names, those that all ask for last."""
    known = [{one.item: one for one in side.requests} for side in sides]
    found = [
        Asked(item, tuple(each.get(item.id) or Request(item.id, item.necessary) for each in known))
        for item in library.checklist.values()
        if item.necessary == necessary
    ]
    named = [one for one in found if any(request.asked or request.promised for request in one.requests)]
    return sorted(named, key=lambda one: len({bool(request.asked) for request in one.requests}) == 1)


def beyond_necessary(side: Side) -> list[Request]:
    """Return what is asked for and not on the list of necessary data, in the order of the checklist."""
    return [request for request in side.requests if request.asked and not request.necessary]


def necessary(side: Side) -> list[Request]:
    """Return what is asked for and on the list of necessary data."""
    return [request for request in side.requests if request.asked and request.necessary]


def renounced(side: Side) -> list[Request]:
    """Return what the side promises not to ask for."""
    return [request for request in side.requests if request.promised]


def telling(pair: VersionPair) -> list[Change]:
    """Return the changes of two versions that let or forbid something, or no longer do."""
    return [
        change
        for change in pair.changes
        if change.lets or change.forbids or change.lets_no_more or change.forbids_no_more
    ]


def effects(change: Change) -> list[str]:
    """Return what a change lets and forbids, in words, what is worse for the borrower first."""
    kinds: Sequence[tuple[str, tuple[str, ...]]] = (
        ("新允许", change.lets),
        ("不再承诺", change.forbids_no_more),
        ("不再允许", change.lets_no_more),
        ("新承诺", change.forbids),
    )
    return [label + "".join(f"「{title}」" for title in titles) for label, titles in kinds if titles]


def first_difference(change: Change) -> int:
    """Return where, on one line, the old and the new words of a reworded clause part; 0 of any other."""
    if change.old is None or change.new is None:
        return 0
    both = zip(one_line(change.old.quote.text), one_line(change.new.quote.text), strict=False)
    return next((at for at, (was, now) in enumerate(both) if was != now), 0)


def _risks(comparison: Comparison) -> list[Row]:
    return [row for row in comparison.rows if row.category != "protective"]
