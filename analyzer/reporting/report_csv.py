"""Report → CSV: one line a finding, for tables and further work."""

from __future__ import annotations

import csv
import io
from typing import Final

from analyzer.model import Report
from analyzer.reporting import law_words, report_parts, words
from analyzer.reporting.literal import one_line
from analyzer.reporting.report_parts import Entry
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.reviews import DECISION_WORDS, Reviews
from clause_patterns.library import Library

# What Excel needs to read UTF-8 as such: encode with it ("utf-8-sig"), or write it before the text.
BOM: Final = "\ufeff"
_HEADS: Final = (
    "序号", "级别", "类别", "标题", "条款", "页", "原文", "引出语", "依据的词", "是否字面写明",
    "为什么要紧", "怎么办", "可以要求改成", "法律规定", "参考", "审阅", "审阅理由", "规则", "起", "止",
)  # fmt: skip
# What a table may take for a formula, or a cell's end (OWASP, CSV Injection); full-width signs too.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")


def report_csv(report: Report, library: Library, reviews: Reviews | None = None, *, lender: str = "") -> str:
    """Return ``report`` as CSV (RFC 4180): Chinese heads, then a line for each finding, the worst first.

    The law is what may bind this kind of ``lender``, any kind where it is empty. 起 and 止 are offsets in the
    document's text, end exclusive. No cell is taken for a formula. Encode it as ``utf-8-sig``, which puts a
    byte order mark before it: else Excel does not read it as UTF-8.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_HEADS)
    for entry in report_parts.arranged(report, reviews).entries():
        writer.writerow([harmless(cell) for cell in _cells(entry, library, lender)])
    return target.getvalue()


def harmless(cell: str) -> str:
    """Return ``cell``, after an apostrophe where a table would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(entry: Entry, library: Library, lender: str) -> list[str]:
    finding, review = entry.finding, entry.review
    verified, others = law_words.provisions(library, finding.law, lender)
    return [
        str(entry.number),
        LEVEL_WORDS[entry.level],
        words.category(library, finding.category),
        one_line(finding.title),
        one_line(finding.clause),
        "" if finding.page is None else str(finding.page),
        one_line(finding.quote),
        one_line(finding.context.text) if finding.context else "",
        one_line(finding.why),
        report_parts.certainty(finding),
        finding.explain,
        "；".join(finding.advice),
        finding.rewrite,
        law_words.citations(verified, library, lender),
        law_words.citations(others, library, lender),
        DECISION_WORDS[review.decision] if review else "",
        one_line(review.reason) if review else "",
        finding.rule,
        str(finding.start),
        str(finding.end),
    ]
