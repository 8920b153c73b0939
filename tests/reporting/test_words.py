from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from analyzer.model import Finding, Report
from analyzer.reporting import words
from analyzer.reporting.summary import top_three
from clause_patterns.library import Library
from clause_patterns.schema import Provision


def provision(library: Library, law: str, article: str) -> Provision:
    return library.law["NPI-5"].model_copy(update={"law": law, "article": article})


def test_articles_of_one_law_stand_together(library: Library) -> None:
    """Each law is named once, with its articles; one without articles only by name."""
    cited = [("甲法", "第一条"), ("乙办法", "第二条"), ("甲法", "第三条"), ("丙通知", "-")]
    assert words.citations(provision(library, *one) for one in cited) == (
        "《甲法》第一条、第三条；《乙办法》第二条；《丙通知》"
    )


def test_the_name_of_the_state_goes_without_saying(library: Library) -> None:
    """A law of the republic is cited by its short name, as people call it."""
    assert words.citations([provision(library, "中华人民共和国某法", "第一条")]) == "《某法》第一条"


def test_marks_are_not_nested(library: Library) -> None:
    """A title that quotes another title gets no second pair of marks around it."""
    assert words.citations([provision(library, "关于适用《甲法》的解释", "第九条")]) == (
        "关于适用《甲法》的解释第九条"
    )


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
