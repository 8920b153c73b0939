"""Who is who: 甲方 is the borrower here and the lender there, and a duty of the borrower protects nobody."""

from __future__ import annotations

import pytest

from analyzer import Report, analyze

READS = "{provider}有权读取{borrower}手机中的通讯录。"
DUTY = "{borrower}不得将{provider}的资料提供给第三方。"
PROMISE = "{provider}不得将{borrower}的个人信息提供给第三方。"


def _stances(report: Report) -> set[tuple[str, str]]:
    """Return (category, stance) of every finding."""
    return {(finding.category, finding.stance) for finding in report.findings}


def _rules(text: str) -> set[str]:
    return {finding.rule for finding in analyze(text).findings}


# Preambles, each with the letter of the borrower and of the lender.
PREAMBLES = {
    "borrower first": ("甲方（借款人）：张三\n乙方（贷款人）：某小额贷款有限公司\n", "甲乙"),
    "lender first": ("甲方（出借人）：某小额贷款有限公司\n乙方（借款人）：张三\n", "乙甲"),
    "roles after the colon": ("甲方：出借人 李四\n乙方：借款人 张三\n", "乙甲"),
    "names before the letter": (
        "借款人张三（以下简称“甲方”）与贷款人某消费金融公司（以下简称“乙方”）订立本合同。\n",
        "甲乙",
    ),
    "a company as lender": ("甲方：某某小额贷款有限公司\n乙方（借款人）：张三\n", "乙甲"),
    "half-width punctuation": ("甲方(借款人):张三\n乙方(贷款人):某银行\n", "甲乙"),
    "three parties": ("甲方（借款人）：张三\n乙方（出借人）：李四\n丙方（平台）：某信息科技公司\n", "甲乙"),
}
PREAMBLE = pytest.mark.parametrize(("preamble", "letters"), PREAMBLES.values(), ids=PREAMBLES)


def _contract(preamble: str, letters: str, clause: str) -> Report:
    borrower, provider = (f"{letter}方" for letter in letters)
    return analyze(f"借款合同\n{preamble}第一条 {clause.format(borrower=borrower, provider=provider)}")


@PREAMBLE
def test_the_preamble_says_who_is_who(preamble: str, letters: str) -> None:
    """Whatever letter the borrower has: the lender's right is a risk, the lender's ban a promise."""
    report = _contract(preamble, letters, READS)
    assert report.parties[f"{letters[0]}方"] == "borrower"
    assert report.parties[f"{letters[1]}方"] == "provider"
    assert _stances(report) == {("contacts", "authorizes")}
    assert _stances(_contract(preamble, letters, PROMISE)) == {("protective", "protects")}


@PREAMBLE
def test_a_duty_of_the_borrower_is_no_protection(preamble: str, letters: str) -> None:
    """「甲方不得向第三方提供」 protects the borrower only where 甲方 is not the borrower."""
    assert _contract(preamble, letters, DUTY).findings == ()


def test_letters_change_their_meaning_inside_a_file() -> None:
    """In a file of two contracts, each contract's own preamble counts for its clauses."""
    first = (
        "个人借款合同\n甲方（借款人）：张三\n乙方（出借人）：李四\n第一条 甲方不得将合同资料提供给第三方。\n"
    )
    second = (
        "\n个人信息授权协议\n甲方（出借人）：李四\n乙方（借款人）：张三\n"
        "第一条 甲方可以将乙方的个人信息提供给合作机构。\n第二条 乙方不得将合同资料提供给第三方。\n"
    )
    (finding,) = analyze(first + second).findings
    assert finding.rule == "share-with-partners-affiliates"
    assert finding.actor == "provider"
    assert finding.quote.endswith("甲方可以将乙方的个人信息提供给合作机构。")
    assert finding.start > len(first)


def test_parties_named_once_count_in_the_annexes_too() -> None:
    """An annex without a preamble of its own keeps the parties of the contract before it."""
    text = (
        "个人借款合同\n甲方（出借人）：李四\n乙方（借款人）：张三\n第一条 乙方应当按期还款。\n"
        "\n个人信息授权协议\n第一条 甲方有权读取乙方的通讯录。\n第二条 乙方不得将合同资料提供给第三方。\n"
    )
    assert _rules(text) == {"contact-list-collection"}


def test_who_owes_the_money_is_the_borrower() -> None:
    """Without any preamble, the party that has to repay is the borrower."""
    text = "第一条 乙方应当按期还款，乙方逾期的应当支付罚息。\n第二条 甲方有权读取乙方的通讯录。\n"
    report = analyze(text)
    assert report.parties["乙方"] == "borrower"
    assert [finding.rule for finding in report.findings] == ["contact-list-collection"]


@pytest.mark.parametrize(
    "naming",
    [
        "某某科技有限公司（以下简称“小蓝”）运营本应用。",
        "某某科技有限公司（下称「小蓝」）运营本应用。",
        "本应用由某某消费金融股份有限公司（以下简称“小蓝”或“我们”）运营。",
        "本应用由某某银行（以下统称为“小蓝”）运营。",
    ],
)
def test_a_short_name_stands_for_the_company(naming: str) -> None:
    """「小蓝」 is whoever the document says it is: its promise protects, its right is a risk."""
    assert analyze(naming + "小蓝不会读取您的通讯录。").parties["小蓝"] == "provider"
    assert _stances(analyze(naming + "小蓝不会读取您的通讯录。")) == {("protective", "protects")}
    (finding,) = analyze(naming + "小蓝会读取您的通讯录。").findings
    assert (finding.rule, finding.actor) == ("contact-list-collection", "provider")


def test_a_short_name_of_the_borrower_is_the_borrower() -> None:
    """「授信客户」 given to the borrower by 以下简称 owes duties, which protect nobody."""
    text = "借款申请人（以下简称“授信客户”）与某银行签订本协议。授信客户不得将账户资料提供给第三方。"
    assert analyze(text).findings == ()


@pytest.mark.parametrize("borrower", ["本人", "您", "用户", "客户", "会员", "申请人", "授权人", "借款人"])
def test_every_word_for_the_borrower_is_the_borrower(borrower: str) -> None:
    """Under any of these names a right over the borrower is a risk, and a duty of the borrower is nothing."""
    assert "contact-list-collection" in _rules(f"{borrower}同意贷款人读取{borrower}的通讯录。")
    assert _rules(f"{borrower}不得将平台的资料提供给第三方。") == set()


@pytest.mark.parametrize("provider", ["我们", "本公司", "本平台", "贷款人", "出借人", "贵行", "我行", "平台"])
def test_every_word_for_the_lender_is_the_lender(provider: str) -> None:
    """Under any of these names a right is a risk, and a ban is a promise."""
    assert _stances(analyze(f"{provider}有权读取借款人的通讯录。")) == {("contacts", "authorizes")}
    assert _stances(analyze(f"{provider}不得读取借款人的通讯录。")) == {("protective", "protects")}


def test_a_guarantors_duties_are_not_the_borrowers_contacts() -> None:
    """The guarantor signs for himself: calling on him for the debt is no call to a stranger."""
    text = (
        "借款合同\n甲方（借款人）：张三\n乙方（贷款人）：某银行\n丙方（保证人）：王五\n"
        "第一条 甲方逾期的，乙方可以向丙方催收，要求丙方承担连带责任。\n"
    )
    report = analyze(text)
    assert report.parties["丙方"] == "guarantor"
    assert [finding for finding in report.findings if finding.category == "third-persons"] == []
