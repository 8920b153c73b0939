"""PDF: text, pages, boxes, and the ways real files go wrong."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
from contextlib import closing

import pytest
from making import FONT, HEIGHT, SIZE, WIDTH, codes, draw_pdf, lines_at, pdf, raw_pdf, stream
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from analyzer import pdfs
from analyzer.errors import DamagedFileError, LimitError, NoTextError, PasswordError
from analyzer.model import Document, Region
from analyzer.reading import Limits, read
from analyzer.reading.pdf import pdfium
from analyzer.reading.pdf.plumber import Plumber

FIRST = ["个人借款合同", "第一条 乙方可以读取甲方的手机通讯", "录，用于贷后联系。"]
SECOND = ["第二条 谢谢，共计1000000元。", "第三条 本合同一式两份。"]


def region_of(document: Document, phrase: str) -> Region:
    start = document.text.index(phrase)
    (region,) = document.regions(start, start + len(phrase))
    return region


def centre_of(document: Document, char: str) -> tuple[float, float]:
    region = region_of(document, char)
    return (region.x0 + region.x1) / 2, (region.top + region.bottom) / 2


def check_boxes(document: Document) -> None:
    """Every character that is drawn has a box within its page; line ends have none."""
    assert len(document.boxes) == 4 * len(document.text)
    for page in document.pages:
        for offset in range(page.start, page.end):
            x0, top, x1, bottom = document.boxes[4 * offset : 4 * offset + 4]
            if document.text[offset] in "\n ":
                assert math.isnan(x0) or document.text[offset] == " "
            else:
                assert -1 <= x0 < x1 <= page.width + 1
                assert -1 <= top < bottom <= page.height + 1


def test_text_pages_and_lines() -> None:
    """Pages and lines come out as they stand on paper, every offset on its page."""
    document = read(pdf(FIRST, SECOND), name="合同.pdf")
    assert (document.name, document.format) == ("合同.pdf", "pdf")
    assert document.text == "\n".join(FIRST + SECOND)
    assert [(page.number, page.width, page.height) for page in document.pages] == [
        (1, WIDTH, HEIGHT),
        (2, WIDTH, HEIGHT),
    ]
    assert document.text[document.pages[1].start : document.pages[1].end] == "\n".join(SECOND)
    assert document.page_at(document.text.index("通讯")) == 1
    assert document.page_at(document.text.index("谢谢")) == 2
    assert document.notices == ()
    check_boxes(document)


def test_regions_lie_where_the_words_were_drawn() -> None:
    """A phrase's rectangle is around its characters, measured from the top left."""
    document = read(draw_pdf(lines_at((60, 150, "甲方应当按期还款")), lines_at((100, 400, "乙方"))))
    phrase = region_of(document, "按期")
    assert phrase.page == 1
    assert phrase.x0 == pytest.approx(60 + 4 * SIZE, abs=0.5)
    assert phrase.x1 == pytest.approx(60 + 6 * SIZE, abs=0.5)
    assert phrase.top < 150 - SIZE / 2 < phrase.bottom < 150 + SIZE / 2
    other = region_of(document, "乙方")
    assert (other.page, round(other.x0)) == (2, 100) and other.top < 395 < other.bottom


