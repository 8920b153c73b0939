"""PDF text as it goes wrong in real files: fonts, encryption, doubled and turned text, watermarks, columns.

Each docstring names the row of the list of failures; rows 10 and up are in ``test_pdf_failures_files``, 19
in ``test_pdf_tables``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from making import FONT, HEIGHT, codes, draw_pdf, lines_at
from making_pdf import CLAUSES, composite_font, encrypted_pdf, font_pdf, page_objects, shown
from reportlab.pdfgen.canvas import Canvas

from analyzer import analyze, pdfs, reading
from analyzer.errors import NoTextError, PasswordError
from analyzer.reading import Limits
from analyzer.reading.layout.arranging import arrange
from analyzer.reading.layout.glyphs import Glyph, Sheet
from analyzer.reading.pdf import pdfium
from analyzer.reading.pdf.opinions import without_echoes
from analyzer.reading.pdf.plumber import Plumber

CHARACTERS = sorted(set("".join(CLAUSES)))
# Glyph numbers as a large font has them: all over the plane, like those of a subset that keeps its numbers.
NUMBERS = {char: 900 + (index * 337) % 17_000 for index, char in enumerate(CHARACTERS)}
SMALL_NUMBERS = {char: 3 + index for index, char in enumerate(CHARACTERS)}


# What the engines make of the text layer; recognition, which would step in, is tested elsewhere.
read = partial(reading.read, limits=Limits(ocr_pages=0))


def second_opinion(data: bytes, password: str | None = None) -> Sheet | None:
    """Return pdfplumber's view of the first page."""
    with pdfs.opened(data, password) as document, closing(Plumber(data, password)) as plumber:
        page = document[0]
        sheet = plumber.sheet(1, pdfium.sheet(page), pdfium.crop_offset(page))
        page.close()
    return sheet


def words(sheet: Sheet | None) -> str:
    assert sheet is not None
    return "".join(glyph.text for glyph in sheet.glyphs)


# Row 1: glyphs without characters.


@pytest.mark.parametrize("numbers", [NUMBERS, SMALL_NUMBERS], ids=["large", "small"])
def test_glyph_numbers_alone_are_refused(numbers: Mapping[str, int]) -> None:
    """Row 1: without ToUnicode PDFium gives the glyphs' numbers as characters; they are not passed off."""
    with pytest.raises(NoTextError, match="乱码"):
        read(font_pdf(CLAUSES, composite_font("Identity-H"), numbers))


@pytest.mark.parametrize(
    ("numbers", "missing"), [(NUMBERS, "息权条"), (SMALL_NUMBERS, "一息条")], ids=["large", "small"]
)
def test_characters_missing_from_the_table_are_left_out_and_told(
    numbers: Mapping[str, int], missing: str
) -> None:
    """Row 1: where the table lacks a few characters, these go, whatever the engine made of them."""
    table = {number: char for char, number in numbers.items() if char not in missing}
    document = read(font_pdf(CLAUSES, composite_font("Identity-H", table), numbers))
    assert document.text.split() == re.sub(f"[{missing}]", " ", "\n".join(CLAUSES)).split()
    assert [notice.code for notice in document.notices] == ["page-unreadable"]
    assert re.search(r"约有 \d% 的文字无法识别，已略去", document.notices[0].message)


@pytest.mark.parametrize("numbers", [NUMBERS, SMALL_NUMBERS], ids=["large", "small"])
def test_a_table_without_a_third_of_the_characters_is_refused(numbers: Mapping[str, int]) -> None:
    """Row 1: a page of which a third cannot be read is no text."""
    table = {number: char for index, (char, number) in enumerate(numbers.items()) if index % 3}
    with pytest.raises(NoTextError, match="乱码"):
        read(font_pdf(CLAUSES, composite_font("Identity-H", table), numbers))


