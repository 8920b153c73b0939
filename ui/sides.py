"""The two sides that one visitor compares: kept in memory, until cleared or the page is closed."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import wait
from dataclasses import dataclass
from typing import Any

from analyzer.sides import Comparison
from ui import work
from ui.examples import example_pair
from ui.jobs import QUEUE, Job
from ui.shelf import BLINK_SECONDS, Content, Opened, Shelf
from ui.visitor import visitor

LETTERS = ("A", "B")
_EXAMPLE_NAMES = ("较激进的示例", "较温和的示例")


@dataclass
class Chosen:
    """What the visitor chose for one side: its name as typed, and its documents."""

    shelf: Shelf
    name: str = ""


@dataclass(frozen=True)
class Result:
    """A comparison that is made or being made, and of what: the names, and the documents of both sides.

    ``job`` gives the comparison and the HTML fragment that shows it.
    """

    made_from: object
    job: Job[tuple[Comparison, str]]


def sides() -> dict[str, Chosen]:
    """Return both sides by letter."""
    if "sides" not in _state():
        _state()["sides"] = {letter: Chosen(Shelf(visitor())) for letter in LETTERS}
    chosen: dict[str, Chosen] = _state()["sides"]
    return chosen


def names() -> tuple[str, str]:
    """Return the names of the sides: as typed, told apart where they are the same or missing."""
    a, b = (sides()[letter].name.strip() or f"{letter} 家" for letter in LETTERS)
    return (f"{a}（A）", f"{b}（B）") if a == b else (a, b)


def rename(letter: str, name: str) -> None:
    """Give a side its name."""
    sides()[letter].name = name


def add_own(letter: str, sources: Iterable[tuple[str, Content]]) -> None:
    """Begin to read the visitor's own ``(name, content)`` for a side; examples, and its old problems, go."""
    _drop_examples()
    shelf = sides()[letter].shelf
    shelf.drop([entry.key for entry in shelf.problems()])
    for name, content in sources:
        shelf.add(name, content)
    shelf.wait()


def open_examples() -> None:
    """Fill both sides with the examples made for it."""
    clear()
    for letter, name, members in zip(LETTERS, _EXAMPLE_NAMES, example_pair(), strict=True):
        rename(letter, name)
        for example in members:
            text = example.path.read_text(encoding="utf-8")
            sides()[letter].shelf.add(example.title, text, is_example=True)
    for letter in LETTERS:
        sides()[letter].shelf.wait()


def unlock(letter: str, entry: Opened, password: str) -> None:
    """Try ``password`` on a locked file of a side."""
    if entry.locked:
        shelf = sides()[letter].shelf
        shelf.add(entry.name, entry.content[0], password=password)
        shelf.wait()


def remove(letter: str, key: str) -> None:
    """Take one document out of a side."""
    sides()[letter].shelf.drop([key])


def collect() -> None:
    """Take in what has been analysed since."""
    for chosen in sides().values():
        chosen.shelf.collect()


def clear() -> None:
    """Drop both sides and their comparison, and what is still being worked on."""
    _drop_result()
    for chosen in _state().pop("sides", {}).values():
        chosen.shelf.clear()


def result() -> Result | None:
    """Return the comparison of what is there, begun anew only where names or documents changed.

    None while a side is empty, or documents are still coming.
    """
    documents = [sides()[letter].shelf.readable() for letter in LETTERS]
    made_from = (names(), *(tuple(each) for each in documents))
    known: Result | None = _state().get("compared")
    if not all(documents) or any(chosen.shelf.coming() for chosen in sides().values()):
        _drop_result()
        return None
    if known is None or known.made_from != made_from:
        _drop_result()
        a, b = ([entry.report for entry in each.values()] for each in documents)
        known = Result(made_from, QUEUE.submit(visitor(), work.compare, a, b, *names()))
        _state()["compared"] = known
        wait([known.job.future], timeout=BLINK_SECONDS)
    return known


def again() -> None:
    """Begin a comparison that was cancelled anew."""
    _drop_result()


def _drop_result() -> None:
    known: Result | None = _state().pop("compared", None)
    if known:
        known.job.cancel()


def _drop_examples() -> None:
    for letter, chosen in sides().items():
        if chosen.shelf.drop_examples():
            rename(letter, "")


def _state() -> dict[str, Any]:
    return visitor().state
