"""Two sides → Comparison: what they say is matched by rule and by statement, never by title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analyzer.comparing.standings import Standings
from analyzer.comparing.summary import notes, summary
from analyzer.comparing.verdicts import Verdicts
from analyzer.comparing.versions import versions
from analyzer.judging.opposition import Opposition
from analyzer.model import SEVERITIES
from analyzer.sides import Comparison, Row, Side
from clause_patterns import Library, Rule

# Whom the law sends data to, and the data that no lender can do without: no point against a side.
_LAWFUL = frozenset({"authority", "credit-bureau"})
_NEEDED = frozenset({"identity-info", "financial-account", "loan-info", "personal-info"})


def compare(a: Side, b: Side, library: Library) -> Comparison:
    """Return ``a`` and ``b`` side by side: rows by rule, the worst first, and by data and recipient."""
    opposition = Opposition(library)
    on_a, on_b = Standings(a, library, opposition), Standings(b, library, opposition)
    verdicts = Verdicts(library, a.name, b.name)
    rows = sorted(_by_rule(on_a, on_b, verdicts, library), key=_weight)
    worse, paragraph = summary(a, b, rows, library)
    return Comparison(
        a=a,
        b=b,
        rows=tuple(rows),
        matrix=tuple(_by_cell(on_a, on_b, verdicts, library)),
        versions=tuple(versions(a, b)),
        worse=worse,
        summary=paragraph,
        notes=tuple(notes(a, b, library)),
    )


def _by_rule(on_a: Standings, on_b: Standings, verdicts: Verdicts, library: Library) -> Iterator[Row]:
    for rule in library.rules.values():
        promise = _is_promise(rule)
        a, b = (each.on_promise(rule) if promise else each.on_rule(rule) for each in (on_a, on_b))
        if not (a.allows or b.allows) and not (promise and (a.forbids or b.forbids)):
            continue
        verdict = verdicts.on_promise(a, b) if promise else verdicts.on_permission(a, b, rule.category)
        if a.severity in ("info", None) and b.severity in ("info", None) and not promise:
            verdict = verdicts.only_informs()
        row = Row(rule.id, rule.title, rule.category, a, b, verdict.worse, verdict.why)
        yield replace(row, aside=library.is_aside(rule.id, row.severity))


def _by_cell(on_a: Standings, on_b: Standings, verdicts: Verdicts, library: Library) -> Iterator[Row]:
    order = {concept: at for at, concept in enumerate(library.concepts)}
    for data, recipient in sorted(on_a.cells | on_b.cells, key=lambda key: (order[key[0]], order[key[1]])):
        in_a, in_b = on_a.on_cell(data, recipient), on_b.on_cell(data, recipient)
        told = recipient in _LAWFUL or (recipient == "provider" and data in _NEEDED)
        verdict = verdicts.only_informs() if told else verdicts.on_permission(in_a, in_b)
        title = library.say(
            "cell", data=library.concepts[data].title, recipient=library.concepts[recipient].title
        )
        yield Row(f"{data} {recipient}", title, "matrix", in_a, in_b, verdict.worse, verdict.why)


def _is_promise(rule: Rule) -> bool:
    return all(when.stance == "protects" for when in rule.when)


def _weight(row: Row) -> tuple[bool, bool, int, bool]:
    return row.category == "protective", row.aside, SEVERITIES.index(row.severity), row.worse == "same"
