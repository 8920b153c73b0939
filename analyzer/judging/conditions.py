"""Whether a condition of the library holds for a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from analyzer.model import Severity, Statement, Verdict
from clause_patterns import Concept, Library, Rule, When
from clause_patterns.schema import SLOT_KINDS, Condition

Facts = Set[tuple[str, str]]  # (slot, name): every name under which a rule may ask for what the slot holds


def facts(statement: Statement, lexicon: Mapping[str, Concept]) -> Facts:
    """Return ``statement`` as rules see it: each slot's concepts, their groups, and "*" where any."""
    filled = [(slot.name, slot.value) for slot in statement.slots if slot.name in SLOT_KINDS]
    filled.append(("action", statement.action))
    if not any(name == "actor" for name, _ in filled):
        filled.append(("actor", statement.actor))
    known: set[tuple[str, str]] = {("stance", statement.stance)}
    for name, value in filled:
        known.update(((name, "*"), (name, value), (name, lexicon[value].group)))
    return known


def holds(condition: Condition, known: Facts) -> bool:
    """Return whether every slot that ``condition`` names holds one of the concepts (or groups) it lists."""
    return not any(map(known.isdisjoint, condition.asked))


def failures(condition: Condition, known: Facts) -> Iterator[str]:
    """Yield what ``condition`` asks for and the statement does not hold, as ``slot: wanted``."""
    for slot, wanted in condition.wanted.items():
        if known.isdisjoint((slot, name) for name in wanted):
            yield f"{slot}: {'、'.join(wanted)}"


def shortfall(rule: Rule, known: Facts) -> list[tuple[str, tuple[str, ...]]]:
    """Return which slots of the rule's nearest condition want what, and a statement does not hold.

    Empty where a condition holds, and only ``unless`` may stand against it.
    """
    return min(
        (
            [(slot, wanted) for slot, wanted in when.wanted.items()
             if known.isdisjoint((slot, name) for name in wanted)]
            for when in rule.when
        ),
        key=len,
    )  # fmt: skip


def severity(rule: Rule, known: Facts) -> Severity:
    """Return the rule's severity for a statement: the first change that holds decides."""
    for change in rule.changes:
        if holds(change, known):
            return change.to
    return rule.severity


def applies(rule: Rule, when: Iterable[When], known: Facts) -> bool:
    """Return whether ``rule`` holds for a statement; ``when`` are those of its conditions that may."""
    return _any_holds(when, known) and not _any_holds(rule.unless, known)


def _any_holds(conditions: Iterable[Condition], known: Facts) -> bool:
    for condition in conditions:
        for wanted in condition.asked:  # as in ``holds``: thousands are asked, hardly any holds
            if known.isdisjoint(wanted):
                break
        else:
            return True
    return False


def verdicts(statement: Statement, library: Library) -> Iterator[Verdict]:
    """Yield every rule that holds for ``statement``, and those on its action that do not, and why."""
    known = facts(statement, library.concepts)
    for rule in library.rules.values():
        if applies(rule, rule.when, known):
            yield Verdict(rule.id, held=True)
            continue
        near = [when for when in rule.when if not known.isdisjoint(("action", name) for name in when.action)]
        if near:
            lacking = [list(failures(when, known)) for when in near]
            fewest = min(lacking, key=len)
            yield Verdict(rule.id, held=False, failed=fewest[0] if fewest else "unless")
