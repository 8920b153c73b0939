"""What a file alone cannot tell: names that an entry uses and the library does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clause_patterns.library import Library
from clause_patterns.overview import ChecklistItem, TellingWords
from clause_patterns.schema import SLOT_KINDS, Change, Concept, Entry, Provision, Rule, When
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


def problems(entry: Entry, library: Library) -> Iterator[str]:
    """Yield what is wrong with ``entry`` beside the rest of ``library``."""
    if isinstance(entry, Rule):
        yield from _rule_problems(entry, library)
    elif isinstance(entry, ChecklistItem):
        yield from (f"law {name} is not in law/" for name in entry.law if name not in library.law)
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


def _unknown(kind: str, names: Iterable[str], known: Mapping[str, object]) -> Iterator[str]:
    return (f"unknown {kind} {name}" for name in names if name not in known)


def _paper_problems(paper: PaperTemplate) -> Iterator[str]:
    facts = {fact.id for fact in paper.fields}
    taken = frozenset[str]().union(*PLACES.values()) - PLACES[""]
    yield from (f"field {fact.id} is the name of a place" for fact in paper.fields if fact.id in taken)
    if len(facts) < len(paper.fields):
        yield "two fields with the same id"
    for block in paper.blocks:
        known = facts | PLACES[""] | PLACES[block.each]
        yield from _unknown("place", block.places, dict.fromkeys(known))
        if set("{}").intersection(PLACE.sub("", block.text)):
            yield f"{block.text}: a brace that belongs to no place"
        asked = filter(None, (block.when, *block.unless))
        yield from _unknown("condition", asked, dict.fromkeys(known | PLACES.keys()))


def _letter_problems(letter: LetterTemplate, library: Library) -> Iterator[str]:
    yield from _unknown("rule", letter.rules, library.rules)
    for block in letter.blocks:
        yield from _unknown("law of the letter", block.law, dict.fromkeys(letter.law))
    yield from _unknown("law", letter.law, library.law)
    for name in letter.law:
        if name in library.law and not library.law[name].verified:
            yield f"law {name} is not verified: a letter must not rest on it"


def _unknown_concepts(names: Iterable[str], library: Library) -> Iterator[str]:
    return (f"unknown concept {name}" for name in names if name not in library.concepts)


def _rule_problems(rule: Rule, library: Library) -> Iterator[str]:
    if rule.category not in library.categories:
        yield f"unknown category {rule.category}"
    for provision in rule.law:
        if provision not in library.law:
            yield f"law {provision} is not in law/"
    conditions: tuple[When | Change, ...] = rule.when + rule.unless + rule.changes
    for condition in conditions:
        yield from _condition_problems(condition, library.concepts)


def _condition_problems(condition: When | Change, concepts: Mapping[str, Concept]) -> Iterator[str]:
    groups = {(concept.kind, concept.group) for concept in concepts.values() if concept.group}
    for slot, kind in SLOT_KINDS.items():
        for name in getattr(condition, slot):
            known = name in concepts and concepts[name].kind == kind
            if name != "*" and not known and (kind, name) not in groups:
                yield f"{slot}: unknown {kind} {name}"
