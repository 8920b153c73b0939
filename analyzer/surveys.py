"""The nouns of a survey: what many documents, analysed by ``loanclause batch``, say together. All frozen.

Kinds of lender and of document are ids of the library, ``UNCLEAR`` where they are not known. A level is a
severity, or ``protective`` for what protects the borrower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from analyzer.model import SEVERITIES

UNCLEAR: Final = "unclear"
PROTECTIVE: Final = "protective"
LEVELS: Final[tuple[str, ...]] = (*SEVERITIES, PROTECTIVE)
GRAVE: Final = ("critical", "high")  # the levels that headlines count
STANCES: Final = ("authorizes", "protects", "mentions")

# What the rows and the columns of a table may stand for.
Rows = Literal["rule", "category"]
Columns = Literal["lender", "kind", "document"]
# Where a rule is listed: what to mind, what is kept aside (costs, disputes), what protects.
Group = Literal["risk", "aside", "protective"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked at; an empty field lets everything through.

    ``lenders``, ``kinds``, ``name`` (a part of the document's name) and ``document`` (all of it) choose
    documents, and shares are of those; the others choose places in them. ``text`` is a part of the quote.
    """

    lenders: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    name: str = ""
    document: str = ""
    rules: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    stance: str = ""
    text: str = ""

    @property
    def counts_asides(self) -> bool:
        """Return whether what is kept aside counts as grave: only where somebody asks for it."""
        return bool(self.categories or self.rules)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many documents there are, were read, could not be; of those read, how many hold something grave.

    What is kept aside is not grave, unless ``Filters.counts_asides``.

    ``found`` are the documents with any place, ``places`` all places, ``levels`` places by level.
    """

    documents: int
    read: int
    failed: int
    found: int
    grave: int
    places: int
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of lender or of document: how many were read, and how many of these hold something grave."""

    id: str
    read: int
    grave: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule: in how many of the documents read, at how many places, and these by level, worst first."""

    rule: str
    title: str
    category: str
    group: Group
    documents: int
    share: float
    places: int
    levels: Mapping[str, int]

    @property
    def level(self) -> str:
        """Return the worst level that occurs."""
        return next(iter(self.levels))


@dataclass(frozen=True, slots=True)
class Count:
    """One cell: documents, their share of those read in its column, places."""

    documents: int
    share: float
    places: int


@dataclass(frozen=True, slots=True)
class Cross:
    """A table: ``cells`` by ids of row and column, none where there is nothing.

    ``rows`` and ``columns`` are in the order in which they are shown; ``read`` says of how many documents a
    column speaks.
    """

    by: Columns
    of: Rows
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    read: Mapping[str, int]
    cells: Mapping[tuple[str, str], Count]


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one document, as its row in the table of findings says."""

    document: str
    lender: str
    kind: str
    rule: str
    title: str
    level: str
    clause: str
    page: int | None
    start: int
    quote: str
    context: str


@dataclass(frozen=True, slots=True)
class Places:
    """Some of the places asked for, from the ``offset``-th; how many there are, in how many documents."""

    total: int
    documents: int
    offset: int
    shown: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """One reason why documents could not be read, and the names of those, in order."""

    problem: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is said of one choice of documents and places.

    ``quotes`` are some places of each rule, of different documents; ``per_document`` is None where there are
    too many documents to list them side by side.
    """

    name: str
    filters: Filters
    totals: Totals
    lenders: tuple[Kind, ...]
    kinds: tuple[Kind, ...]
    rules: tuple[RuleCount, ...]
    crosses: Mapping[tuple[Rows, Columns], Cross]
    per_document: Cross | None
    quotes: Mapping[str, Places]
    failures: tuple[Failure, ...]
