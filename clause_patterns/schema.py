"""The shape of the library's files: lexicon, rules, law. One model per kind of entry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from clause_patterns.mistakes import invalid

Severity = Literal["critical", "high", "medium", "low", "info"]
Stance = Literal["authorizes", "protects", "mentions"]
Kind = Literal["data", "party", "action", "modality", "purpose", "condition", "qualifier", "decoy"]

# What an action needs beside it: data it handles · data it gives and to whom · people it reaches · somebody
# else who recovers the debt · data it makes public · nothing (the words suffice) · a sentence before it that
# passes data on · nothing, and it protects.
Frame = Literal[
    "handling", "giving", "contacting", "recovering", "publishing", "standing", "consequence", "promise"
]

# Characters that turn a sentence round or say who is meant: none is ever read into a text, or out of it.
NEGATING = frozenset("不未无非勿否没免莫毋除仅只禁止拒")
DECISIVE = NEGATING | frozenset("我您他她甲乙丙丁")

# The format of the library's files, and of packs over it; what a new number means: docs/versions.md.
FORMAT: Final = "loan-clause-patterns/1"

# What of an entry a rule may name in each slot of ``when``.
SLOT_KINDS: Mapping[str, Kind] = {
    "actor": "party",
    "action": "action",
    "data": "data",
    "recipients": "party",
    "purposes": "purpose",
    "conditions": "condition",
    "qualifiers": "qualifier",
}


class Entry(BaseModel):
    """Base of all entries: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Concept(Entry):
    """One concept of the lexicon and the words that express it.

    ``terms`` are literal strings; ``patterns`` bounded regular expressions (never ``.*``). A mention that
    lies inside a longer mention of a ``decoy`` does not count. ``whole_words`` asks that a mention begins
    and ends where jieba puts a word boundary. ``frame`` says of an action what else must stand in the
    sentence for it to be a statement (see ``Frame``). ``broader`` names the concepts of which this one is a
    kind (as in SKOS): what is said of those is said of it. ``denies`` names the actions and qualifiers that
    a promise about this action denies; ``hollowed_by`` those that leave the promise standing but take away
    what it is worth.
    """

    id: str
    kind: Kind
    title: str
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    whole_words: bool = False
    group: str = ""
    frame: Frame = "standing"
    broader: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    hollowed_by: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_words(self) -> Concept:
        if not self.terms and not self.patterns:
            raise invalid("no-words", names="terms、patterns")
        if "" in self.terms + self.patterns:
            raise invalid("empty-word")
        return self


class Modifier(Entry):
    """A word that changes how a target nearby is meant, in the manner of ConText (Harkema et al. 2009).

    ``direction`` says on which side of the word its targets stand; ``reach`` how many comma-separated
    parts of the sentence it covers (0: only its own); ``ends`` are words that close its scope; ``pseudo``
    are longer words inside which it does not count (不得 in 不得不, 不 in 不限于).
    """

    id: str
    effect: Literal["negation", "limitation", "exception", "exclusion", "consent"]
    direction: Literal["forward", "backward", "both"]
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    reach: int = 4
    within: int = 0  # characters between the word and its target; 0: as far as ``reach`` goes
    ends: tuple[str, ...] = ()
    pseudo: tuple[str, ...] = ()
    whole_words: bool = False


class Lookalikes(Entry):
    """One printed character, and the characters that text recognition makes of it.

    ``seen`` came out when our own sentences were printed, spoilt and recognised, the most frequent first;
    ``alike`` have nearly the same shape. No character may be ``DECISIVE``: 不, 未, 除, 仅, 您, 甲.
    """

    id: str = Field(pattern=r"^[\u4e00-\u9fff]$")
    seen: str = Field(default="", pattern=r"^[\u4e00-\u9fff]*$")
    alike: str = Field(default="", pattern=r"^[\u4e00-\u9fff]*$")

    @model_validator(mode="after")
    def _makes_sense(self) -> Lookalikes:
        others = self.seen + self.alike
        if not others:
            raise invalid("no-words", names="seen、alike")
        if len(set(others + self.id)) <= len(others):
            raise invalid("twice-in-entry")
        decisive = DECISIVE.intersection(others + self.id)
        if decisive:
            raise invalid("decisive", names="".join(sorted(decisive)))
        return self


class Condition(Entry):
    """A condition on one statement: every slot named must hold at least one of the concepts listed.

    A group stands for its concepts; ``"*"`` in a list means: the slot is not empty.
    """

    actor: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()

    @cached_property
    def wanted(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is listed under each slot that is named."""
        return {slot: getattr(self, slot) for slot in SLOT_KINDS if getattr(self, slot)}

    @cached_property
    def asked(self) -> tuple[frozenset[tuple[str, str]], ...]:
        """Return ``wanted`` as pairs of slot and concept, a set for each slot.

        Stance and action come last: rules are looked up by them (``Library.conditions_on``).
        """
        pairs = [frozenset((slot, name) for name in names) for slot, names in self.wanted.items()]
        return tuple(reversed(pairs))


class When(Condition):
    """A condition in which a rule holds, for statements of one stance."""

    stance: Stance = "authorizes"

    @cached_property
    def wanted(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is listed under each slot that is named, and the stance."""
        return {"stance": (self.stance,), **super().wanted}


class Change(Condition):
    """A condition that raises or lowers a rule's severity."""

    to: Severity


class Examples(Entry):
    """A rule's own tests: sentences in which it must hold (flag) and must not (pass)."""

    flag: tuple[str, ...] = Field(min_length=3)
    passing: tuple[str, ...] = Field(alias="pass", min_length=3)


class Rule(Entry):
    """One pattern: when it holds, how bad it is, what to tell the borrower, what the law says.

    ``when`` lists alternatives, any of which is enough, unless one of ``unless`` holds as well. ``changes``
    are tried in order and the first that holds decides the severity. ``headline`` says in a short sentence
    what the borrower would allow, for the top of a report; without it the title stands there. ``rewrite`` is
    the wording to ask for, ``reason`` why, in a sentence that the borrower says to the lender.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    title: str = Field(min_length=2)
    headline: str = ""
    category: str
    severity: Severity
    when: tuple[When, ...] = Field(min_length=1)
    unless: tuple[Change | When, ...] = ()
    changes: tuple[Change, ...] = ()
    explain: str = Field(min_length=10)
    advice: tuple[str, ...] = Field(min_length=1)
    rewrite: str = ""
    reason: str = ""
    law: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    examples: Examples


class FormerNumber(Entry):
    """The number of an article before its law was renumbered, and ``until`` which day it had it."""

    article: str
    until: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")


class Provision(Entry):
    """One provision of law. Only ``verified`` ones are quoted as law; the others are shown as 参考.

    ``lenders`` are the kinds of lender it binds, any where that is empty. ``former`` are the numbers under
    which it, or what it took the place of, stood before its law was renumbered: many texts still name those.
    """

    id: str
    law: str
    issuer: str
    article: str
    text: str
    effective_from: str
    status: str
    verified: bool
    note: str = ""
    lenders: tuple[str, ...] = ()
    former: tuple[FormerNumber, ...] = ()


class Category(Entry):
    """One category of clauses, as shown to people.

    What is ``aside`` stays out of the main summary unless it is critical.
    """

    id: str
    title: str
    short: str
    aside: bool = False