def test_a_phrase_over_a_line_end_has_two_regions() -> None:
    """A quote that is wrapped is marked on both lines."""
    document = read(pdf(FIRST))
    start = document.text.index("通讯\n录")
    upper, lower = document.regions(start, start + 4)
    assert upper.bottom <= lower.top + 1 and upper.x0 > lower.x0


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_are_read_as_shown(rotation: int) -> None:
    """A page stored upright and shown turned keeps its lines, and boxes on the page as shown."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((HEIGHT, HEIGHT))  # a square one: reportlab swaps the sides of others
        canvas.setPageRotation(rotation)
        lines_at((60, 100, "第一条 甲方"), (60, 120, "第二条 乙方"))(canvas)

    document = read(draw_pdf(draw))
    assert document.text == "第一条 甲方\n第二条 乙方"
    check_boxes(document)
    x, y = centre_of(document, "第")
    assert (x, y) == pytest.approx(
        {90: (HEIGHT - 96, 66), 180: (HEIGHT - 66, HEIGHT - 96), 270: (96, HEIGHT - 66)}[rotation], abs=3
    )


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_sideways_text_is_read_first_line_first(angle: int) -> None:
    """A landscape contract on a portrait page is read in its own direction."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.drawString(-100, 40, "第一条 横排页面")
        canvas.drawString(-100, 20, "第二条 依次阅读")

    document = read(draw_pdf(draw))
    assert document.text == "第一条 横排页面\n第二条 依次阅读"
    check_boxes(document)


def test_the_crop_box_is_the_page() -> None:
    """Boxes count from the corner of what is shown, and what is cut off is not read."""

    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 400, 500))
        canvas.drawString(70, 450, "页面内的条款")
        canvas.drawString(70, 550, "裁掉的文字")

    document = read(draw_pdf(draw))
    assert document.text == "页面内的条款"
    assert (document.pages[0].width, document.pages[0].height) == (350, 400)
    region = region_of(document, "页面")
    assert region.x0 == pytest.approx(20, abs=0.5) and region.top < 46 < region.bottom


def test_page_marks_leave_the_text() -> None:
    """Numbers of pages go, numbers that are part of a clause stay."""
    pages = [
        lines_at((60, 150, f"条款{sign}"), (60, 170, "12"), (200, 570, mark))
        for sign, mark in zip("甲乙丙", ["1 / 3", "2 / 3", "3 / 3"], strict=True)
    ]
    document = read(draw_pdf(*pages))
    assert document.text == "条款甲\n12\n条款乙\n12\n条款丙\n12"
    assert [notice.code for notice in document.notices] == ["furniture"]
    assert "1 / 3" in document.notices[0].message


@pytest.mark.parametrize("mark", ["第 {} 页 共 2 页", "第{}页", "- {} -", "{}", "Page {} of 2"])
def test_page_marks_of_many_kinds(mark: str) -> None:
    """The usual forms of page marks are known."""
    pages = [lines_at((60, 150 + number, "正文"), (200, 30, mark.format(number))) for number in (1, 2)]
    assert read(draw_pdf(*pages)).text == "正文\n正文"


def test_a_number_that_does_not_count_pages_stays() -> None:
    """A bare figure near the edge is text unless it grows with the pages."""
    pages = [lines_at((60, 150, "正文"), (200, 570, figure)) for figure in ("500", "800")]
    assert read(draw_pdf(*pages)).text == "正文\n500\n正文\n800"


def test_repeated_headers_are_named_and_dropped() -> None:
    """A header on every page leaves the text and stands in a notice; a sentence is kept once."""
    clause = "未经同意，平台不得对外提供信息。"
    pages = [
        lines_at((60, 40, "小满消费贷款合同"), (60, 150 + 30 * number, f"第{number}款"), (60, 560, clause))
        for number in (1, 2, 3)
    ]
    document = read(draw_pdf(*pages))
    assert document.text == f"第1款\n{clause}\n第2款\n第3款"
    assert "小满消费贷款合同" in document.notices[0].message


def test_clauses_that_merely_repeat_stay() -> None:
    """The same words in the middle of several pages are text."""
    pages = [lines_at((60, 300, "甲方签字：")) for _ in range(3)]
    assert read(draw_pdf(*pages)).text == "甲方签字：\n甲方签字：\n甲方签字："


def test_an_empty_user_password_just_works() -> None:
    """A file that is only protected against editing is read."""
    encryption = StandardEncryption("", ownerPassword="owner", canPrint=0)
    assert read(draw_pdf(lines_at((60, 150, "第一条 还款")), encrypt=encryption)).text == "第一条 还款"