@pytest.mark.parametrize(
    "wrong",
    [
        {char: chr(0xE000 + index) for index, char in enumerate(CHARACTERS)},
        dict.fromkeys(CHARACTERS, "�"),
        {char: chr(0x4E00 + (index * 577) % 20_000) for index, char in enumerate(CHARACTERS)},
        {char: chr(0xC0 + index % 64) for index, char in enumerate(CHARACTERS)},
        dict(zip(CHARACTERS, CHARACTERS[7:] + CHARACTERS[:7], strict=True)),
    ],
    ids=["private use", "replacement", "rare Han", "byte by byte", "one Han for another"],
)
def test_a_wrong_table_is_refused(wrong: Mapping[str, str]) -> None:
    """Row 1: characters that are no text are refused, even if each of them is a frequent one."""
    table = {number: wrong[char] for char, number in NUMBERS.items()}
    with pytest.raises(NoTextError, match="乱码"):
        read(font_pdf(CLAUSES, composite_font("Identity-H", table), NUMBERS))


@pytest.mark.parametrize(("encoding", "codec"), [("UniGB-UTF8-H", "utf-8"), ("GBT-EUC-H", "gb2312")])
def test_the_other_engine_is_believed_where_it_reads_better(encoding: str, codec: str) -> None:
    """Row 1: PDFium does not know every table that pdfplumber has; the page is read all the same."""
    document = read(font_pdf(CLAUSES, composite_font(encoding, ordering="GB1"), codec))
    assert "通" in document.text and "第三方" in document.text
    assert document.text.count("\n") == len(CLAUSES) - 1
    assert document.notices == ()


def test_what_only_the_other_engine_admits_is_not_believed() -> None:
    """Row 1: a character whose number is the glyph's number was made up; others at that place are not."""
    first = Sheet(100, 100, (Glyph("܀", 0, 0, 10, 10), Glyph("款", 10, 0, 20, 10), Glyph("܀", 60, 0, 70, 10)))
    second = Sheet(100, 100, (Glyph("(cid:1792)", 0, 1, 10, 11), Glyph("(cid:1793)", 10, 1, 20, 11)))
    assert words(without_echoes(first, second)) == "\ufffd款܀"


# Row 2: fonts that are not embedded.


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("GBK-EUC-H", "gbk"),
        ("GBKp-EUC-H", "gbk"),
        ("GBK2K-H", "gb18030"),
        ("GB-EUC-H", "gb2312"),
        ("UniGB-UCS2-H", "utf-16-be"),
        ("UniGB-UTF16-H", "utf-16-be"),
    ],
)
def test_the_encodings_of_chinese_fonts_are_known(encoding: str, codec: str) -> None:
    """Row 2: a font that is neither embedded nor mapped is read by its encoding."""
    document = read(font_pdf(CLAUSES, composite_font(encoding, ordering="GB1"), codec))
    assert document.text == "\n".join(CLAUSES)
    assert document.notices == ()


# Rows 3 and 4: encryption.


@pytest.mark.parametrize("cipher", ["RC4", "AES"])
def test_strings_left_in_clear_do_not_matter(cipher: str) -> None:
    """Row 3: generators forget to encrypt CIDSystemInfo; the other engine fails, the text is right."""
    data = encrypted_pdf(_objects("GBK-EUC-H", "gbk"), cipher, strings=False)
    other = second_opinion(data)
    assert other is None or "(cid:" in words(other)
    assert read(data).text == "\n".join(CLAUSES)


def test_the_other_engine_gets_the_password_too() -> None:
    """Row 4: a protected page that PDFium cannot read is read by pdfplumber, with the reader's password."""
    data = encrypted_pdf(_objects("UniGB-UTF8-H", "utf-8"), "RC4", "open")
    with pytest.raises(PasswordError, match="请输入密码"):
        read(data)
    assert read(data, password="open").text == "\n".join(CLAUSES)


def _objects(encoding: str, codec: str) -> dict[int, bytes]:
    rows = [(30.0, 150.0 + 20 * row, line.encode(codec).hex().encode()) for row, line in enumerate(CLAUSES)]
    return page_objects(shown(*rows), more=composite_font(encoding, ordering="GB1"))


# Row 5: makeshift bold.


