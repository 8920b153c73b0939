"""analyzer.reporting.summary: what stands at the top of a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analyzer.model import Document, Finding, Notice, Quote, Report
from analyzer.reporting.summary import (
    NOTHING_FOUND,
    counts,
    headline,
    level_of,
    nothing_found,
    ranked,
    top_three,
    unjudged,
)
from analyzer.reviews import Review
from analyzer.sides import Passage, ReferencedDocument, Side
from clause_patterns import Library, load_library

Maker = Callable[..., Finding]


@pytest.fixture
def bare(library: Library) -> Library:
    return replace(library, rules={})


def report_of(*findings: Finding) -> Report:
    return Report(Document("a", "text", ""), findings=findings)


def test_top_is_worst_first_and_one_per_rule(make_finding: Maker, bare: Library) -> None:
    """The three lines on top are the worst of three different rules, without protection and information."""
    report = report_of(
        make_finding(rule="a", severity="low"),
        make_finding(rule="b", severity="critical"),
        make_finding(rule="b", severity="critical"),
        make_finding(rule="c", severity="critical", stance="protects"),
        make_finding(rule="d", severity="info"),
        make_finding(rule="e", severity="high"),
        make_finding(rule="f", severity="medium"),
    )
    assert [report.findings[index].rule for index in top_three(report, bare)] == ["b", "e", "f"]


def test_what_is_dismissed_leaves_the_top(make_finding: Maker, bare: Library) -> None:
    """A dismissed finding makes room for the next, of its own rule first, and is not counted."""
    report = report_of(
        make_finding(rule="a", severity="critical"),
        make_finding(rule="a", severity="critical"),
        make_finding(rule="b", severity="high"),
    )
    reviews = {0: Review("dismissed"), 2: Review("confirmed")}
    assert top_three(report, bare, reviews) == [1, 2]
    assert counts(report, reviews) == {"critical": 1, "high": 1}


def test_nothing_on_top_when_only_protective(make_finding: Maker, bare: Library) -> None:
    """A document that only protects has no line on top."""
    report = report_of(make_finding(stance="protects"))
    assert top_three(report, bare) == []
    assert level_of(report.findings[0]) == "protective"
    assert counts(report) == {"protective": 1}


def test_what_is_aside_is_neither_on_top_nor_counted(make_finding: Maker, bare: Library) -> None:
    """Costs never push what happens to one's data off the top of a report, however high they are."""
    report = report_of(
        make_finding(rule="fees", category="costs", severity="high", aside=True),
        make_finding(rule="a", severity="low"),
    )
    assert ranked(report, bare) == [1]
    assert counts(report) == {"low": 1}
    assert (report.counts()["high"], report.worst()) == (0, "low")


def test_a_fee_before_the_loan_stands_above_all(make_finding: Maker) -> None:
    """Who is about to be defrauded reads that first, before any other critical clause."""
    report = report_of(
        make_finding(rule="contact-list-collection", severity="critical"),
        make_finding(rule="advance-fee", category="costs", severity="critical"),
    )
    assert ranked(report, load_library()) == [1, 0]


def test_nothing_found_does_not_deny_what_is_aside(make_finding: Maker) -> None:
    """A report that lists costs only does not say that nothing was found."""
    report = report_of(make_finding(category="costs", severity="high", aside=True))
    assert nothing_found(report_of()) == NOTHING_FOUND
    assert nothing_found(report) != NOTHING_FOUND
    assert "请看后面" in nothing_found(report)


def test_headline_says_what_the_borrower_would_allow(make_finding: Maker) -> None:
    """The top of a report speaks to the borrower; a rule without such a sentence gives its title."""
    library = load_library()
    finding = make_finding(rule="contact-list-collection")
    assert headline(finding, library) == "允许对方读取您的通讯录"
    assert headline(replace(finding, rule="unknown"), library) == finding.title


def test_every_risk_has_a_headline() -> None:
    """Each rule that can stand at the top says what it means in one short sentence."""
    risks = [rule for rule in load_library().rules.values() if rule.severity != "info"]
    assert len(risks) > 25
    assert [rule.id for rule in risks if not 5 <= len(rule.headline) <= 26] == []


def test_what_cannot_be_judged_is_said() -> None:
    """Pages that were not read and binding documents that were not given are named, other notices not."""
    notices = (Notice("page-unreadable", "没有文字。", 3), Notice("furniture", "已略去页码。"))
    report = Report(Document("a", "pdf", "", notices=notices))
    place = (Passage(0, "a", Quote(0, 0, "")),)
    references = (
        ReferencedDocument("授信协议", "part", "", place),
        ReferencedDocument("隐私政策", "part", "b", place),
        ReferencedDocument("用户手册", "mentioned", "", place),
    )
    assert unjudged(report, Side("", (report,), references=references)) == [
        "第 3 页：没有文字。",
        "文中说有约束力、但没有给出的文件：《授信协议》，里面写了什么没法判断。",
    ]
