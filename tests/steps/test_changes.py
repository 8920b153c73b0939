"""The list of changes to ask for: every change once, beside the words it replaces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzer import Finding, Report, UsageError, analyze
from analyzer.papers import BLANK, Paper
from analyzer.reviews import Review
from analyzer.steps.changes import changes
from clause_patterns import Rule, load_library

LIBRARY = load_library()
ASKING = [
    rule for rule in LIBRARY.rules.values() if rule.category not in ("protective", "costs") and rule.rewrite
]
ABOVE_LOW = ("critical", "high", "medium")


def everything(report: Report, **options: object) -> Paper:
    return changes(report, range(len(report.findings)), LIBRARY, **options)  # type: ignore[arg-type]


def texts(paper: Paper, start: str) -> list[str]:
    return [one.text for one in paper.paragraphs if one.text.startswith(start)]


def headings(paper: Paper) -> list[str]:
    return [one.text for one in paper.paragraphs if one.kind == "heading" and one.text.startswith("第 ")]


def test_each_place_has_its_words_and_what_is_asked(report: Report) -> None:
    """Heading, original words, the wording asked for, why, law and room for the reply follow one another."""
    chosen = [report.findings.index(one) for one in report.findings if one.rule == "contact-list-collection"]
    paper = changes(report, chosen, LIBRARY)
    start = next(number for number, one in enumerate(paper.paragraphs) if one.kind == "heading")
    heading, quote, ask, reason, law, reference, reply = paper.paragraphs[start : start + 7]
    assert heading.text == "第 1 项：第八条8.1（1）"
    assert quote.text == "“8.1 为评估信用，甲方有权收集以下信息：（1）乙方手机通讯录；”"
    assert ask.text == f"请改为：“{LIBRARY.rules['contact-list-collection'].rewrite}”"
    assert reason.text == f"理由：{LIBRARY.rules['contact-list-collection'].reason}"
    assert law.text.startswith("依据：《常见类型移动互联网应用程序")
    assert reference.text.startswith("参考：")
    assert "□ 同意" in reply.text
    assert BLANK in reply.text


def test_nothing_is_asked_twice(report: Report) -> None:
    """Findings of one rule at two places, and of two rules at one, make one request each."""
    twice = analyze("第一条 贷款人有权读取借款人的通讯录。\n第二条 贷款人可以上传借款人的手机通讯录。\n")
    paper = everything(twice)
    assert headings(paper) == ["第 1 项：第一条；第二条"]
    assert len(texts(paper, "请改为")) == 1
    paper = everything(report)
    assert len(texts(paper, "请改为")) == len(set(texts(paper, "请改为")))
    assert len(headings(paper)) == len(set(headings(paper)))
    assert sum("8.2" in heading for heading in headings(paper)) == 1


def test_all_that_was_chosen_is_asked(report: Report) -> None:
    """Every rule with a risk that was chosen has its wording in the list, in the order of the text."""
    paper = everything(report)
    asked = "\n".join(texts(paper, "请改为"))
    risks = [one for one in report.findings if one.stance == "authorizes" and one.severity != "info"]
    assert len(risks) >= 7
    assert all(finding.rewrite in asked for finding in risks)
    assert [heading.split("：")[0] for heading in headings(paper)] == [
        f"第 {number} 项" for number in range(1, len(headings(paper)) + 1)
    ]


def test_promises_and_mere_information_ask_for_nothing(report: Report) -> None:
    """A clause that protects the borrower is not to be changed."""
    assert any(finding.stance == "protects" for finding in report.findings)
    paper = everything(report)
    assert "相册" not in "".join(one.text for one in paper.paragraphs if one.kind == "quote")
    informing = replace(report, findings=tuple(replace(one, severity="info") for one in report.findings))
    assert headings(everything(informing)) == ["第 1 项：＿＿＿＿＿＿＿＿＿＿"]


def test_what_was_dismissed_is_left_out(report: Report) -> None:
    """A finding that the reader has put aside, with a reason, is not asked about, nor is the reason told."""
    reviews = {number: Review("dismissed", "没关系") for number in range(1, len(report.findings))}
    paper = everything(report, reviews=reviews)
    assert headings(paper) == ["第 1 项：第八条8.1（1）"]
    assert "没关系" not in "".join(one.text for one in paper.paragraphs)
    asked = everything(report, reviews={0: Review("to-ask", "没关系")})
    assert asked == everything(report)


def test_where_there_is_no_wording_the_clause_is_to_go(report: Report) -> None:
    """A rule without replacement wording still leads to a request."""
    bare = replace(report, findings=(replace(report.findings[0], rewrite=""),))
    paper = everything(bare)
    assert texts(paper, "请删去这一条")
    assert not texts(paper, "请改为")


def test_nothing_chosen_leaves_a_form_to_fill_in(report: Report) -> None:
    """The list can be printed empty, with room for one clause."""
    paper = changes(report, [], LIBRARY)
    assert len(headings(paper)) == 1
    assert {"条款的编号和页码", "条款的原文", "要求怎样修改"} <= set(paper.blanks)
    assert not texts(paper, "理由")
    assert not texts(paper, "依据")


def test_verified_law_is_apart_from_what_is_for_reference(report: Report) -> None:
    """依据 names verified provisions only, 参考 the others, without articles nobody has checked."""
    paper = everything(report, lender="consumer-finance")
    verified = {one.law for one in LIBRARY.law.values() if one.verified}
    for line in texts(paper, "参考："):
        assert not any(f"《{law}》" in line for law in verified)
        assert "条号" not in line
    assert all(LIBRARY.law[name].verified for name in paper.law)
    assert any("《消费金融公司管理办法》第五十六条" in line for line in texts(paper, "依据："))
    assert "消费金融公司管理办法" not in "".join(texts(everything(report), "依据："))


def test_an_index_of_another_report_is_refused(report: Report) -> None:
    """A mistake of the call is said in one sentence."""
    with pytest.raises(UsageError, match="不在这份报告里"):
        changes(report, [len(report.findings)], LIBRARY)


@pytest.mark.parametrize("rule", ASKING, ids=lambda rule: rule.id)
def test_what_we_propose_is_not_itself_a_risk(rule: Rule) -> None:
    """The wording to ask for, read as a clause, raises no alarm."""
    risks: list[Finding] = [one for one in analyze(rule.rewrite).findings if one.severity in ABOVE_LOW]
    assert [(one.rule, one.quote) for one in risks] == []


@pytest.mark.parametrize("rule", ASKING, ids=lambda rule: rule.id)
def test_a_request_says_why(rule: Rule) -> None:
    """The lender reads a reason beside every change."""
    assert rule.reason