@pytest.mark.parametrize("times", [2, 4])
@pytest.mark.parametrize("offset", [0, 0.3, 1.4])
def test_makeshift_bold_is_read_once(offset: float, times: int) -> None:
    """Row 5: characters drawn several times for bold are read once by either engine, real doubles stay."""

    def draw(canvas: Canvas) -> None:
        for step in range(times):
            canvas.drawString(60 + offset * step / (times - 1), 400, "谢谢惠顾1000000元，每每如此")

    data = draw_pdf(draw)
    assert read(data).text == "谢谢惠顾1000000元，每每如此"
    assert words(second_opinion(data)) == "谢谢惠顾1000000元，每每如此"


# Row 6: watermarks.


def _tiled(canvas: Canvas) -> None:
    for row in range(4):
        canvas.setFillGray(0.8)
        canvas.drawString(40 + 60 * row, 441 - 20 * row, "仅供内部参考")
        canvas.setFillGray(0)
        canvas.drawString(60, 445 - 20 * row, CLAUSES[row][:24])


def _slanted(canvas: Canvas) -> None:
    for row in range(4):
        canvas.saveState()
        canvas.setFillGray(0.8)
        canvas.translate(80 + 70 * row, 380 + 10 * row)
        canvas.rotate(45)
        canvas.drawString(0, 0, "仅供内部参考")
        canvas.restoreState()
        canvas.drawString(60, 445 - 20 * row, CLAUSES[row][:24])


@pytest.mark.parametrize(("draw", "kind"), [(_tiled, "重复的浅色"), (_slanted, "斜排的")])
@pytest.mark.parametrize("engine", ["PDFium", "pdfplumber"])
def test_watermarks_between_the_lines_leave_the_text(draw: object, kind: str, engine: str) -> None:
    """Row 6: a watermark, drawn line by line with the text, does not mix with it and is named once."""
    assert callable(draw)
    data = draw_pdf(draw)
    clauses = [clause[:24] for clause in CLAUSES[:4]]
    if engine == "PDFium":
        document = read(data)
        assert document.text.split("\n") == clauses
        assert [notice.message for notice in document.notices] == [f"已略去{kind}水印“仅供内部参考”。"]
    else:
        sheet = second_opinion(data)
        assert sheet is not None
        layout = arrange(sheet)
        assert [line.text for line in layout.lines] == clauses
        assert layout.watermarks == (f"{kind}水印“仅供内部参考”",)


@pytest.mark.parametrize("colour", ["setFillGray", "setFillColorRGB", "setFillColorCMYK"])
def test_pale_is_pale_in_any_colour_space(colour: str) -> None:
    """Row 6: grey, red-green-blue and process colours are told apart by how light they are."""
    shares = {"setFillGray": (0.8,), "setFillColorRGB": (1, 0.7, 0.7), "setFillColorCMYK": (0.2, 0, 0, 0)}

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 450, "第一条 还款")
        getattr(canvas, colour)(*shares[colour])
        for down in (400, 300, 200):
            canvas.drawString(60, down, "样本专用")

    data = draw_pdf(draw)
    assert read(data).text == "第一条 还款"
    sheet = second_opinion(data)
    assert sheet is not None and [line.text for line in arrange(sheet).lines] == ["第一条 还款"]


def test_a_pale_line_on_every_page_leaves_the_text() -> None:
    """Row 6: one large pale word in the middle of every page goes as a header does."""

    def page(number: int) -> object:
        def draw(canvas: Canvas) -> None:
            canvas.setFillGray(0.85)
            canvas.setFont(FONT, 40)
            canvas.drawString(60, 300, "样本专用")
            canvas.setFillGray(0)
            canvas.setFont(FONT, 12)
            canvas.drawString(60, 310, f"第{number}条 乙方应当按期还款，不得拖延。")

        return draw

    document = read(draw_pdf(*(page(number) for number in (1, 2, 3))))  # type: ignore[arg-type]
    assert document.text == "\n".join(f"第{number}条 乙方应当按期还款，不得拖延。" for number in (1, 2, 3))
    assert "样本专用" in document.notices[0].message


def test_what_repeats_in_black_or_is_pale_once_is_text() -> None:
    """Row 6: three lines to sign are no watermark, nor is a clause in light grey."""

    def draw(canvas: Canvas) -> None:
        for down in (400, 300, 200):
            canvas.drawString(60, down, "甲方签字：")
        canvas.setFillGray(0.8)
        canvas.drawString(60, 150, CLAUSES[2])

    document = read(draw_pdf(draw))
    assert document.text.split("\n") == ["甲方签字："] * 3 + [CLAUSES[2]]
    assert document.notices == ()


