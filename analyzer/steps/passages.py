"""Findings that a paper quotes: chosen by number, put together where they speak of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

from analyzer.errors import UsageError
from analyzer.model import Finding, Report
from analyzer.steps.citing import binding
from clause_patterns.library import Library
from clause_patterns.schema import Provision

# A line end between Chinese characters, or beside one, is only where the line was full.
_LINE_END = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])")


def chosen_findings(report: Report | None, chosen: Iterable[int]) -> list[Finding]:
    """Return the findings with these indices, each once, in the order of the text.

    Raise ``UsageError`` for an index that the report does not have.
    """
    indices = sorted(set(chosen))
    findings = report.findings if report else ()
    if indices and not (indices[0] >= 0 and indices[-1] < len(findings)):
        raise UsageError("选中的条款不在这份报告里，请重新选择。")
    return sorted((findings[index] for index in indices), key=attrgetter("start", "end"))


def is_risk(finding: Finding) -> bool:
    """Return whether ``finding`` is something to object to: neither a promise nor mere information."""
    return finding.stance == "authorizes" and finding.severity != "info"


def passages(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Return ``findings``, which are in the order of the text, those that overlap together."""
    found: list[tuple[Finding, ...]] = []
    for finding in findings:
        if found and finding.start < max(one.end for one in found[-1]):
            found[-1] += (finding,)
        else:
            found.append((finding,))
    return found


def quote(report: Report, passage: Sequence[Finding]) -> str:
    """Return the words of ``passage`` on one line, after what leads in to them."""
    start, end = passage[0].start, max(one.end for one in passage)
    words = _one_line(report.document.text[start:end])
    context = passage[0].context
    if context is None or context.end > start:
        return words
    skipped = report.document.text[context.end : start].strip()
    return f"{_one_line(context.text)}{'……' if skipped else ''}{words}"


def place(passage: Sequence[Finding]) -> str:
    """Return clause and page of ``passage``, as far as known: ``第八条（二） · 第 3 页``."""
    first = passage[0]
    page = "" if first.page is None else f"第 {first.page} 页"
    return " · ".join(filter(None, [_one_line(first.clause), page]))


def law(passage: Iterable[Finding], library: Library, lender: str) -> list[Provision]:
    """Return the provisions behind ``passage`` that bind this kind of lender, each once."""
    names = dict.fromkeys(name for one in passage for name in one.law)
    return binding(names, library, lender)


def _one_line(text: str) -> str:
    return " ".join(_LINE_END.sub("", text).split())


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return ``texts``, each once and none that is empty."""
    return tuple(filter(None, dict.fromkeys(texts)))