def test_a_user_password_is_asked_for() -> None:
    """A protected file says so, a wrong password is told from a missing one, the right one opens it."""
    data = draw_pdf(lines_at((60, 150, "第一条 还款")), encrypt=StandardEncryption("open", ownerPassword="o"))
    with pytest.raises(PasswordError, match="请输入密码"):
        read(data)
    with pytest.raises(PasswordError, match="密码不正确"):
        read(data, password="wrong")
    assert read(data, password="open").text == "第一条 还款"


def test_a_header_after_rubbish_is_found() -> None:
    """Mail gateways put bytes before the header; the file is read all the same."""
    assert read(b"\r\n\x00junk\r\n" + pdf(FIRST)).text == "\n".join(FIRST)


def test_a_truncated_file_is_refused_or_reported() -> None:
    """Half a file is either refused or read with a warning, never passed off as whole."""
    data = pdf(FIRST, SECOND)
    for share in (0.05, 0.5, 0.9):
        try:
            document = read(data[: int(len(data) * share)])
        except (DamagedFileError, NoTextError) as error:
            assert re.search("[\u4e00-\u9fff]", str(error))
        else:
            assert "truncated" in codes(document)
    with pytest.raises(DamagedFileError, match="损坏"):
        read(b"%PDF-1.7\n" + b"rubbish " * 50)


def test_a_scan_asks_for_text() -> None:
    """A document of pictures says that it has no text."""
    with pytest.raises(NoTextError, match="扫描件"):
        read(draw_pdf(lambda canvas: canvas.rect(50, 50, 300, 400, fill=1)))


def test_a_page_without_text_is_reported_a_blank_one_is_not() -> None:
    """The reader learns which page could not be read."""
    document = read(
        draw_pdf(
            lines_at((60, 150, "第一条 还款")),
            lambda canvas: canvas.rect(50, 50, 300, 400, fill=1),
        )
    )
    assert [(notice.code, notice.page) for notice in document.notices] == [("page-unreadable", 2)]
    assert len(document.pages) == 2 and document.pages[1].start == document.pages[1].end


def test_text_without_a_table_of_characters_is_not_passed_off() -> None:
    """Glyph numbers that nothing maps to characters are refused, in either engine's disguise."""
    with pytest.raises(NoTextError, match="乱码"):
        read(_unmapped_pdf())


def test_too_many_pages_are_refused() -> None:
    """The number of pages is capped."""
    with pytest.raises(LimitError, match="2 页"):
        read(pdf(FIRST, SECOND), limits=Limits(pages=1))


def test_bold_by_overprinting_is_read_once() -> None:
    """Characters drawn twice for bold are read once, real doubles stay."""

    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            canvas.drawString(60 + shift, 400, "谢谢惠顾1000000元")

    assert read(draw_pdf(draw)).text == "谢谢惠顾1000000元"


def test_two_columns_drawn_across_are_read_one_after_the_other() -> None:
    """Columns of running text are read down, even if they were drawn line by line."""
    left = [f"左栏第{number}行的文字写满一整行为止" for number in "一二三四五六七八"]
    right = [f"右栏第{number}行的文字写满一整行为止" for number in "一二三四五六七八"]
    rows = [
        cell
        for row, pair in enumerate(zip(left, right, strict=True))
        for cell in ((20.0, 150.0 + 18 * row, pair[0]), (230.0, 150.0 + 18 * row, pair[1]))
    ]
    assert read(draw_pdf(lines_at(*rows))).text.split("\n") == left + right


def test_two_columns_drawn_one_by_one_keep_their_order() -> None:
    """Columns drawn as a typesetter does are not read across."""
    left = [f"左栏第{number}行的文字写满一整行为：" for number in "一二三四五六七八"]
    right = [f"右栏第{number}行的文字写满一整行为止" for number in "一二三四五六七八"]
    drawn = [(20.0, 150.0 + 18 * row, line) for row, line in enumerate(left)]
    drawn += [(230.0, 150.0 + 18 * row, line) for row, line in enumerate(right)]
    assert read(draw_pdf(lines_at(*drawn))).text.split("\n") == left + right


