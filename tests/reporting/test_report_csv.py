"""The report as a table: what somebody sees who opens it in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer import analyze
from analyzer.model import Document, Finding, Quote, Report
from analyzer.reporting.report_csv import report_csv
from analyzer.reviews import Review
from clause_patterns import load_library
from clause_patterns.library import Library

EXAMPLE = Path(__file__).parents[2] / "examples" / "authorization_letter.txt"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_line_for_each_finding(report: Report, library: Library) -> None:
    """Level, place, words, meaning and law stand under Chinese heads, each finding on its line."""
    first, second = rows(report_csv(report, library))
    assert (first["序号"], first["级别"], first["条款"], first["页"]) == ("1", "严重", "第八条（一）", "1")
    assert first["原文"] == report.findings[0].quote
    assert (first["法律规定"], first["参考"]) == ("《必要信息规定》第五条", "《行业指南》第五条")
    assert (second["级别"], second["标题"]) == ("保护", "提供前须单独同意")


def test_offsets_lead_to_the_words() -> None:
    """起 and 止 of every line are the range of its words in the document's text."""
    report = analyze(EXAMPLE)
    found = rows(report_csv(report, load_library()))
    assert len(found) == len(report.findings) > 20
    for row in found:
        quote = report.document.text[int(row["起"]) : int(row["止"])]
        assert "".join(quote.split()) in "".join(row["原文"].split())


def test_reviews_have_columns(report: Report, library: Library) -> None:
    """What the reader decided, and why, stands beside the finding."""
    found = rows(report_csv(report, library, {0: Review("dismissed", "没有装"), 1: Review("to-ask")}))
    by_rule = {row["规则"]: row for row in found}
    assert (by_rule["contact-list-collection"]["审阅"], by_rule["contact-list-collection"]["审阅理由"]) == (
        "已排除", "没有装",
    )  # fmt: skip
    assert by_rule["protective-sharing"]["审阅"] == "要问"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "－"])
def test_no_cell_is_a_formula(start: str, make_finding: Callable[..., Finding], library: Library) -> None:
    """Words of a document or a reader that begin like a formula are shown, not computed."""
    formula = f"{start}1+cmd|' /C calc'!A0"
    bad = make_finding(
        formula, formula, title=formula, clause=formula, why=formula, explain=formula, advice=(formula,),
        rewrite=formula, rule=formula, category=formula, context=Quote(0, len(formula), formula),
    )  # fmt: skip
    report = Report(Document(formula, "text", formula), findings=(bad,))
    (row,) = rows(report_csv(report, library, {0: Review("confirmed", formula)}))
    assert sum("cmd|" in cell for cell in row.values()) == 11
    assert not [
        cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "－"))
    ]


def test_opens_in_excel_as_utf_8(report: Report, library: Library) -> None:
    """Encoded as told, it begins with the byte order mark that Excel needs; lines end as RFC 4180 says."""
    data = report_csv(report, library).encode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf" + "序号,级别".encode())
    assert data.count(b"\r\n") == 1 + len(report.findings)
