"""What the examples of a rule ask for, and why one does not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from analyzer.judging.conditions import facts, shortfall

if TYPE_CHECKING:
    from analyzer.model import Reading, Statement
    from analyzer.pipeline import Analyzer
    from clause_patterns import Library, Rule

_SLOTS: Final = {
    "stance": "立场", "actor": "谁来做（actor）", "action": "行为（action）", "data": "信息（data）",
    "recipients": "给谁（recipients）", "purposes": "用途（purposes）", "conditions": "条件（conditions）",
    "qualifiers": "方式（qualifiers）",
}  # fmt: skip
_STANCES: Final = {"authorizes": "允许", "protects": "保护", "mentions": "只是提到"}
_MOST: Final = 4  # names of one kind in a sentence


@dataclass(frozen=True)
class Example:
    """One sentence of a rule: in ``flag`` it must be found by that rule, in ``pass`` it must not.

    ``index`` counts from 0 in its list.
    """

    rule: str
    kind: Literal["flag", "pass"]
    index: int
    text: str

    def holds(self, found: Collection[str]) -> bool:
        """Return whether all is well where the rules ``found`` find something in the sentence."""
        return (self.rule in found) == (self.kind == "flag")


def examples(rules: Iterable[Rule]) -> Iterator[Example]:
    """Yield the examples of ``rules``, in order."""
    for rule in rules:
        for index, text in enumerate(rule.examples.flag):
            yield Example(rule.id, "flag", index, text)
        for index, text in enumerate(rule.examples.passing):
            yield Example(rule.id, "pass", index, text)


def found_in(text: str, analyzer: Analyzer) -> frozenset[str]:
    """Return the rules that find something in ``text``; none where it holds no word."""
    return (
        frozenset(finding.rule for finding in analyzer.analyze(text).findings)
        if text.strip()
        else frozenset()
    )


def why_not(rule: Rule, text: str, analyzer: Analyzer) -> str:
    """Return in Chinese which condition of ``rule`` came nearest in ``text``, and what it lacks."""
    read = [reading for reading, _ in analyzer.explain(text)] if text.strip() else []
    said = [statement for reading in read for statement in reading.statements]
    if said:
        return min((lack(rule, statement, analyzer.library) for statement in said), key=len)
    return unread([reading for reading in read if reading.mentions], analyzer.library)


def unread(readings: Iterable[Reading], library: Library) -> str:
    """Return in Chinese why nothing was made of ``readings``, which hold no statement."""
    known = dict.fromkeys(mention.concept for reading in readings for mention in reading.mentions)
    if not known:
        return "句子里没有词库里的词"
    return f"读到了{_listed(known, library)}，但没有读成一句完整的话（谁、做什么、对什么）"


def lack(rule: Rule, statement: Statement, library: Library) -> str:
    """Return in Chinese what keeps ``rule`` from holding for ``statement``."""
    wanting = shortfall(rule, facts(statement, library.concepts))
    if not wanting:
        return "符合规则里 unless 写的例外"
    return "；".join(_want(slot, wanted, statement, library) for slot, wanted in wanting)


def _want(slot: str, wanted: Iterable[str], statement: Statement, library: Library) -> str:
    if slot == "stance":
        names = "、".join(_STANCES[name] for name in wanted)
        return f"立场要是“{names}”，这里读成“{_STANCES[statement.stance]}”"
    there = [statement.action] if slot == "action" else statement.values(slot)
    here = f"这里是{_listed(there, library)}" if there else "这里没有"
    return f"{_SLOTS[slot]}要有{_listed(wanted, library)}，{here}"


def _listed(names: Iterable[str], library: Library) -> str:
    titles = [f"“{_title(name, library)}”" for name in names]
    more = f"等 {len(titles)} 种" if len(titles) > _MOST else ""
    return "、".join(titles[:_MOST]) + more


def _title(name: str, library: Library) -> str:
    if name == "*":
        return "任何一种"
    return library.concepts[name].title if name in library.concepts else name
