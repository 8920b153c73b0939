"""Promises prepared for comparing: what each denies, and the words that say how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from analyzer.judging.slots import innermost, words_of
from analyzer.model import Finding, Statement
from clause_patterns import Library

INSIDE = frozenset({"provider", "servicer", "borrower"})
HANDLING = frozenset({"collect", "query", "use"})
GIVING = frozenset({"provide", "disclose", "push-application"})
REACHING = frozenset({"contact", "inform", "collect-debt", "repay-for-borrower"})
RECOVERING = frozenset({"collect-debt", "entrust"})
GENERAL = frozenset({"personal-info", "any-info"})
_ACTS = HANDLING | GIVING | REACHING | RECOVERING | {"publish", "report-credit"}
_CONSENT = frozenset({"separate-consent", "with-consent"})
# Exceptions and closed lists are weighed apart from how far a promise reaches.
_WEIGHED_APART = {"legal-exception", "own-exception", "consent-exception", "closed-list"}


@dataclass(frozen=True, slots=True)
class Promise:
    """What a statement promises.

    ``denies`` and ``hollowed_by`` are actions and qualifiers; ``narrowings`` words that a permission must
    hold to be within reach, each with whether any other is an exception (else: no business of the promise).
    ``bans`` is false where it says too little (仅为合法目的收集), ``limited`` true where it says 仅, not 不;
    ``asks`` where consent opens the way, ``excepts`` where it has exceptions that no law demands, ``closed``
    where only what it lists is given.
    """

    said: Statement | Finding
    words: str = field(repr=False)
    denies: frozenset[str]
    hollowed_by: frozenset[str]
    data: frozenset[str]
    people: frozenset[str]
    purposes: frozenset[str]
    narrowings: tuple[tuple[re.Pattern[str], bool], ...]
    bans: bool
    limited: bool
    asks: bool
    excepts: bool
    closed: bool

    @property
    def action(self) -> str:
        """Return the action that is promised, or promised not to be done."""
        return self.said.action

    @property
    def is_plain(self) -> bool:
        """Return whether it bans something, without exceptions or words that narrow it to something else."""
        return self.bans and not self.excepts and self.reaches("") is not None

    def reaches(self, let: str) -> bool | None:
        """Return whether a permission in the words ``let`` is within reach; None: no business of it."""
        verdict: bool | None = True
        for answer, is_exception in self.narrowings:
            if not answer.search(let):
                if not is_exception:
                    return None
                verdict = False
        return verdict


class Promises:
    """Reads promises by the words of ``scopes.yaml``."""

    def __init__(self, library: Library) -> None:
        self._concepts = library.concepts
        scopes = library.scopes
        self._scopes = [
            (scope, any_of(scope.patterns), any_of(scope.answer or scope.patterns))
            for scope in scopes.values()
            if scope.id not in _WEIGHED_APART
        ]
        self._bans = any_of(pattern for scope in scopes.values() if scope.bans for pattern in scope.patterns)
        self._for_nothing = any_of(scopes["not-for-purpose"].patterns)
        self._closes = any_of(scopes["closed-list"].patterns)
        self._asks = any_of(scopes["consent-exception"].patterns)
        self._excepts = any_of(scopes["own-exception"].patterns)
        self._excepts_law = any_of(scopes["legal-exception"].patterns)

    def read(self, said: Statement | Finding, text: str) -> Promise:
        """Return the promise that ``said`` makes in the document ``text``."""
        words = words_of(said, text)
        action = self._concepts[said.action]
        asks = bool(self._asks.search(words)) or not _CONSENT.isdisjoint(said.values("conditions"))
        return Promise(
            said=said,
            words=words,
            denies=frozenset(action.denies or (action.id,)),
            hollowed_by=frozenset(action.hollowed_by),
            data=innermost(said),
            people=frozenset(said.values("recipients")) - INSIDE,
            purposes=frozenset(said.values("purposes")),
            narrowings=tuple(self._narrowings(said, words)),
            bans=self._bans_something(said, words),
            limited=_limited(said),
            asks=asks and said.action not in ("seek-consent", "deem-consent"),
            excepts=self.excepts(words),
            closed=bool(self._closes.search(words)),
        )

    def excepts(self, words: str) -> bool:
        """Return whether a sentence has exceptions of its own, others than what the law demands."""
        return bool(self._excepts.search(words)) and not self._excepts_law.search(words)

    def _narrowings(self, said: Statement | Finding, words: str) -> Iterable[tuple[re.Pattern[str], bool]]:
        verb = _verb(said, words)
        for scope, narrows, answer in self._scopes:
            if narrows.search(verb if scope.of_action else words):
                yield answer, scope.otherwise == "exception"

    def _bans_something(self, said: Statement | Finding, words: str) -> bool:
        """Return whether something is said not to be done; 仅为实现目的而收集 is too weak a word.

        That no information at all is collected is always said of some one moment.
        """
        if said.action in HANDLING | {"seek-consent", "limit-use"} and innermost(said) <= GENERAL:
            return False
        if said.actor == "borrower" and said.action in _ACTS | {"assign"}:
            return False  # what the borrower must not do
        if said.action == "limit-use":
            return bool(self._for_nothing.search(words)) and bool(said.values("purposes"))
        if not _limited(said) or said.action not in _ACTS:
            return True
        denied = rf"不[^，。；]{{0,14}}{re.escape(_verb(said, words)[-2:])}"
        return bool(self._bans.search(words) or re.search(denied, words))


def _limited(said: Statement | Finding) -> bool:
    """Return whether it is limited (仅, 只) rather than denied (不)."""
    return any(slot.name == "stance" and slot.value != "negation" for slot in said.slots)


def _verb(said: Statement | Finding, words: str) -> str:
    """Return the words of what is promised not to be done, with what may stand before them: 公开+披露."""
    verb = next(slot.quote.text for slot in said.slots if slot.name == "action")
    at = max(0, words.find(verb))
    return words[max(0, at - 2) : at + len(verb)]


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern that matches where any of ``patterns`` does."""
    return re.compile("|".join(patterns))
