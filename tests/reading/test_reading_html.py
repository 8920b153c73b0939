"""Saved pages and fragments."""

from __future__ import annotations

import json

import pytest
from making import codes

from analyzer.errors import LimitError, NoTextError
from analyzer.reading import read


def shown(source: str) -> str:
    document = read(source.encode())
    assert document.format == "html"
    return document.text


def test_blocks_end_lines_and_inline_tags_do_not() -> None:
    """Words split by markup stay whole, paragraphs stay apart."""
    page = (
        "<html><body><h1>服务<b>协</b>议</h1><p>平台可<span>读取</span>通<i>讯</i>录。"
        "<br>另行<u>通知</u></p>尾注</body></html>"
    )
    assert shown(page) == "服务协议\n平台可读取通讯录。\n另行通知\n尾注"


def test_what_is_not_shown_is_left_out() -> None:
    """Scripts, styles and hidden elements stay out; what only screen readers skip is kept."""
    page = """<html><head><title>授权书</title><style>p{}</style><script>var 甲='乙'</script></head><body>
    <!-- 注释 --><template>模板</template><noscript>请启用脚本</noscript>
    <p hidden>藏一</p><p style="color:red; DISPLAY : none">藏二</p><div style="visibility:hidden">藏三</div>
    <p aria-hidden="true">看得见</p></body></html>"""
    document = read(page.encode())
    assert document.text == "授权书\n看得见"
    assert "hidden-text" in codes(document)


def test_whitespace_collapses_as_in_a_browser() -> None:
    """Line breaks of the source are blanks, at most one, none at the ends; pre keeps its own."""
    assert (
        shown("<p>  甲方\n\n   应当 \t<b> 付款 </b>。 </p><pre>一\n  二</pre>")
        == "甲方 应当 付款 。\n一\n  二"
    )


def test_entities_are_decoded() -> None:
    """Named and numbered entities are the characters they stand for; foreign ones are not resolved."""
    assert (
        shown("<p>&lt;甲方&gt;&nbsp;&#31532;&#x4E00;&#26465;&ldquo;平台&rdquo;</p>")
        == "<甲方>\xa0第一条“平台”"
    )
    attack = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>条款&x;</p></body></html>'
    )
    assert "条款&x;" in shown(attack)


def test_cells_are_joined_by_tabs() -> None:
    """A row of a table is a line."""
    table = (
        "<table><tr><th>项目</th><th>费用</th></tr><tr><td>罚息</td><td>每日 <b>0.05%</b></td></tr></table>"
    )
    assert shown(table) == "项目\t费用\n罚息\t每日 0.05%"


def test_numbers_of_ordered_lists_are_restored() -> None:
    """A list shows the numbers a browser shows, and none where they are written out."""
    page = (
        '<ol start="3"><li>收集</li><li>使用</li></ol><ol type="a"><li>共享</li></ol>'
        "<ol><li>一、转让</li></ol>"
    )
    assert shown(page) == "3. 收集\n4. 使用\na. 共享\n一、转让"


def test_filled_in_forms_are_read() -> None:
    """What was typed or ticked in a saved form is part of the text."""
    page = (
        '<p>姓名：<input value="王小二">同意<input type="checkbox" checked>'
        '<input type="hidden" value="x"></p>'
    )
    assert shown(page) == "姓名：王小二同意☑"


