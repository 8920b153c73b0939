"""What one visitor has open: kept in Streamlit's session, in memory, until cleared or the page is closed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

import analyzer
from analyzer.model import Report
from ui.examples import Example, examples

# Pasted text, a file, or the files of one document in several pictures.
Content = str | bytes | list[bytes]
# Told the pages done and the pages in all.
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Opened:
    """A document that was read, or that could not be.

    ``key`` is the hash of its content. ``problem`` is one Chinese sentence and empty where there is a
    report; ``locked`` holds the content only of a file that needs a password.
    """

    key: str
    name: str
    report: Report | None = None
    problem: str = ""
    locked: bytes | None = None
    is_example: bool = False


def opened() -> dict[str, Opened]:
    """Return everything open in this session by key; at the very first visit that is an example."""
    if "opened" not in _state():
        _state()["opened"] = {}
        first = next(iter(examples()), None)
        if first:
            open_example(first)
    entries: dict[str, Opened] = _state()["opened"]
    return entries


def documents() -> dict[str, Opened]:
    """Return what could be read, by key."""
    return {key: entry for key, entry in opened().items() if entry.report}


def problems() -> list[Opened]:
    """Return what could not be read."""
    return [entry for entry in opened().values() if not entry.report]


def current() -> str | None:
    """Return the key of the document to show, None when there is none."""
    keys = list(documents())
    chosen = _state().get("current")
    return chosen if chosen in keys else next(reversed(keys), None)


def show(key: str) -> None:
    """Make ``key`` the document to show."""
    _state()["current"] = key


def open_own(sources: list[tuple[str, Content]], tell: Tell | None = None) -> None:
    """Analyse the reader's own ``(name, content)`` and show the first; examples and old problems go."""
    _keep(lambda entry: entry.report is not None and not entry.is_example)
    entries = [read_into(opened(), name, content, tell=tell) for name, content in sources]
    readable = next((entry.key for entry in entries if entry.report), None)
    if readable:
        show(readable)


def open_example(example: Example) -> None:
    """Analyse ``example`` and show it."""
    text = example.path.read_text(encoding="utf-8")
    entry = read_into(opened(), example.title, text, is_example=True)
    show(entry.key)


def unlock(entry: Opened, password: str) -> None:
    """Try ``password`` on a locked file and show it when it fits."""
    if entry.locked is None:
        return
    if read_into(opened(), entry.name, entry.locked, password=password).report:
        show(entry.key)


def clear() -> None:
    """Drop every document and every report of this session."""
    _state()["opened"] = {}
    _state().pop("current", None)


def read_into(  # noqa: PLR0913 - each says one thing about the document
    entries: MutableMapping[str, Opened],
    name: str,
    content: Content,
    *,
    password: str | None = None,
    is_example: bool = False,
    tell: Tell | None = None,
) -> Opened:
    """Analyse ``content`` and put it into ``entries``, with the report or why there is none; each once."""
    raw = _raw(content)
    key = hashlib.sha256(raw).hexdigest()
    known = entries.get(key)
    if known and known.report:
        return known
    try:
        report = analyzer.analyze(content, name=name, password=password, progress=tell)
        entry = Opened(key, name, report=report, is_example=is_example)
    except analyzer.LoanClauseError as error:
        locked = raw if error.code == "password" else None
        entry = Opened(key, name, problem=str(error), locked=locked)
    entries[key] = entry
    return entry


def _raw(content: Content) -> bytes:
    if isinstance(content, str):
        return content.encode("utf-8", "surrogatepass")
    return content if isinstance(content, bytes) else b"".join(content)


def _keep(condition: Callable[[Opened], bool]) -> None:
    _state()["opened"] = {key: entry for key, entry in opened().items() if condition(entry)}


def _state() -> MutableMapping[str, Any]:
    return st.session_state  # type: ignore[return-value]