def test_a_table_is_read_row_by_row() -> None:
    """The cells of a fee schedule stay together."""
    rows = [("借款用途", "装修"), ("逾期罚息", "每日万分之五"), ("服务费", "每期两百元")]
    drawn = [
        cell
        for row, (name, fee) in enumerate(rows)
        for cell in ((60.0, 150.0 + 20 * row, name), (220.0, 150.0 + 20 * row, fee))
    ]
    assert read(draw_pdf(lines_at(*drawn))).text == "借款用途 装修\n逾期罚息 每日万分之五\n服务费 每期两百元"


def test_blanks_filled_in_later_stand_at_their_place() -> None:
    """What a form filler draws at the end of the page is read where it is seen."""
    document = read(
        draw_pdf(
            lines_at(
                (60, 150, "甲方（借款人）："),
                (60, 170, "借款金额为________元，期限"),
                (60, 190, "其他条款照旧。"),
                (60, 210, "本合同自签字之日起生效。"),
                (60 + 8 * SIZE, 150, "王小二"),
                (60 + 5 * SIZE + 6, 170, "8000"),
            )
        )
    )
    lines = document.text.split("\n")
    assert lines[0] == "甲方（借款人）：王小二"
    assert re.fullmatch("借款金额为_*8000_*元，期限", lines[1])
    assert len(lines) == 4
    check_boxes(document)


def _has_chinese_font() -> bool:
    fc_list = shutil.which("fc-list")
    return fc_list is not None and bool(
        subprocess.run([fc_list, ":lang=zh"], capture_output=True, check=True).stdout
    )


@pytest.mark.skipif(
    not _has_chinese_font(), reason="the test's PDF embeds no font, and no Chinese one is here"
)
def test_vertical_writing_is_one_line() -> None:
    """A vertical label is read as words, not as a line a character."""
    label = [(60.0, 150.0 + 14 * row, char) for row, char in enumerate("身份证粘贴处")]
    assert read(draw_pdf(lines_at(*label, (120, 400, "签字")))).text == "身份证粘贴处\n签字"


def test_a_slanted_watermark_stays_out() -> None:
    """Words laid across the page do not mix with the clauses, and are named."""

    def draw(canvas: Canvas) -> None:
        lines_at((60, 150, "第一条 甲方"), (60, 170, "第二条 乙方"))(canvas)
        canvas.translate(100, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "样本仅供参考")

    document = read(draw_pdf(draw))
    assert document.text == "第一条 甲方\n第二条 乙方"
    assert [notice.message for notice in document.notices] == ["已略去斜排的水印“样本仅供参考”。"]


def test_slanted_letters_are_no_watermark() -> None:
    """A makeshift italic stands on a straight line and is read."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText()
        text.setFont(FONT, SIZE)
        for row, line in enumerate(["第一条 乙方有权读取甲方的通讯录", "第二条 用于逾期后联系"]):
            text.setTextTransform(1, 0, 0.3, 1, 60, 400 - 20 * row)
            text.textOut(line)
        canvas.drawText(text)

    document = read(draw_pdf(draw))
    assert document.text == "第一条 乙方有权读取甲方的通讯录\n第二条 用于逾期后联系"
    assert document.notices == ()


def test_latin_words_keep_their_blanks() -> None:
    """Blanks made by moving the pen are blanks, and none appear between Han."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(60, 400, "Loan")
        canvas.drawString(100, 400, "Agreement No. 12")
        canvas.setFont(FONT, SIZE)
        canvas.drawString(60, 380, "同意")
        canvas.drawString(60 + 2 * SIZE + 2, 380, "授权")

    assert read(draw_pdf(draw)).text == "Loan Agreement No. 12\n同意授权"


