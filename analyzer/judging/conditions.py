"""Whether a condition of the library holds for a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analyzer.model import Severity, Statement, Verdict
from clause_patterns import Concept, Library, Rule, When
from clause_patterns.schema import SLOT_KINDS, Change


def holds(condition: When | Change, statement: Statement, lexicon: Mapping[str, Concept]) -> bool:
    """Return whether every slot that ``condition`` names holds one of the concepts (or groups) it lists."""
    return next(failures(condition, statement, lexicon), None) is None


def failures(condition: When | Change, statement: Statement, lexicon: Mapping[str, Concept]) -> Iterator[str]:
    """Yield what ``condition`` asks for and ``statement`` does not hold, as ``slot: wanted``."""
    if isinstance(condition, When) and condition.stance != statement.stance:
        yield f"stance: {condition.stance}"
    for slot in SLOT_KINDS:
        wanted = getattr(condition, slot)
        if wanted and not _meets(wanted, _values(statement, slot), lexicon):
            yield f"{slot}: {'、'.join(wanted)}"


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


def verdicts(statement: Statement, library: Library) -> Iterator[Verdict]:
    """Yield every rule that holds for ``statement``, and those on its action that do not, and why."""
    lexicon = library.concepts
    for rule in library.rules.values():
        if applies(rule, statement, lexicon):
            yield Verdict(rule.id, held=True)
            continue
        near = [when for when in rule.when if _meets(when.action, (statement.action,), lexicon)]
        if near:
            lacking = [list(failures(when, statement, lexicon)) for when in near]
            fewest = min(lacking, key=len)
            yield Verdict(rule.id, held=False, failed=fewest[0] if fewest else "unless")


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
