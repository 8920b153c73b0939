"""The nouns of a set of documents and of two sets side by side. All frozen, as in ``model.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from analyzer.model import SEVERITIES, Quote, Report, Severity

# What a set of documents says of a topic: lets it, lets it on a condition that protects, says both yes and
# no, promises not to without asking, promises not to, says nothing.
Position = Literal["allows", "conditional", "both", "asks", "forbids", "silent"]
Winner = Literal["a", "b", "same", "unclear"]
_GRAVE: tuple[Severity, ...] = ("critical", "high")

# The elements of PIPL article 23 a person must be told, in the order of the article.
Element = Literal["name", "contact", "purpose", "manner", "kinds", "separate-consent"]
ELEMENTS: tuple[Element, ...] = ("name", "contact", "purpose", "manner", "kinds", "separate-consent")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote at its place: ``source`` is the index of the document in its set, offsets are in its text."""

    source: int
    document: str
    quote: Quote
    clause: str = ""
    page: int | None = None
    context: Quote | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Who may have which kind of data: one cell of the matrix of data × recipient.

    ``data`` and ``recipient`` are concepts of the lexicon; ``conditions`` and ``qualifiers`` those under
    which it is allowed; ``allows`` and ``forbids`` the places that say so.
    """

    data: str
    recipient: str
    position: Position
    conditions: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    allows: tuple[Passage, ...] = ()
    forbids: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A promise and a permission that meet.

    ``kind`` is ``contradiction`` where both cannot be kept, ``exception`` where the promise is narrower than
    the permission, carries an exception for it or is hollowed out by it. ``why`` is one Chinese sentence.
    """

    kind: Literal["contradiction", "exception"]
    promise: Passage
    permission: Passage
    why: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class ReferencedDocument:
    """A document that the set names and that binds or decides.

    ``binding`` is the strongest way in which it is named (``clause_patterns/references.yaml``); ``given`` the
    name of the document of the set that is it, empty where it is missing.
    """

    title: str
    binding: str
    given: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One giving of data to another handler, and which elements of PIPL article 23 are told with it.

    ``told`` has the words that tell an element; elements that are missing are not in it. ``open_ended`` are
    the words that leave the recipients open (等第三方), None where they are closed.
    """

    passage: Passage
    recipients: tuple[str, ...]
    told: Mapping[Element, Quote]
    open_ended: Quote | None = None
    places: int = 1

    @property
    def missing(self) -> tuple[Element, ...]:
        """Return the elements that are not told, in the order of the article."""
        return tuple(element for element in ELEMENTS if element not in self.told)


@dataclass(frozen=True, slots=True)
class Request:
    """One kind of data from the checklist for online lending (``clause_patterns/necessity.yaml``).

    ``asked`` are the places that ask for it, ``promised`` those that promise not to.
    """

    item: str
    necessary: bool
    asked: tuple[Passage, ...] = ()
    promised: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Lender:
    """Who seems to lend the money.

    ``kind`` is the id of a kind of lender in the library, empty where the name tells none; ``name`` is as
    written, empty where none is; ``passage`` is the place that says so, None where the reader said it;
    ``why`` is one Chinese sentence.
    """

    kind: str
    name: str = ""
    passage: Passage | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """Everything about one set of documents: a report on each, and what no single clause shows.

    ``lender`` is None where the documents do not tell who lends.
    """

    name: str
    reports: tuple[Report, ...]
    matrix: tuple[Cell, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    references: tuple[ReferencedDocument, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    requests: tuple[Request, ...] = ()
    lender: Lender | None = None

    @property
    def lender_kind(self) -> str:
        """Return the kind of the lender, empty where it is not known."""
        return self.lender.kind if self.lender else ""


def with_lender(side: Side, kind: str) -> Side:
    """Return ``side`` with the kind of lender that the reader says it is; none where ``kind`` is empty."""
    return replace(side, lender=Lender(kind) if kind else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one side says of one topic, with the places that say so and the worst severity among them."""

    position: Position
    severity: Severity | None = None
    conditions: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    allows: tuple[Passage, ...] = ()
    forbids: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One topic (a rule, or a pair of data and recipient) on both sides.

    ``worse`` says which side is worse for the borrower, ``why`` in one Chinese sentence. What is ``aside``
    stands after the other rows and has no say in which side is worse overall.
    """

    topic: str
    title: str
    category: str
    a: Standing
    b: Standing
    worse: Winner
    why: str
    aside: bool = False

    @property
    def severity(self) -> Severity:
        """Return the higher severity of the two sides, ``info`` where neither has one."""
        return min((self.a.severity or "info", self.b.severity or "info"), key=SEVERITIES.index)

    @property
    def grave_on_both(self) -> bool:
        """Return whether both sides allow something critical or high."""
        return self.a.severity in _GRAVE and self.b.severity in _GRAVE


@dataclass(frozen=True, slots=True)
class Change:
    """One clause of two versions of a document: ``kind`` says what became of it.

    ``lets`` and ``forbids`` are titles of rules that hold in the new clause and not in the old one;
    ``lets_no_more`` and ``forbids_no_more`` the other way round.
    """

    kind: Literal["new", "removed", "reworded"]
    old: Passage | None
    new: Passage | None
    lets: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    lets_no_more: tuple[str, ...] = ()
    forbids_no_more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionPair:
    """Two documents, one on each side, that are versions of one; ``similarity`` is from 0 to 1."""

    old: str
    new: str
    similarity: float
    unchanged: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything about two sets of documents side by side.

    ``rows`` are by rule, worst first; ``matrix`` by data and recipient; ``summary`` is a short paragraph in
    Chinese, made from rows.
    """

    a: Side
    b: Side
    rows: tuple[Row, ...] = ()
    matrix: tuple[Row, ...] = ()
    versions: tuple[VersionPair, ...] = ()
    worse: Winner = "unclear"
    summary: str = ""
    notes: tuple[str, ...] = field(default=())
