"""What kind of document one is."""

from __future__ import annotations

import pytest

from analyzer.judging.document_kinds import document_kind
from analyzer.model import Document
from clause_patterns import load_library

LIBRARY = load_library()
LOAN = "出借人：示例出借公司\n借款人：\n第一条 借款金额为一万元，借款期限十二个月。借款人应在还款日前还清。\n"
SERVICE = "欢迎使用本平台。用户注册即表示同意本协议。本平台可以随时停止向用户提供服务。\n"


def kind_of(text: str, name: str = "文件") -> str:
    return document_kind(Document(name, "text", text), LIBRARY)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("示例贷用户服务协议", "service-agreement"),
        ("借款咨询服务协议", "service-agreement"),
        ("示例借款平台会员注册协议", "service-agreement"),
        ("示例平台用户借款协议", "loan-contract"),
        ("居间服务协议", "loan-contract"),
        ("循环额度合同（2026 版）", "loan-contract"),
        ("个人借条", "loan-contract"),
        ("个人信息授权与保护政策", "privacy-policy"),
        ("示例借条用户隐私权政策", "privacy-policy"),
        ("征信查询授权书", "authorization"),
        ("第三方信息共享清单", "sdk-list"),
        ("个人信息收集清单", "info-list"),
        ("借款人意外保险条款", "other"),
        ("借款保证书", "other"),
    ],
)
def test_title_ends_in_what_it_names(title: str, kind: str) -> None:
    """Of 借款 and 服务 in one title, the word next to the noun says what the document is."""
    assert kind_of(f"{title}\n第一条 为明确各方的权利，订立以下条款。") == kind


@pytest.mark.parametrize(("text", "kind"), [(LOAN, "loan-contract"), (SERVICE, "service-agreement")])
def test_two_titles_are_told_apart_by_the_text(text: str, kind: str) -> None:
    """Where a page stands under two titles, the text says which of them is its own."""
    both = "《示例平台用户使用协议》\n借款合同\n"
    assert kind_of(both + text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LOAN, "loan-contract"),
        (SERVICE, "service-agreement"),
        (
            "本政策说明我们怎样处理您的信息。本政策适用于示例应用。不同意本政策的，请不要使用。",
            "privacy-policy",
        ),
        ("《示例代扣服务协议》（以下简称“本协议”）由您和我们订立，您同意按期扣款。", "service-agreement"),
        ("本授权协议（下称本协议）由您和本平台订立。用户使用本平台即为同意本协议。", "authorization"),
        ("一、授权条款\n" + SERVICE, "service-agreement"),
        ("明天上午十点开会，请带上材料。", "other"),
        ("", "other"),
    ],
)
def test_without_title_its_own_words_say_it(text: str, kind: str) -> None:
    """An excerpt that begins in the middle is known by what it calls itself and its parties."""
    assert kind_of(text) == kind


def test_name_of_the_file_counts_where_there_is_no_title() -> None:
    """A file called 隐私政策 is one, though its text begins without a title."""
    assert kind_of("一、我们收集哪些信息", "示例_隐私政策.pdf") == "privacy-policy"
