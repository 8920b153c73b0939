"""The shape of the files in ``steps/``: what a borrower can do, and whom to turn to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from pydantic import Field, model_validator

from clause_patterns.mistakes import invalid
from clause_patterns.schema import Entry

# What stands in a letter, from the title to the signature; see ``Paragraph`` in ``analyzer/papers.py``.
BlockKind = Literal["to", "heading", "text", "item", "detail", "quote", "law", "note", "sign"]

# What a block can be repeated for: passages of the document · lines of the log of calls · changes to ask for.
Each = Literal["findings", "calls", "requests"]

# What can be filled in beside the facts: everywhere, and in a block that is repeated.
PLACES: Final[Mapping[Each | Literal[""], frozenset[str]]] = {
    "": frozenset({"document_name", "sha256"}),
    "findings": frozenset({"place", "quote", "reason", "law"}),
    "calls": frozenset({"call"}),
    "requests": frozenset({"number", "place", "quote", "ask", "reason", "law", "reference"}),
}
PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class LenderKind(Entry):
    """One kind of lender, told by the patterns in the name of a party, else by those in the text.

    ``words`` must be found more than once. ``explain`` says in a sentence which rules it is under and how to
    tell it apart.
    """

    id: str
    title: str
    explain: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class LenderSign(Entry):
    """One way in which a document tells who lends; the surest stand first in the file.

    ``patterns`` are held against what stands around each name of a company, ``{name}`` in their midst; where
    there are ``anchors``, against the text from each of those on, and a group ``name`` may hold who it is.
    ``{role}`` in them stands for what lenders are called, and a group ``role`` for what this one is. Only
    names of ``kinds`` count, where there are any; a name that tells no kind is of the kind ``otherwise``.
    Only names in the first ``within`` characters count, any where that is 0. ``why`` is shown to people, with
    ``{role}`` filled in.
    """

    id: str
    anchors: tuple[str, ...] = ()
    patterns: tuple[str, ...] = Field(min_length=1)
    within: int = 0
    kinds: tuple[str, ...] = ()
    otherwise: str = ""
    why: str


class Channel(Entry):
    """One place to complain to: ``contact`` is its number or address, ``explain`` what it takes up.

    It is for borrowers of one of ``lenders``, of any where that is empty, and for the categories of clauses
    in ``concerns``, for all where that is empty. ``law`` names the provision that says so; where that is
    not verified, neither is the channel.
    """

    id: str
    title: str
    contact: str
    explain: str
    lenders: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    law: str


class Permission(Entry):
    """One permission of a phone: where each system lets it be refused, and what still works without it.

    ``rules`` are those whose findings make it worth looking at.
    """

    id: str
    title: str
    explain: str
    works: str
    android: str
    ios: str
    harmonyos: str
    rules: tuple[str, ...] = ()


class Fact(Entry):
    """One fact that a paper needs and the borrower knows; left empty, the paper leaves a blank.

    The blank has ``room`` for so many characters; for a date, year, month and day; for a choice, a box before
    each, in paragraphs of their own.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    kind: Literal["line", "lines", "date", "choice"] = "line"
    choices: tuple[str, ...] = ()
    hint: str = ""
    room: int = Field(default=8, ge=6, le=200)


class Block(Entry):
    """One paragraph of a paper.

    ``{places}`` in ``text`` are filled with the facts of that id, or with what ``PLACES`` lists. ``each``
    repeats the block for every one of what it names; neighbours with the same ``each`` are repeated
    together, and a block whose place holds several lines is repeated for each line. ``when`` names a place,
    or what could be repeated: where there is none of it, the block is left out; where there is any of what
    ``unless`` names, too. A block of ``law`` quotes those of the letter's provisions that it lists, all where
    it lists none.
    """

    kind: BlockKind = "text"
    text: str = ""
    each: Each | Literal[""] = ""
    when: str = ""
    unless: tuple[str, ...] = ()
    law: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Return what ``text`` leaves to be filled in, in order."""
        return tuple(PLACE.findall(self.text))


class PaperTemplate(Entry):
    """One paper: what it is for, the facts it asks for, and its paragraphs."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]+$")
    title: str
    explain: str
    fields: tuple[Fact, ...]
    blocks: tuple[Block, ...] = Field(min_length=3)


class LetterTemplate(PaperTemplate):
    """One letter and its legal basis.

    ``rules`` are those whose findings it can quote, all that are risks where that is empty. ``law`` names
    verified provisions; those that bind only some lenders are left out unless the lender is one of them.
    """

    rules: tuple[str, ...] = ()
    law: tuple[str, ...] = Field(min_length=1)


class CallRule(Entry):
    """A limit on when, how often or whom a collector may contact, to hold a log of calls against.

    It is one of three: ``start`` and ``end`` are the hours (0 to 24) between which contacts are allowed, from
    the first to before the second; ``per_day`` is how many a day are allowed at most; with neither, each
    contact that is meant counts. ``to`` says whom it protects, ``ways`` (any where empty) by which ways of
    contact, ``answered`` whether it counts calls that were answered. ``counted`` says what was counted, with
    ``{count}`` for the contacts, or for the days where it is ``per_day``; ``explain`` what a log cannot show.
    ``law`` names the provision behind it: one that is not verified makes it 参考.
    """

    id: str
    title: str
    counted: str = Field(pattern=r"\{count\}")
    explain: str
    start: int | None = Field(default=None, ge=0, le=24)
    end: int | None = Field(default=None, ge=0, le=24)
    per_day: int | None = Field(default=None, ge=1)
    to: Literal["anyone", "borrower", "others"] = "anyone"
    ways: tuple[str, ...] = ()
    answered: Literal["yes", "no", "any"] = "any"
    law: str

    @model_validator(mode="after")
    def _is_one_limit(self) -> CallRule:
        hours = (self.start, self.end)
        if (None in hours) != (hours == (None, None)):
            raise invalid("half-an-hour")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise invalid("hours-reversed")
        if self.per_day and self.start is not None:
            raise invalid("two-limits")
        return self
