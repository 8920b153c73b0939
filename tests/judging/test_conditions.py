"""Which rules are asked of a statement, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analyzer import analyze
from analyzer.judging.conditions import facts, holds, verdicts
from analyzer.model import Quote, Slot, Statement
from clause_patterns import When, load_library

LIBRARY = load_library()
EXAMPLES = Path(__file__).parents[2] / "examples"


def _statement(**slots: str) -> Statement:
    filled = tuple(Slot(name, value, Quote(0, 1, "x")) for name, value in slots.items())
    return Statement(0, 1, "authorizes", "provider", "collect", filled)


def _holds(condition: When, statement: Statement) -> bool:
    return holds(condition, facts(statement, LIBRARY.concepts))


def test_only_rules_on_its_action_are_asked_and_none_is_missed() -> None:
    """The findings of a document are those that all rules would give, asked one by one."""
    for path in sorted(EXAMPLES.glob("*.txt")):
        report = analyze(path.read_text(encoding="utf-8"))
        held = {
            (verdict.rule, statement.start, statement.end)
            for statement in report.statements
            if statement.stance != "mentions"
            for verdict in verdicts(statement, LIBRARY)
            if verdict.held
        }
        assert held == {(finding.rule, finding.start, finding.end) for finding in report.findings} != set()


def test_a_condition_asks_for_one_of_its_concepts_in_every_slot() -> None:
    """Every slot named must hold one of the concepts listed, or a concept of a group listed."""
    statement = _statement(data="contact-list", recipients="collector")
    assert _holds(When(), statement)
    assert _holds(When(data=("sms", "contact-list")), statement)
    assert not _holds(When(data=("sms",)), statement)
    assert not _holds(When(data=("contact-list",), recipients=("affiliate",)), statement)
    assert not _holds(When(stance="protects"), statement)
    grouped = next(c for c in LIBRARY.concepts.values() if c.kind == "data" and c.group)
    assert _holds(When(data=(grouped.group,)), _statement(data=grouped.id))


def test_a_star_asks_for_anything() -> None:
    """``"*"`` holds where the slot is filled; somebody always acts."""
    assert _holds(When(data=("*",)), _statement(data="contact-list"))
    assert not _holds(When(purposes=("*",)), _statement(data="contact-list"))
    assert _holds(When(actor=("provider",), action=("*",)), _statement())


def test_a_rule_that_names_no_action_is_asked_about_all() -> None:
    """A condition without an action, or with any, may hold for every statement of its stance."""
    rule = next(iter(LIBRARY.rules.values()))
    some, none = When(action=("collect",)), When(stance="protects", data=("contact-list",))
    anything = When(action=("*",))
    rule = rule.model_copy(update={"when": (some, none, anything)})
    library = replace(LIBRARY, rules={rule.id: rule})
    asked = library.conditions_on
    assert asked["authorizes", "collect"] == {rule.id: (some, anything)}
    assert asked["authorizes", "provide"] == {rule.id: (anything,)}
    assert asked["protects", "provide"] == {rule.id: (none,)}
    assert ("mentions", "collect") not in asked
