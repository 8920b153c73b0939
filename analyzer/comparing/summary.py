"""The paragraph on top of a comparison: reasoned from its rows, without a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.model import INCOMPLETE, Severity
from analyzer.sides import Row, Side, Winner
from clause_patterns import Library

_WEIGHED: tuple[Severity, ...] = ("critical", "high", "medium")
_NAMED = 3  # titles that the paragraph names of each side
_MUCH_MORE = 4  # times as much text as the other side: what the other does not say means less


def summary(a: Side, b: Side, rows: Sequence[Row], library: Library) -> tuple[Winner, str]:
    """Return which side is worse and the paragraph that says why.

    The gravest severity at which one side alone is worse decides; where both are, neither is called worse.
    What is aside is not weighed.
    """
    rows = [row for row in rows if not row.aside]
    against = {
        name: [row for row in rows if row.worse == name and row.category != "protective"]
        for name in ("a", "b")
    }
    names = {"a": a.name, "b": b.name}
    sentences = [
        library.say(
            "summary-side",
            side=names[side],
            count=str(len(against[side])),
            titles="；".join(row.title for row in against[side][:_NAMED]),
        )
        for side in ("a", "b")
        if against[side]
    ]
    both = [row.title for row in rows if row.worse in ("same", "unclear") and row.grave_on_both]
    shared = library.say("summary-both", titles="；".join(both[:_NAMED])) if both else ""
    worse, level = _decide(against["a"], against["b"])
    if not sentences:
        return "same", library.say("summary-same") + shared
    if worse in names:
        gravest = "；".join(row.title for row in against[worse] if _severity(row) == level)
        sentences.append(library.say("summary-worse", side=names[worse], titles=gravest))
    else:
        sentences.append(library.say("summary-unclear"))
    return worse, "".join(sentences) + shared


def _decide(a: Sequence[Row], b: Sequence[Row]) -> tuple[Winner, Severity | None]:
    for level in _WEIGHED:
        in_a, in_b = (any(_severity(row) == level for row in rows) for rows in (a, b))
        if in_a != in_b:
            return ("a" if in_a else "b"), level
        if in_a:
            return "unclear", level
    return "unclear", None


def _severity(row: Row) -> Severity:
    """Return the severity of what the worse side allows."""
    return (row.a if row.worse == "a" else row.b).severity or "info"


def notes(a: Side, b: Side, library: Library) -> Iterator[str]:
    """Yield what a reader must know before relying on the comparison."""
    for side, other in ((a, b), (b, a)):
        missing = [each.title for each in side.references if not each.given and each.binding != "mentioned"]
        if missing:
            titles = "".join(f"《{title}》" for title in missing[:5])
            yield library.say("note-missing", side=side.name, count=str(len(missing)), titles=titles)
        if _size(side) > _MUCH_MORE * max(1, _size(other)):
            yield library.say("note-unequal", side=side.name, other=other.name)
        for report in side.reports:
            for notice in report.document.notices:
                if notice.code in INCOMPLETE:
                    yield library.say("note-notice", document=report.document.name, message=notice.message)


def _size(side: Side) -> int:
    return sum(len(report.document.text) for report in side.reports)
