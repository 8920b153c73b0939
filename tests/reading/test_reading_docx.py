"""DOCX: everything that is seen on paper, in its order; and archives that mean harm."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from making import archive, codes, docx, paragraph, part

from analyzer.errors import DamagedFileError, LimitError, NoTextError, UnknownFormatError
from analyzer.reading import Limits, read


def text_of(body: str, **more: str) -> str:
    return read(docx(body, parts=more, relations=more)).text


def test_a_document_made_by_a_library() -> None:
    """Paragraphs and tables of an ordinary file come in their order."""
    document = python_docx.Document()
    document.add_heading("借款合同", 0)
    document.add_paragraph("第一条 甲方应当")
    table = document.add_table(2, 2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), "甲乙丙丁", strict=True):
        cell.text = words
    document.add_paragraph("第二条 乙方可以")
    document.sections[0].header.paragraphs[0].text = "小满贷款"
    target = io.BytesIO()
    document.save(target)
    result = read(target.getvalue(), name="合同.docx")
    assert result.text == "借款合同\n第一条 甲方应当\n甲\t乙\n丙\t丁\n第二条 乙方可以\n小满贷款"
    assert (result.format, result.pages, len(result.boxes)) == ("docx", (), 0)
    assert "小满贷款" in next(notice.message for notice in result.notices if notice.code == "header-footer")


def test_runs_breaks_and_tabs() -> None:
    """Words split into runs stay whole; breaks end lines."""
    body = (
        "<w:p><w:r><w:t>通讯</w:t></w:r><w:r><w:t>录</w:t><w:tab/><w:t>授权</w:t><w:br/>"
        "<w:t>下一行</w:t></w:r></w:p>"
    )
    assert text_of(body) == "通讯录\t授权\n下一行"


def test_tracked_changes_are_read_as_accepted() -> None:
    """Inserted words are read, deleted ones are not, and the reader is told."""
    body = (
        "<w:p><w:r><w:t>平台</w:t></w:r><w:del><w:r><w:delText>不得</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>可以</w:t></w:r></w:ins><w:r><w:t>读取</w:t></w:r></w:p>"
    )
    document = read(docx(body))
    assert document.text == "平台可以读取"
    assert "tracked-changes" in codes(document)


def test_text_boxes_are_read_once() -> None:
    """A text box is written twice in the file for old readers, and read once."""
    inside = f"<w:txbxContent>{paragraph('框中条款')}</w:txbxContent>"
    box = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(f"<w:p><w:r><w:t>正文</w:t>{box}</w:r></w:p>{paragraph('之后')}") == "正文\n框中条款\n之后"


def test_footnotes_follow_the_body() -> None:
    """Footnotes are part of the contract; Word's separator lines are not."""
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="0">{paragraph("分隔线")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("乙方有权转让债权。")}</w:footnote>',
    )
    document = read(docx(paragraph("正文"), {"footnotes": notes}, ["footnotes"]))
    assert document.text == "正文\n乙方有权转让债权。"
    assert codes(document) == {"footnotes"}


def test_page_marks_in_footers_stay_out() -> None:
    """A footer that only counts pages is not text."""
    footer = part("ftr", paragraph("第 1 页 共 3 页"))
    assert text_of(paragraph("正文"), footer=footer) == "正文"


def test_hidden_text_stays_out_and_is_reported() -> None:
    """What Word does not show is not read."""
    hidden = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r></w:p>"
    )
    document = read(docx(hidden))
    assert document.text == "见"
    assert codes(document) == {"hidden-text"}


def test_a_cell_is_read_whole() -> None:
    """A row with a long cell is read cell by cell; merged cells once."""
    rows = (
        f"<w:tr><w:tc>{paragraph('用途')}</w:tc><w:tc>{paragraph('第一段')}{paragraph('第二段')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc><w:tc>{paragraph('下一行')}</w:tc></w:tr>"
    )
    assert text_of(f"<w:tbl>{rows}</w:tbl>") == "用途\n第一段\n第二段\n下一行"


def test_content_controls_ticks_and_fields() -> None:
    """Fields show their result, boxes their tick, content controls their content."""
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r>'
        "<w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>今日</w:t></w:r></w:p>"
    )
    assert text_of(body) == "控件\n☑同意今日"


