"""Which data of the checklist is asked for, and which is promised not to be."""

from __future__ import annotations

from analyzer import analyze
from analyzer.judging.necessity import requests
from analyzer.sides import Request
from clause_patterns import load_library

LIBRARY = load_library()


def _requests(*texts: str) -> dict[str, Request]:
    return {request.item: request for request in requests([analyze(text) for text in texts], LIBRARY)}


def _asked(*texts: str) -> set[str]:
    return {item for item, request in _requests(*texts).items() if request.asked}


def _promised(*texts: str) -> set[str]:
    return {item for item, request in _requests(*texts).items() if request.promised}


def test_every_item_is_returned_in_file_order_the_necessary_ones_first() -> None:
    found = requests([analyze("本合同一式两份。")], LIBRARY)
    assert [request.item for request in found] == list(LIBRARY.checklist)
    assert [request.necessary for request in found[:5]] == [True] * 5
    assert not any(request.necessary or request.asked or request.promised for request in found[5:])


def test_every_note_is_careful_and_names_law() -> None:
    """The list of necessary data makes nothing unlawful: no note says so."""
    for item in LIBRARY.checklist.values():
        assert item.note.endswith("。"), item.id
        assert "违法" not in item.note and "无效" not in item.note, item.id
        assert "NPI-5-12" in item.law, item.id


def test_what_is_collected_is_asked_for() -> None:
    asked = _asked("我们会收集您的姓名、身份证号码、手机号码、银行卡号、通讯录和位置信息。")
    assert asked == {"real-name", "identity-number", "phone-number", "bank-card", "contact-list", "location"}


def test_the_items_of_a_list_are_asked_for() -> None:
    """Lines under 收集以下信息： count, lines after the list do not."""
    text = (
        "我们会收集您的以下信息：\n1. 姓名、学历；\n2. 婚姻状况、车牌号；\n本协议由双方签署。收入越高越好。\n"
    )
    asked = _asked(text)
    assert {"real-name", "education", "family", "assets"} <= asked
    assert "income" not in asked


def test_what_the_borrower_must_hand_over_is_asked_for() -> None:
    assert {"employment", "income"} <= _asked("您需要如实填写工作单位和月收入。")
    assert "contact-persons" in _asked("借款人应当填写两名紧急联系人的姓名和电话。")


def test_the_phone_number_of_somebody_else_is_not_the_borrowers() -> None:
    assert "phone-number" not in _asked("我们会收集您的紧急联系人手机号码。")


def test_promises_are_told_from_requests() -> None:
    text = "我们会收集您的手机号码，但不会读取您的通讯录和短信内容。"
    assert _asked(text) == {"phone-number"}
    assert _promised(text) == {"contact-list", "sms"}


def test_what_follows_from_a_refusal_is_no_promise() -> None:
    assert "sms" not in _promised("如您拒绝授权，我们将不读取您的短信内容。")


def test_giving_signing_and_serving_ask_for_nothing() -> None:
    """Data given to others, a signature block, the lender's own contact and a right ask for nothing."""
    assert _asked("我们会将您的学历信息提供给合作机构。") == set()
    assert _asked("甲方（签字）：\n姓名：\n身份证号码：\n联系电话：\n") == set()
    assert _asked("您可以拨打客服电话或者发送邮件到我们的邮箱与我们联系。") == set()
    assert _asked("注销账户的，请您提供身份证号码以便核验。") == set()
    assert _asked("敏感个人信息是指一旦泄露容易危害人身安全的信息，包括健康信息。") == set()


def test_one_place_is_one_passage_of_its_document() -> None:
    """Passages name their document; one place is not listed twice."""
    first, second = "我们会读取您的通讯录。", "贷款人有权获取借款人的通讯录。"
    found = _requests(first, second)["contact-list"].asked
    assert [passage.source for passage in found] == [0, 1]
    assert "通讯录" in found[0].quote.text and "通讯录" in found[1].quote.text
