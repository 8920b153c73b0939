"""Whether a promise denies a permission: both cannot be kept, or the one is an exception to the other.

A promise reaches as far as its words: to the data, the people and the purposes it names and all that are
kinds of them (``Concept.broader``), to the actions it denies (``Concept.denies``), and not beyond its own
exceptions. Natural-logic containment on slots, after MacCartney & Manning (2007), *Natural logic for textual
inference*.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from analyzer.judging.promises import (
    GENERAL,
    GIVING,
    HANDLING,
    INSIDE,
    REACHING,
    RECOVERING,
    Promise,
    Promises,
    any_of,
)
from analyzer.judging.slots import innermost, words_of
from analyzer.model import Finding, Statement
from clause_patterns import Library, Rule, When

Meeting = Literal["contradiction", "exception"]

_SPARED = frozenset({"law-required", "separate-consent", "with-consent", "voluntary"})
_OTHERS = frozenset(
    {"partner", "collector", "service-provider", "assignee", "funder", "data-vendor", "law-firm"}
)


@dataclass(frozen=True, slots=True)
class Permission:
    """What a statement or finding lets be done."""

    said: Statement | Finding
    words: str = field(repr=False)
    qualifiers: frozenset[str]
    conditions: frozenset[str]
    data: frozenset[str]
    people: frozenset[str]
    purposes: frozenset[str]

    @property
    def action(self) -> str:
        """Return the action that is let."""
        return self.said.action


def permission_of(said: Statement | Finding, text: str) -> Permission:
    """Return what ``said`` lets in the document ``text``."""
    return Permission(
        said=said,
        words=words_of(said, text),
        qualifiers=frozenset(said.values("qualifiers")),
        conditions=frozenset(said.values("conditions")),
        data=innermost(said),
        people=frozenset(said.values("recipients")) - INSIDE,
        purposes=frozenset(said.values("purposes")),
    )


class Opposition:
    """Asks of promises and permissions whether they meet, by the library's words."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.promises = Promises(library)
        self._kinds = {name: any_of(kind.patterns) for name, kind in library.kinds.items()}
        self._named = cache(self._concepts_named)

    def meet(self, promise: Promise, permission: Permission) -> Meeting | None:
        """Return how ``promise`` and ``permission`` meet, None where they do not."""
        denied = _denied(promise, permission)
        if denied is None or not promise.bans or not _same_doer(promise, permission):
            return None
        if promise.limited and promise.action in HANDLING and permission.action not in HANDLING:
            return None  # what may be read is limited, not what is passed on
        covered = (
            denied,
            self._people(promise, permission),
            _purposes(promise, permission),
            self._data(promise, permission),
        )
        reached = None if None in covered else promise.reaches(permission.words)
        if reached is None:
            return None
        return (
            "contradiction" if reached and all(covered) and not _excused(promise, permission) else "exception"
        )

    def denies_rule(self, promise: Promise, rule: Rule, beside: Set[str]) -> bool:
        """Return whether ``promise`` says the contrary of what ``rule`` looks for.

        ``beside`` are the actions that its sentence speaks of: what a notice is about.
        """
        return promise.is_plain and any(
            self._denies_when(promise, when, beside) for when in rule.when if when.stance == "authorizes"
        )

    def _denies_when(self, promise: Promise, when: When, beside: Set[str]) -> bool:
        """Return whether the promise denies the first action of ``when``, or a qualifier it asks for.

        It must reach half of what the condition lists: a word on one kind of data speaks for no rule on five.
        """
        if when.qualifiers:
            if promise.denies.isdisjoint(when.qualifiers) or beside.isdisjoint(when.action):
                return False
        elif not when.action or when.action[0] not in promise.denies:
            return False
        return all(
            self._reaches_half(said, self._named(wanted, kind))
            for said, wanted, kind in (
                (promise.data, when.data, "data"),
                (promise.people, when.recipients, "party"),
                (promise.purposes, when.purposes, "purpose"),
                ({promise.said.actor}, when.actor, "party"),
            )
            if wanted and (said or promise.action in HANDLING)
        )

    def _reaches_half(self, said: Set[str], wanted: Set[str]) -> bool:
        return 2 * sum(not said.isdisjoint(self._library.broader(one)) for one in wanted) >= len(wanted)

    def _concepts_named(self, names: tuple[str, ...], kind: str) -> frozenset[str]:
        """Return the concepts that ``names`` stand for: themselves, and the members of groups."""
        wanted = set(names)
        return frozenset(
            concept.id
            for concept in self._library.concepts.values()
            if concept.kind == kind and not wanted.isdisjoint((concept.id, concept.group, "*"))
        )

    def _data(self, promise: Promise, permission: Permission) -> bool | None:
        """Return True where the promise covers some data of the permission, False where it is narrower."""
        if permission.action in REACHING and promise.action in REACHING:
            return True  # whom it reaches decides
        said, let = promise.data, permission.data
        if promise.action in HANDLING:
            said -= GENERAL  # 为保护您的个人信息，我们不读取相册
        if promise.closed:
            return bool(let - said) or self._of_other_kinds(promise, permission, said)
        covered = self._covers(said, let)
        if covered is False and promise.action in HANDLING and permission.action not in HANDLING:
            return None  # not to read messages is no exception to sharing the account
        return None if covered and self._of_other_kinds(promise, permission, said & let) else covered

    def _of_other_kinds(self, promise: Promise, permission: Permission, shared: Set[str]) -> bool:
        """Return whether what they share is of different kinds: 指纹 and 人脸 are both biometric."""
        said, let = self._kinds_in(promise.said, shared), self._kinds_in(permission.said, shared)
        return bool(said) and bool(let) and said.isdisjoint(let)

    def _kinds_in(self, said: Statement | Finding, data: Set[str]) -> set[str]:
        words = [slot.quote.text for slot in said.slots if slot.name == "data" and slot.value in data]
        return {name for name, kind in self._kinds.items() if any(map(kind.search, words))}

    def _people(self, promise: Promise, permission: Permission) -> bool | None:
        if promise.action not in GIVING | REACHING | RECOVERING:
            return True
        let = permission.people
        if promise.action in GIVING and not let:
            let = frozenset({permission.said.actor}) - INSIDE
        if promise.action in REACHING and permission.action in REACHING and not let:
            return None  # the borrower himself
        return self._covers(promise.people, let)

    def _covers(self, said: Set[str], let: Iterable[str]) -> bool | None:
        """Return True where ``said`` holds one of ``let`` or what it is a kind of; False where narrower."""
        let = set(let)
        if not said or any(said & self._library.broader(one) for one in let):
            return True
        if not let or any(let & self._library.broader(one) for one in said):
            return False
        return None