def test_automatic_numbers_are_restored() -> None:
    """Numbers that Word counts itself are in the text, through levels, restarts and styles."""
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:pStyle w:val="Article"/><w:lvlText w:val="第%1条"/><w:suff w:val="space"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>'
        "<w:isLgl/></w:lvl>"
    )
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    styles = part(
        "styles",
        '<w:style w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )

    def numbered(text: str, num: int, level: int = 0) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')

    body = (
        numbered("收集", 1) + numbered("范围", 1, 1) + numbered("方式", 1, 1)
        + paragraph("使用", '<w:pStyle w:val="Article"/>') + numbered("目的", 1, 1)
        + numbered("附件", 2) + numbered("无号", 0)
    )  # fmt: skip
    document = read(docx(body, {"numbering": numbering, "styles": styles}, ["numbering", "styles"]))
    assert document.text.split("\n") == [
        "第一条 收集", "1.1 范围", "1.2 方式", "第二条 使用", "2.1 目的", "第一条 附件", "无号",
    ]  # fmt: skip
    assert "numbering" in codes(document)


def test_moved_words_are_read_where_they_went() -> None:
    """Text that was moved with changes tracked is read once; a deleted row is not."""
    moved = "<w:moveFrom><w:r><w:t>乙方承担</w:t></w:r></w:moveFrom>"
    arrived = "<w:moveTo><w:r><w:t>乙方承担</w:t></w:r></w:moveTo>"
    rows = (
        f"<w:tr><w:tc>{paragraph('留下')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('删去')}</w:tc></w:tr>"
    )
    body = f"<w:p>{moved}<w:r><w:t>费用</w:t></w:r></w:p><w:p><w:r><w:t>由</w:t></w:r>{arrived}</w:p>"
    document = read(docx(f"{body}<w:tbl>{rows}</w:tbl>"))
    assert document.text == "费用\n由乙方承担\n留下"
    assert codes(document) == {"tracked-changes"}


def test_a_table_in_a_cell_is_read_within_it() -> None:
    """The rows of an inner table stay rows, between the lines of their cell."""
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{paragraph('上')}{inner}{paragraph('下')}</w:tc><w:tc>{paragraph('旁')}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{row}</w:tbl>") == "上\n甲\t乙\n下\n旁"


def test_a_cell_over_several_columns_is_one_cell() -> None:
    """Merged cells are read once, across and down."""
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("费用")}</w:tc>'
    tall = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("罚息")}</w:tc>'
    rest = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    rows = (
        f"<w:tr>{wide}</w:tr><w:tr>{tall}<w:tc>{paragraph('每日')}</w:tc></w:tr>"
        f"<w:tr>{rest}<w:tc>{paragraph('每月')}</w:tc></w:tr>"
    )
    assert text_of(f"<w:tbl>{rows}</w:tbl>") == "费用\n罚息\t每日\n每月"


def test_old_text_boxes_endnotes_and_comments() -> None:
    """A box of old Word and endnotes are read; comments are not part of the contract."""
    inside = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    box = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{box}<w:commentReference w:id='1'/></w:r></w:p>"
    endnotes = part("endnotes", f'<w:endnote w:id="1">{paragraph("尾注")}</w:endnote>')
    comments = part("comments", f'<w:comment w:id="1">{paragraph("批注")}</w:comment>')
    assert text_of(body, endnotes=endnotes, comments=comments) == "正文\n框中\n尾注"


def test_readings_above_characters_stay_out() -> None:
    """Pronunciation set above a word does not split it."""
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>xùn</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>讯</w:t></w:r></w:rubyBase></w:ruby>"
    )
    assert (
        text_of(f"<w:p><w:r><w:t>通</w:t></w:r><w:r>{ruby}</w:r><w:r><w:t>录</w:t></w:r></w:p>") == "通讯录"
    )