def test_form_fields_are_read_at_their_place() -> None:
    """What was filled into a form is text, beside its label, with boxes."""
    document = read(_form_pdf())
    assert document.text == "Name: 王小二"
    assert "form-fields" in codes(document)
    region = region_of(document, "王小二")
    assert (
        region.page == 1 and region.x0 >= 99 and region.x1 <= 201 and 180 <= region.top < region.bottom <= 221
    )


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_both_engines_put_the_words_at_the_same_place(quarter: int) -> None:
    """A page that needs the second opinion is marked as precisely as any other."""
    data = _page_pdf(
        b"BT /F1 12 Tf 300 210 Td (Clause) Tj ET",
        b"/MediaBox [100 50 600 450] /CropBox [200 150 580 400] /Rotate %d" % quarter,
    )
    with pdfs.opened(data, None) as document, closing(Plumber(data, None)) as plumber:
        page = document[0]
        first = pdfium.sheet(page)
        second = plumber.sheet(1, first, pdfium.crop_offset(page))
        page.close()
    assert second is not None
    assert "".join(glyph.text for glyph in first.glyphs) == "Clause"
    assert [glyph.text for glyph in second.glyphs] == [glyph.text for glyph in first.glyphs]
    for one, other in zip(first.glyphs, second.glyphs, strict=True):
        assert other[1:5] == pytest.approx(one[1:5], abs=3)
        assert one.turn == other.turn == quarter


@pytest.mark.parametrize("matrix", [b"1 0 0 1 40 100", b"0 1 -1 0 100 40"])
def test_characters_replaced_by_their_meaning_are_a_line_high(matrix: bytes) -> None:
    """Browsers spell out radicals as ActualText; the flat 一 stays on its line, without gaps."""
    span = b"/Span <</ActualText <FEFF4E00>>> BDC (-) Tj EMC"
    content = b"q %s cm BT /F1 10 Tf 0 0 Td (A) Tj %s (A) Tj ET Q" % (matrix, span)
    document = read(_page_pdf(content, b"/MediaBox [0 0 200 200]"))
    assert document.text == "A一A"
    (box,) = document.regions(1, 2)
    assert max(box.bottom - box.top, box.x1 - box.x0) == pytest.approx(10, abs=0.5)


def _page_pdf(content: bytes, page: bytes) -> bytes:
    return raw_pdf(
        {
            1: b"<</Type /Catalog /Pages 2 0 R>>",
            2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            3: b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> "
            + page
            + b">>",
            4: stream(content),
            5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        }
    )


def _unmapped_pdf() -> bytes:
    text = b"BT /F1 12 Tf 40 300 Td <" + b"".join(b"%04X" % (3 + n) for n in range(40)) + b"> Tj ET"
    return raw_pdf(
        {
            1: b"<</Type /Catalog /Pages 2 0 R>>",
            2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Contents 4 0 R"
            b" /Resources <</Font <</F1 5 0 R>>>>>>",
            4: stream(text),
            5: b"<</Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /Identity-H"
            b" /DescendantFonts [6 0 R]>>",
            6: b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Some /FontDescriptor 7 0 R"
            b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>",
            7: b"<</Type /FontDescriptor /FontName /Some /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0"
            b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80>>",
        }
    )


def _form_pdf() -> bytes:
    value = b"<FEFF" + "王小二".encode("utf-16-be").hex().encode() + b">"
    return raw_pdf(
        {
            1: b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [6 0 R]>>>>",
            2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Annots [6 0 R]"
            b" /Resources <</Font <</F1 5 0 R>>>>>>",
            4: stream(b"BT /F1 12 Tf 50 190 Td (Name:) Tj ET"),
            5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            6: b"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V " + value + b" /Rect [100 185 200 205]"
            b" /P 3 0 R>>",
        }
    )
