"""Two versions of one document: clauses aligned, and what each change lets or forbids.

Similarity is the share of clauses' characters in common (normalised Indel similarity, as in rapidfuzz).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz import fuzz, process

from analyzer.judging.passages import passage_at
from analyzer.model import Report
from analyzer.sides import Change, Passage, Side, VersionPair

_VERSION = 0.5  # two documents of which this share is the same are versions of one
_SAME_CLAUSE = 55.0  # out of 100: from here on a clause was reworded, not replaced
_SAME_NUMBER = 30.0  # the same, for two clauses that bear the same number
_LONGEST = 600  # characters: longer stretches without a clause number are cut at line ends
_NO_WORDS = re.compile(r"[\W_]+")
_MARKER = re.compile(
    r"^\W*(?:[一二三四五六七八九十\d.]{1,6}|[a-zA-Z])[)）.、]\s*"
)  # a number that is no clause's
_NUMERALS = "0123456789第条款一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause or paragraph: where it stands, its number, and its words without number and punctuation."""

    start: int
    end: int
    number: str
    words: str


_Pair = tuple[_Piece | None, _Piece | None]


@dataclass(frozen=True, slots=True)
class _Version:
    """A document as a version of another: ``source`` is its index in its side, ``words`` all its words."""

    source: int
    report: Report
    pieces: tuple[_Piece, ...]
    words: str

    def passage(self, piece: _Piece | None) -> Passage | None:
        """Return the place of ``piece`` in this version."""
        return passage_at(self.source, self.report, piece.start, piece.end) if piece else None

    def rules(self, piece: _Piece | None, other: _Version) -> dict[str, frozenset[str]]:
        """Return the titles of rules that hold in ``piece`` by words ``other`` does not have, by stance."""
        here = [
            finding
            for finding in self.report.findings
            if piece
            and piece.start <= finding.start < piece.end
            and _plain(finding.quote).lstrip(_NUMERALS) not in other.words
        ]
        return {
            stance: frozenset(finding.title for finding in here if finding.stance == stance)
            for stance in ("authorizes", "protects")
        }


def versions(a: Side, b: Side) -> Iterator[VersionPair]:
    """Yield the pairs of documents of the two sides that are versions of one, each document once."""
    in_a, in_b = _versions(a), _versions(b)
    candidates = ((_similarity(old, new), old, new) for old in in_a for new in in_b)
    used: set[int] = set()
    for similarity, old, new in sorted(candidates, key=lambda one: one[0], reverse=True):
        if similarity < _VERSION or not used.isdisjoint((id(old), id(new))):
            continue
        used |= {id(old), id(new)}
        aligned = list(_aligned(old.pieces, new.pieces))
        yield VersionPair(
            old=old.report.document.name,
            new=new.report.document.name,
            similarity=similarity,
            unchanged=sum(_is_same(pair) for pair in aligned),
            changes=tuple(_changes(aligned, old, new)),
        )


def _versions(side: Side) -> list[_Version]:
    return [
        _Version(source, report, tuple(_pieces(report)), _plain(report.document.text))
        for source, report in enumerate(side.reports)
    ]


def _plain(words: str) -> str:
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", words))


def _pieces(report: Report) -> Iterator[_Piece]:
    text = report.document.text
    numbers = {clause.start: clause.number for clause in report.outline}
    for start, end in _spans(report):
        words = text[start:end]
        number = numbers.get(start, "")
        plain = _plain(_MARKER.sub("", words.strip().removeprefix(number)))
        if plain:
            left = start + len(words) - len(words.lstrip())
            yield _Piece(left, start + len(words.rstrip()), number, plain)


def _spans(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the ranges from clause number to clause number, long ones cut at line ends."""
    text = report.document.text
    for start, end in pairwise(sorted({0, len(text), *(clause.start for clause in report.outline)})):
        lines = (start + match.end() for match in re.finditer(r"\n+", text[start:end]))
        yield from pairwise(sorted({start, end, *(lines if end - start > _LONGEST else ())}))


def _similarity(old: _Version, new: _Version) -> float:
    """Return the share of characters in clauses that both have, or of the whole text where that is more."""
    if not old.pieces or not new.pieces:
        return 0.0
    both = (*old.pieces, *new.pieces)
    shared = {piece.words for piece in old.pieces} & {piece.words for piece in new.pieces}
    same = sum(len(piece.words) for piece in both if piece.words in shared)
    share = same / sum(len(piece.words) for piece in both)
    if share >= _VERSION:
        return share
    return max(share, fuzz.ratio(old.words, new.words, score_cutoff=100 * _VERSION) / 100)


def _aligned(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[_Pair]:
    """Yield the pieces of both in order: the same or reworded ones as pairs, the others alone."""
    matcher = SequenceMatcher(None, [p.words for p in old], [p.words for p in new], autojunk=False)
    gone: list[_Piece] = []
    come: list[_Piece] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[a1:a2], new[b1:b2], strict=True)
        else:
            gone += old[a1:a2]
            come += new[b1:b2]
    yield from _paired(gone, come)


def _paired(gone: Sequence[_Piece], come: Sequence[_Piece]) -> Iterator[_Pair]:
    """Pair what is most alike first; a clause that only moved is among them."""
    if not gone or not come:
        yield from ((piece, None) for piece in gone)
        yield from ((None, piece) for piece in come)
        return
    scores = process.cdist([p.words for p in gone], [p.words for p in come], score_cutoff=_SAME_NUMBER)
    ranked = sorted(
        (
            (scores[i][j], i, j)
            for i, one in enumerate(gone)
            for j, other in enumerate(come)
            if scores[i][j] >= (_SAME_NUMBER if one.number and one.number == other.number else _SAME_CLAUSE)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    for i, piece in enumerate(gone):
        yield piece, come[partner[i]] if i in partner else None
    yield from ((None, piece) for j, piece in enumerate(come) if j not in taken)


def _changes(aligned: Sequence[_Pair], old: _Version, new: _Version) -> Iterator[Change]:
    for before, after in sorted(aligned, key=_place):
        if _is_same((before, after)) or _is_elsewhere(before, after, old, new):
            continue
        was, now = old.rules(before, new), new.rules(after, old)
        yield Change(
            kind="new" if before is None else "removed" if after is None else "reworded",
            old=old.passage(before),
            new=new.passage(after),
            lets=_only(now, was, "authorizes"),
            forbids=_only(now, was, "protects"),
            lets_no_more=_only(was, now, "authorizes"),
            forbids_no_more=_only(was, now, "protects"),
        )


def _is_same(pair: _Pair) -> bool:
    before, after = pair
    return before is not None and after is not None and before.words == after.words


def _is_elsewhere(before: _Piece | None, after: _Piece | None, old: _Version, new: _Version) -> bool:
    """Return whether a clause without partner stands inside another one of the other version."""
    if before and after:
        return False
    return before.words in new.words if before else bool(after and after.words in old.words)


def _place(pair: _Pair) -> int:
    piece = pair[1] or pair[0]
    return piece.start if piece else 0


def _only(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]], stance: str) -> tuple[str, ...]:
    return tuple(sorted(one[stance] - other[stance]))
