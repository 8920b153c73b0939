"""The nouns: what the stages hand to one another. All frozen; behaviour lives in the stages.

Offsets are 0-based, end exclusive, in ``Document.text``. Boxes are PDF points from the top left corner.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pandas import DataFrame

Stance = Literal["authorizes", "protects", "mentions"]
Severity = Literal["critical", "high", "medium", "low", "info"]
Certainty = Literal["explicit", "implied"]

SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")

# The codes of notices that say some of the text could not be read as it stands.
INCOMPLETE = frozenset({"page-unreadable", "truncated", "hidden-text", "tracked-changes", "ocr-unsure",
                        "ocr-limit", "pictures-gap"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a report must know about how the document was read."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number (from 1), its text range, its size in points (0 where there is no paper).

    Of a document made of pictures, each is a page, at 150 pixels an inch; numbers count them as given.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle on a page, in points from the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Document:
    """What was read.

    ``boxes`` holds four numbers (x0, top, x1, bottom) for every character of ``text``, NaN where a
    character has no place on paper; it is empty for formats without pages.
    """

    name: str
    format: str
    text: str
    pages: tuple[Page, ...] = ()
    sha256: str = ""
    notices: tuple[Notice, ...] = ()
    boxes: array[float] = field(default_factory=lambda: array("f"), repr=False, compare=False)

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that holds ``offset``, None for formats without pages."""
        if not self.pages:
            return None
        following = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[max(0, following - 1)].number

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """Return the boxes that cover ``text[start:end]``, one per line and page, in reading order."""
        regions: list[Region] = []
        for number, box in self._boxes(start, end):
            last = regions[-1] if regions else None
            if last is not None and last.page == number and _goes_on(last, box):
                regions[-1] = Region(number, min(last.x0, box[0]), min(last.top, box[1]),
                                     max(last.x1, box[2]), max(last.bottom, box[3]))  # fmt: skip
            else:
                regions.append(Region(number, *box))
        return tuple(regions)

    def _boxes(self, start: int, end: int) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
        if not self.boxes:
            return
        for page in self.pages:
            for offset in range(max(start, page.start), min(end, page.end)):
                x0, top, x1, bottom = self.boxes[4 * offset : 4 * offset + 4]
                if not math.isnan(x0):
                    yield page.number, (x0, top, x1, bottom)


def _goes_on(region: Region, box: tuple[float, float, float, float]) -> bool:
    """Return whether a character at ``box`` continues the line of ``region``, whichever way it runs."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    beside = min(region.bottom, bottom) - max(region.top, top) > 0.5 * min(region.bottom - region.top, height)
    if beside:  # to the right with any gap; to the left only next to it, as upside down
        return x0 >= region.x0 - 1 or region.x0 - x1 < width
    below = min(region.x1, x1) - max(region.x0, x0) > 0.5 * min(region.x1 - region.x0, width)
    gap = max(top - region.bottom, region.top - bottom)
    return below and gap < 0.5 * height and region.x1 - region.x0 < 1.5 * width


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the document: ``text == document.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the outline.

    ``number`` is as printed (``第八条``, ``（二）``, ``3.2``); ``label`` is the path of numbers a reader
    needs to find it (``第八条（二）``); ``parent`` is an index into the outline or None.
    """

    number: str
    heading: str
    start: int
    end: int
    level: int
    label: str
    parent: int | None = None

    def at(self, start: int, end: int) -> Clause:
        """Return this clause with another range; outlines are long, and ``dataclasses.replace`` is slow."""
        return Clause(self.number, self.heading, start, end, self.level, self.label, self.parent)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text where a concept of the lexicon stands."""

    concept: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled slot of a statement: which, with what concept, and the words that say so."""

    name: str
    value: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Misreading:
    """A word that recognition most likely got wrong: ``quote`` as it stands, ``read_as`` what was printed."""

    quote: Quote
    read_as: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One reading of one sentence: who may do what with which data, for and to whom.

    ``start``/``end`` is the shortest run of whole sentence parts that carries it; ``context`` the lead-in
    or heading it inherits from. ``implied`` is true where the sense follows from a definition, a fee, an
    anaphor or a lead-in rather than from the words themselves. ``misread`` are the words in it, or in its
    context, that were not taken as they stand.
    """

    start: int
    end: int
    stance: Stance
    actor: str
    action: str
    slots: tuple[Slot, ...] = ()
    context: Quote | None = None
    clause: int | None = None
    implied: bool = False
    misread: tuple[Misreading, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the concepts in slot ``name`` (actor, action, data, recipients, purposes, …), in order."""
        return tuple(dict.fromkeys(slot.value for slot in self.slots if slot.name == name))


@dataclass(frozen=True, slots=True)
class ActiveModifier:
    """A word that changes how what lies in its reach is meant, and how: negation, limitation, exception, …"""

    effect: str
    word: Quote
    reach: Quote


@dataclass(frozen=True, slots=True)
class Reading:
    """How one sentence part was read: the lexicon's words, the modifiers that acted, the statements made.

    ``lead`` is the lead-in the part stands under, or None.
    """

    part: Quote
    lead: Quote | None
    mentions: tuple[Mention, ...]
    modifiers: tuple[ActiveModifier, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule held for a statement; if not, ``failed`` names the first condition that did not."""

    rule: str
    held: bool
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern of the library that holds at a place; what is ``aside`` stays out of the main summary."""

    rule: str
    category: str
    severity: Severity
    stance: Stance
    title: str
    quote: str
    start: int
    end: int
    context: Quote | None
    certainty: Certainty
    clause: str
    page: int | None
    regions: tuple[Region, ...]
    actor: str
    action: str
    slots: tuple[Slot, ...]
    why: str
    explain: str
    advice: tuple[str, ...]
    rewrite: str
    law: tuple[str, ...]
    misread: tuple[Misreading, ...] = ()
    aside: bool = False

    def values(self, name: str) -> tuple[str, ...]:
        """Return the concepts in slot ``name``, each once, in reading order."""
        return tuple(dict.fromkeys(slot.value for slot in self.slots if slot.name == name))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one document.

    ``parties`` says who the names in it are; ``parts`` are the ranges of its sentence parts, in order.
    """

    document: Document
    outline: tuple[Clause, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[tuple[int, int], ...] = ()

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings per severity; what protects or is aside is left out."""
        counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        for finding in self.findings:
            if finding.stance != "protects" and not finding.aside:
                counts[finding.severity] += 1
        return counts

    def worst(self) -> Severity | None:
        """Return the highest severity that ``counts`` counts, None without any."""
        return next((severity for severity, count in self.counts().items() if count), None)

    def to_frame(self, table: Literal["findings", "statements"] = "findings") -> DataFrame:
        """Return the findings, or statements, as pandas data with the columns of ``analyzer.rows``."""
        from analyzer.frames import frame_of  # noqa: PLC0415 - pandas is heavy, and rows are made of nouns

        return frame_of(self, table)