def field(code: str, result: str = "") -> str:
    """Return the runs of a field, its instruction and what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = mark.format("separate") + result if result else ""
    return mark.format("begin") + code + shown + mark.format("end")


def test_fields_within_instructions_are_not_printed() -> None:
    """What a mail merge compares is no part of the letter; one left open hides no more than its line."""
    merged = field("<w:r><w:instrText>MERGEFIELD a</w:instrText></w:r>", "<w:r><w:t>十二</w:t></w:r>")
    chosen = field(f"<w:r><w:instrText>IF </w:instrText></w:r>{merged}", "<w:r><w:t>十二期</w:t></w:r>")
    broken = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert (
        text_of(f"<w:p><w:r><w:t>共</w:t></w:r>{chosen}</w:p>{broken}{paragraph('第二条')}")
        == "共十二期\n第二条"
    )


def test_form_fields_show_what_was_chosen() -> None:
    """Ticks and choices of old form fields, which have no text of their own, are read."""

    def form(inside: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
        return begin + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    ticks = [
        "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>",
        "<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>",
        "<w:checkBox><w:default w:val='1'/></w:checkBox>",
    ]
    entries = "<w:listEntry w:val='三期'/><w:listEntry w:val='六期'/>"
    lists = [f"<w:ddList><w:result w:val='1'/>{entries}</w:ddList>", f"<w:ddList>{entries}</w:ddList>"]
    assert text_of(f"<w:p>{''.join(map(form, ticks + lists))}</w:p>") == "☑☐☑六期三期"


def test_hidden_by_style_and_typed_symbols() -> None:
    """A style that hides text hides it; a tick typed in a symbol font is a tick."""
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    body = (
        '<w:p><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>藏</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="H"/><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>'
        "<w:r><w:t>\uf0fe同意</w:t></w:r></w:p>"
    )
    document = read(docx(body, {"styles": styles}, ["styles"]))
    assert document.text == "见☑同意"
    assert codes(document) == {"hidden-text"}


def test_a_page_wrapped_into_a_document_is_read() -> None:
    """Programs that put a whole web page into a DOCX leave the page as it is; Word shows it."""
    page = "<html><body><h1>协议</h1><p>平台读取通<b>讯</b>录。</p></body></html>"
    data = docx('<w:altChunk r:id="r0" xmlns:r="x"/>', {"aFChunk": page}, ["aFChunk"])
    assert read(data).text == "协议\n平台读取通讯录。"


def test_dangling_relations_do_no_harm() -> None:
    """A relation to a part that is not there, as WPS writes them, is passed over."""
    assert read(docx(paragraph("正文"), relations=["footnotes", "header"])).text == "正文"


def test_a_document_type_is_refused() -> None:
    """Entities cannot be declared, in whatever encoding."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    for content in (bomb.encode(), bomb.encode("utf-16")):
        data = docx(paragraph("正文"))
        target = io.BytesIO(data)
        with zipfile.ZipFile(target, "a") as packed:
            packed.writestr("word/comments.xml", content)
        with pytest.raises(DamagedFileError, match="文档类型声明"):
            read(target.getvalue())


def test_a_zip_bomb_is_refused() -> None:
    """Ratio, size and number of entries are capped before anything is unpacked."""
    bomb = docx(paragraph("正文") + "<w:p/>" * 1_500_000)
    with pytest.raises(LimitError, match="压缩比"):
        read(bomb)
    data = docx(paragraph("正文"))
    with pytest.raises(LimitError, match="解压后"):
        read(data, limits=Limits(unpacked_bytes=500))
    with pytest.raises(LimitError, match="部件"):
        read(data, limits=Limits(archive_entries=3))


def test_duplicate_and_encrypted_entries_are_refused() -> None:
    """An archive that says two things at once is not read."""
    data = docx(paragraph("正文"))
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("word/document.xml", part("document", ""))
    with pytest.raises(DamagedFileError, match="重名"):
        read(target.getvalue())
    central = data.rindex(b"PK\x01\x02")
    encrypted = data[: central + 8] + bytes([data[central + 8] | 1]) + data[central + 9 :]
    with pytest.raises(DamagedFileError, match="加密"):
        read(encrypted)


def test_broken_archives_are_refused() -> None:
    """Truncated files and broken XML say that they are damaged."""
    data = docx(paragraph("正文"))
    broken_xml = docx("<w:p><w:r>")
    shortened = data[:40] + data[44:]
    for broken in (data[: len(data) // 2], b"PK\x03\x04" + b"\x01" * 40, broken_xml, shortened):
        with pytest.raises(DamagedFileError, match="DOCX 文件已损坏"):
            read(broken)


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"}, "Excel"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<c/>"},
            "OpenDocument",
        ),
        ({"合同.txt": "正文"}, "解压"),
    ],
)
def test_other_archives_are_named(files: dict[str, str], word: str) -> None:
    """An archive that is no DOCX is named, with what to do."""
    with pytest.raises(UnknownFormatError, match=word):
        read(archive(files))


def test_a_document_of_pictures_asks_for_text() -> None:
    """A DOCX without a word is not an empty report."""
    with pytest.raises(NoTextError, match="没有文字"):
        read(docx("<w:p><w:r><w:drawing/></w:r></w:p>"))