def _denied(promise: Promise, permission: Permission) -> bool | None:
    """Return True where the action is denied, False where it hollows the promise out, else None."""
    if permission.action in promise.denies or not promise.denies.isdisjoint(permission.qualifiers):
        return True
    return False if permission.action in promise.hollowed_by else None


def _same_doer(promise: Promise, permission: Permission) -> bool:
    """Return whether one is meant: a promise about what others must not do binds no lender."""
    return promise.said.actor not in _OTHERS or permission.said.actor not in INSIDE


def _purposes(promise: Promise, permission: Permission) -> bool | None:
    said, let = promise.purposes, permission.purposes
    overdue = "overdue" in permission.conditions
    if promise.action == "collect-debt" and permission.action == "contact":
        return True if "debt-collection" in let or overdue else None
    if promise.action in REACHING | RECOVERING:
        return None if "relay" in let else True
    if (not said and promise.action != "limit-use") or said & let:
        return True
    if "debt-collection" in said and ("collector" in permission.people or overdue):
        return True
    return None if let else False


def _excused(promise: Promise, permission: Permission) -> bool:
    """Return whether the promise leaves room for the permission: its exceptions, consent, the law."""
    if not _SPARED.isdisjoint(permission.conditions):
        return True
    if promise.asks:
        return "no-consent" not in permission.qualifiers
    return promise.excepts
