"""What one visitor has open: kept in memory, until cleared or the page is closed."""

from __future__ import annotations

from typing import Any

from ui.examples import Example, examples
from ui.shelf import Content, Opened, Shelf
from ui.steps.typed import forget
from ui.visitor import visitor

__all__ = [
    "Content", "Opened", "choose", "clear", "collect", "current", "documents", "open_example", "open_own",
    "opened", "problems", "shelf", "unlock",
]  # fmt: skip


def shelf() -> Shelf:
    """Return the documents of this session; at the very first visit there comes an example."""
    if "shelf" not in _state():
        _state()["shelf"] = Shelf(visitor())
        first = next(iter(examples()), None)
        if first:
            open_example(first)
    found: Shelf = _state()["shelf"]
    return found


def opened() -> dict[str, Opened]:
    """Return everything open in this session by key."""
    return shelf().entries()


def documents() -> dict[str, Opened]:
    """Return what could be read, by key."""
    return shelf().readable()


def problems() -> list[Opened]:
    """Return what could not be read."""
    return shelf().problems()


def current() -> str | None:
    """Return the key of the document to show, None when there is none."""
    keys = list(documents())
    chosen = _state().get("current")
    return chosen if chosen in keys else next(reversed(keys), None)


def choose(key: str) -> None:
    """Show ``key``, and go on showing it when others arrive."""
    _state()["current"] = key
    _state()["awaited"] = []


def open_own(sources: list[tuple[str, Content]]) -> None:
    """Begin to analyse the reader's own ``(name, content)``; old problems go, examples once one is there."""
    shelf().drop([entry.key for entry in problems()])
    _await([shelf().add(name, content) for name, content in sources])


def open_example(example: Example) -> None:
    """Begin to analyse ``example``."""
    text = example.path.read_text(encoding="utf-8")
    _await([shelf().add(example.title, text, is_example=True)])


def unlock(entry: Opened, password: str) -> None:
    """Try ``password`` on a locked file, to show it when it fits."""
    if entry.locked:
        _await([shelf().add(entry.name, entry.content[0], password=password)])


def collect() -> None:
    """Take in what has been analysed since, and show the first of what was opened last."""
    shelf().collect()
    awaited: list[str] = _state().get("awaited", [])
    there = [key for key in awaited if key in documents()]
    if there:
        choose(there[0])
        if not documents()[there[0]].is_example:
            shelf().drop_examples()


def clear() -> None:
    """Drop every document and every report of this session, what is still being read, and what was typed."""
    shelf().clear()
    forget()
    for name in ("current", "awaited", "view", "drawn", "calls", "tried"):
        _state().pop(name, None)
    visitor().clearings += 1


def _await(keys: list[str]) -> None:
    _state()["awaited"] = keys
    shelf().wait()


def _state() -> dict[str, Any]:
    return visitor().state
