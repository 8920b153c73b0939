"""What recognition got wrong in the lexicon's words: 征信机掏 is read as 征信机构, and the report says so.

Recognised text is nearly right, and what is wrong has the shape of what was printed. Words that differ from
one of the lexicon's terms in a character or two, each of which looks like the one it stands for, are taken
for it, unless they make sense as they are: a noisy channel whose language model is jieba's (Kernighan et al.,
"A spelling correction program based on a noisy channel model", COLING 1990). Characters that turn a sentence
round or say who is meant (``DECISIVE``) are left alone, and so is what may stand for either of two terms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from ahocorasick_rs import AhoCorasick

from analyzer.language.normalise import Normalised
from analyzer.language.segment import Segmenter, WordEdges
from analyzer.model import Document
from clause_patterns import Concept, load_lookalikes
from clause_patterns.schema import NEGATING

_LONG, _MISTAKES = 5, 2  # characters of a term that is certain with so many of them wrong, a shorter with one
_RESOLVED = 4  # characters of a term that says which way it turns a sentence: 不可撤销
_NAME = 3  # characters of a party's name that is certain though some of them make a word: 货款人
_BY_CHANCE = log(3e-8)  # words that follow one another with this probability need no correction: 储在, 您要


@dataclass(frozen=True, slots=True)
class Correction:
    """``term`` is what was printed at ``[start, end)`` of the normalised text."""

    start: int
    end: int
    term: str


class Corrector:
    """Finds misread terms of ``concepts`` among the words that ``segmenter`` knows; ready when first used."""

    def __init__(self, concepts: Iterable[Concept], segmenter: Segmenter) -> None:
        self._kinds = {term: concept.kind for concept in concepts for term in concept.terms}
        self._names = {term for term, kind in self._kinds.items() if kind == "party" and len(term) >= _NAME}
        self._segmenter = segmenter

    @cached_property
    def _lookalikes(self) -> Mapping[str, frozenset[str]]:
        """Return what each character may have been read as, and of what it may be a reading."""
        looks: dict[str, set[str]] = {}
        for printed, entry in load_lookalikes().items():
            for read in entry.seen + entry.alike:
                looks.setdefault(printed, set()).add(read)
                looks.setdefault(read, set()).add(printed)
        return {char: frozenset(others) for char, others in looks.items()}

    @cached_property
    def _probes(self) -> tuple[AhoCorasick, list[list[tuple[str, int]]]]:
        """Return what to look for, and the terms of which each may be a part, with its offset there."""
        uses: dict[str, list[tuple[str, int]]] = {}
        for term in filter(_can_be_corrected, self._kinds):
            for probe, offset in _pieces(term) if len(term) >= _LONG else self._variants(term):
                uses.setdefault(probe, []).append((term, offset))
        return AhoCorasick(list(uses)), list(uses.values())

    def find(self, text: str) -> list[Correction]:
        """Return the corrections of ``text``, in order; they do not overlap. The longest term wins."""
        edges = WordEdges(self._segmenter, text)
        likely: dict[tuple[int, int], set[str]] = {}
        for found in self._candidates(text):
            if not self._makes_sense(text, found, edges):
                likely.setdefault((found.start, found.end), set()).add(found.term)
        return _longest(Correction(*place, *terms) for place, terms in likely.items() if len(terms) == 1)

    def _variants(self, term: str) -> Iterator[tuple[str, int]]:
        """Yield ``term`` with each of its characters misread in each way."""
        for index, printed in enumerate(term):
            if index == 0 and len(term) < _RESOLVED and term[1:] in self._kinds:
                continue  # 聘授权 says that something is authorised, but it may be 转授权 or not
            for read in self._lookalikes.get(printed, ()):
                yield term[:index] + read + term[index + 1 :], 0

    def _candidates(self, text: str) -> Iterator[Correction]:
        automaton, uses = self._probes
        for probe, at, _ in automaton.find_matches_as_indexes(text, overlapping=True):
            for term, offset in uses[probe]:
                start = at - offset
                if start >= 0 and self._may_be(text[start : start + len(term)], term):
                    yield Correction(start, start + len(term), term)

    def _may_be(self, words: str, term: str) -> bool:
        """Return whether ``words`` are what recognition may have made of ``term``."""
        if len(words) < len(term) or words == term:
            return False
        wrong = 0
        for read, printed in zip(words, term, strict=True):
            if read != printed:
                wrong += 1
                if wrong > _MISTAKES or read not in self._lookalikes.get(printed, ()):
                    return False
        return True

    def _makes_sense(self, text: str, found: Correction, edges: WordEdges) -> bool:
        """Return whether the words that stand there need no correction.

        They do not where another word begins or ends inside, where they are a word, where a wrong character
        is part of one, and where they may follow one another by chance.
        """
        start, end = found.start, found.end
        frequency, total = self._segmenter.jieba.FREQ, self._segmenter.jieba.total
        if start not in edges or end not in edges or frequency.get(text[start:end]):
            return True
        cuts = [offset for offset in range(start, end + 1) if offset in edges]
        wrong = [offset for offset in range(start, end) if text[offset] != found.term[offset - start]]
        if any(offset not in cuts or offset + 1 not in cuts for offset in wrong):
            return found.term not in self._names
        words = [text[left:right] for left, right in pairwise(cuts)]
        return sum(log((frequency.get(word) or 1) / total) for word in words) > _BY_CHANCE


def corrected(
    normalised: Normalised, document: Document, corrector: Corrector
) -> tuple[Normalised, tuple[Correction, ...]]:
    """Return ``normalised`` with what was misread put right, and where; the length stays the same.

    Only text of ``document`` that was recognised from a picture is corrected.
    """
    ranges = [
        (bisect_left(normalised.starts, start), bisect_left(normalised.starts, end))
        for start, end in _recognised(document)
    ]
    if not ranges:
        return normalised, ()
    corrections = tuple(
        found
        for found in corrector.find(normalised.text)
        if any(start <= found.start and found.end <= end for start, end in ranges)
    )
    chars = list(normalised.text)
    for found in corrections:
        chars[found.start : found.end] = found.term
    return Normalised("".join(chars), normalised.starts), corrections


def _recognised(document: Document) -> list[tuple[int, int]]:
    """Return the ranges of ``document.text`` that were recognised from pictures, as its notices say."""
    pages = {notice.page for notice in document.notices if notice.code == "ocr"}
    if pages and (None in pages or not document.pages):
        return [(0, len(document.text))]
    return [(page.start, page.end) for page in document.pages if page.number in pages]


def _can_be_corrected(term: str) -> bool:
    if len(term) >= _RESOLVED:
        return True
    # 青方 may be 贵方, but much rather 甲方: of two characters, the other must say something.
    return len(term) > 1 and NEGATING.isdisjoint(term) and not (len(term) == 2 and term.endswith("方"))


def _pieces(term: str) -> Iterator[tuple[str, int]]:
    """Yield pieces of ``term``, with their offsets, of which one is sound whatever the mistakes.

    That is Wu and Manber's way, "Fast text searching allowing errors", CACM 35 (1992).
    """
    count = _MISTAKES + 1
    edges = [len(term) * index // count for index in range(count + 1)]
    for start, end in pairwise(edges):
        yield term[start:end], start


def _longest(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the corrections in order without those that overlap a longer one, or an earlier one as long."""
    kept: list[Correction] = []
    taken: set[int] = set()
    for found in sorted(corrections, key=lambda one: (one.start - one.end, one.start)):
        place = range(found.start, found.end)
        if taken.isdisjoint(place):
            kept.append(found)
            taken.update(place)
    return sorted(kept, key=lambda one: one.start)
