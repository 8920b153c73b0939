"""What recognition misreads in key words is understood, and said to be misread; nothing else is touched."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer import Analyzer, analyze
from analyzer.language.characters import fold
from analyzer.language.misreadings import Corrector, corrected
from analyzer.language.normalise import normalise
from analyzer.model import Document, Notice, Page
from clause_patterns import load_lookalikes
from clause_patterns.schema import NEGATING

RECOGNISED = (Notice("ocr", "这份文件由图片识别而来。"),)
CALM = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

# The sentence as printed, a word of it, and what recognition made of the word.
MISREAD = [
    ("贷款人有权将借款人信息提供给征信机构。", "征信机构", "征信机掏"),
    ("贷款人有权将借款人信息提供给征信机构。", "征信机构", "证信机构"),
    ("贷款人有权将借款人信息提供给征信机构。", "贷款人", "货款人"),
    ("贷款人有权将借款人信息提供给征信机构。", "借款人信息", "惜款人信息"),
    ("贷款人可以向金融信用信息基础数据库报送借款人的不良信息。", "不良信息", "不良信意"),
    ("平台有权读取用户的通讯录。", "通讯录", "通訊泉"),
    ("平台有权读取用户的通讯录。", "通讯录", "通汛录"),
    ("平台有权读取用户的通话记录。", "通话记录", "通活记录"),
    ("平台有权读取用户的通话记录。", "通话记录", "通话记承"),
    ("乙方可以上传甲方的短信内容。", "短信内容", "短值内容"),
    ("乙方可以收集甲方的通讯录。", "收集", "牧集"),
    ("借款人逾期的，贷款人有权委托第三方催收公司催收。", "催收公司", "摧收公司"),
    ("贷款人有权将借款人信息提供给催收机构。", "催收机构", "催收机掏"),
    ("借款人逾期的，平台可以联系其紧急联系人。", "紧急联系人", "紫急联系人"),
    ("借款人逾期的，平台可以联系其紧急联系人。", "紧急联系人", "紧怠联系人"),
    ("借款人逾期的，平台可以将欠款情况告知其家庭成员。", "家庭成员", "家庭戌员"),
    ("贷款人有权在媒体披露借款人的姓名、照片。", "披露", "坡露"),
    ("贷款人有权向借款人的亲友披露逾期信息。", "披露", "披滿"),
    ("贷款人有权将借款人的违约信息向公众公布。", "违约信息", "速约信息"),
    ("贷款人有权将逾期记录向社会公开披露。", "公开披露", "公开披靠"),
    ("我们会将您的个人信息共享给合作伙伴。", "合作伙伴", "合作伙伏"),
    ("我们会将您的个人信息共享给合作伙伴。", "个人信息", "个人信意"),
    ("我们可能将设备信息提供给合作机构。", "合作机构", "合作机掏"),
    ("我们可能将设备信息提供给合作机构。", "设备信息", "设备值息"),
    ("贷款人有权将个人资料提供给其关联公司。", "个人资料", "个人资科"),
    ("本授权不可撤销。", "不可撤销", "不可撤锁"),
    ("借款人不可撤销地授权贷款人查询其信用报告。", "授权", "授杈"),
    ("借款人授权贷款人查询其信用报告。", "信用报告", "信用报舌"),
    ("借款人授权贷款人查询其信用报告。", "查询", "杳询"),
    ("贷款人可以将债权转让给任何第三方。", "债权转让", "情权转让"),
    ("贷款人有权将债权及借款人信息一并转让给受让人。", "借款人信息", "借款人值息"),
    ("平台有权采集用户的人脸信息并提供给第三方。", "人脸信息", "人睑信息"),
    ("未经您同意，我们不会将您的个人信息提供给第三方。", "个人信息", "个入信息"),
    ("我们不会读取您的通讯录。", "通讯录", "通讯泉"),
    ("贷款人不得向借款人的联系人催收。", "催收", "维收"),
    ("贷款人有权将借款人信息提供给催收机构。", "催收机构", "催牧机构"),
]
# Ordinary words that look like a key word, or like a key word misread.
SOUND = [
    "借款人可以将贷款用于购物。",
    "双方应当加强沟通。",
    "借款人已经知悉上述内容。",
    "买方应当支付货款。",
    "付款人应当按照约定付款。",
    "收款人的开户银行为某某银行。",
    "汇款人应当核对汇款信息。",
    "质权人有权收取质押财产的孳息。",
    "出质人应当交付质押财产。",
    "出租人应当按照约定交付租赁物。",
    "承租人应当妥善保管租赁物。",
    "受托人应当亲自处理委托事务。",
    "受益人可以是投保人。",
    "双方可以和解，也可以申请仲裁。",
    "被告未到庭参加诉讼。",
    "员工应当接受训练。",
    "未来的收益并不确定。",
    "本合同自末页签字之日起生效。",
    "数据储在境内的服务器上。",
    "平台将以书面形式通知用户。",
    "我们会向您要求补充材料。",
    "其享有的权利不受影响。",
    "在接受服务而产生的费用由用户承担。",
    "用户应当保证资料真实。",
    "审理过程中法院可以讯问被告人。",
    "会议纪要由双方签字。",
    "权利与义务对等。",
    "请保留收据。",
    "牧场的租金按年支付。",
    "恳请贵行予以支持。",
    "货主应当提供发货清单。",
    "货运公司负责运输。",
    "机械设备的折旧由承租人承担。",
    "房屋拆迁补偿款优先用于还款。",
    "拍卖所得价款用于清偿债务。",
    "经您许可的其他用途。",
    "本人特授权贵行办理上述事项。",
    "登出您的微信账户并停止使用。",
    "当您使用善融商城时，请遵守其规则。",
    "教授每年授课一次。",
    "保险公司应当赔付。",
    "保理公司受让应收账款。",
]


@pytest.fixture(scope="module")
def corrector() -> Corrector:
    return Analyzer().stages.corrector


def recognised(text: str, **fields: object) -> Document:
    """Return ``text`` as it comes from a picture."""
    return Document("合同.png", "png", text, **({"notices": RECOGNISED} | fields))  # type: ignore[arg-type]


def read_as(text: str, corrector: Corrector) -> str:
    """Return what recognised ``text`` is read as."""
    return corrected(normalise(text), recognised(text), corrector)[0].text


@pytest.mark.parametrize(("printed", "word", "read"), MISREAD, ids=[read for _, _, read in MISREAD])
def test_a_misread_word_changes_no_finding(printed: str, word: str, read: str) -> None:
    """Misread, a sentence gives the same findings as printed; they quote what stands there."""
    text = printed.replace(word, read)
    expected, found = analyze(printed).findings, analyze(recognised(text)).findings
    assert expected
    assert [one.rule for one in found] == [one.rule for one in expected]
    assert all(one.quote == text[one.start : one.end] for one in found)


@pytest.mark.parametrize("text", SOUND)
def test_words_that_make_sense_are_left_alone(text: str, corrector: Corrector) -> None:
    """An ordinary word is not taken for a key word because it looks like one."""
    assert read_as(text, corrector) == normalise(text).text


def test_the_reader_is_told_what_was_taken_for_what() -> None:
    """The finding says which word is doubtful and what it was read as; it is no longer certain."""
    text = "贷款人有权将借款人信息提供给征信机掏。"
    (finding,) = analyze(recognised(text)).findings
    assert finding.why.endswith("；「征信机掏」疑为「征信机构」（识别有误），请对照原件")
    assert finding.certainty == "implied"
    (word,) = finding.misread
    assert (word.quote.text, word.read_as) == ("征信机掏", "征信机构")
    assert text[word.quote.start : word.quote.end] == word.quote.text


def test_a_doubtful_word_in_the_lead_in_is_told_too() -> None:
    """A list item inherits the doubt of the lead-in above it, and only of that."""
    text = "为评估信用，货款人有权：\n（一）读取借款人的通讯录；\n（二）读取借款人的短信内容。\n"
    findings = analyze(recognised(text)).findings
    assert findings
    assert all("「货款人」疑为「贷款人」" in finding.why for finding in findings)
    sound = analyze(recognised("您授权我们读取您的通讯录。\n" + text)).findings[0]
    assert (sound.misread, sound.certainty) == ((), "explicit")


def test_only_recognised_text_is_doubted() -> None:
    """What was typed is taken as it stands: the same words without recognition are no credit bureau."""
    text = "贷款人有权将借款人信息提供给征信机掏。"
    assert not any(finding.misread for finding in analyze(text).findings)
    assert "credit-reporting" not in {finding.rule for finding in analyze(text).findings}


def test_only_the_pages_that_were_recognised_are_doubted() -> None:
    """Of a file with one scanned page, the words of the other pages are taken as they stand."""
    line = "平台有权读取用户的通讯泉和通讯录。\n"
    pages = (Page(1, 0, len(line)), Page(2, len(line), 2 * len(line)))
    notices = (Notice("ocr", "第 2 页由图片识别而来。", 2),)
    findings = analyze(recognised(line * 2, pages=pages, notices=notices)).findings
    assert {finding.page for finding in findings if finding.misread} == {2}
    assert {finding.page for finding in findings} == {1, 2}


@pytest.mark.parametrize(
    "text", ["木得收集个人信息", "不侍收集", "末经同意", "木经同意", "兔除责任", "两方有权", "你方同意"]
)
def test_no_word_that_decides_is_read_into_a_text(text: str, corrector: Corrector) -> None:
    """A negation or a party that does not stand there is not read into the text."""
    read = read_as(text, corrector)
    assert [char for char in read if char in NEGATING] == [
        char for char in normalise(text).text if char in NEGATING
    ]
    assert not {"甲", "乙", "丙"} & set(read)


def test_every_lookalike_is_written_as_texts_are_matched() -> None:
    """The characters of misreadings.yaml are simplified ones: others would never be met."""
    for printed, entry in load_lookalikes().items():
        assert all(fold(char) == char for char in printed + entry.seen + entry.alike), printed


TERMS = "征信机掏构证信通讯泉录借惜款贷货人息意收牧催摧授杈权不未得仅甲乙方您，。\n 訊滿披坡露"


@CALM
@given(st.text(alphabet=TERMS, max_size=120) | st.text(max_size=60))
def test_places_and_negations_stay_whatever_is_read(corrector: Corrector, raw: str) -> None:
    """For any text, length, places and negations stay, and doubtful words are quoted as they stand."""
    before = normalise(raw)
    after, corrections = corrected(before, recognised(raw), corrector)
    assert (len(after.text), after.starts) == (len(before.text), before.starts)
    for old, new in zip(before.text, after.text, strict=True):
        assert old == new or not NEGATING & {old, new}
    assert all(after.text[one.start : one.end] == one.term for one in corrections)
    for finding in analyze(recognised(raw)).findings:
        assert finding.quote == raw[finding.start : finding.end]
        assert all(word.quote.text == raw[word.quote.start : word.quote.end] for word in finding.misread)


def test_noise_is_no_contract(corrector: Corrector) -> None:
    """Of ten thousand Han characters at random hardly any is taken for part of a key word."""
    chance = random.Random(1)
    noise = "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(10_000))
    assert read_as(noise, corrector) == normalise(noise).text
    alike = "".join(sorted({char for entry in load_lookalikes().values() for char in entry.id + entry.seen}))
    noise = "".join(chance.choice(alike) for _ in range(10_000))
    read = read_as(noise, corrector)
    assert (
        sum(old != new for old, new in zip(normalise(noise).text, read, strict=True)) < 50
    )  # of the worst kind