@pytest.mark.parametrize(
    ("source", "codec"),
    [
        ('<html><head><meta charset="gb2312"></head><body><p>朱镕基喆</p></body></html>', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>授權書</p>', "big5"),
        ('<html><meta charset="utf-8"><body>声明有误的网页同意条款</body></html>', "gb18030"),
        ("<div>没有声明编码的网页：用户同意条款</div>", "gb18030"),
        ("<html><body>带标记的网页</body></html>", "utf-16"),
    ],
)
def test_encoding_is_declared_or_found(source: str, codec: str) -> None:
    """Pages are read by mark, by declaration, or by what their bytes can be."""
    document = read(source.encode(codec))
    assert document.format == "html"
    assert document.text in source and len(document.text) >= 3
    assert codes(document) == {"encoding"}


def test_a_page_built_by_scripts_asks_for_the_text() -> None:
    """An empty shell is not a document without findings."""
    with pytest.raises(NoTextError, match="粘贴"):
        read(b"<!DOCTYPE html><html><body><div id=app></div><script>render()</script></body></html>")


def test_a_page_nested_too_deep_is_refused() -> None:
    """A page that the parser would cut off silently is refused."""
    with pytest.raises(LimitError, match="嵌套"):
        read(("<div>" * 3000 + "条款" + "</div>" * 3000).encode())


def test_text_about_markup_is_text() -> None:
    """A plain text that mentions a tag is not a page."""
    assert read("第一条 页面中的 <p> 标签不影响本协议。".encode()).format == "text"


@pytest.mark.parametrize(
    "style",
    [
        "display:none !important",
        "visibility: collapse",
        "opacity:0",
        "opacity: 0.0;color:red",
        "font-size:0",
        "font-size:0px;line-height:1",
        "color:#FFF;background-color:#fff",
        "color:white;background:white",
    ],
)
def test_ways_to_hide_text(style: str) -> None:
    """Words that no reader of the page sees are left out and reported."""
    document = read(f'<p>看得见<span style="{style}">看不见</span></p>'.encode())
    assert document.text == "看得见"
    assert codes(document) == {"hidden-text"}


@pytest.mark.parametrize(
    "source",
    [
        '<p style="opacity:0.5">甲</p>',
        '<p style="opacity:0;transform:translateY(20px)">甲</p>',  # about to move into view
        '<p style="font-size:0.8em">甲</p>',
        '<div style="font-size:0"><span style="font-size:14px">甲</span></div>',
        '<div style="font-size:0"><span class="word">甲</span></div>',
        '<p style="color:#fff;background:#000">甲</p>',
        '<p style="color:inherit;background:inherit">甲</p>',
        '<p style="display:block;visibility:visible">甲</p>',
    ],
)
def test_what_only_looks_like_hiding_is_read(source: str) -> None:
    """Words that are shown after all stay in."""
    assert shown(source) == "甲"


def test_rows_whose_cells_hold_paragraphs() -> None:
    """A row saved from Word is one line; a cell with several lines or a table in it is read whole."""
    table = (
        "<table><tr><td><p>项目</p></td>\n<td><p>费用</p></td></tr>"
        "<tr><td></td><td><p>每日</p></td></tr>"
        "<tr><td>用途</td><td><p>第一段</p><p>第二段</p></td></tr>"
        "<tr><td><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></td></tr></table>"
    )
    document = read(f"<p>前</p>{table}<p>后</p>".encode())
    assert document.text == "前\n项目\t费用\n\t每日\n用途\n第一段\n第二段\n甲\t乙\n丙\t丁\n后"


def test_numbers_of_lists_as_they_are_styled() -> None:
    """Numbers run backwards, jump, and are Chinese where the page says so."""
    page = (
        "<ol reversed><li>甲</li><li>乙</li></ol>"
        '<ol type="I"><li>丙</li><li value="5">丁</li><li>戊</li></ol>'
        '<ol style="list-style-type: cjk-ideographic"><li>己</li></ol>'
        '<ol style="list-style:none"><li>庚</li></ol><ul><li>辛</li></ul>'
    )
    assert shown(page) == "2. 甲\n1. 乙\nI. 丙\nV. 丁\nVI. 戊\n一、己\n庚\n辛"


def test_choices_of_forms() -> None:
    """A list shows what was chosen, not what could have been; typed notes are read, passwords are not."""
    page = (
        "<p>期限：<select><option>三期</option><option selected>十二期</option></select>"
        "<select><option>按月</option><option>按日</option></select></p>"
        '<p><input type="radio" checked>同意<input type="radio">不同意<input type="month" value="2025-01">'
        '<input type="password" value="秘密"></p><textarea>备注\n两行</textarea>'
    )
    assert shown(page) == "期限：十二期按月\n☑同意☐不同意2025-01\n备注\n两行"


def test_readings_above_characters_stay_out() -> None:
    """Pronunciation set above a word does not split it."""
    assert shown("<p>通<ruby>讯<rp>(</rp><rt>xùn</rt><rp>)</rp></ruby>录</p>") == "通讯录"


def script(words: str) -> str:
    return f"<script>window.__DATA__={json.dumps({'content': words})}</script>"


def test_a_policy_inside_a_script_is_said_to_be_there() -> None:
    """The reader learns that the text of the page was not saved as text."""
    policy = script("平台可以读取通讯录并共享给合作方。" * 30)
    with pytest.raises(NoTextError, match="由脚本生成，保存的文件里读不到"):
        read(f"<html><body><div id=app></div>{policy}</body></html>".encode())
    document = read(f"<html><body><p>隐私政策</p>{policy}</body></html>".encode())
    assert document.text == "隐私政策"
    assert codes(document) == {"truncated"}
    whole = "<p>平台可以读取通讯录。</p>" * 40
    assert codes(read(f"<html><body>{whole}{policy}</body></html>".encode())) == set()
