"""签前看: what a loan document lets others do, clause by clause.

>>> from analyzer import analyze
>>> report = analyze("贷款人有权读取借款人的通讯录。")
>>> [finding.rule for finding in report.findings]
['contact-list-collection']

The engine is loaded at the first call, so that importing this package costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from analyzer.current import current as _analyzer
from analyzer.errors import LoanClauseError, UnreadableError, UsageError
from analyzer.files import opened
from analyzer.model import Clause, Document, Finding, Notice, Region, Report, Statement
from analyzer.sides import Comparison, Side

if TYPE_CHECKING:
    from analyzer.pipeline import Analyzer

Source = str | bytes | Path | Document | Report
Pictures = Sequence[bytes | Path]
Progress = Callable[[int, int], None]

__all__ = [
    "Analyzer",
    "Clause",
    "Comparison",
    "Document",
    "Finding",
    "LoanClauseError",
    "Notice",
    "Region",
    "Report",
    "Side",
    "Statement",
    "UnreadableError",
    "UsageError",
    "analyze",
    "compare",
    "examine",
    "is_picture",
    "read",
]


def analyze(
    source: str | bytes | Path | Document | Pictures,
    *,
    name: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> Report:
    """Return the report on ``source``: pasted text, a file's bytes, a path, or a Document.

    A sequence of bytes or paths is one document in several pictures. ``progress`` is told the pages done and
    the pages in all; another thread may set ``cancelled`` while the source is read, which raises
    ``CancelledError``. Raises ``UnreadableError`` where the source cannot be read; its text is one sentence
    in Chinese.
    """
    return _analyzer().analyze(source, name=name, password=password, progress=progress, cancelled=cancelled)


def examine(sources: Source | Sequence[Source], *, name: str = "") -> Side:
    """Return everything about one set of documents: a report on each, and what no single clause shows.

    Raises ``UnreadableError`` at the first that cannot be read, ``UsageError`` where there is none.
    """
    return _analyzer().examine([_report(source) for source in _each(sources)], name=name)


def compare(
    a: Source | Sequence[Source] | Side,
    b: Source | Sequence[Source] | Side,
    *,
    name_a: str = "A",
    name_b: str = "B",
) -> Comparison:
    """Return two sets of documents side by side: which is worse for the borrower, in what, and why.

    A source is pasted text, a file's bytes, a path, a Document or a Report; a folder stands for the files in
    it. Raises ``UnreadableError`` at the first that cannot be read, ``UsageError`` where a side has none.
    """
    side_a = a if isinstance(a, Side) else examine(a, name=name_a)
    side_b = b if isinstance(b, Side) else examine(b, name=name_b)
    return _analyzer().compare(side_a, side_b)


def _each(sources: Source | Sequence[Source]) -> list[Source]:
    given: Sequence[Source] = (
        [sources] if isinstance(sources, str | bytes | Path | Document | Report) else sources
    )
    found: list[Source] = []
    for source in given:
        found += opened(source) if isinstance(source, Path) else [source]
    if not found:
        raise UsageError("没有可以比较的文件，请至少给出一份。")
    return found


def _report(source: Source) -> Report:
    return source if isinstance(source, Report) else analyze(source)


def is_picture(data: bytes) -> bool:
    """Return whether the file ``data`` is a picture (a photo, a screenshot), told by its content."""
    from analyzer.reading.sniff import is_image  # noqa: PLC0415

    return is_image(data)


def read(
    source: str | bytes | Path | Pictures,
    *,
    name: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> Document:
    """Return the text of ``source`` with its pages, boxes and notices; raises as ``analyze`` does."""
    from analyzer.reading import read as read_source  # noqa: PLC0415

    return read_source(source, name=name, password=password, progress=progress, cancelled=cancelled)


def __getattr__(name: str) -> object:
    if name == "Analyzer":
        from analyzer.pipeline import Analyzer  # noqa: PLC0415

        return Analyzer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
