"""The two sides that one visitor compares: kept in Streamlit's session, in memory, until cleared."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

import analyzer
from analyzer.reporting.comparison_html import comparison_fragment
from analyzer.sides import Comparison
from clause_patterns import load_library
from ui.examples import example_pair
from ui.session import Content, Opened, Tell, read_into

LETTERS = ("A", "B")
_EXAMPLE_NAMES = ("较激进的示例", "较温和的示例")


@dataclass
class Chosen:
    """What the visitor chose for one side: its name as typed, and its documents by key."""

    name: str = ""
    entries: dict[str, Opened] = field(default_factory=dict)

    def readable(self) -> dict[str, Opened]:
        """Return what could be read, by key."""
        return {key: entry for key, entry in self.entries.items() if entry.report}

    def problems(self) -> list[Opened]:
        """Return what could not be read."""
        return [entry for entry in self.entries.values() if not entry.report]


@dataclass(frozen=True)
class Result:
    """A comparison and how the page shows it; ``made_from`` says of what it was made."""

    made_from: object
    comparison: Comparison
    fragment: str


def sides() -> dict[str, Chosen]:
    """Return both sides by letter."""
    chosen: dict[str, Chosen] = _state().setdefault("sides", {letter: Chosen() for letter in LETTERS})
    return chosen


def names() -> tuple[str, str]:
    """Return the names of the sides: as typed, told apart where they are the same or missing."""
    a, b = (sides()[letter].name.strip() or f"{letter} 家" for letter in LETTERS)
    return (f"{a}（A）", f"{b}（B）") if a == b else (a, b)


def rename(letter: str, name: str) -> None:
    """Give a side its name."""
    sides()[letter].name = name


def add_own(letter: str, sources: Iterable[tuple[str, Content]], tell: Tell | None = None) -> None:
    """Read the visitor's own ``(name, content)`` into a side; examples and old problems of it go."""
    _drop_examples()
    chosen = sides()[letter]
    chosen.entries = chosen.readable()
    for name, content in sources:
        read_into(chosen.entries, name, content, tell=tell)


def open_examples() -> None:
    """Fill both sides with the examples made for it."""
    for letter, name, members in zip(LETTERS, _EXAMPLE_NAMES, example_pair(), strict=True):
        chosen = Chosen(name)
        for example in members:
            text = example.path.read_text(encoding="utf-8")
            read_into(chosen.entries, example.title, text, is_example=True)
        sides()[letter] = chosen


def unlock(letter: str, entry: Opened, password: str) -> None:
    """Try ``password`` on a locked file of a side."""
    if entry.locked is not None:
        read_into(sides()[letter].entries, entry.name, entry.locked, password=password)


def remove(letter: str, key: str) -> None:
    """Take one document out of a side."""
    sides()[letter].entries.pop(key, None)


def clear() -> None:
    """Drop both sides and their comparison."""
    for name in ("sides", "compared"):
        _state().pop(name, None)


def result() -> Result | None:
    """Return the comparison, made anew only where names or documents changed; None while a side is empty."""
    documents = [sides()[letter].readable() for letter in LETTERS]
    if not all(documents):
        _state().pop("compared", None)
        return None
    made_from = (names(), *(tuple(each) for each in documents))
    known: Result | None = _state().get("compared")
    if known is None or known.made_from != made_from:
        known = _compared(made_from, documents)
        _state()["compared"] = known
    return known


def _compared(made_from: object, documents: list[dict[str, Opened]]) -> Result:
    a, b = ([entry.report for entry in each.values() if entry.report] for each in documents)
    name_a, name_b = names()
    comparison = analyzer.compare(a, b, name_a=name_a, name_b=name_b)
    return Result(made_from, comparison, comparison_fragment(comparison, load_library()))


def _drop_examples() -> None:
    for letter, chosen in sides().items():
        if any(entry.is_example for entry in chosen.entries.values()):
            sides()[letter] = Chosen(
                entries={key: entry for key, entry in chosen.entries.items() if not entry.is_example}
            )


def _state() -> MutableMapping[str, Any]:
    return st.session_state  # type: ignore[return-value]
