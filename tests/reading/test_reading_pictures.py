"""Pictures: screenshots, photos and scanned pages are recognised, every word at its place."""

from __future__ import annotations

import io
import unicodedata

import pikepdf
import pytest
from making import codes
from picturing import A4, PHONE, drawn, encoded, font, font_path, high_enough, photographed, wrapped
from PIL import Image
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from analyzer import analyze
from analyzer.errors import DamagedFileError, LimitError, NoTextError
from analyzer.model import Document
from analyzer.reading import Limits, read
from analyzer.reading.layout.glyphs import Glyph
from analyzer.reading.ocr import engine, image, pages
from analyzer.reading.ocr.writing import Written

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


def test_a_photo_is_read() -> None:
    """A photo at an angle, in uneven light, noisy and compressed is read with few errors."""
    document = read(encoded(photographed(scan()), "JPEG", quality=60))
    assert error_rate(document, CONTRACT) < 0.03


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_picture_on_its_side_or_head_is_read(turn: int) -> None:
    """However the phone was held, lines come out in order, and boxes lie on the picture as it is."""
    text = "第一条 甲方同意乙方查询征信\n第二条 乙方应当保密\n第三条 本合同一式两份，各执一份"
    lines = text.split("\n")
    picture = drawn(lines, 32, (720, high_enough(lines, 32))).rotate(turn, expand=True)
    document = read(encoded(picture))
    assert error_rate(document, text) < 0.05
    (page,) = document.pages
    (first,) = document.regions(0, 3)
    assert 0 <= first.x0 < first.x1 <= page.width and 0 <= first.top < first.bottom <= page.height
    right, low = first.x0 > page.width / 2, first.top > page.height / 2
    assert (right, low) == {90: (False, True), 180: (True, True), 270: (True, False)}[turn]


def test_the_orientation_a_camera_notes_is_followed() -> None:
    """A photo stored on its side and marked so is upright to the reader, and so are its boxes."""
    lines = ["第一条 甲方同意乙方查询征信", "第二条 乙方应当保密"]
    picture = drawn(lines, 42, (1080, high_enough(lines, 42))).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    document = read(encoded(picture, "JPEG", exif=exif))
    assert plain(document.text) == plain("".join(lines))
    assert document.pages[0].width > document.pages[0].height
    assert document.regions(0, 3)[0].x0 < document.pages[0].width / 4


def test_pictures_of_every_kind() -> None:
    """What a phone or a chat saves is read, white on black as well; of a TIFF, every page."""
    forms = {
        "JPEG": "贷款人有权读取通讯录",
        "WEBP": "借款人应当按期还款",
        "BMP": "本授权不可撤销",
        "GIF": "争议由法院管辖",
    }
    colors = {"WEBP": ("#dddddd", "#111111")}
    pictures = [
        encoded(drawn([text], 42, (640, 140), colors=colors.get(form, ("black", "white"))), form)
        for form, text in forms.items()
    ]
    faxed = [drawn([f"第{number}页的条款"], 42, (640, 140)) for number in "一二三"]
    pictures.append(encoded(faxed[0], "TIFF", save_all=True, append_images=faxed[1:]))
    document = read(pictures)
    assert plain(document.text) == "".join(forms.values()) + "第一页的条款第二页的条款第三页的条款"
    assert [page.number for page in document.pages] == [1, 2, 3, 4, 5, 6, 7]


