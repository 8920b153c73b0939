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
from analyzer.model import Finding, Report
from analyzer.sides import Change, Passage, Side, VersionPair

_VERSION = 0.5  # two documents of which this share is the same are versions of one
_SAME_CLAUSE = 55.0  # out of 100: from here on a clause was reworded, not replaced
_SAME_NUMBER = 30.0  # the same, for two clauses that bear the same number
_LONGEST = 600  # characters: longer stretches without a clause number are cut at line ends
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause or paragraph: where it stands, its number, and its words without number and punctuation."""

    start: int
    end: int
    number: str
    words: str


def versions(a: Side, b: Side) -> Iterator[VersionPair]:
    """Yield the pairs of documents of the two sides that are versions of one, each document once."""
    pieces = {id(report): _pieces(report) for side in (a, b) for report in side.reports}
    candidates = sorted(
        (
            (_similarity(pieces[id(old)], pieces[id(new)]), at_a, at_b)
            for at_a, old in enumerate(a.reports)
            for at_b, new in enumerate(b.reports)
        ),
        reverse=True,
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    for similarity, at_a, at_b in candidates:
        if similarity < _VERSION or at_a in used_a or at_b in used_b:
            continue
        used_a.add(at_a)
        used_b.add(at_b)
        old, new = a.reports[at_a], b.reports[at_b]
        aligned = list(_aligned(pieces[id(old)], pieces[id(new)]))
        yield VersionPair(
            old=old.document.name,
            new=new.document.name,
            similarity=similarity,
            unchanged=sum(1 for one, other in aligned if one and other and one.words == other.words),
            changes=tuple(_changes(aligned, (at_a, old), (at_b, new))),
        )


def _pieces(report: Report) -> list[_Piece]:
    text = report.document.text
    starts = {0, len(text), *(clause.start for clause in report.outline)}
    cuts = sorted(starts)
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        if end - start <= _LONGEST:
            spans.append((start, end))
        else:
            lines = [start, *(start + match.end() for match in re.finditer(r"\n+", text[start:end])), end]
            spans.extend(pairwise(sorted(set(lines))))
    numbers = {clause.start: clause.number for clause in report.outline}
    found = []
    for start, end in spans:
        words = text[start:end]
        number = numbers.get(start, "")
        plain = _NO_WORDS.sub("", unicodedata.normalize("NFKC", words.strip().removeprefix(number)))
        if plain:
            left = start + len(words) - len(words.lstrip())
            found.append(_Piece(left, start + len(words.rstrip()), number, plain))
    return found


def _similarity(old: Sequence[_Piece], new: Sequence[_Piece]) -> float:
    """Return the share of characters in clauses that both have, or of the whole text where that is more."""
    if not old or not new:
        return 0.0
    shared = {piece.words for piece in old} & {piece.words for piece in new}
    total = sum(len(piece.words) for piece in (*old, *new))
    same = sum(len(piece.words) for piece in (*old, *new) if piece.words in shared) / total
    if same >= _VERSION:
        return same
    whole = fuzz.ratio("".join(p.words for p in old), "".join(p.words for p in new), score_cutoff=50) / 100
    return max(same, whole)


def _aligned(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[tuple[_Piece | None, _Piece | None]]:
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


def _paired(gone: Sequence[_Piece], come: Sequence[_Piece]) -> Iterator[tuple[_Piece | None, _Piece | None]]:
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


def _changes(
    aligned: Sequence[tuple[_Piece | None, _Piece | None]],
    old: tuple[int, Report],
    new: tuple[int, Report],
) -> Iterator[Change]:
    changed = [pair for pair in aligned if not (pair[0] and pair[1] and pair[0].words == pair[1].words)]
    for before, after in sorted(changed, key=_place):
        was, now = _rules(old[1], before), _rules(new[1], after)
        yield Change(
            kind="new" if before is None else "removed" if after is None else "reworded",
            old=_passage(old, before),
            new=_passage(new, after),
            lets=_only(now, was, "authorizes"),
            forbids=_only(now, was, "protects"),
            lets_no_more=_only(was, now, "authorizes"),
            forbids_no_more=_only(was, now, "protects"),
        )


def _place(pair: tuple[_Piece | None, _Piece | None]) -> int:
    piece = pair[1] or pair[0]
    return piece.start if piece else 0


def _passage(where: tuple[int, Report], piece: _Piece | None) -> Passage | None:
    return passage_at(*where, piece.start, piece.end) if piece else None


def _rules(report: Report, piece: _Piece | None) -> dict[str, frozenset[str]]:
    """Return the titles of the rules that hold in ``piece``, by stance."""
    here: Sequence[Finding] = (
        [finding for finding in report.findings if piece.start <= finding.start < piece.end] if piece else ()
    )
    return {
        stance: frozenset(finding.title for finding in here if finding.stance == stance)
        for stance in ("authorizes", "protects")
    }


def _only(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]], stance: str) -> tuple[str, ...]:
    return tuple(sorted(one[stance] - other[stance]))