# Row 7: turned pages and text.


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_text_in_two_directions_is_read_one_after_the_other(rotation: int) -> None:
    """Row 7: a note along the edge does not mix with the clauses, however the page is turned."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((HEIGHT, HEIGHT))
        canvas.setPageRotation(rotation)
        for row, clause in enumerate(CLAUSES[:4]):
            canvas.drawString(60, 445 - 20 * row, clause)
        canvas.translate(560, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "骑缝处盖章有效")
        canvas.drawString(0, -20, "涂改无效")

    assert read(draw_pdf(draw)).text.split("\n") == [*CLAUSES[:4], "骑缝处盖章有效", "涂改无效"]


# Row 8: columns.

FIRST, SECOND, THIRD = (
    [f"{side}{row}行的文字写满一整行为止" for row in "一二三四五六七八"] for side in "左中右"
)


@pytest.mark.parametrize("across", [True, False], ids=["across", "one by one"])
@pytest.mark.parametrize(
    ("columns", "places"),
    [
        ([FIRST, SECOND], [20.0, 210.0]),
        ([FIRST, SECOND, THIRD], [20.0, 150.0, 280.0]),
        ([[line * 2 for line in FIRST], SECOND], [20.0, 270.0]),
        ([FIRST, [line * 2 for line in SECOND]], [20.0, 150.0]),
    ],
    ids=["two", "three", "wide and narrow", "narrow and wide"],
)
def test_columns_are_read_one_after_the_other(
    columns: list[list[str]], places: list[float], across: bool
) -> None:
    """Row 8: columns are read down, under the heading across them, in whatever order they were drawn."""
    rows = [
        [(x, 200.0 + 14 * row, line) for x, line in zip(places, lines, strict=True)]
        for row, lines in enumerate(zip(*columns, strict=True))
    ]
    cells = rows if across else [list(column) for column in zip(*rows, strict=True)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9 if len(columns) < 3 else 8)
        heading = "小满消费贷款合同" * 4
        lines_at((30.0, 150.0, heading), *(cell for group in cells for cell in group))(canvas)

    lines = read(draw_pdf(draw)).text.split("\n")
    assert lines[1:] == [line for column in columns for line in column]


# Row 9: radicals for ideographs.


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    """Row 9: browsers map glyphs to Kangxi radicals; the clause is found, quoted as it stands."""
    sentence = "您同意我们读取您的手机通讯录，用于逾期后的催收。"
    drawn = sentence.translate(str.maketrans("手用", "⼿⽤"))
    numbers = {char: 1000 + index for index, char in enumerate(sorted(set(drawn)))}
    table = {number: char for char, number in numbers.items()}
    report = analyze(font_pdf([drawn], composite_font("Identity-H", table), numbers))
    assert report.document.text == drawn
    assert "contact-list-collection" in {finding.rule for finding in report.findings}
    for finding in report.findings:
        assert finding.quote == drawn[finding.start : finding.end]


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_page_printed_by_a_browser_is_read(tmp_path: Path) -> None:
    """Row 9: what Chromium prints is read character for character, tables cell by cell."""
    assert CHROMIUM is not None
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><style>td{border:1px solid #333;padding:4px;width:120px}</style>"
        "<p>人民法院管辖，用户自行承担风险，双方一致同意。</p><table style='border-collapse:collapse'>"
        "<tr><td>费用名称<td>收取方式和收取标准，按月收取，逾期另计<tr><td>服务费<td>每期两百元</table>",
        encoding="utf-8",
    )
    printed = tmp_path / "page.pdf"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    flags += [f"--user-data-dir={tmp_path}", f"--print-to-pdf={printed}"]
    subprocess.run([CHROMIUM, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)
    document = read(printed)
    assert document.text.split("\n") == [
        "人民法院管辖，用户自行承担风险，双方一致同意。",
        "费用名称\t收取方式和收取标准，按月收取，逾期另计",
        "服务费\t每期两百元",
    ]
    assert codes(document) == set()
