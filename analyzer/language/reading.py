"""``Document`` → outline and statements, everything mapped back to ``Document.text``."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from analyzer.language.drafts import SLOTS, Draft
from analyzer.language.misreadings import Correction, corrected
from analyzer.language.normalise import Normalised, normalise
from analyzer.language.outline import Part
from analyzer.language.roles import INSIDE
from analyzer.language.stages import Stage, Stages
from analyzer.model import (
    ActiveModifier,
    Clause,
    Document,
    Mention,
    Misreading,
    Quote,
    Reading,
    Slot,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the language stage makes of a document; all offsets in ``Document.text``."""

    outline: tuple[Clause, ...] = ()
    statements: tuple[Statement, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()


@contextmanager
def without_collector() -> Iterator[None]:
    """Let Python's collector of cyclic garbage rest: it would go through all mentions again and again.

    What a long document is made of stays until its report is done, and hardly any of it is cyclic. Without
    the rest, a character of a book would cost half as much again as one of a page.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def understand(
    document: Document, stages: Stages, until: Stage = "statements", *, mentions: bool = False
) -> Understanding:
    """Return what ``stages`` make of ``document``, the last of them being ``until``.

    The lexicon's words are many: they are returned only where ``mentions`` asks for them.
    """
    normalised, corrections = _normalised(document, stages)
    if not normalised.text.strip():
        return Understanding()
    sheet = stages.read(normalised.text, until)
    to_raw = _Mapper(document.text, normalised, corrections)
    parts = sheet.outline.parts
    return Understanding(
        outline=tuple([to_raw.clause(clause) for clause in sheet.outline.clauses]),
        statements=tuple([to_raw.statement(draft, parts) for draft in sheet.drafts]),
        parties={alias.name: alias.party for alias in sheet.aliases},
        parts=tuple([to_raw.range(part.start, part.end) for part in parts]),
        mentions=tuple([to_raw.mention(mention) for mention in sheet.mentions]) if mentions else (),
    )


def readings(document: Document, stages: Stages) -> Iterator[Reading]:
    """Yield how each sentence part of ``document`` was read, in order; all offsets in ``Document.text``."""
    normalised, corrections = _normalised(document, stages)
    if not normalised.text.strip():
        return
    with without_collector():
        sheet = stages.read(normalised.text)
    to_raw = _Mapper(document.text, normalised, corrections)
    parts = sheet.outline.parts
    drafts: dict[int, list[Draft]] = {}
    for draft in sheet.drafts:
        drafts.setdefault(draft.part, []).append(draft)
    for scene in sheet.scenes:
        lead = scene.part.lead
        yield Reading(
            part=to_raw.quote(scene.part.start, scene.part.end),
            lead=None if lead is None else to_raw.quote(parts[lead].start, parts[lead].end),
            mentions=tuple(to_raw.mention(mention) for mention in scene.mentions),
            modifiers=tuple(
                ActiveModifier(scope.effect, to_raw.quote(*scope.word), to_raw.quote(scope.start, scope.end))
                for scope in scene.scopes
            ),
            statements=tuple(to_raw.statement(draft, parts) for draft in drafts.get(scene.index, ())),
        )


def _normalised(document: Document, stages: Stages) -> tuple[Normalised, tuple[Correction, ...]]:
    """Return the text of ``document`` to match on, and what recognition had got wrong in it."""
    return corrected(normalise(document.text), document, stages.corrector)


def _telling(draft: Draft, text: str) -> list[Mention]:
    """Return the words without which the statement could not be understood.

    Some actions say it all (视为同意); the others need whom it concerns and the kind of data nearest by.
    """
    if draft.deciding is None and draft.action.concept != "assign":
        return [draft.action]
    others = [party for party in draft.recipients if party.concept not in INSIDE]

    def farness(data: Mention) -> tuple[bool, int]:
        after_comma = "，" in text[draft.action.end : data.start]  # there it is most often another verb's
        return after_comma, abs(data.start - draft.action.start)

    data = sorted(draft.of("data"), key=farness)
    return [draft.action, *others, *data[:1]]


class _Mapper:
    """Maps ranges of the normalised text to ranges, quotes and slots of the raw text."""

    def __init__(self, raw: str, normalised: Normalised, corrections: Sequence[Correction]) -> None:
        self._raw, self._normalised = raw, normalised
        self._misread = [
            Misreading(self.quote(correction.start, correction.end), correction.term)
            for correction in corrections
        ]

    def range(self, start: int, end: int) -> tuple[int, int]:
        return self._normalised.raw(start, end)

    def lines(self, start: int, end: int, draft: Draft) -> tuple[int, int]:
        """Return the raw range of the part's printed lines that carry ``draft``."""
        left, right = self.range(start, end)
        if "\n" not in self._raw[left:right]:
            return left, right
        words = [word for word in _telling(draft, self._normalised.text) if start <= word.start < end]
        if not words:
            return left, right
        first, last = self.range(min(word.start for word in words), max(word.end for word in words))
        begin = self._raw.rfind("\n", left, first) + 1
        stop = self._raw.find("\n", last, right)
        stop = right if stop < 0 else stop
        comma = self._raw.find("，", last, stop) + 1
        line = self._raw.rfind("\n", left, last) + 1
        if comma and line > begin and comma - line < stop - comma:
            stop = comma  # most of the last line says something else
        return self._stripped(max(begin, left), stop)

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        words = self._raw[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def statement(self, draft: Draft, parts: Sequence[Part]) -> Statement:
        """Return ``draft`` as a statement about the raw text."""
        part = parts[draft.part]
        start, end = self.lines(part.start, part.end, draft)
        context = None
        if draft.context is not None:
            context = self.quote(parts[draft.context].start, parts[draft.context].end)
        elif (start, end) != self.range(part.start, part.end):
            context = self.quote(part.start, part.end)  # the sentence of which the quote is some lines
        return Statement(
            start=start,
            end=end,
            stance=draft.stance,
            actor=draft.actors[0].concept if draft.actors else "provider",
            action=draft.action.concept,
            slots=tuple(self.slots(draft)),
            context=context,
            clause=part.clause,
            implied=draft.implied,
            misread=self.misread((start, end), *([(context.start, context.end)] if context else [])),
        )

    def misread(self, *ranges: tuple[int, int]) -> tuple[Misreading, ...]:
        """Return the words inside one of the raw ``ranges`` that recognition got wrong."""
        return tuple(
            word
            for word in self._misread
            if any(start < word.quote.end and word.quote.start < end for start, end in ranges)
        )

    def mention(self, mention: Mention) -> Mention:
        start, end = self.range(mention.start, mention.end)
        return replace(mention, start=start, end=end)

    def quote(self, start: int, end: int) -> Quote:
        left, right = self._normalised.raw(start, end)
        return Quote(left, right, self._raw[left:right])

    def clause(self, clause: Clause) -> Clause:
        start, end = self.range(clause.start, max(clause.end, clause.start + 1))
        return clause.at(start, end)

    def slots(self, draft: Draft) -> list[Slot]:
        named: list[tuple[str, Mention]] = [("actor", actor) for actor in draft.actors]
        named.append(("action", draft.action))
        if draft.deciding is not None:
            named.append(("stance", draft.deciding))
        named += [("recipients", party) for party in draft.recipients]
        named += [(SLOTS[mention.kind], mention) for mention in draft.others]
        return [
            Slot(name, mention.concept, self.quote(mention.start, mention.end)) for name, mention in named
        ]
