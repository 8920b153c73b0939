"""The loaded library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from clause_patterns.overview import (
    ChecklistItem,
    DocumentKind,
    Opposition,
    ReferenceWords,
    ScopeWords,
    TellingWords,
    TitleWords,
    Wording,
)
from clause_patterns.schema import Category, Concept, Modifier, Provision, Rule, Stance, When
from clause_patterns.steps import (
    CallRule,
    Channel,
    LenderKind,
    LenderSign,
    LetterTemplate,
    PaperTemplate,
    Permission,
)


@dataclass(frozen=True)
class Pack:
    """A pack that lies over the library: what it is called, where it is, the SHA-256 of its files."""

    name: str
    folder: Path
    sha256: str


@dataclass(frozen=True)
class Library:
    """The loaded library: every mapping is keyed by id, in file order; ``packs`` are those over our own."""

    categories: Mapping[str, Category]
    concepts: Mapping[str, Concept]
    modifiers: Mapping[str, Modifier]
    rules: Mapping[str, Rule]
    law: Mapping[str, Provision]
    checklist: Mapping[str, ChecklistItem] = field(default_factory=dict)
    telling: Mapping[str, TellingWords] = field(default_factory=dict)
    references: Mapping[str, ReferenceWords] = field(default_factory=dict)
    titles: Mapping[str, TitleWords] = field(default_factory=dict)
    oppositions: Mapping[str, Opposition] = field(default_factory=dict)
    scopes: Mapping[str, ScopeWords] = field(default_factory=dict)
    kinds: Mapping[str, TellingWords] = field(default_factory=dict)
    document_kinds: Mapping[str, DocumentKind] = field(default_factory=dict)
    wording: Mapping[str, Wording] = field(default_factory=dict)
    lender_kinds: Mapping[str, LenderKind] = field(default_factory=dict)
    lender_names: Mapping[str, TitleWords] = field(default_factory=dict)
    lender_signs: Mapping[str, LenderSign] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    permissions: Mapping[str, Permission] = field(default_factory=dict)
    letters: Mapping[str, LetterTemplate] = field(default_factory=dict)
    papers: Mapping[str, PaperTemplate] = field(default_factory=dict)
    call_rules: Mapping[str, CallRule] = field(default_factory=dict)
    packs: tuple[Pack, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of all entries: two libraries that differ in any word have different ones."""
        known = hashlib.sha256()
        for part in fields(self):
            if part.name == "packs":  # whose entries are among the others
                continue
            for entry in getattr(self, part.name).values():
                known.update(f"{part.name}\t{entry.model_dump_json()}\n".encode())
        return known.hexdigest()

    def broader(self, concept: str) -> frozenset[str]:
        """Return ``concept`` and all that it is a kind of."""
        return self._ancestry[concept]

    @cached_property
    def _ancestry(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}

        def ancestry(name: str) -> frozenset[str]:
            if name not in found:
                found[name] = frozenset({name}).union(*map(ancestry, self.concepts[name].broader))
            return found[name]

        return {name: ancestry(name) for name in self.concepts}

    def applicable(self, provisions: Iterable[str], lender: str) -> list[str]:
        """Return those of ``provisions`` that may bind a lender of this kind, all where it is empty."""
        return [
            name
            for name in provisions
            if name in self.law and (not lender or lender in (self.law[name].lenders or (lender,)))
        ]

    def is_aside(self, rule: str, severity: str) -> bool:
        """Return whether what ``rule`` finds at ``severity`` stays out of the main summary."""
        return self.categories[self.rules[rule].category].aside and severity != "critical"

    def say(self, wording: str, /, **filled: str) -> str:
        """Return the sentence ``wording`` with its places filled in."""
        return self.wording[wording].text.format_map(filled)

    @cached_property
    def conditions_on(self) -> Mapping[tuple[Stance, str], Mapping[str, tuple[When, ...]]]:
        """Return which conditions of which rules (by id) may hold for statements of a stance about an action.

        Few rules speak of any one action: the others need not be asked.
        """
        actions = [concept for concept in self.concepts.values() if concept.kind == "action"]
        found: dict[tuple[Stance, str], dict[str, tuple[When, ...]]] = {}
        for rule in self.rules.values():
            for when in rule.when:
                for action in actions:
                    if not when.action or not {"*", action.id, action.group}.isdisjoint(when.action):
                        known = found.setdefault((when.stance, action.id), {})
                        known[rule.id] = (*known.get(rule.id, ()), when)
        return found
