"""The Chinese words for what a report holds, and the references a reader needs, for every written format."""

from __future__ import annotations

from typing import Final

from analyzer.model import Document, Finding, Quote, Severity
from analyzer.reporting.literal import one_line
from clause_patterns.library import Library

SEVERITY_WORDS: Final[dict[Severity, str]] = {
    "critical": "严重",
    "high": "高",
    "medium": "中",
    "low": "低",
    "info": "提示",
}
_LEAD_IN: Final = 30  # characters of a lead-in that are shown
FORMAT_WORDS: Final = {
    "text": "纯文本", "pdf": "PDF", "docx": "Word", "html": "网页", "ofd": "OFD", "rtf": "RTF",
    "doc": "Word 97–2003", "odt": "ODT", "mht": "网页存档", "image": "图片",
}  # fmt: skip


def size(document: Document) -> str:
    """Return kind and size of ``document`` in one phrase: ``PDF · 3 页 · 9,120 字``."""
    parts = [FORMAT_WORDS.get(document.format, document.format)]
    if document.pages:
        parts.append(f"{len(document.pages)} {'张' if document.format == 'image' else '页'}")
    parts.append(f"{len(document.text):,} 字")
    return " · ".join(parts)


def place(finding: Finding) -> str:
    """Return where ``finding`` stands: clause label and page, as far as known; else its offset."""
    parts = [one_line(finding.clause)] if finding.clause else []
    if finding.page is not None:
        parts.append(f"第 {finding.page} 页")
    return " · ".join(parts) or f"第 {finding.start + 1} 字起"


def lead_in(context: Quote) -> str:
    """Return the end of what leads in to a quote, which carries the verb, on one line."""
    line = one_line(context.text)
    return line if len(line) <= _LEAD_IN else f"…{line[-_LEAD_IN:]}"


def category(library: Library, category_id: str) -> str:
    """Return the short Chinese name of a category, its id where the library does not know it."""
    known = library.categories.get(category_id)
    return known.short if known else category_id
