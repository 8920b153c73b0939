"""What recognition got wrong in the lexicon's words: 征信机掏 is read as 征信机构, and the report says so.

Recognised text is nearly right, and what is wrong has the shape of what was printed. A word that differs
from one of the lexicon's in a character or two, each of which looks like the one it stands for, is taken for
it, unless it makes sense as it is. Nothing is corrected that turns a sentence round (``DECISIVE``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from analyzer.language.normalise import Normalised
from analyzer.language.segment import Segmenter, WordEdges
from analyzer.model import Document
from clause_patterns import load_library, load_lookalikes
from clause_patterns.schema import DECISIVE

_LONG, _MISTAKES = 5, 2  # characters of a term that is certain with so many of them wrong, a shorter with one
_RESOLVED = 4  # characters of a term that says which way it turns a sentence: 不可撤销
# Times that a character is a word by itself in what jieba counted: 在 in 储在 is none of 储存, 将 no 等.
_COMMON, _VERY_COMMON = 3_000, 30_000


@dataclass(frozen=True, slots=True)
class Correction:
    """``term`` is what was printed at ``[start, end)`` of the normalised text."""

    start: int
    end: int
    term: str


class Corrector:
    """Finds the misread ``terms``; ``lookalikes`` are the characters that each may have been read as."""

    def __init__(self, terms: Iterable[str], lookalikes: Mapping[str, frozenset[str]]) -> None:
        self._lookalikes = lookalikes
        uses: dict[str, list[tuple[str, int]]] = {}
        for term in filter(_can_be_corrected, terms):
            for probe, offset in _pieces(term) if len(term) >= _LONG else self._variants(term):
                uses.setdefault(probe, []).append((term, offset))
        self._automaton = AhoCorasick(list(uses))
        self._uses = list(uses.values())

    def find(self, text: str, segmenter: Segmenter) -> list[Correction]:
        """Return the corrections of ``text``, in order; they do not overlap. The longest term wins."""
        edges = WordEdges(segmenter, text)
        likely: dict[tuple[int, int], set[str]] = {}
        for found in self._candidates(text):
            if not _makes_sense(text, found, edges, segmenter.jieba.FREQ):
                likely.setdefault((found.start, found.end), set()).add(found.term)
        # Where two terms may have been printed, neither is certain.
        return _longest(Correction(*place, *terms) for place, terms in likely.items() if len(terms) == 1)

    def _variants(self, term: str) -> Iterator[tuple[str, int]]:
        """Yield ``term`` with each of its characters misread in each way."""
        for index, printed in enumerate(term):
            for read in self._lookalikes.get(printed, ()):
                yield term[:index] + read + term[index + 1 :], 0

    def _candidates(self, text: str) -> Iterator[Correction]:
        for probe, at, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for term, offset in self._uses[probe]:
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


def corrected(
    normalised: Normalised, document: Document, segmenter: Segmenter
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
        correction
        for correction in _corrector().find(normalised.text, segmenter)
        if any(start <= correction.start and correction.end <= end for start, end in ranges)
    )
    chars = list(normalised.text)
    for correction in corrections:
        chars[correction.start : correction.end] = correction.term
    return Normalised("".join(chars), normalised.starts), corrections


def _recognised(document: Document) -> list[tuple[int, int]]:
    """Return the ranges of ``document.text`` that were recognised from pictures, as its notices say."""
    pages = {notice.page for notice in document.notices if notice.code == "ocr"}
    if pages and (None in pages or not document.pages):
        return [(0, len(document.text))]
    return [(page.start, page.end) for page in document.pages if page.number in pages]


@cache
def _corrector() -> Corrector:
    looks: dict[str, set[str]] = {}
    for printed, entry in load_lookalikes().items():
        for read in entry.seen + entry.alike:
            looks.setdefault(printed, set()).add(read)
            looks.setdefault(read, set()).add(printed)
    terms = (term for concept in load_library().concepts.values() for term in concept.terms)
    return Corrector(terms, {char: frozenset(others) for char, others in looks.items()})


def _can_be_corrected(term: str) -> bool:
    return len(term) >= _RESOLVED or (len(term) > 1 and DECISIVE.isdisjoint(term))


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
    for correction in sorted(corrections, key=lambda one: (one.start - one.end, one.start)):
        place = range(correction.start, correction.end)
        if taken.isdisjoint(place):
            kept.append(correction)
            taken.update(place)
    return sorted(kept, key=lambda one: one.start)


def _makes_sense(
    text: str, correction: Correction, edges: Container[object], dictionary: Mapping[str, int]
) -> bool:
    """Return whether the words that stand there need no correction.

    They do not where they are a word, where a wrong character is part of one or often a word by itself
    (在, 而), and where another word begins or ends inside.
    """
    start, end = correction.start, correction.end
    if dictionary.get(text[start:end]) or start not in edges or end not in edges:
        return True
    wrong = _wrong(text, correction)
    if any(offset not in edges or offset + 1 not in edges for offset in wrong):
        return True
    often = _COMMON if end - start < _RESOLVED else _VERY_COMMON
    return any(dictionary.get(text[offset], 0) > often for offset in wrong)


def _wrong(text: str, correction: Correction) -> list[int]:
    """Return the offsets of the characters that ``correction`` changes."""
    return [
        correction.start + index
        for index, printed in enumerate(correction.term)
        if text[correction.start + index] != printed
    ]
