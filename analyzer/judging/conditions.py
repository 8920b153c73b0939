"""Whether a condition of the library holds for a statement."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.model import Severity, Statement
from clause_patterns import Concept, Rule, When
from clause_patterns.schema import SLOT_KINDS, Change


def holds(condition: When | Change, statement: Statement, lexicon: Mapping[str, Concept]) -> bool:
    """Return whether every slot that ``condition`` names holds one of the concepts (or groups) it lists."""
    if isinstance(condition, When) and condition.stance != statement.stance:
        return False
    for slot in SLOT_KINDS:
        wanted = getattr(condition, slot)
        if wanted and not _meets(wanted, _values(statement, slot), lexicon):
            return False
    return True


def severity(rule: Rule, statement: Statement, lexicon: Mapping[str, Concept]) -> Severity:
    """Return the rule's severity for ``statement``: the first change that holds decides."""
    for change in rule.changes:
        if holds(change, statement, lexicon):
            return change.to
    return rule.severity


def applies(rule: Rule, statement: Statement, lexicon: Mapping[str, Concept]) -> bool:
    """Return whether ``rule`` holds for ``statement``."""
    if not any(holds(condition, statement, lexicon) for condition in rule.when):
        return False
    return not any(holds(condition, statement, lexicon) for condition in rule.unless)


def _values(statement: Statement, slot: str) -> tuple[str, ...]:
    if slot == "action":
        return (statement.action,)
    if slot == "actor":
        return statement.values("actor") or (statement.actor,)
    return statement.values(slot)


def _meets(wanted: tuple[str, ...], values: tuple[str, ...], lexicon: Mapping[str, Concept]) -> bool:
    if "*" in wanted and values:
        return True
    return any(value in wanted or lexicon[value].group in wanted for value in values)
