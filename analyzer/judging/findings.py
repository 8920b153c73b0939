"""Findings: rules that hold for statements, each with its quote, its place and the words that decided it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analyzer.judging.conditions import applies, facts, severity
from analyzer.model import SEVERITIES, Clause, Document, Finding, Severity, Statement
from clause_patterns import Library, Rule

_SLOT_WORDS = {
    "actor": "谁来做",
    "stance": "凭哪个词",
    "action": "做什么",
    "data": "涉及的信息",
    "recipients": "涉及的对象",
    "purposes": "用途",
    "conditions": "条件",
    "qualifiers": "限定",
}


def judge(
    document: Document, outline: Sequence[Clause], statements: Iterable[Statement], library: Library
) -> tuple[Finding, ...]:
    """Return the findings in reading order, the most severe first at one place; one per rule and place."""
    chosen: dict[tuple[str, int, int], tuple[Severity, Statement]] = {}
    for statement in statements:
        if statement.stance == "mentions":
            continue
        known = facts(statement, library.concepts)
        for name, when in library.conditions_on.get((statement.stance, statement.action), {}).items():
            rule = library.rules[name]
            if applies(rule, when, known):
                level = severity(rule, known)
                before = chosen.setdefault((name, statement.start, statement.end), (level, statement))
                if SEVERITIES.index(level) < SEVERITIES.index(before[0]):
                    chosen[name, statement.start, statement.end] = level, statement
    findings = [
        replace(
            _finding(document, outline, statement, library.rules[name], level),
            aside=library.is_aside(name, level),
        )
        for (name, _, _), (level, statement) in chosen.items()
    ]
    return tuple(sorted(findings, key=_reading_order))


def _finding(
    document: Document, outline: Sequence[Clause], statement: Statement, rule: Rule, level: Severity
) -> Finding:
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=level,
        stance=statement.stance,
        title=rule.title,
        quote=document.text[statement.start : statement.end],
        start=statement.start,
        end=statement.end,
        context=statement.context,
        certainty="implied" if statement.implied or statement.misread else "explicit",
        clause=outline[statement.clause].label if statement.clause is not None else "",
        page=document.page_at(statement.start),
        regions=document.regions(statement.start, statement.end),
        actor=statement.actor,
        action=statement.action,
        slots=statement.slots,
        why=_why(statement),
        explain=rule.explain,
        advice=rule.advice,
        rewrite=rule.rewrite,
        law=rule.law,
        misread=statement.misread,
    )


def _why(statement: Statement) -> str:
    """Return the words that filled each slot, as one line a reader can check against the text.

    Words that recognition got wrong stand at the end, with what they were taken for.
    """
    quotes: dict[str, list[str]] = {name: [] for name in _SLOT_WORDS}
    for slot in statement.slots:
        if slot.quote.text not in quotes[slot.name]:
            quotes[slot.name].append(slot.quote.text)
    said = [
        f"{words}：" + "".join([f"「{quote}」" for quote in quotes[name][:6]])
        for name, words in _SLOT_WORDS.items()
        if quotes[name]
    ]
    taken = dict.fromkeys(f"「{word.quote.text}」疑为「{word.read_as}」" for word in statement.misread)
    doubt = ["、".join(taken) + "（识别有误），请对照原件"] if taken else []
    return "；".join(said + doubt)


def _reading_order(finding: Finding) -> tuple[int, int, int]:
    return finding.start, SEVERITIES.index(finding.severity), finding.end
