"""A statement while it is being assembled, and what a sentence part offers to assemble it from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from analyzer.language.modifiers import Scope
from analyzer.language.outline import Part
from analyzer.language.roles import CREDIT, INSIDE, OUTSIDE, RELATIONS
from analyzer.model import Mention, Stance

_OTHER_VERB = re.compile(r"(?:提供|披露|共享|公示)[^。；]*或|时，|，(?:也|同时|还)是?为")
_BESIDE_A_VERB = ("law-required", "anonymous-info")  # another verb's, further on in a list
Args = TypeVarTuple("Args")
Answer = TypeVar("Answer")
_UNKNOWN = object()
_OR = re.compile(r"(?:信息|数据)(?:或|和|及|、|以及)$")
_TRACEABLE = re.compile(r"去标[识签]|脱敏|画像|设备信息")
SUCCESSION = re.compile(r"合并|分立|收购|兼并|破产|重组")  # 因合并需要转移个人信息的，
SLOTS = {"data": "data", "purpose": "purposes", "condition": "conditions", "qualifier": "qualifiers"}


class Scene:
    """The mentions and modifier scopes of one sentence part, sorted out once: every action asks for them.

    ``text`` is the whole normalised text, ``words`` the part's own; ``memory`` belongs to ``remembered``.
    """

    def __init__(self, index: int, part: Part, text: str, mentions: list[Mention]) -> None:
        self.index, self.part, self.text = index, part, text
        self.start = part.start
        self.words = text[part.start : part.end]
        self.leads_in = self.words.endswith("：")  # its items complete it
        self.scopes: list[Scope] = []
        self.memory: dict[tuple[object, ...], Any] = {}
        self.mentions = mentions

    @property
    def mentions(self) -> list[Mention]:
        """The mentions in this part; what follows from them is renewed when they are set."""
        return self._mentions

    @mentions.setter
    def mentions(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._concepts = concepts(mentions)
        self._by_kind: dict[str, list[Mention]] = {}
        for mention in mentions:
            self._by_kind.setdefault(mention.kind, []).append(mention)
        self.parties = self.of("party")
        self.outsiders = [party for party in self.parties if party.concept not in INSIDE]

    def of(self, kind: str) -> list[Mention]:
        """Return the mentions of ``kind`` in this part; the list is the scene's own."""
        return self._by_kind.get(kind, [])

    def has(self, *wanted: str) -> bool:
        """Return whether any of the concepts ``wanted`` is mentioned in this part."""
        return not self._concepts.isdisjoint(wanted)


def remembered(function: Callable[[Scene, *Args], Answer]) -> Callable[[Scene, *Args], Answer]:
    """Let ``function`` be worked out once for a scene and its arguments: every action there asks again."""

    @wraps(function)
    def remembering(scene: Scene, *args: *Args) -> Answer:
        key = (function, *args)
        answer: Answer = scene.memory.get(key, _UNKNOWN)
        if answer is _UNKNOWN:
            answer = scene.memory[key] = function(scene, *args)
        return answer

    return remembering


