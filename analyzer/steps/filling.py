"""A template and what is known → a paper. What is known is never read as a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from analyzer.papers import BLANK, Paper, Paragraph
from analyzer.steps.citing import binding, citations, cited
from clause_patterns.library import Library
from clause_patterns.steps import PLACE, Block, Each, Fact, LetterTemplate, PaperTemplate

# What fills each place: its lines, none where it is not known; ids of provisions for those in ``_CITING``.
Values = Mapping[str, tuple[str, ...]]

_CITING = ("law", "reference")
_UNDERSCORE = BLANK[0]
_DATE_BLANK = "{0}{0}年{0}月{0}日".format(_UNDERSCORE * 2)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Blanks for what is not a fact of the template; a whole clause needs a line.
_ROOM = 10
_LINES = 3  # to be left where several may be filled in
_LONG = {"quote": 34, "ask": 34}


def fill(
    template: PaperTemplate,
    facts: Values,
    entries: Mapping[Each, Sequence[Values]],
    library: Library,
    *,
    lender: str = "",
) -> Paper:
    """Return ``template`` filled with ``facts``, and with ``entries`` where a block is repeated.

    Where there are no calls, what is repeated for them is left out; of what is repeated for others that are
    not there, one is left to be filled in by hand.
    """
    filler = _Filler(template, library, lender, facts, entries)
    paragraphs = tuple(filler.paragraphs())
    notes = [library.say("paper-no-advice")]
    if filler.blanks:
        notes.append(library.say("paper-blanks", labels="、".join(filler.blanks)))
    return Paper(
        id=template.id,
        title=template.title,
        paragraphs=paragraphs + tuple(Paragraph("note", note) for note in notes),
        blanks=tuple(filler.blanks),
        law=tuple(filler.cited),
    )


def known(fact: Fact, given: str) -> tuple[str, ...]:
    """Return the lines of what was ``given`` for ``fact``, none where nothing can be seen of it.

    A date is written out in Chinese; what is not among the choices of a fact is not known.
    """
    lines = given.splitlines() if fact.kind == "lines" else [given]
    found = tuple(filter(None, map(seen, lines)))
    if fact.kind == "choice":
        return found if found and found[0] in fact.choices else ()
    return tuple(map(_date, found)) if fact.kind == "date" else found


def seen(text: str) -> str:
    """Return ``text`` on one line, empty where nothing of it can be seen."""
    line = " ".join(text.split())
    return line if any(char.isprintable() and char != " " for char in line) else ""


def _date(text: str) -> str:
    match = _ISO_DATE.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日" if day else text


def _at(number: int, lines: Sequence[str]) -> str:
    return lines[min(number, len(lines) - 1)]


@dataclass
class _Filler:
    """One filling of one template; ``blanks`` and ``cited`` gather what was left open, and the law quoted."""

    template: PaperTemplate
    library: Library
    lender: str
    facts: Values
    entries: Mapping[Each, Sequence[Values]]
    blanks: dict[str, None] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[Paragraph]:
        there: Values = {each: ("",) for each, entries in self.entries.items() if entries}
        for each, blocks in groupby(self.template.blocks, key=lambda block: block.each):
            together = list(blocks)
            for entry in self._repeated(each):
                values: Values = {**self.facts, **there, **entry}
                there_is = {place for place, lines in values.items() if lines}
                for block in together:
                    if there_is.issuperset(filter(None, [block.when])) and there_is.isdisjoint(block.unless):
                        yield from self._filled(block, values)

    def _repeated(self, each: Each | Literal[""]) -> Sequence[Values]:
        found = self.entries.get(each, ()) if each else ()
        return found or ([] if each == "calls" else [{}])

    def _filled(self, block: Block, values: Values) -> Iterator[Paragraph]:
        if block.kind == "law":
            yield from self._law(block)
            return
        fillings = {place: self._lines(place, values) for place in block.places}
        for number in range(max([1, *map(len, fillings.values())])):
            text = PLACE.sub(lambda match: _at(number, fillings[match[1]]), block.text)  # noqa: B023
            yield Paragraph(block.kind, text.replace("《《", "《").replace("》》", "》"))

    def _lines(self, place: str, values: Values) -> tuple[str, ...]:
        found = values.get(place, ())
        if found and place in _CITING:
            provisions = [self.library.law[name] for name in found]
            self.cited.update((one.id, None) for one in provisions if one.verified)
            return (citations(provisions),)
        return found or self._blanks(place)

    def _law(self, block: Block) -> Iterator[Paragraph]:
        names = block.law
        if not names and isinstance(self.template, LetterTemplate):
            names = self.template.law
        for provision in binding(names, self.library, self.lender):
            self.cited[provision.id] = None
            words = "".join(provision.text.split("\n"))
            yield Paragraph("law", f"{cited(provision)}：{words}")

    def _blanks(self, place: str) -> tuple[str, ...]:
        fact = next((fact for fact in self.template.fields if fact.id == place), None)
        self.blanks[fact.label if fact else self.library.say(f"blank-{place}")] = None
        if fact is None:
            return (_UNDERSCORE * _LONG.get(place, _ROOM),)
        if fact.kind == "choice":
            return tuple(f"□ {choice}" for choice in fact.choices)
        if fact.kind == "date":
            return (_DATE_BLANK,)
        return (_UNDERSCORE * fact.room,) * (_LINES if fact.kind == "lines" else 1)
