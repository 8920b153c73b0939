"""Who lends, by the names of the parties and the words of the text."""

from __future__ import annotations

import pytest

from analyzer.judging.lenders import lender
from analyzer.model import Document, Report
from analyzer.sides import Lender, Side, with_lender
from clause_patterns import load_library

LIBRARY = load_library()


def who(*texts: str) -> Lender | None:
    """Return who lends by documents of these texts."""
    reports = [Report(Document(f"{number}.txt", "text", text)) for number, text in enumerate(texts)]
    return lender(reports, LIBRARY)


TOLD = {
    "party": (
        "甲方（贷款人）：青禾小额贷款有限公司\n乙方（借款人）：",
        "micro-lender",
        "青禾小额贷款有限公司",
    ),
    "after the name": (
        "海星消费金融有限公司（以下简称“贷款人”）",
        "consumer-finance",
        "海星消费金融有限公司",
    ),
    "half-width": ("出借人:云溪网络小额贷款(成都)有限公司", "micro-lender", "云溪网络小额贷款(成都)有限公司"),
    "signature": (
        "第一条 甲方出借。\n\n甲方（出借人）：  江澜银行股份有限公司\n盖章",
        "bank",
        "江澜银行股份有限公司",
    ),
    "provides": ("本产品由江澜银行股份有限公司向您提供贷款服务。", "bank", "江澜银行股份有限公司"),
    "applied to": ("鉴于本人向江澜农商银行申请贷款，特授权如下", "bank", "江澜农商银行"),
    "speaker": (
        "欢迎您。江澜银行股份有限公司（以下简称“我行”）重视您的信息。",
        "bank",
        "江澜银行股份有限公司",
    ),
    "title": ("海星消费金融隐私政策\n更新日期：2026年1月1日", "consumer-finance", "海星消费金融"),
    "partner lends": (
        "本政策适用于运营方青禾信息科技有限公司、合作方云溪小额贷款有限公司提供的服务。",
        "micro-lender",
        "云溪小额贷款有限公司",
    ),
    "a person": ("甲方（出借人）：李某某\n身份证号码：\n乙方（借款人）：", "private", "李某某"),
    "a blank for a person": ("出借人：＿＿＿＿＿＿\n身份证号：＿＿＿＿", "private", ""),
    "names in an annex": ("乙方（出借人）：姓名及金额见附件一", "private", ""),
    "members of a platform": ("出借人：指在本平台注册、自愿出借资金的会员", "private", ""),
    "no licence in the name": ("乙方（出借人）：青禾商务服务有限公司", "private", "青禾商务服务有限公司"),
    "a platform, others lend": (
        "青禾咨询有限公司提供居间服务。平台撮合借款，把您推荐给出借人，由出借人决定。",
        "facilitator",
        "",
    ),
    "we, the bank": ("我行收集您的信息。我行不会出售。", "bank", ""),
    "said to be private": ("本合同属于民间借贷。双方确认，本次借款系民间借贷。", "private", ""),
}


@pytest.mark.parametrize(("text", "kind", "name"), TOLD.values(), ids=TOLD)
def test_a_lender_is_told(text: str, kind: str, name: str) -> None:
    """Wherever a document says who lends, kind and name are found."""
    found = who(text)
    assert found
    assert (found.kind, found.name) == (kind, name)


UNTOLD = {
    "card": "请绑定本人名下的银行卡，银行卡信息用于放款。",
    "custodian": "资金由存管银行保管，贷款人委托存管银行划扣，由存管银行提供资金清算。",
    "central bank": "您的信用信息报送至中国人民银行征信中心。",
    "account": "开户银行：江澜银行股份有限公司城东支行\n户名：",
    "statement": "申请贷款时请提供近六个月的银行流水。",
    "debit": "本人授权委托扣款银行江澜银行股份有限公司从上述账户扣款。",
    "generic kinds": "贷款人指依法设立的银行、消费金融公司、小额贷款公司等机构。",
    "partners in general": "我们与银行、消费金融公司合作，由合作银行提供贷款。",
    "negated": "我们并非银行，也不是小额贷款公司。",
    "another company": "您可以下载微信，它由某某计算机系统有限公司（以下简称“我们”）运营。",
    "a shop": "我们为您匹配附近的商家，信息来自您的搜索。",
    "a person or a company": "出借人：姓名或名称：＿＿＿＿",
    "letters only": "甲方：\n乙方：\n借款金额：",
}


@pytest.mark.parametrize("text", UNTOLD.values(), ids=UNTOLD)
def test_what_is_no_lender_is_not_taken_for_one(text: str) -> None:
    """Banks that keep, move or report money, and kinds of institutions in general, do not lend."""
    assert who(text) is None


def test_the_place_is_told() -> None:
    """The reader is shown the very words, under their clause, and why they are taken so."""
    text = "借款合同\n第一条 贷款人：青禾小额贷款有限公司。"
    found = who(text)
    assert found
    assert found.passage
    quote = found.passage.quote
    assert quote.text == text[quote.start : quote.end] == found.name == "青禾小额贷款有限公司"
    assert "贷款人" in found.why


def test_several_lenders_are_named() -> None:
    """Where two lend together, the first is taken and the other is mentioned."""
    found = who("贷款人：江澜银行股份有限公司\n贷款人：海星消费金融有限公司")
    assert found
    assert found.name == "江澜银行股份有限公司"
    assert "海星消费金融有限公司" in found.why


def test_the_surest_document_decides() -> None:
    """A contract that names the lender outweighs a policy of the platform, wherever it stands in the set."""
    policy = "青禾信息咨询有限公司提供居间服务，居间人不出借资金。"
    found = who(policy, "借款合同\n贷款人：江澜银行股份有限公司")
    assert found
    assert (found.kind, found.passage and found.passage.document) == ("bank", "1.txt")


def test_the_reader_knows_better() -> None:
    """A kind that the reader chooses takes the place of the guess; none chosen is none known."""
    guessed = Side("", (), lender=Lender("private", "李某某"))
    assert with_lender(guessed, "bank").lender_kind == "bank"
    assert with_lender(guessed, "bank").lender == Lender("bank")
    assert with_lender(guessed, "").lender is None
