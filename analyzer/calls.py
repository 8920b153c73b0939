"""The nouns of the log of calls: who contacted whom, when, how. All frozen, as in ``model.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from clause_patterns.steps import CallRule

PHONE: Final = "电话"
# What people write for themselves where the log asks who was contacted.
SELF: Final = frozenset({"", "本人", "我", "我本人", "自己", "我自己", "借款人", "借款人本人", "债务人"})


@dataclass(frozen=True, slots=True)
class Call:
    """One contact as the borrower noted it; what is not known is empty or None.

    ``number`` is the caller's, ``caller`` who they say they are; ``called`` and ``relation`` say who was
    contacted, both empty for the borrower; ``way`` is 电话, 短信, 微信, 上门 or what else was written.
    ``more`` are cells of columns that mean nothing here, by their heads.
    """

    day: date
    time: time | None = None
    number: str = ""
    caller: str = ""
    called: str = ""
    relation: str = ""
    way: str = PHONE
    answered: bool | None = None
    said: str = ""
    proof: str = ""
    more: tuple[tuple[str, str], ...] = ()

    @property
    def to_other(self) -> bool:
        """Return whether somebody else than the borrower was contacted."""
        return self.called not in SELF or self.relation not in SELF


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that could not be understood: its ``line`` in the file, what is wrong, its cells by head."""

    line: int = field(compare=False)
    problem: str = field(compare=False)
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CallLog:
    """The rows of a log, in the order of the file: those understood, and those put aside."""

    calls: tuple[Call, ...]
    aside: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitCount:
    """One limit held against a log: the ``calls`` it is about, and how many could not be told.

    ``calls`` are those outside the hours, those of days with more than are allowed, or those to others.
    """

    rule: CallRule
    calls: tuple[Call, ...]
    days: tuple[date, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A log counted: the calls of each day in order, calls by number and by person, the most first.

    The empty person is the borrower. ``limits`` are those that may bind the lender.
    """

    days: Mapping[date, tuple[Call, ...]]
    numbers: Mapping[str, int]
    persons: Mapping[str, int]
    limits: tuple[LimitCount, ...]
