from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from analyzer.model import Finding, Report
from analyzer.reporting import words
from analyzer.reporting.summary import top_three
from clause_patterns.library import Library


def test_place_without_clause_and_page_is_an_offset(report: Report) -> None:
    """A place is told by clause and page, else by page, else by the number of its first character, from 1."""
    finding = report.findings[0]
    assert words.place(replace(finding, clause="")) == "第 1 页"
    assert words.place(replace(finding, clause="", page=None)) == f"第 {finding.start + 1} 字起"


def test_foremost_follows_the_order_of_the_library(
    report: Report, library: Library, make_finding: Callable[..., Finding]
) -> None:
    """Of equally severe findings those the library names first come first, of one rule the explicit."""
    found = [
        make_finding(rule="unknown", category="other"),
        make_finding(certainty="implied"),
        make_finding(certainty="explicit", clause="第九条"),
    ]
    top = top_three(replace(report, findings=tuple(found)), library)
    assert [(found[index].rule, found[index].clause) for index in top] == [
        ("contact-list-collection", "第九条"),
        ("unknown", "第八条（一）"),
    ]
