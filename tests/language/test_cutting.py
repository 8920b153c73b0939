"""Sentence parts end where sentences do, and where one sentence goes on for too long."""

from __future__ import annotations

import pytest

from analyzer import analyze
from analyzer.language.cutting import cut
from analyzer.language.outline import outline

LONG = 400


def _parts(text: str) -> list[str]:
    return [text[start:end] for ranges, _ in cut(text) for start, end in ranges]


def test_sentences_and_lines_are_parts() -> None:
    """Each sentence is a part, without the blanks around it; what begins a line is known."""
    text = "第一条 总则\n  我们收集信息。我们使用信息；\n\n完"
    assert _parts(text) == ["第一条 总则", "我们收集信息。", "我们使用信息；", "完"]
    assert [fresh for _, fresh in cut(text)] == [True, True, False, True]


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    """A sentence of pages is cut after commas into parts of bounded length, and nothing is lost."""
    text = "我们收集您的姓名、电话、地址，" * 200 + "并妥善保管。"
    parts = _parts(text)
    assert "".join(parts) == text
    assert max(map(len, parts)) <= LONG
    assert all(part.endswith(("，", "、", "。")) for part in parts)
    assert len(parts) < 2.5 * len(text) / LONG


def test_a_sentence_of_usual_length_is_one_part() -> None:
    """However many commas it has."""
    text = "我们收集您的姓名、电话，" * 30 + "并保管。"
    assert _parts(text) == [text]


@pytest.mark.parametrize("text", ["信" * 5000, "信" + " " * 5000 + "息", "。" * 5000], ids=["Han", " ", "。"])
def test_what_has_no_commas_is_cut_anyhow(text: str) -> None:
    """No part is long, and none is blank."""
    parts = _parts(text)
    assert all(part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert max(map(len, parts)) <= LONG


def test_the_rest_of_a_long_sentence_begins_no_clause() -> None:
    """「第九条」 after a comma refers to a clause, also where the sentence happens to be cut there."""
    text = "第一条 " + "贷款人有权按照约定收取费用，" * 40 + "第九条另有约定的除外。"
    text = text.replace("，", "，第九条、")
    found = outline(text)
    assert len(found.parts) > 1
    assert [clause.number for clause in found.clauses] == ["第一条"]
    assert {part.clause for part in found.parts} == {0}


def test_items_stand_under_a_lead_in_that_is_long() -> None:
    """The colon at the end of a long sentence leads in to the items below it."""
    text = "贷款人为了管理风险，" * 60 + "有权收集借款人的以下信息：\n（一）通讯录；\n（二）短信内容。"
    found = outline(text)
    lead = found.parts[-1].lead
    assert lead is not None
    assert text[found.parts[lead].start : found.parts[lead].end].endswith("以下信息：")
    assert {finding.rule for finding in analyze(text).findings} >= {
        "contact-list-collection",
        "call-log-sms-collection",
    }


def test_findings_at_both_ends_of_a_long_sentence() -> None:
    """What a sentence says after three pages is found like what it says first."""
    middle = "并为保证服务质量而持续改进各项管理，" * 60
    text = f"贷款人有权读取借款人的通讯录，{middle}贷款人有权读取借款人的短信内容。"
    findings = {finding.rule: finding for finding in analyze(text).findings}
    assert "通讯录" in findings["contact-list-collection"].quote
    assert "短信" in findings["call-log-sms-collection"].quote
    assert max(len(finding.quote) for finding in findings.values()) <= LONG
