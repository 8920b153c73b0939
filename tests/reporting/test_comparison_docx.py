"""A comparison as a Word document: what a legal-aid worker opens, prints and forwards."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table

from analyzer import Comparison, Document, compare, read
from analyzer.reporting.comparison_docx import comparison_docx
from clause_patterns import load_library

LIBRARY = load_library()


@pytest.fixture(scope="module")
def content(comparison: Comparison) -> bytes:
    return comparison_docx(comparison, LIBRARY)


@pytest.fixture(scope="module")
def opened(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def table_of(document: WordDocument, header: str) -> Table:
    """Return the first table whose first row begins with ``header``."""
    return next(table for table in document.tables if table.cell(0, 0).text == header)


def row_of(table: Table, first: str) -> list[str]:
    """Return the texts of the row whose first cell begins with ``first``, each on one line."""
    return next(
        [cell.text.replace("\n", " ") for cell in row.cells]
        for row in table.rows
        if row.cells[0].text.startswith(first)
    )


def test_it_says_what_it_is(opened: WordDocument) -> None:
    """Title, language, and the files with their sums, so that a reader can tell what was compared."""
    assert opened.core_properties.title == "甲家与乙家：贷款文件对比"
    assert opened.core_properties.language == "zh-CN"
    assert opened.paragraphs[0].text == "甲家与乙家：贷款文件对比"
    assert row_of(table_of(opened, "一方"), "甲家") == ["甲家", "严.txt 纯文本 · 225 字", "ab" * 32]


def test_summary_and_notes_stand_before_the_tables_of_topics(opened: WordDocument) -> None:
    """Which side is worse and what to keep in mind come first."""
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert any("甲家总的更不利" in text for text in texts)
    assert any("《平台服务协议》" in text and "没看到的地方不等于没有写" in text for text in texts)


def test_differences_show_both_sides_in_their_own_words(opened: WordDocument) -> None:
    """Topic, each side with terms, place and quote, and the verdict stand in one row."""
    table = table_of(opened, "事项")
    assert [cell.text for cell in table.rows[0].cells] == ["事项", "甲家", "乙家", "结论"]
    topic, a, b, why = row_of(table, "读取或上传您的通讯录")
    assert "程度：高" in topic
    assert a == "允许（还写着：不可撤销） 第一条（原文见上）"
    assert b == "要先经您同意 第一条 「第一条 未经借款人单独同意，平台不会读取借款人手机中的通讯录。」"
    assert why == "甲家更不利：它写明允许；乙家要先经您同意。"


@pytest.mark.parametrize(
    ("header", "first", "words"),
    [
        ("承诺", "承诺不读取通讯录", "未经借款人单独同意"),
        ("谁", "提供方", "通讯录"),
        ("说明", "互相矛盾", "第三条 「第三条 平台承诺不会"),
        ("文件", "《平台服务协议》", "写明您同意或者签署了它"),
        ("交出信息的地方", "第四条", "接收方的名称"),
        ("信息", "通讯录", "清单以外"),
        ("变化", "改写", "不再允许「授权不可撤销」"),
    ],
)
def test_every_part_has_its_table(opened: WordDocument, header: str, first: str, words: str) -> None:
    """Promises, who gets what, contradictions, missing documents, receivers, checklist, versions."""
    assert words in " ".join(row_of(table_of(opened, header), first))


def test_pages_are_a4_and_end_with_what_it_is_not(opened: WordDocument) -> None:
    """A4, and on every page that this is no legal advice."""
    (section,) = opened.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.footer.paragraphs[0].text.startswith("以上根据文字得出，不是法律意见。")


def test_chinese_text_has_chinese_fonts(opened: WordDocument) -> None:
    """Every style in use names a font for East Asian text; no theme font stands in its way."""
    used = {paragraph.style.name for paragraph in opened.paragraphs}
    used |= {p.style.name for table in opened.tables for cell in table._cells for p in cell.paragraphs}
    for name in used:
        style = opened.styles[name]
        while style.element.rPr is None or style.element.rPr.rFonts is None:
            style = style.base_style
        fonts = style.element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "黑体"), name
        assert fonts.get(qn("w:eastAsiaTheme")) is None, name


def test_tables_read_well_when_printed(opened: WordDocument) -> None:
    """The header row is repeated on each page, and short rows are not broken."""
    for table in opened.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert any(
            row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others
        )


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison, content: bytes) -> None:
    """Nothing of the hour of writing is in the file: who gets it twice can compare the sums."""
    assert comparison_docx(comparison, LIBRARY) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"2013" not in archive.read("docProps/core.xml")


def test_what_xml_forbids_is_left_out() -> None:
    """Control characters of names and texts make no broken file; the words around them stay."""
    evil = "\x00\x1b\ufffe\ud800"
    text = f"第一条 平台有权读取借款人手机{evil}中的通讯录。"
    comparison = compare(Document(f"甲{evil}.txt", "text", text), "借款人应按时还款。", name_a=f"甲{evil}家")
    comparison = replace(comparison, notes=(f"请{evil}注意。",))
    opened = docx.Document(io.BytesIO(comparison_docx(comparison, LIBRARY)))
    assert row_of(table_of(opened, "一方"), "甲家")[1].startswith("甲.txt")
    assert "请注意。" in [paragraph.text for paragraph in opened.paragraphs]
    assert "手机中的通讯录" in row_of(table_of(opened, "事项"), "读取")[1]


def test_every_shown_quote_stands_in_its_document(comparisons: list[Comparison]) -> None:
    """What is between marks in the table of differences are the documents' own words."""
    for comparison in comparisons:
        opened = docx.Document(io.BytesIO(comparison_docx(comparison, LIBRARY)))
        for row in table_of(opened, "事项").rows[1:]:
            for cell, side in zip(row.cells[1:3], (comparison.a, comparison.b), strict=True):
                words = re.sub(r"\s+", "", "".join(each.document.text for each in side.reports))
                quotes = [p.text for p in cell.paragraphs if p.style.name == "Cell Quote"]
                assert all(re.sub(r"\s+", "", quote).rpartition("「")[2][:-1] in words for quote in quotes)


def test_it_can_be_read_back(content: bytes) -> None:
    """Our own reader opens it, and finds the quotes in it."""
    assert "平台承诺不会向任何第三方提供借款人的位置信息" in read(content, name="对比.docx").text
