"""ODT: everything that is seen on paper, in its order."""

from __future__ import annotations

import io
import zipfile

import pytest
from making import codes

from analyzer.errors import DamagedFileError, LimitError, NoTextError, PasswordError
from analyzer.reading import Limits, read

NAMES = "office style text table draw"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES.split()
)


def odt(body: str, styles: str = "", common: str = "", parts: dict[str, str] | None = None) -> bytes:
    """Return an ODT with ``body``, its own ``styles``, and ``common`` as the inside of styles.xml."""
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}>{common}</office:document-styles>",
        **(parts or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()


def text_of(body: str, styles: str = "", common: str = "") -> str:
    document = read(odt(body, styles, common))
    assert document.format == "odt"
    return document.text


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_paragraphs_spans_and_blanks() -> None:
    """Words split into spans stay whole, white space of the file collapses, breaks and tabs count."""
    body = p("通<text:span>讯</text:span>录\n  授权<text:s text:c='2'/>书<text:tab/>甲<text:line-break/>乙")
    assert text_of(f"<text:h text:outline-level='1'>标题</text:h>{body}") == "标题\n通讯录 授权  书\t甲\n乙"


def test_rows_and_cells() -> None:
    """A row is a line, a cell with several lines is read whole, what a merged cell covers is not there."""
    rows = (
        f"<table:table-header-rows><table:table-row><table:table-cell>{p('项目')}</table:table-cell>"
        f"<table:table-cell>{p('费用')}</table:table-cell></table:table-row></table:table-header-rows>"
        f"<table:table-row><table:table-cell>{p('用途')}</table:table-cell><table:covered-table-cell/>"
        f"<table:table-cell>{p('第一段')}{p('第二段')}</table:table-cell></table:table-row>"
    )
    assert text_of(f"<table:table>{rows}</table:table>") == "项目\t费用\n用途\n第一段\n第二段"


def test_changes_are_read_as_accepted() -> None:
    """Deleted words are kept apart in the file and stay out; the reader is told."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('不得')}</text:deletion></text:changed-region></text:tracked-changes>"
        + p("平台<text:change/><text:change-start/>可以<text:change-end/>读取")
    )
    document = read(odt(body))
    assert document.text == "平台可以读取"
    assert codes(document) == {"tracked-changes"}


def test_hidden_text_stays_out_and_is_reported() -> None:
    """Hidden words, paragraphs and sections are not read."""
    style = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="V"><style:text-properties text:display="true"/></style:style>'
    )
    body = (
        p("见<text:span text:style-name='H'>藏一</text:span><text:span text:style-name='V'>到</text:span>")
        + p("藏二", "H")
        + f"<text:section text:display='none'>{p('藏三')}</text:section>"
        + p("<text:hidden-text text:string-value='藏四'/>完")
    )
    document = read(odt(body, style))
    assert document.text == "见到\n完"
    assert [notice.message for notice in document.notices] == ["已略去文档中设为隐藏的文字约 8 字。"]


def test_notes_boxes_and_margins() -> None:
    """Text boxes stand below their paragraph, notes and headers at the end; comments stay out."""
    body = p(
        "正文<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('乙方有权转让。')}</text:note-body></text:note>"
        f"<office:annotation>{p('批注')}</office:annotation>"
        f"<draw:frame><draw:text-box>{p('框中条款')}</draw:text-box></draw:frame>继续"
    )
    margins = (
        f"<office:master-styles><style:master-page><style:header>{p('小满贷款')}</style:header>"
        f"<style:footer>{p('第 1 页')}</style:footer></style:master-page></office:master-styles>"
    )
    document = read(odt(body, common=margins))
    assert document.text == "正文继续\n框中条款\n乙方有权转让。\n小满贷款"
    assert codes(document) == {"footnotes", "header-footer"}


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-prefix="第"'
    ' style:num-suffix="条" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2"'
    ' style:num-format="1" text:display-levels="1" style:num-prefix="（" style:num-suffix="）"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def item(inside: str, more: str = "") -> str:
    return f"<text:list-item{more}>{inside}</text:list-item>"


def test_automatic_numbers_are_restored() -> None:
    """Numbers that the program counts itself are in the text, through levels, restarts and continuations."""
    body = (
        "<text:list xml:id='a' text:style-name='L'>"
        + item(p("收集") + "<text:list>" + item(p("范围") + p("续段")) + item(p("方式")) + "</text:list>")
        + item(p("使用") + "<text:list>" + item(p("目的")) + "</text:list>")
        + "</text:list>"
        + p("插入")
        + f"<text:list text:style-name='L' text:continue-numbering='true'>{item(p('共享'))}</text:list>"
        + f"<text:list text:style-name='L'>{item(p('附件'))}</text:list>"
        + f"<text:list text:style-name='L' text:continue-list='a'>{item(p('转让'))}"
        + item(p("跳号"), " text:start-value='9'")
        + "</text:list>"
    )
    document = read(odt(body, LEVELS))
    assert document.text.split("\n") == [
        "第一条 收集", "（1） 范围", "续段", "（2） 方式", "第二条 使用", "（1） 目的", "插入", "第三条 共享",
        "第一条 附件", "第四条 转让", "第九条 跳号",
    ]  # fmt: skip
    assert codes(document) == {"numbering"}


def test_numbers_of_headings_and_bullets() -> None:
    """Headings are numbered by the outline, over as many levels as it says; bullets are bullets."""
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style></office:styles>"
    )
    headings = "".join(
        f"<text:h text:outline-level='{level}'>{text}</text:h>"
        for level, text in ((1, "甲"), (2, "乙"), (1, "丙"))
    )
    bullets = "<text:list text:style-name='L'>" + item(
        "<text:list>" + item("<text:list>" + item(p("丁")) + "</text:list>") + "</text:list>"
    )
    text = text_of(headings + bullets + "</text:list>", LEVELS, outline)
    assert text == "1 甲\n1.1 乙\n2 丙\n• 丁"


def test_protected_hostile_and_empty_files_say_so() -> None:
    """A password, a document type, too many parts, no text and no document are told apart."""
    locked = "<m><file-entry><encryption-data/></file-entry></m>"
    with pytest.raises(PasswordError, match="去掉密码"):
        read(odt("", parts={"META-INF/manifest.xml": locked}))
    with pytest.raises(DamagedFileError, match=r"ODT.*文档类型声明"):
        read(odt("", parts={"x.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}))
    with pytest.raises(LimitError, match="ODT 文件内部有 3 个部件"):
        read(odt(""), limits=Limits(archive_entries=2))
    with pytest.raises(NoTextError, match="ODT 里没有文字"):
        read(odt(p("")))
    with pytest.raises(DamagedFileError, match="LibreOffice"):
        read(odt("<text:p>"))
    with pytest.raises(DamagedFileError, match="找不到"):
        read(odt("", parts={"content.xml": "<x/>"}))
