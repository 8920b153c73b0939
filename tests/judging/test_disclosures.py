"""What a giving of data tells of its recipients, and what it leaves open."""

from __future__ import annotations

from analyzer import analyze
from analyzer.judging.disclosures import disclosures
from analyzer.sides import Disclosure
from clause_patterns import load_library

LIBRARY = load_library()
COMPLETE = (
    "征得您的单独同意后，我们会通过接口加密传输的方式，将您的姓名、手机号码提供给青禾融资担保有限公司"
    "（联系电话：400-123-4567），用于审核担保申请。"
)


def _disclosures(*texts: str) -> tuple[Disclosure, ...]:
    reports = [analyze(text) for text in texts]
    found = disclosures(reports, LIBRARY)
    for disclosure in found:
        text = reports[disclosure.passage.source].document.text
        for quote in (*disclosure.told.values(), disclosure.open_ended):
            assert quote is None or text[quote.start : quote.end] == quote.text
    return found


def test_a_clause_that_tells_everything_lacks_nothing() -> None:
    """Name, contact, purpose, manner, kinds and separate consent are found where they stand."""
    (found,) = _disclosures(COMPLETE)
    assert found.missing == ()
    assert "青禾融资担保有限公司" in found.told["name"].text
    assert "400-123-4567" in found.told["contact"].text
    assert found.open_ended is None


def test_partners_and_others_are_no_name() -> None:
    """A class of recipients tells nothing; the words that leave it open are quoted."""
    (found,) = _disclosures("我们会将您的个人信息提供给关联公司、合作机构等第三方。")
    assert {"name", "contact", "purpose", "kinds", "separate-consent"} <= set(found.missing)
    assert found.open_ended is not None
    assert "等第三方" in found.open_ended.text


def test_kinds_and_purpose_are_told_without_a_name() -> None:
    (found,) = _disclosures("我们会将您的手机号码提供给合作方，用于核实您的身份。")
    assert set(found.told) == {"purpose", "kinds"}


def test_consent_that_is_not_asked_is_not_told() -> None:
    """无需单独同意 and 未经单独同意 are no consent."""
    (found,) = _disclosures("贷款人可以将借款人的个人信息提供给合作机构，无需另行取得借款人的同意。")
    assert "separate-consent" in found.missing


def test_the_lenders_own_name_is_not_the_recipients() -> None:
    (found,) = _disclosures("远山小额贷款有限公司（以下简称我们）会将您的还款记录提供给合作伙伴。")
    assert "name" in found.missing


def test_who_is_asked_for_data_receives_none() -> None:
    """Data is fetched from partners here, not given to them."""
    assert _disclosures("我们会依法向合作机构收集您的信用信息。") == ()


def test_mandates_authorities_relatives_and_the_borrower_are_left_out() -> None:
    """Article 23 is about other handlers."""
    assert _disclosures("我们会委托短信服务商处理您的手机号码，以便向您发送还款提醒。") == ()
    assert _disclosures("我们会按照法律规定将您的信息提供给公安机关。") == ()
    assert _disclosures("贷款人可以将逾期情况告知借款人的亲属。") == ()
    assert _disclosures("借款人不得将账户信息提供给第三方。") == ()
    assert _disclosures("我们不会将您的个人信息提供给任何第三方。") == ()


ANNEX = """附件一：第三方信息共享清单
接收方名称：云帆消费金融有限公司
联系方式：400-123-4567
使用目的：审核您的借款申请
共享方式：后台接口传输
信息种类：姓名、手机号码、借款金额
"""
PROMISE = "我们会将您的个人信息提供给合作机构，详见附件一。\n"


def test_a_list_that_stands_in_the_set_tells() -> None:
    """An annex counts in the same document and in another one; there the words that name it are quoted."""
    same = next(found for found in _disclosures(PROMISE + ANNEX) if "合作机构" in found.passage.quote.text)
    other = next(found for found in _disclosures(PROMISE, ANNEX) if "合作机构" in found.passage.quote.text)
    for found in (same, other):
        assert found.missing == ("separate-consent",)
    assert "云帆消费金融有限公司" in same.told["name"].text
    assert other.told["name"].text == "附件一"


def test_a_list_that_is_only_promised_does_not() -> None:
    (found,) = _disclosures("我们会将您的个人信息提供给合作机构，详见《第三方信息共享清单》。")
    assert "name" in found.missing


def test_a_list_of_sdks_is_one_disclosure() -> None:
    """Entries of one list count as places; what most of them tell is told."""
    entry = "第三方SDK名称：{}\n使用目的：向您推送还款提醒\n收集信息：设备型号、设备标识符\n"
    text = "我们接入了以下第三方SDK：\n" + "".join(
        entry.format(name) for name in ("青鸟推送SDK", "白鹭推送SDK", "苍鹰推送SDK")
    )
    (found,) = _disclosures(text)
    assert found.places >= 3
    assert {"name", "purpose", "kinds"} <= set(found.told)
    assert {"contact", "separate-consent"} <= set(found.missing)


def test_one_clause_is_one_disclosure_and_reading_order_is_kept() -> None:
    text = (
        "一、我们会将您的姓名提供给保险公司。\n"
        "二、我们会将您的借款信息提供给广告商。我们也会将您的手机号码提供给广告商。\n"
    )
    first, second = _disclosures(text)
    assert first.recipients == ("insurer-guarantor",)
    assert (second.recipients, second.places) == (("advertiser",), 2)