def test_pages_with_text_and_scans_stand_together() -> None:
    """Only the page without text is recognised; order and pages are kept."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawString(72, 700, "Clause 1 Repayment is due monthly.")
    canvas.showPage()
    canvas.drawImage(ImageReader(scan("第二条 乙方有权查询征信")), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    document = read(target.getvalue())
    assert document.text.split("\n")[0] == "Clause 1 Repayment is due monthly."
    assert plain(document.text.split("\n")[1]) == "第二条乙方有权查询征信"
    assert [(notice.code, notice.page) for notice in document.notices] == [("ocr", 2)]


def test_a_page_of_glyph_numbers_is_recognised_instead() -> None:
    """Text without a table of characters, but with its font, is read from what it looks like."""
    document = read(_without_unicode("第二条 乙方有权查询甲方的征信报告"))
    assert plain(document.text) == "第二条乙方有权查询甲方的征信报告"
    assert [(notice.code, notice.page) for notice in document.notices] == [("ocr", 1)]
    assert "乱码" in document.notices[0].message


def test_what_cannot_be_made_out_is_said() -> None:
    """A line that is hardly legible is left out, a doubtful one kept, and both are named with their page."""

    def line(text: str, score: float) -> Written:
        return Written(
            tuple(Glyph(char, 10 * at, 0, 10 * at + 10, 10) for at, char in enumerate(text)), score
        )

    writing = [line("第一条", 0.99), line("第二夂", 0.7), line("笰≡釆", 0.3)]
    assert "".join(glyph.text for glyph in pages.sheet(writing, 100, 100, 1).glyphs) == "第一条第二夂"
    assert [(notice.code, notice.page, notice.message) for notice in pages.uncertain(4, writing)] == [
        ("ocr-unsure", 4, "第 4 页有 1 处文字无法辨认，已略去；请对照原件。"),
        ("ocr-unsure", 4, "第 4 页有 1 行识别得没有把握（如“第二夂”）；请对照原件。"),
    ]


def test_a_picture_without_writing_says_so() -> None:
    """A picture of nothing asks for a better one."""
    with pytest.raises(NoTextError, match="没有识别出文字"):
        read(encoded(Image.new("RGB", (400, 300), "white")))


def test_pictures_beyond_the_limits_are_refused() -> None:
    """Too many pixels, too many pictures, half a file: one sentence each, before anything is decoded."""
    picture = encoded(drawn(["条款"], 42, (200, 100)))
    with pytest.raises(LimitError, match="像素"):
        read(picture, limits=Limits(pixels=1000))
    with pytest.raises(LimitError, match="2 张"):
        read([picture, picture], limits=Limits(ocr_pages=1))
    with pytest.raises(DamagedFileError, match="图片"):
        read(picture[: len(picture) // 2])


def test_pages_beyond_the_limit_are_named() -> None:
    """A long scan is read as far as the limit goes, and the rest is not passed over in silence."""
    scans = [scan(f"第{number}条 按期还款") for number in "一二"]
    document = read(scanned_pdf(*scans), limits=Limits(ocr_pages=1))
    assert plain(document.text) == "第一条按期还款"
    assert [notice.message for notice in document.notices if notice.code == "ocr-limit"] == [
        "图片页超过 1 页的上限，第 2 页没有识别。"
    ]


def test_without_the_engine_pictures_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named where it is missing."""
    monkeypatch.setattr(engine, "installed", lambda: False)
    with pytest.raises(NoTextError, match=r"pip install 'loan-clause-analyzer\[ocr\]'"):
        image.parse(b"", [0], Limits(), lambda done, of, slow=False: None)


def test_pages_are_counted_while_they_are_read() -> None:
    """Whoever waits for a scan sees how far it is, and can stop it."""
    pictures = [encoded(drawn([f"第{number}条"], 42, (320, 120))) for number in "一二"]
    told: list[tuple[int, int]] = []
    read(pictures, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(pictures, progress=stop)


def _without_unicode(text: str) -> bytes:
    """Return a PDF that shows ``text`` in an embedded font whose table of characters is gone."""
    path = font_path()
    assert path is not None
    pdfmetrics.registerFont(TTFont("Embedded", path, subfontIndex=0))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.setFont("Embedded", 14)
    canvas.drawString(72, 700, text)
    canvas.save()
    with pikepdf.open(target) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        changed = io.BytesIO()
        document.save(changed)
    return changed.getvalue()