@dataclass(frozen=True, slots=True)
class Draft:
    """One reading; ranges are in the normalised text, ``context`` is the index of the part inherited from."""

    part: int
    stance: Stance
    action: Mention
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()  # data, purposes, conditions, qualifiers
    deciding: Mention | None = None  # the word that decided the stance: 有权, 同意, 不得, 仅
    context: int | None = None
    implied: bool = False

    def of(self, kind: str) -> tuple[Mention, ...]:
        """Return the mentions of ``kind`` (data, purpose, condition, qualifier)."""
        return tuple(mention for mention in self.others if mention.kind == kind)

    def has(self, *wanted: str) -> bool:
        """Return whether any of ``wanted`` is among the data, purposes, conditions and qualifiers."""
        return any(mention.concept in wanted for mention in self.others)

    @property
    def doers(self) -> set[str]:
        """Return the concepts of those who act."""
        return concepts(self.actors)

    @property
    def receivers(self) -> set[str]:
        """Return the concepts of those the action is directed at."""
        return concepts(self.recipients)

    @property
    def data(self) -> set[str]:
        """Return the concepts of the data acted on."""
        return concepts(self.of("data"))

    def with_people(self, people: Iterable[Mention]) -> Draft:
        """Return the draft with ``people`` read as what is handed over, not as who receives."""
        given = list(people)
        data = [replace(party, concept="contact-person-info", kind="data") for party in given]
        left = tuple(party for party in self.recipients if party not in given)
        return replace(self, recipients=left, others=(*self.others, *data))

    def inherited(
        self, context: int, scene: Scene, *, implied: bool, named: Sequence[Mention] | None = None
    ) -> Draft:
        """Return this reading carried over to a list item, or (``implied``) to a following sentence.

        ``named`` are the parties of the item that take the place of the recipients, by default all outsiders.
        """
        # 不可撤销 in the lead-in is said once, of the whole.
        from_lead = (mention for mention in self.others if mention.kind in ("purpose", "condition"))
        own = (mention for mention in circumstances_of(scene, self.action) if mention.kind != "data")
        circumstances = (*own, *from_lead)
        data = tuple(scene.of("data")) or self.of("data")
        recipients = self.recipients
        if {"credit-bureau"} < self.receivers & OUTSIDE:
            # Purposes and credit data go with the credit bureau, other data with the others.
            data_named = concepts(scene.of("data"))
            credit = not data_named or bool(data_named & CREDIT)
            recipients = tuple(to for to in recipients if (to.concept == "credit-bureau") == credit)
        carried = replace(
            self,
            part=scene.index,
            recipients=tuple(scene.outsiders if named is None else named) or recipients,
            others=(*data, *circumstances),
            context=context,
            implied=implied or self.implied,
        )
        if self.doers == {"borrower"}:
            return carried.with_people(party for party in scene.parties if party.concept in RELATIONS)
        return carried


def circumstances_of(scene: Scene, action: Mention) -> tuple[Mention, ...]:
    """Return the data, purposes, conditions and qualifiers that go with ``action``.

    「同意」 inside 「无需另行征得同意」 is no condition; 「依法」 further on in a list is another verb's.
    """
    named = _circumstances(scene)
    if not scene.has(*_BESIDE_A_VERB) and not any(scope.effect == "negation" for scope in scene.scopes):
        return named
    return tuple(
        mention
        for mention in named
        if not (mention.concept in _BESIDE_A_VERB and _is_elsewhere(scene, mention, action))
        and not (mention.kind == "data" and _is_told_apart(scene, mention, action))
    )


@remembered
def _circumstances(scene: Scene) -> tuple[Mention, ...]:
    waivers = [mention for mention in scene.mentions if mention.concept in ("no-consent", "no-notice")]
    return tuple(
        mention
        for mention in scene.mentions
        if mention.kind in SLOTS
        and not (mention.kind == "condition" and any(_overlap(mention, waiver) for waiver in waivers))
    )


def _is_told_apart(scene: Scene, data: Mention, action: Mention) -> bool:
    """Return whether a negation stands between: 收集身份信息，不收集通讯录."""
    for scope in scene.scopes:
        if scope.effect != "negation":
            continue
        denied = scope.start <= action.start < scope.end
        if not denied:
            told = scope.word[1] <= data.start < scope.end
            if told and "，" in scene.text[action.end : scope.word[0]]:
                return True
            continue
        spared = any(scope.word[1] <= one.start < scope.end for one in scene.of("data"))
        if spared and "，" in scene.text[data.end : scope.word[0]]:
            return any(other.end <= scope.word[0] for other in scene.of("action"))
    return False


def _is_elsewhere(scene: Scene, mention: Mention, action: Mention) -> bool:
    if mention.concept == "anonymous-info" and (
        _OR.search(scene.text, scene.start, mention.start) or _TRACEABLE.search(scene.words)
    ):
        return True  # 设备信息或统计信息: not all of it is anonymous
    if mention.start >= action.end:
        return any(mark in scene.text[action.end : mention.start] for mark in "，、；")
    return bool(_OTHER_VERB.search(scene.text, mention.end, action.start))


def concepts(mentions: Iterable[Mention]) -> set[str]:
    """Return the concepts of ``mentions``."""
    return {mention.concept for mention in mentions}


def overlaps(action: Mention, scene: Scene, *wanted: str) -> bool:
    """Return whether a mention of one of ``wanted`` overlaps ``action``."""
    return any(mention.concept in wanted and _overlap(mention, action) for mention in scene.mentions)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
