"""Letters: which clauses and calls they quote, and which law for which lender."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzer import Report, UsageError
from analyzer.papers import BLANK, Paper
from analyzer.steps.letters import document_facts, letter
from clause_patterns import load_library

LIBRARY = load_library()
CALLS = ("2026-11-03 21:40 打给母亲", "2026-11-03 21:40 打给母亲", " ")


def texts(paper: Paper, kind: str) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.kind == kind]


def index(report: Report, rule: str) -> int:
    return next(number for number, finding in enumerate(report.findings) if finding.rule == rule)


def test_a_chosen_clause_is_quoted_with_its_place_and_lead_in(report: Report) -> None:
    """The lender reads which clause is meant, in the words of its own contract."""
    chosen = [index(report, "call-log-sms-collection")]
    paper = letter(LIBRARY.letters["withdraw-consent"], {}, LIBRARY, report=report, chosen=chosen)
    assert texts(paper, "quote") == ["“8.1 为评估信用，甲方有权收集以下信息：……（2）乙方的通话记录和短信。”"]
    assert "第八条8.1（2）" in texts(paper, "item")


def test_page_numbers_are_given_where_there_are_pages(report: Report) -> None:
    """With a PDF in hand the clause is found by its page."""
    finding = replace(report.findings[0], page=3)
    paged = replace(report, findings=(finding,))
    paper = letter(LIBRARY.letters["withdraw-consent"], {}, LIBRARY, report=paged, chosen=[0])
    assert "第八条8.1（1） · 第 3 页" in texts(paper, "item")


def test_a_clause_without_a_number_leaves_a_blank_for_it(report: Report) -> None:
    """No place is made up for a clause that has none."""
    finding = replace(report.findings[0], clause="")
    bare = replace(report, findings=(finding,))
    paper = letter(LIBRARY.letters["withdraw-consent"], {}, LIBRARY, report=bare, chosen=[0])
    assert "条款的编号和页码" in paper.blanks
    assert "条款的原文" not in paper.blanks


def test_clauses_stand_in_the_order_of_the_text_and_once(report: Report) -> None:
    """Three findings on the same sentence are one quote, however they were chosen."""
    everything = range(len(report.findings))
    template = LIBRARY.letters["complaint"]
    paper = letter(template, {}, LIBRARY, report=report, chosen=[*everything][::-1])
    quotes = texts(paper, "quote")
    assert len(quotes) == len(set(quotes))
    places = [report.document.text.index(quote[-8:-1]) for quote in quotes]
    assert places == sorted(places)
    assert paper == letter(template, {}, LIBRARY, report=report, chosen=[*everything, *everything])


def test_clauses_beside_the_point_of_a_letter_are_not_quoted(report: Report) -> None:
    """Consent cannot be withdrawn from an assignment of the debt."""
    chosen = [index(report, "debt-assignment-no-notice")]
    paper = letter(LIBRARY.letters["withdraw-consent"], {}, LIBRARY, report=report, chosen=chosen)
    assert "债权转让" not in "".join(texts(paper, "quote"))
    assert BLANK in texts(paper, "quote")[0]


def test_a_promise_is_not_complained_about(report: Report) -> None:
    """Where a letter may quote any clause, one that protects the borrower is still none of them."""
    promises = [number for number, one in enumerate(report.findings) if one.stance == "protects"]
    assert promises
    paper = letter(LIBRARY.letters["complaint"], {}, LIBRARY, report=report, chosen=promises)
    assert texts(paper, "quote") == []


@pytest.mark.parametrize("chosen", [[-1], [999]])
def test_a_clause_that_is_not_there_is_refused(report: Report, chosen: list[int]) -> None:
    """An index from another report is a mistake of the call, said in one sentence."""
    with pytest.raises(UsageError, match="不在这份报告里"):
        letter(LIBRARY.letters["complaint"], {}, LIBRARY, report=report, chosen=chosen)


def test_without_chosen_clauses_there_is_room_to_write_one() -> None:
    """A letter without a report can be completed by hand."""
    paper = letter(LIBRARY.letters["withdraw-consent"], {}, LIBRARY)
    assert len(texts(paper, "quote")) == 1
    assert set(texts(paper, "quote")[0]) == {"“", "＿", "”"}
    assert "条款的原文" in paper.blanks


@pytest.mark.parametrize("name", ["stop-contacting", "third-person-stop", "complaint"])
def test_calls_are_listed_as_logged(name: str) -> None:
    """Each call that was logged stands in the letter, two alike twice; an empty line does not."""
    paper = letter(LIBRARY.letters[name], {}, LIBRARY, calls=CALLS)
    assert texts(paper, "item").count(CALLS[0]) == 2
    assert "" not in texts(paper, "item")


@pytest.mark.parametrize("name", ["stop-contacting", "third-person-stop"])
def test_without_a_log_the_calls_can_be_written_by_hand(name: str) -> None:
    """There are lines to write them on, which a log makes superfluous."""
    label = next(fact.label for fact in LIBRARY.letters[name].fields if fact.id == "contacts")
    assert label in letter(LIBRARY.letters[name], {}, LIBRARY).blanks
    assert label not in letter(LIBRARY.letters[name], {}, LIBRARY, calls=CALLS).blanks


@pytest.mark.parametrize(
    ("lender", "cited", "not_cited"),
    [
        ("bank", {"INTLOAN-56", "CBIRC9-COLLECT"}, {"CFC-56", "MLC-37"}),
        ("consumer-finance", {"CFC-56", "CBIRC9-COLLECT"}, {"MLC-37"}),
        ("micro-lender", {"MLC-37"}, {"CFC-56", "INTLOAN-56", "CBIRC9-COLLECT"}),
        ("private", set(), {"CFC-56", "INTLOAN-56", "CBIRC9-COLLECT", "MLC-37"}),
        ("", set(), {"CFC-56", "INTLOAN-56", "CBIRC9-COLLECT", "MLC-37"}),
    ],
)
def test_the_rules_for_this_kind_of_lender_are_cited(
    lender: str, cited: set[str], not_cited: set[str]
) -> None:
    """Each lender reads the regulation it is under, first, and all read the laws that bind everybody."""
    paper = letter(LIBRARY.letters["stop-contacting"], {}, LIBRARY, lender=lender)
    assert set(paper.law) >= cited | {"CC-1032", "CC-1033", "PIPL-10", "PIPL-13"}
    assert not set(paper.law) & not_cited
    assert all(LIBRARY.law[name].lenders for name in paper.law[: len(cited)])


def test_law_is_quoted_word_for_word_under_its_name() -> None:
    """The title, the article, and the whole of its words."""
    paper = letter(LIBRARY.letters["delete-data"], {}, LIBRARY)
    law = texts(paper, "law")
    assert any(one.startswith("《中华人民共和国个人信息保护法》第四十七条：有下列情形之一的") for one in law)
    assert any(one.startswith("《中华人民共和国网络安全法》（2025年修正）第四十五条：") for one in law)
    for name, text in zip(paper.law, law, strict=True):
        assert text.endswith(LIBRARY.law[name].text.replace("\n", "")[-20:])
        assert len(text) > len(LIBRARY.law[name].text.replace("\n", ""))


# What each letter rests on a provision for, in the words of that provision.
RESTS_ON = {
    "withdraw-consent": {
        "PIPL-15": "个人有权撤回其同意",
        "PIPL-16": "撤回同意为由，拒绝提供产品或者服务",
        "PIPL-47": "（三）个人撤回同意",
        "PIPL-50": "应当说明理由",
        "NDSR-23": "撤回同意的，网络数据处理者应当及时受理",
        "CBIRC9-INFO": "不得因此拒绝提供不依赖于其所拒绝授权信息的金融产品或服务",
        "MLC-38": "未经客户授权或同意",
    },
    "delete-data": {
        "PIPL-47": "个人有权请求删除",
        "PIPL-15": "有权撤回其同意",
        "PIPL-50": "应当说明理由",
        "NDSR-23": "删除",
        "NDSR-24": "个人注销账号的，网络数据处理者应当删除",
        "CSL-45": "有权要求网络运营者删除其个人信息",
        "CC-1037": "有权请求信息处理者及时删除",
    },
    "copy-data": {
        "PIPL-44": "享有知情权",
        "PIPL-45": "有权向个人信息处理者查阅、复制",
        "PIPL-48": "要求个人信息处理者对其个人信息处理规则进行解释说明",
        "PIPL-23": "应当向个人告知接收方的名称",
        "PIPL-24": "个人有权要求个人信息处理者予以说明",
        "PIPL-50": "应当说明理由",
        "NDSR-23": "查阅、复制",
        "CC-1037": "查阅或者复制其个人信息",
    },
    "stop-contacting": {
        "CC-1032": "私人生活安宁",
        "CC-1033": "以电话、短信、即时通讯工具、电子邮件、传单等方式侵扰他人的私人生活安宁",
        "PIPL-10": "不得非法买卖、提供或者公开他人个人信息",
        "PIPL-13": "符合下列情形之一的，个人信息处理者方可处理个人信息",
        "PIPL-47": "个人有权请求删除",
        "PIPL-65": "投诉、举报",
        "CFC-56": "不得对与债务无关的第三人进行催收",
        "CFC-57": "告知借款人合作催收机构的相关信息",
        "INTLOAN-56": "不得对与贷款无关的第三人进行清收",
        "INTLOAN-67": "消费金融公司、汽车金融公司开展互联网贷款业务参照本办法执行",
        "CBIRC9-COLLECT": "委托外部机构实施催收前，应当采取适当方式告知债务人",
        "MLC-37": "向负有履行债务义务的单位或者个人以外的其他主体催收",
    },
    "third-person-stop": {
        "CC-1032": "私人生活安宁",
        "CC-1033": "以电话、短信、即时通讯工具、电子邮件、传单等方式侵扰他人的私人生活安宁",
        "CC-1037": "有权请求信息处理者及时删除",
        "PIPL-13": "取得个人的同意",
        "PIPL-44": "有权限制或者拒绝他人对其个人信息进行处理",
        "PIPL-45": "有权向个人信息处理者查阅、复制",
        "PIPL-47": "个人有权请求删除",
        "PIPL-50": "应当说明理由",
        "PIPL-65": "投诉、举报",
        "CFC-56": "不得对与债务无关的第三人进行催收",
        "INTLOAN-56": "不得对与贷款无关的第三人进行清收",
        "INTLOAN-67": "消费金融公司、汽车金融公司开展互联网贷款业务参照本办法执行",
        "MLC-37": "向负有履行债务义务的单位或者个人以外的其他主体催收",
    },
    "complaint": {
        "PIPL-65": "将处理结果告知投诉、举报人",
        "CRPL-39": "向有关行政部门投诉",
        "CC-1032": "私人生活安宁",
        "CC-1033": "以电话",
        "CFC-56": "不得对与债务无关的第三人进行催收",
        "INTLOAN-56": "不得对与贷款无关的第三人进行清收",
        "INTLOAN-67": "消费金融公司、汽车金融公司开展互联网贷款业务参照本办法执行",
        "CBIRC9-COLLECT": "规范催收行为",
        "MLC-37": "其他主体催收",
        "MLC-39": "投诉处理制度",
    },
}


@pytest.mark.parametrize("name", LIBRARY.letters)
def test_each_provision_says_what_the_letter_rests_on_it_for(name: str) -> None:
    """A letter cites no provision that is about something else."""
    assert set(RESTS_ON[name]) == set(LIBRARY.letters[name].law)
    for provision, words in RESTS_ON[name].items():
        assert words in LIBRARY.law[provision].text


def test_the_stop_letters_do_not_admit_the_debt() -> None:
    """A letter about calls says nothing on what is owed, which could be held against the borrower."""
    for name in ("stop-contacting", "third-person-stop"):
        paper = letter(LIBRARY.letters[name], {}, LIBRARY)
        said = "".join(texts(paper, "text") + texts(paper, "item"))
        for admission in ("承认", "欠款属实", "愿意偿还", "按时还款"):
            assert admission not in said


def test_withdrawing_consent_leaves_the_loan_alone() -> None:
    """The letter withdraws only what the loan does not need, and says that it will be repaid."""
    paper = letter(LIBRARY.letters["withdraw-consent"], {}, LIBRARY)
    said = "".join(texts(paper, "text"))
    assert "并非提供借款所必需" in said
    assert "借款仍按合同约定偿还" in said


def test_the_name_of_the_file_stands_for_the_title_until_another_is_given(report: Report) -> None:
    """《个人消费借款合同》, without the ending of the file; pasted text has no name."""
    template = LIBRARY.letters["copy-data"]
    assert "《个人消费借款合同》" in "".join(texts(letter(template, {}, LIBRARY, report=report), "text"))
    named = letter(template, {"document_name": "隐私政策"}, LIBRARY, report=report)
    assert "《隐私政策》" in "".join(texts(named, "text"))
    pasted = replace(report, document=replace(report.document, name="粘贴的文本"))
    assert document_facts(pasted)["document_name"] == ""
    assert "合同或者授权书的名称" in letter(template, {}, LIBRARY, report=pasted).blanks
