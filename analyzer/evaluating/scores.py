"""Counts of right and wrong findings against labelled units: per category and per rule.

The rules of counting are those of the labelled set's guideline ("The labels in labels/").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from analyzer.model import Finding

PROTECTIVE: Final = "protective"
CATEGORIES: Final = (
    "contacts",
    "third-persons",
    "sharing",
    "credit",
    "collection",
    "exposure",
    "consent",
    "assignment",
    PROTECTIVE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One labelled stretch of a document; ``doubtful`` labels are left out of scoring."""

    start: int
    end: int
    labels: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A pair of unit and category that was predicted and is not labelled (fp), or the reverse (fn)."""

    document: str
    start: int
    end: int
    category: str
    kind: Literal["fp", "fn"]
    quote: str


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The findings of one rule: right, wrong or in doubt, and how many of them other rules saw too."""

    right: int = 0
    wrong: int = 0
    doubtful: int = 0
    overlapped: int = 0  # of the right ones, those in whose units another rule predicts the same

    def __add__(self, other: RuleCount) -> RuleCount:
        """Return the sum, field by field."""
        return RuleCount(
            self.right + other.right,
            self.wrong + other.wrong,
            self.doubtful + other.doubtful,
            self.overlapped + other.overlapped,
        )

    @property
    def fired(self) -> int:
        """Number of findings that count for a unit."""
        return self.right + self.wrong + self.doubtful

    @property
    def precision(self) -> float | None:
        """Share of the findings without doubt that are right, 0 to 1; None without any."""
        return _share(self.right, self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Count:
    """Pairs of unit and category: found and labelled, found only, labelled only."""

    found: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        """Return the sum, field by field."""
        return Count(self.found + other.found, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """Share of the predictions that are labelled, 0 to 1; None without predictions."""
        return _share(self.found, self.found + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the labels that were predicted, 0 to 1; None without labels."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0 to 1; None without predictions and labels."""
        return _share(2 * self.found, 2 * self.found + self.false + self.missed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """The counts of one document, for every category, and what went wrong in it."""

    document: str
    counts: dict[str, Count]
    mistakes: tuple[Mistake, ...]
    rules: dict[str, RuleCount] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of all documents."""

    documents: tuple[DocumentScores, ...]

    def by_category(self) -> dict[str, Count]:
        """Return the counts per category over all documents."""
        return {
            category: sum((one.counts[category] for one in self.documents), Count())
            for category in CATEGORIES
        }

    def micro(self) -> Count:
        """Return the counts over all documents and categories."""
        return sum(self.by_category().values(), Count())

    def by_rule(self) -> dict[str, RuleCount]:
        """Return the counts of every rule that fired, over all documents."""
        total: dict[str, RuleCount] = {}
        for one in self.documents:
            for rule, count in one.rules.items():
                total[rule] = total.get(rule, RuleCount()) + count
        return total

    def mistakes(self) -> list[Mistake]:
        """Return every mistake, by document, place and category."""
        return [mistake for document in self.documents for mistake in document.mistakes]


def score(document: str, text: str, units: Sequence[Unit], findings: Sequence[Finding]) -> DocumentScores:
    """Return the counts of ``findings`` against ``units``, both ranges in ``text``."""
    counts = dict.fromkeys(CATEGORIES, Count())
    mistakes: list[Mistake] = []
    for unit in units:
        predicted = frozenset(predictions(unit, findings)) - unit.doubtful
        for category in CATEGORIES:
            hit, labelled = category in predicted, category in unit.labels
            counts[category] += Count(
                int(hit and labelled), int(hit and not labelled), int(labelled and not hit)
            )
            if hit != labelled:
                quote = text[unit.start : unit.end]
                kind: Literal["fp", "fn"] = "fp" if hit else "fn"
                mistakes.append(Mistake(document, unit.start, unit.end, category, kind, quote))
    return DocumentScores(document, counts, tuple(mistakes), _by_rule(units, findings))


def predictions(unit: Unit, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the category of every finding that counts for ``unit``.

    It counts when its quote covers at least half of the unit, or at least half of the quote lies in it.
    """
    yield from (prediction_of(finding) for finding in findings if _counts_for(unit, finding))


def prediction_of(finding: Finding) -> str:
    """Return what ``finding`` predicts: its category, or that the unit protects the borrower."""
    return PROTECTIVE if finding.stance == "protects" else finding.category


def _counts_for(unit: Unit, finding: Finding) -> bool:
    return finding.stance != "mentions" and overlaps(unit.start, unit.end, finding.start, finding.end)


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Return whether one range covers at least half of the other, whichever is the shorter."""
    shared = min(end, other_end) - max(start, other_start)
    return 2 * shared >= min(end - start, other_end - other_start)


def _by_rule(units: Sequence[Unit], findings: Sequence[Finding]) -> dict[str, RuleCount]:
    counts: dict[str, RuleCount] = {}
    for finding in findings:
        label = prediction_of(finding)
        touched = [unit for unit in units if _counts_for(unit, finding)]
        if not touched or label not in CATEGORIES:
            continue
        labelled = [unit for unit in touched if label in unit.labels]
        others = [one for one in findings if one.rule != finding.rule and prediction_of(one) == label]
        shared = bool(labelled) and all(any(_counts_for(unit, one) for one in others) for unit in labelled)
        doubtful = not labelled and any(label in unit.doubtful for unit in touched)
        counts[finding.rule] = counts.get(finding.rule, RuleCount()) + RuleCount(
            right=int(bool(labelled)),
            wrong=int(not labelled and not doubtful),
            doubtful=int(doubtful),
            overlapped=int(shared),
        )
    return counts
