"""Which of two standings is worse for the borrower, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from analyzer.model import SEVERITIES
from analyzer.sides import Position, Standing, Winner
from clause_patterns import Library

# From best to worst for the borrower: a promise, one to ask first, nothing, a permission on conditions, a
# plain one, even if a promise elsewhere speaks against it.
_ORDER: tuple[tuple[Position, ...], ...] = (
    ("forbids",),
    ("asks",),
    ("silent",),
    ("conditional",),
    ("both", "allows"),
)
# Qualifiers that only describe; all others make a permission worse. 包括但不限于 does so where it stands
# for those who receive, not for one more kind of data.
_NEUTRAL = {"named-list", "full", "open-ended", "at-will", "any-cause"}
_OF_RECEIVERS = "sharing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which side is worse, and why in one sentence."""

    worse: Winner
    why: str


class Verdicts:
    """Compares standings; ``a`` and ``b`` are the names of the sides."""

    def __init__(self, library: Library, a: str, b: str) -> None:
        self._library, self._names = library, {"a": a, "b": b}

    def on_permission(self, a: Standing, b: Standing, category: str = "") -> Verdict:
        """Return the verdict on something that is a risk where it is allowed."""
        if _rank(a) != _rank(b):
            worse: Winner = "a" if _rank(a) > _rank(b) else "b"
            better = b if worse == "a" else a
            return self._verdict(worse, f"worse-{(a if worse == 'a' else b).position}-{better.position}")
        if not (a.allows and b.allows):
            return self._verdict("same", f"same-{a.position}")
        return self._between_permissions(
            a, b, _NEUTRAL - ({"open-ended"} if category == _OF_RECEIVERS else set())
        )

    def on_promise(self, a: Standing, b: Standing) -> Verdict:
        """Return the verdict on a promise: worse is the side that does not make it."""
        if a.position == b.position:
            return self._verdict("same", "same-promise")
        return self._verdict("a" if a.position == "silent" else "b", "no-promise")

    def only_informs(self) -> Verdict:
        """Return the verdict on what is no risk: said for information."""
        return self._verdict("same", "only-informs")

    def _between_permissions(self, a: Standing, b: Standing, neutral: Set[str]) -> Verdict:
        heavier = {
            "a": _only(a.qualifiers, {*b.qualifiers, *neutral}),
            "b": _only(b.qualifiers, {*a.qualifiers, *neutral}),
        }
        looser = {"a": _missing(a, b), "b": _missing(b, a)}
        against = {side: bool(heavier[side] or looser[side]) for side in ("a", "b")}
        graver = _graver(a, b)
        if against["a"] == against["b"] and graver is None:
            return self._verdict("unclear", "each-worse") if against["a"] else self._on_equal_terms(a, b)
        if graver is not None and not against["b" if graver == "a" else "a"]:
            worse: Winner = graver
        elif graver is None:
            worse = "a" if against["a"] else "b"
        else:
            return self._verdict("unclear", "each-worse")
        reasons = self._reasons(heavier[worse], looser[worse])
        return self._verdict(worse, "worse-terms" if reasons else "worse-severity", reasons=reasons)

    def _on_equal_terms(self, a: Standing, b: Standing) -> Verdict:
        if a.position == b.position:
            return self._verdict("same", "same-allows")
        return self._verdict("a" if a.position == "allows" else "b", "worse-allows-both")

    def _reasons(self, heavier: Sequence[str], looser: Sequence[str]) -> str:
        concepts = self._library.concepts
        return "，".join(
            self._library.say(wording, what="、".join(concepts[name].title for name in names))
            for wording, names in (("also-says", heavier), ("without", looser))
            if names
        )

    def _verdict(self, worse: Winner, wording: str, **filled: str) -> Verdict:
        name = self._names.get(worse, "")
        other = self._names["b" if worse == "a" else "a"]
        return Verdict(worse, self._library.say(wording, worse=name, other=other, **filled))


def _rank(standing: Standing) -> int:
    return next(rank for rank, positions in enumerate(_ORDER) if standing.position in positions)


def _graver(a: Standing, b: Standing) -> Winner | None:
    if a.severity == b.severity or a.severity is None or b.severity is None:
        return None
    return "a" if SEVERITIES.index(a.severity) < SEVERITIES.index(b.severity) else "b"


def _only(mine: Iterable[str], known: Set[str]) -> list[str]:
    return [name for name in mine if name not in known]


def _missing(mine: Standing, theirs: Standing) -> list[str]:
    """Return the limits that the other side has and this one does without."""
    return [name for name in theirs.conditions if name not in mine.conditions]
