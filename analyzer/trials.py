"""The nouns of a trial: what came of rules that are being written. All frozen, as in ``model.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analyzer.model import Quote, Severity
from analyzer.rule_examples import Example
from clause_patterns import Rule

Area = Literal["rules", "lexicon"]


@dataclass(frozen=True)
class Slip:
    """A mistake in what was written: in which of the two texts, on which line (from 1, 0 for all of it)."""

    area: Area
    line: int
    text: str


@dataclass(frozen=True)
class Hit:
    """A rule that holds for a sentence: how grave that is, and the words that decided it."""

    rule: str
    severity: Severity
    words: tuple[Quote, ...]


@dataclass(frozen=True)
class TriedPart:
    """How one part of a sentence fared: the rules that hold, or what the nearest of them lacks.

    ``near`` is true where all but one of the conditions of a rule hold.
    """

    part: Quote
    hits: tuple[Hit, ...]
    lacking: str = ""
    near: bool = False


@dataclass(frozen=True)
class TriedExample:
    """Whether an example of a tried rule holds, and if not, why."""

    example: Example
    holds: bool
    why: str = ""


@dataclass(frozen=True)
class Trial:
    """What came of trying rules; with ``slips`` there is nothing else.

    ``replaced`` are the rules of the library whose place they take; ``elsewhere`` the examples of other rules
    that they find as well, each with the tried rule.
    """

    slips: tuple[Slip, ...] = ()
    rules: tuple[Rule, ...] = ()
    replaced: tuple[str, ...] = ()
    parts: tuple[TriedPart, ...] = ()
    examples: tuple[TriedExample, ...] = ()
    elsewhere: tuple[tuple[str, Example], ...] = ()
