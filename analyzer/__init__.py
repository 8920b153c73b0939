"""签前看: what a loan document lets others do, clause by clause.

>>> from analyzer import analyze
>>> report = analyze("贷款人有权读取借款人的通讯录。")
>>> [finding.rule for finding in report.findings]
['contact-list-collection']

The engine is loaded at the first call, so that importing this package costs nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.errors import LoanClauseError, UnreadableError, UsageError
from analyzer.model import Clause, Document, Finding, Notice, Region, Report, Statement

if TYPE_CHECKING:
    from analyzer.pipeline import Analyzer

__all__ = [
    "Analyzer",
    "Clause",
    "Document",
    "Finding",
    "LoanClauseError",
    "Notice",
    "Region",
    "Report",
    "Statement",
    "UnreadableError",
    "UsageError",
    "analyze",
    "read",
]


def analyze(
    source: str | bytes | Path | Document, *, name: str | None = None, password: str | None = None
) -> Report:
    """Return the report on ``source``: pasted text, a file's bytes, a path, or a Document.

    Raises ``UnreadableError`` where the source cannot be read; its text is one sentence in Chinese.
    """
    return _analyzer().analyze(source, name=name, password=password)


def read(source: str | bytes | Path, *, name: str | None = None, password: str | None = None) -> Document:
    """Return the text of ``source`` with its pages, boxes and notices; raises ``UnreadableError``."""
    from analyzer.reading import read as read_source  # noqa: PLC0415

    return read_source(source, name=name, password=password)


@cache
def _analyzer() -> Analyzer:
    from analyzer.pipeline import Analyzer  # noqa: PLC0415

    return Analyzer()


def __getattr__(name: str) -> object:
    if name == "Analyzer":
        from analyzer.pipeline import Analyzer  # noqa: PLC0415

        return Analyzer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
