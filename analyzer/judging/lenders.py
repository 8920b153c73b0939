"""Who lends: which kind of institution, by the names of the parties, else by the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.judging.passages import passage_at
from analyzer.judging.titles import compiled, search
from analyzer.model import Report
from analyzer.sides import Lender
from clause_patterns import Library
from clause_patterns.steps import LenderKind, LenderSign

_BEFORE, _AFTER = 48, 90  # characters around a name that tell what its bearer does
_LONGEST = 56  # characters of a name, and of what may stand before it without a mark
_NAME = "〈〉"  # stands for the name in what is around it
_OFTEN = 2  # times that words which no name goes with must stand in the text


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a company at ``start`` to ``end``, the kind of lender it tells, and the words around it."""

    source: int
    start: int
    end: int
    text: str
    kind: str
    around: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A place that tells who lends: the kind, the name and the role it has there, empty where not told."""

    source: int
    start: int
    end: int
    kind: str
    name: str
    role: str


def lender(reports: Sequence[Report], library: Library) -> Lender | None:
    """Return who seems to lend by these documents, None where they do not tell.

    The surest sign decides; of several lenders named by it the first is returned, and ``why`` names the rest.
    """
    texts = [report.document.text for report in reports]
    names = [name for source, text in enumerate(texts) for name in _names(source, text, library)]
    for sign in library.lender_signs.values():
        found = list(_by_anchors(sign, texts) if sign.anchors else _by_names(sign, names, library))
        if found:
            return _told(sign, found, reports, library)
    return _by_words(reports, library)


def _told(sign: LenderSign, found: Sequence[_Found], reports: Sequence[Report], library: Library) -> Lender:
    first = next((one for one in found if one.name), found[0])
    others = dict.fromkeys(one.name for one in found if not _same(one.name, first.name))
    why = sign.why.format(role=first.role)
    return Lender(
        kind=first.kind,
        name=first.name,
        passage=passage_at(first.source, reports[first.source], first.start, first.end),
        why=library.say("lender-several", why=why, others="、".join(others)) if others else f"{why}。",
    )


def _same(name: str, other: str) -> bool:
    """Return whether ``name`` is the other name or a shorter form of it."""
    return name in other or other in name


def _names(source: int, text: str, library: Library) -> Iterator[_Name]:
    """Yield the names of companies in ``text`` that are those of one, in reading order."""
    entries = library.lender_names
    (ends,), (begins,), (before,) = (
        compiled(entries[name].patterns) for name in ("ends", "begins", "before")
    )
    for match in ends.finditer(text):
        run = begins.search(text[max(0, match.start() - _LONGEST) : match.start()])
        words = (run[0] if run else "") + match[0]
        joined = before.search(words)
        name = words[joined.end() :] if joined else words
        if search(entries["not-a-name"].patterns, name):
            continue
        end = match.end()
        start = end - len(name)
        around = f"{text[max(0, start - _BEFORE) : start]}{_NAME}{text[end : end + _AFTER]}"
        yield _Name(source, start, end, name, _kind(name, library), around)


def _kind(name: str, library: Library) -> str:
    """Return the kind of lender that ``name`` tells, empty where it tells none."""
    return next((kind.id for kind in library.lender_kinds.values() if search(kind.names, name)), "")


def _by_names(sign: LenderSign, names: Sequence[_Name], library: Library) -> Iterator[_Found]:
    """Yield the names of which ``sign`` says that their bearer lends."""
    role = library.lender_names["role"].patterns[0]
    patterns = tuple(each.replace("{name}", _NAME).replace("{role}", role) for each in sign.patterns)
    for name in names:
        if (sign.kinds and name.kind not in sign.kinds) or (sign.within and name.start > sign.within):
            continue
        match = search(patterns, name.around)
        if match:
            licensed = name.kind not in ("", "facilitator")
            kind = name.kind if licensed or not sign.otherwise else sign.otherwise
            called = match.groupdict().get("role") or ""
            yield _Found(name.source, name.start, name.end, kind, name.text, called)


def _by_anchors(sign: LenderSign, texts: Sequence[str]) -> Iterator[_Found]:
    """Yield the places that tell by themselves who lends, with a name or without."""
    for source, text in enumerate(texts):
        for at in sorted(at for anchor in sign.anchors for at in _places(anchor, text)):
            match = next(filter(None, (each.match(text, at) for each in compiled(sign.patterns))), None)
            if match:
                name, role = (match.groupdict().get(group) or "" for group in ("name", "role"))
                start, end = match.span("name") if name else match.span()
                yield _Found(source, start, end, sign.otherwise, name, role)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _by_words(reports: Sequence[Report], library: Library) -> Lender | None:
    """Return the kind of lender that the words of the text tell, None where none stand there often."""
    best: tuple[int, LenderKind, int, re.Match[str]] | None = None
    for kind in library.lender_kinds.values():
        for source, report in enumerate(reports):
            found = [match for each in compiled(kind.words) for match in each.finditer(report.document.text)]
            if len(found) >= _OFTEN and (best is None or len(found) > best[0]):
                best = (len(found), kind, source, min(found, key=lambda match: match.start()))
    if best is None:
        return None
    _, kind, source, match = best
    return Lender(
        kind=kind.id,
        passage=passage_at(source, reports[source], *match.span()),
        why=library.say("lender-words", words=match[0]),
    )
