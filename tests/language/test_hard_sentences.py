"""Sentences that are easily misread, each with what a borrower would expect of it."""

from __future__ import annotations

import pytest

from analyzer import Finding, analyze


def _rules(text: str, stance: str) -> set[str]:
    return {finding.rule for finding in analyze(text).findings if finding.stance == stance}


def _of(text: str, rule: str) -> list[Finding]:
    return [finding for finding in analyze(text).findings if finding.rule == rule]


# Risks that are overlooked -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "我们会将您的通讯录上传至服务器。",
        "您的通讯录将被上传至我们的服务器。",
        "您的通讯录会同步至贷款人的系统。",
        "我们收集的信息包括但不限于通讯录、短信内容。",
        "我们收集的信息包括：通讯录、短信内容。",
        "我们需要收集的信息包括通讯录、通话记录等。",
        "我们收集的信息包括：\n1. 通讯录；\n2. 短信内容。",
        "收集信息的范围：通讯录、短信内容。",
        "借款人不得拒绝贷款人读取其通讯录。",
        "用户不得关闭通讯录权限，否则平台有权终止服务。",
        "我们只收集您的通讯录，不收集短信内容。",
        "除通讯录外，我们不收集其他信息。",
        "我们不需要您同意即可读取您的通讯录。",
        "借款人声明不反对贷款人读取其通讯录。",
    ],
)
def test_reading_the_contact_list_is_found(sentence: str) -> None:
    """However it is put, the contact list is read: that is a risk."""
    assert "contact-list-collection" in _rules(sentence, "authorizes")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("借款人不得以任何理由禁止贷款人联系其亲友催收。", "third-party-collection-contact"),
        ("我们仅会将您的通讯录提供给催收机构。", "collection-outsourcing-data"),
        ("我们不会将您的通讯录提供给第三方，但合作的催收机构除外。", "collection-outsourcing-data"),
        ("贷款人不向任何人提供借款人的信息，但合作机构除外。", "share-with-partners-affiliates"),
    ],
)
def test_an_only_an_except_or_a_ban_on_refusing_allows(sentence: str, rule: str) -> None:
    """仅 names who gets the data, 除外 who gets them in spite of the promise, 不得禁止 what is allowed."""
    assert rule in _rules(sentence, "authorizes")


def test_uploading_to_a_server_can_be_promised_away() -> None:
    """「不会将您的通讯录上传至服务器」 is a promise."""
    assert "protective-contacts" in _rules("我们不会将您的通讯录上传至服务器。", "protects")


@pytest.mark.parametrize(
    "promise",
    ["贷款人应当对借款人的信息保密，但下列情形除外：", "我们会对您的信息严格保密，但以下情况除外："],
)
@pytest.mark.parametrize("item", ["提供给催收机构", "提供给催收机构的"])
def test_an_exception_with_a_verb_but_no_data_swallows_the_promise(promise: str, item: str) -> None:
    """「应当保密，但下列情形除外：（2）提供给催收机构」: the data stand in the lead-in."""
    text = f"{promise}\n（1）法律法规要求的；\n（2）{item}。"
    (finding,) = _of(text, "collection-outsourcing-data")
    assert finding.quote.startswith("（2）")


def test_it_stands_for_the_data_of_the_promise_before() -> None:
    """「我们不会出售您的个人信息；我们会将其提供给合作机构」: 其 are the data."""
    text = "我们不会出售您的个人信息；我们会将其提供给合作机构用于营销。"
    assert "share-with-partners-affiliates" in _rules(text, "authorizes")


def test_this_information_is_what_the_sentence_before_names() -> None:
    """「该等信息将用于催收」 after 「读取通讯录」 makes the reading critical, or is a finding of its own."""
    text = "我们将读取您的通讯录。该等信息将用于逾期后的催收。"
    assert "critical" in {finding.severity for finding in _of(text, "contact-list-collection")}


def test_this_information_goes_to_the_collectors() -> None:
    """「该等信息将提供给催收机构」 after 「读取通讯录」 hands over the contact list, which is high."""
    text = "我们会读取您的通讯录。该等信息将提供给合作的催收机构。"
    assert [finding.severity for finding in _of(text, "collection-outsourcing-data")] == ["high"]


def test_a_short_title_begins_a_contract_too() -> None:
    """「授权书」 alone on its line begins a second contract, in which 甲方 is the lender."""
    text = (
        "借款合同\n甲方（借款人）：张三\n乙方（出借人）：李四\n第一条 甲方应当按期还款。\n\n"
        "授权书\n甲方（出借人）：李四\n乙方（借款人）：张三\n"
        "第一条 甲方可以将乙方的个人信息提供给合作机构。\n"
    )
    assert "share-with-partners-affiliates" in _rules(text, "authorizes")


# Promises that are none ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "我们不得不读取您的通讯录。",
        "除通讯录外，我们不收集其他信息。",
        "未读取您的通讯录前，我们无法审核您的申请。",
        "我们不需要您同意即可读取您的通讯录。",
        "我们不保证不会将您的通讯录提供给合作机构。",
        "我们仅会将您的通讯录提供给催收机构。",
        "我们不会读取您的通讯录以外的信息。",
        "若您不希望我们读取您的通讯录，请关闭权限。",
        "您不得：\n（1）向第三方提供账户；\n（2）读取他人的通讯录。",
        "借款人在借款期间不得：\n（1）联系贷款人的工作人员；\n（2）读取平台其他用户的通讯录。",
    ],
)
def test_it_only_sounds_like_a_promise(sentence: str) -> None:
    """不得不, 除…外, a condition and a ban on the borrower promise nothing about the contact list."""
    assert "protective-contacts" not in _rules(sentence, "protects")


# What is no risk -----------------------------------------------------------------------------------


def test_giving_it_to_the_borrower_himself_is_no_sharing() -> None:
    """An exception for the borrower himself lets nobody else have anything."""
    promise = "未经您同意，我们不会向第三方提供您的信息，但以下情形除外："
    text = "\n".join([promise, "（1）依法配合公安机关；", "（2）向您本人提供。"])
    assert [finding for finding in analyze(text).findings if finding.quote.startswith("（2）")] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "我们会将您的个人信息提供给合作机构。",
        "贷款人可以将借款人的个人信息提供给合作机构。",
        "我们会向合作机构提供您的个人信息。",
    ],
)
def test_the_owner_of_the_data_is_not_a_receiver(sentence: str) -> None:
    """「将您的信息提供给合作机构」: the receiver is the partner, not 您."""
    (finding,) = _of(sentence, "share-with-partners-affiliates")
    assert finding.values("recipients") == ("partner",)
