"""Find the lexicon's words in a text: terms by characters in one pass, bounded patterns beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from analyzer.language.literals import Patterns
from analyzer.language.parties import Alias
from analyzer.model import Mention
from clause_patterns import Concept


class Matcher:
    """Finds mentions of ``concepts``; a word inside a longer one does not count."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._words = [
            (
                term,
                concept.id,
                concept.kind,
                concept.whole_words or (concept.kind == "modality" and len(term) == 1),
            )
            for concept in concepts.values()
            for term in concept.terms
        ]
        self._automaton = AhoCorasick([word[0] for word in self._words])
        self._meant = [(concept.id, concept.kind) for concept in concepts.values() for _ in concept.patterns]
        patterns = [pattern for concept in concepts.values() for pattern in concept.patterns]
        self._patterns = Patterns(patterns, "\n".join([*self.vocabulary, *patterns]))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return all literal terms, for the segmenter's dictionary."""
        return frozenset(word[0] for word in self._words)

    def find(self, text: str, boundaries: Container[int], aliases: Iterable[Alias]) -> list[Mention]:
        """Return the mentions in ``text`` by position; ``boundaries`` are the edges of tokens."""
        literal: list[Mention] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            _, concept, kind, whole = self._words[index]
            if not whole or (start in boundaries and end in boundaries):
                literal.append(Mention(concept, kind, start, end))
        named = _aliases(text, aliases)
        ends = {name.start: name.end for name in sorted(named, key=lambda name: name.end)}
        literal = [word for word in literal if word.kind != "party" or not _cuts_into(word, ends)] + named
        found = _outside_nouns(literal)
        for index, start, end in self._patterns.finditer(text):
            found.append(Mention(*self._meant[index], start, end))
        return _longest(found, text, frozenset(word for word in literal if word.kind == "data"))


def _cuts_into(word: Mention, names: Mapping[int, int]) -> bool:
    """Return whether a party's name (start → end) begins inside the party ``word``: 委托人|人信."""
    return any(names.get(start, 0) > word.end for start in range(word.start + 1, word.end))


def _aliases(text: str, aliases: Iterable[Alias]) -> list[Mention]:
    found: list[Mention] = []
    for alias in aliases:
        at = text.find(alias.name, alias.start, alias.end)
        while at >= 0:
            found.append(Mention(alias.party, "party", at, at + len(alias.name)))
            at = text.find(alias.name, at + 1, alias.end)
    return found


def _outside_nouns(mentions: list[Mention]) -> list[Mention]:
    """Drop the actions inside a longer word: 联系 in 联系人, 记录 in 通话记录, 披露 in 公开披露."""
    nouns = sorted((m.start, -m.end) for m in mentions if m.kind in ("party", "data", "action"))
    kept: list[Mention] = []
    for mention in mentions:
        if mention.kind == "action":
            at = bisect_right(nouns, (mention.start, 0))
            if any(
                -nouns[i][1] >= mention.end and nouns[i][1] + nouns[i][0] < mention.start - mention.end
                for i in range(max(0, at - 4), at)
            ):
                continue
        kept.append(mention)
    return kept


def _longest(mentions: list[Mention], text: str, literal: frozenset[Mention]) -> list[Mention]:
    """Drop what a longer mention swallows, and parties in apposition to another."""
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    open_: list[Mention] = []
    for mention in ordered:
        open_ = [outer for outer in open_ if outer.end > mention.start]
        if not open_ or not (mention in open_ or any(_swallows(outer, mention, literal) for outer in open_)):
            kept.append(mention)
        open_.append(mention)
    parties = [mention for mention in kept if mention.kind == "party"]
    starts, ends = {party.start for party in parties}, {party.end for party in parties}
    return [
        mention
        for mention in kept
        if mention.kind != "decoy"
        and not (mention.concept == "partner" and mention.end in starts)  # 第三方 in 第三方征信机构
        and not (
            mention.kind == "party" and mention.start - 1 in ends and text[mention.start - 1] in "（("
        )  # 甲方（借款人）
    ]


def _swallows(outer: Mention, inner: Mention, literal: frozenset[Mention]) -> bool:
    """Return whether ``inner`` does not count because ``outer``, a longer word, says what is meant."""
    if (outer.concept, inner.concept) == ("contact-list", "contact-person-info"):
        return True  # the people in a contact list are part of it
    if outer.end < inner.end or (outer.start, outer.end) == (inner.start, inner.end):
        return False
    if outer.kind == "action" or inner.kind == "action":
        return outer.kind == "decoy" or (outer.kind == inner.kind and outer.concept == inner.concept)
    if outer.kind == inner.kind and inner.kind in ("purpose", "condition", "qualifier"):
        return outer.concept == inner.concept
    if outer.kind == inner.kind == "data" and outer.concept != inner.concept:
        return outer in literal  # a pattern may span several kinds of data
    if outer.kind == "data" and inner.kind == "party":
        return outer.concept != "contact-list"  # 通讯录好友 are data, and people as well
    return outer.kind in (inner.kind, "decoy")


class Mentions:
    """Mentions in reading order, with fast access to those inside a range."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._all = mentions
        self._starts = [mention.start for mention in mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie inside ``[start, end)``."""
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [mention for mention in self._all[first:last] if mention.end <= end]
