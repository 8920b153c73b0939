"""What a file alone cannot tell: names that an entry uses and the library does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from clause_patterns.library import Library
from clause_patterns.mistakes import sentence, unknown
from clause_patterns.overview import ChecklistItem, TellingWords
from clause_patterns.schema import SLOT_KINDS, Change, Concept, Entry, Modifier, Provision, Rule, When
from clause_patterns.steps import (
    PLACE,
    PLACES,
    CallRule,
    Channel,
    LenderSign,
    LetterTemplate,
    PaperTemplate,
    Permission,
)

# Anything, or anything but a few characters, without end: ``.*``, ``[^。]+``, ``.{3,}``.
_UNBOUNDED = re.compile(r"(?<!\\)(?:\.|\[\^[^\]]*\])(?:[*+]|\{\d*,\})")


def problems(entry: Entry, library: Library) -> Iterator[str]:
    """Yield what is wrong with ``entry`` beside the rest of ``library``."""
    if isinstance(entry, Rule):
        yield from _rule_problems(entry, library)
    elif isinstance(entry, ChecklistItem):
        yield from _unknown("law", entry.law, library.law)
        yield from _unknown_concepts(entry.concepts, library)
    elif isinstance(entry, TellingWords):
        yield from _unknown_concepts(entry.concepts, library)
    elif isinstance(entry, Provision):
        yield from _unknown("lender", entry.lenders, library.lender_kinds)
    elif isinstance(entry, LenderSign):
        yield from _unknown("lender", filter(None, (*entry.kinds, entry.otherwise)), library.lender_kinds)
    elif isinstance(entry, Channel):
        yield from _unknown("lender", entry.lenders, library.lender_kinds)
        yield from _unknown("category", entry.concerns, library.categories)
        yield from _unknown("law", [entry.law], library.law)
    elif isinstance(entry, Permission):
        yield from _unknown("rule", entry.rules, library.rules)
    elif isinstance(entry, CallRule):
        yield from _unknown("law", [entry.law], library.law)
    elif isinstance(entry, PaperTemplate):
        yield from _paper_problems(entry)
        if isinstance(entry, LetterTemplate):
            yield from _letter_problems(entry, library)
    elif isinstance(entry, Concept):
        yield from _unknown_concepts(entry.broader + entry.denies + entry.hollowed_by, library)


def pattern_problems(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with the regular expressions of ``entry``, where it is of the lexicon."""
    for pattern in entry.patterns if isinstance(entry, Concept | Modifier) else ():
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            yield sentence("not-a-pattern", name=pattern, at=(error.pos or 0) + 1)
            continue
        if compiled.match(""):
            yield sentence("matches-nothing", name=pattern)
        if _UNBOUNDED.search(pattern):
            yield sentence("unbounded", name=pattern)


def _unknown(kind: str, names: Iterable[str], known: Mapping[str, object]) -> Iterator[str]:
    return (unknown(kind, name, known) for name in names if name not in known)


def _paper_problems(paper: PaperTemplate) -> Iterator[str]:
    facts = {fact.id for fact in paper.fields}
    taken = frozenset[str]().union(*PLACES.values()) - PLACES[""]
    yield from (sentence("field-is-place", name=fact.id) for fact in paper.fields if fact.id in taken)
    if len(facts) < len(paper.fields):
        yield sentence("field-twice")
    for block in paper.blocks:
        known = facts | PLACES[""] | PLACES[block.each]
        yield from _unknown("place", block.places, dict.fromkeys(known))
        if set("{}").intersection(PLACE.sub("", block.text)):
            yield sentence("loose-brace", name=block.text)
        asked = filter(None, (block.when, *block.unless))
        yield from _unknown("asked", asked, dict.fromkeys(known | PLACES.keys()))


def _letter_problems(letter: LetterTemplate, library: Library) -> Iterator[str]:
    yield from _unknown("rule", letter.rules, library.rules)
    for block in letter.blocks:
        yield from _unknown("law of the letter", block.law, dict.fromkeys(letter.law))
    yield from _unknown("law", letter.law, library.law)
    for name in letter.law:
        if name in library.law and not library.law[name].verified:
            yield sentence("unverified", name=name)


def _unknown_concepts(names: Iterable[str], library: Library) -> Iterator[str]:
    return _unknown("concept", names, library.concepts)


def _rule_problems(rule: Rule, library: Library) -> Iterator[str]:
    yield from _unknown("category", [rule.category], library.categories)
    yield from _unknown("law", rule.law, library.law)
    conditions: tuple[When | Change, ...] = rule.when + rule.unless + rule.changes
    for condition in conditions:
        yield from _condition_problems(condition, library.concepts)


def _condition_problems(condition: When | Change, concepts: Mapping[str, Concept]) -> Iterator[str]:
    groups = {(concept.kind, concept.group) for concept in concepts.values() if concept.group}
    for slot, kind in SLOT_KINDS.items():
        for name in getattr(condition, slot):
            known = name in concepts and concepts[name].kind == kind
            if name != "*" and not known and (kind, name) not in groups:
                of_kind = [each.id for each in concepts.values() if each.kind == kind]
                of_kind += [group for its, group in groups if its == kind]
                other = concepts[name].kind if name in concepts else ""
                yield unknown(kind, name, of_kind, slot=slot, other=other)
