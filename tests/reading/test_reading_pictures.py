"""Pictures: screenshots, photos and scanned pages are recognised, every word at its place."""

from __future__ import annotations

import io
import unicodedata

import pytest
from making import codes
from picturing import A4, PHONE, drawn, encoded, font, font_path, high_enough, wrapped
from PIL import Image
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from analyzer import analyze
from analyzer.model import Document
from analyzer.reading import read

pytestmark = pytest.mark.skipif(font_path() is None, reason="no Chinese font to draw with")

CONTRACT = """小满消费贷款合同
第一条 借款人同意贷款人读取并上传其手机通讯录、通话记录，用于贷后管理。
第二条 借款人逾期的，贷款人有权将逾期信息告知借款人的亲属、朋友和所在单位，并委托第三方机构催收。
第三条 未经借款人单独同意，贷款人不得向合作机构提供其身份证号码、银行账号等个人信息。
第四条 本合同项下的年利率为12.5%，借款金额为10,000元，分12期归还，每月20日为还款日。
第五条 本授权不可撤销，自签署之日起生效，直至全部借款结清后五年。
第六条 争议由贷款人所在地人民法院管辖。联系地址：江海市示例区样本路1号。"""


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def error_rate(document: Document, truth: str) -> float:
    """Return the share of characters read wrongly, blanks and the width of signs aside."""
    return Levenshtein.distance(plain(document.text), plain(truth)) / len(plain(truth))


def screenshot(text: str = CONTRACT, size: int = 42) -> Image.Image:
    lines = list(wrapped(text, size, PHONE[0] - 120))
    return drawn(lines, size, (PHONE[0], high_enough(lines, size)))


def scanned_pdf(*pictures: Image.Image) -> bytes:
    """Return a PDF whose pages (A4) are nothing but pictures."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for picture in pictures:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scan(text: str = CONTRACT) -> Image.Image:
    return drawn(list(wrapped(text, 22, A4[0] - 240)), 22, A4, margin=120)


def test_a_screenshot_is_read_and_its_findings_lie_on_the_words() -> None:
    """A phone screenshot gives the words, what they allow, and where on the picture that stands."""
    picture = screenshot()
    report = analyze(encoded(picture), name="截图.png")
    document = report.document
    assert document.format == "image" and "ocr" in codes(document)
    assert error_rate(document, CONTRACT) < 0.01
    finding = next(one for one in report.findings if one.rule == "contact-list-collection")
    assert "通讯录" in finding.quote and finding.regions
    start = document.text.index("通讯录")
    (region,) = document.regions(start, start + 3)
    pixel = picture.width / document.pages[0].width
    lines = list(wrapped(CONTRACT, 42, PHONE[0] - 120))
    row = next(index for index, line in enumerate(lines) if "通讯录" in line)
    left = 60 + font(42).getlength(lines[row].split("通讯录")[0])
    assert region.x0 * pixel == pytest.approx(left, abs=20)
    assert region.x1 * pixel == pytest.approx(left + 3 * 42, abs=20)
    assert region.top * pixel < 60 + 67 * row + 21 < region.bottom * pixel


def test_a_scanned_page_is_read_at_its_place() -> None:
    """A page of a PDF that is only a picture is recognised, and the reader is told."""
    document = read(scanned_pdf(scan()))
    assert document.format == "pdf" and codes(document) == {"ocr"}
    assert error_rate(document, CONTRACT) < 0.01
    start = document.text.index("第六条")
    (region,) = document.regions(start, start + 3)
    row = list(wrapped(CONTRACT, 22, A4[0] - 240)).index(
        next(line for line in wrapped(CONTRACT, 22, A4[0] - 240) if line.startswith("第六条"))
    )
    assert region.x0 == pytest.approx(120 * 595 / A4[0], abs=4)
    assert region.top < (120 + 35 * row + 11) * 842 / A4[1] < region.bottom
