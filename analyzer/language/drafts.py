"""A statement while it is being assembled, and what a sentence part offers to assemble it from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from analyzer.language.modifiers import Scope
from analyzer.language.outline import Part
from analyzer.model import Mention, Stance

INSIDE = ("borrower", "provider", "servicer")  # the contract's own parties
RELATIONS = {"emergency-contact", "relative", "friend", "employer", "contact-persons"}
SLOTS = {"data": "data", "purpose": "purposes", "condition": "conditions", "qualifier": "qualifiers"}


@dataclass(frozen=True, slots=True)
class Draft:
    """One reading; ranges are in the normalised text, ``context`` is the index of the part inherited from."""

    part: int
    stance: Stance
    action: Mention
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()  # data, purposes, conditions, qualifiers
    context: int | None = None
    implied: bool = False

    def of(self, kind: str) -> tuple[Mention, ...]:
        """Return the mentions of ``kind`` (data, purpose, condition, qualifier)."""
        return tuple(mention for mention in self.others if mention.kind == kind)

    def has(self, *concepts: str) -> bool:
        """Return whether any of ``concepts`` is among the data, purposes, conditions and qualifiers."""
        return any(mention.concept in concepts for mention in self.others)

    def inherited(self, part: int, context: int, scene: Scene) -> Draft:
        """Return this reading carried over to a list item or a following sentence."""
        relations = [party for party in scene.parties if party.concept in RELATIONS]
        handing_over = concepts(self.actors) == {"borrower"}
        people = [replace(party, concept="contact-person-info", kind="data") for party in relations if handing_over]
        data = [*scene.of("data"), *people] or list(self.of("data"))
        circumstances = [mention for mention in (*scene.mentions, *self.others) if mention.kind in SLOTS and mention.kind != "data"]
        recipients = [party for party in scene.outsiders if not (handing_over and party in relations)] or list(self.recipients)
        return replace(
            self, part=part, recipients=tuple(recipients), others=(*data, *circumstances), context=context, implied=True
        )  # fmt: skip


@dataclass(slots=True)
class Scene:
    """The mentions and modifier scopes of one sentence part."""

    index: int
    part: Part
    text: str  # the whole normalised text
    mentions: list[Mention]
    scopes: list[Scope] = field(default_factory=list)

    def of(self, kind: str) -> list[Mention]:
        """Return the mentions of ``kind`` in this part."""
        return [mention for mention in self.mentions if mention.kind == kind]

    def has(self, *concepts: str) -> bool:
        """Return whether any of ``concepts`` is mentioned in this part."""
        return any(mention.concept in concepts for mention in self.mentions)

    @property
    def words(self) -> str:
        """Return the part's own text."""
        return self.text[self.part.start : self.part.end]

    @property
    def parties(self) -> list[Mention]:
        """Return the parties mentioned in this part."""
        return self.of("party")

    @property
    def outsiders(self) -> list[Mention]:
        """Return the parties mentioned that are none of the contract's own."""
        return [party for party in self.parties if party.concept not in INSIDE]


def concepts(mentions: Iterable[Mention]) -> set[str]:
    """Return the concepts of ``mentions``."""
    return {mention.concept for mention in mentions}


