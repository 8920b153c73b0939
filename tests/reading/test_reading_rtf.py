r"""RTF as Word and WPS write it: Chinese in two spellings, and all that is beside the body."""

from __future__ import annotations

import pytest
from making import codes

from analyzer.errors import LimitError, NoTextError
from analyzer.reading import read

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
    r"{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5{\*\falt SimSun};}{\f2\fnil\fcharset2 Wingdings;}"
    r"{\f3\fnil\fcharset136 PMingLiU;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s1 \'d5\'fd\'ce\'c4;}}{\info{\title \'b1\'ea\'cc\'e2}}"
)


def escaped(text: str, codec: str = "gb18030") -> str:
    r"""Return ``text`` as Word writes it: \'xx a byte."""
    return "".join(
        char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode(codec)) for char in text
    )


def unicode(text: str) -> str:
    r"""Return ``text`` as \uN with a question mark for old readers."""
    return "".join(f"\\u{ord(char) - 65536 if ord(char) > 32767 else ord(char)}?" for char in text)


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def text_of(body: str) -> str:
    document = read(rtf(body))
    assert document.format == "rtf"
    return document.text


@pytest.mark.parametrize(
    "spelled",
    [
        r"\f1 " + escaped("平台可以读取通讯录"),
        escaped("平台可以读取通讯录"),  # in a Western font, as Word does
        unicode("平台可以读取通讯录"),
        r"{\f1 " + escaped("平台可以") + r"}{\b\f1 " + escaped("读取通讯录") + "}",
        r"{\upr{??????}{\*\ud{" + unicode("平台可以读取通讯录") + "}}}",
        r"\uc2" + "".join(f"\\u{ord(char)}{escaped(char)}" for char in "平台可以读取通讯录"),
        r"\uc0" + "".join(f"\\u{ord(char)} " for char in "平台可以读取通讯录"),
        r"\f3 " + escaped("平台可以", "big5") + r"\f1 " + escaped("读取通讯录"),
        escaped("平台可以") + "\r\n" + escaped("读取通讯录"),
    ],
)
def test_every_spelling_of_chinese(spelled: str) -> None:
    """The same words come out of every way to write them."""
    assert text_of(rf"\pard {spelled}\par") == "平台可以读取通讯录"


def test_bytes_that_are_not_escaped() -> None:
    """Programs that write the bytes as they are, braces among them, are read."""
    body = "乙方誠意調整脈絡，聖藍礬".encode("gb18030")
    assert all(sign in body for sign in (b"{", b"}", b"\\"))
    assert read(HEAD.encode() + body + b"\\par}").text == "乙方誠意調整脈絡，聖藍礬"
    assert read(r"{\rtf1\ansi 甲方同意。\par 乙方同意。}".encode()).text == "甲方同意。\n乙方同意。"


def test_signs_among_the_chinese() -> None:
    """Quotes, dashes, blanks, ticks and characters beyond the basic plane are what they look like."""
    body = (
        r"\ldblquote " + escaped("本合同") + r"\rdblquote\emdash 5.5% \{x\} a\~b\_c\-d "
        r"{\f2 \'fe}" + escaped("同意") + r"\u-3843?\u-10174?\u-8265?"
    )
    assert text_of(body) == "“本合同”—5.5% {x} a\xa0b-cd ☑同意☒𠮷"


def test_paragraphs_and_rows() -> None:
    """Paragraphs end lines, cells are parted by tabs, a long cell is read whole."""
    cells = [[escaped(word) for word in row] for row in (("项目", "费用"), ("罚息", ""), ("第一段", "下"))]
    rows = "".join(r"\trowd\pard\intbl " + rf"{left}\cell {right}\cell\row " for left, right in cells[:2]) + (
        rf"\trowd\pard\intbl {cells[2][0]}\par {escaped('第二段')}\cell {cells[2][1]}\cell\row "
    )
    body = rf"{escaped('前')}\par {rows}\pard {escaped('后')}\line {escaped('再后')}\par"
    assert text_of(body) == "前\n项目\t费用\n罚息\n第一段\n第二段\n下\n后\n再后"


def test_an_inner_table_stays_in_its_cell() -> None:
    """A table within a cell is read row by row, once."""
    inner = (
        r"\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        r"\itap2 c\nestcell d\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    )
    assert text_of(rf"\pard\intbl {inner}\itap1 e\cell f\cell\row") == "a\tb\nc\td\ne\nf"


def test_automatic_numbers_are_kept() -> None:
    """Numbers that the writing program has counted stand before their clauses."""
    body = (
        rf"{{\listtext\pard\plain {escaped('第一条')}\tab}}{escaped('收集')}\par "
        rf"{{\pntext 1.\tab}}{{\*\pn\pnlvlbody{{\pntxta .}}}}{escaped('使用')}\par"
    )
    assert text_of(body) == "第一条 收集\n1. 使用"


def test_fields_show_their_result() -> None:
    """Links and dates show what is printed, not how it is made."""
    body = r'{\field{\*\fldinst HYPERLINK "http://x.cn"}{\fldrslt ' + escaped("隐私政策") + "}}"
    assert text_of(body) == "隐私政策"


def test_hidden_and_deleted_text_stays_out() -> None:
    """What is not printed is not read, and the reader is told."""
    body = rf"{escaped('见')}{{\v {escaped('藏起')}}}\v x\v0 {escaped('到')}{{\deleted {escaped('删去')}}}"
    document = read(rtf(body))
    assert document.text == "见到"
    assert codes(document) == {"hidden-text", "tracked-changes"}
    assert "约 3 字" in next(one.message for one in document.notices if one.code == "hidden-text")


def test_notes_and_margins_follow_the_body() -> None:
    """Footnotes and headers are part of the contract; page marks and comments are not."""
    body = (
        rf"{{\header\pard {escaped('小满贷款')}\par}}{{\footer\pard {escaped('第')}1{escaped('页')}\par}}"
        rf"{escaped('正文')}{{\super\chftn}}{{\footnote\pard {escaped('乙方有权转让。')}}}"
        rf"{{\*\annotation {escaped('批注')}}}{escaped('继续')}\par"
    )
    document = read(rtf(body))
    assert document.text == "正文继续\n乙方有权转让。\n小满贷款"
    assert codes(document) == {"footnotes", "header-footer"}


def test_text_boxes_are_read_once() -> None:
    """A text box stands below the paragraph it hangs on, though it is written twice for old readers."""
    box = (
        rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv 1}}}}{{\shptxt\pard {escaped('框中条款')}\par}}}}"
        rf"{{\shprslt {escaped('框中条款')}}}}}"
    )
    assert (
        text_of(rf"{escaped('正')}{box}{escaped('文')}\par {escaped('之后')}\par") == "正文\n框中条款\n之后"
    )


def test_pictures_are_passed_over() -> None:
    """Binary data in a file is no text, whatever its bytes."""
    data = (
        rtf(r"{\pict\wmetafile8 0123abcd}{\pict\bin5 ") + b"\\}{\\}" + b"}" + escaped("正文").encode() + b"}"
    )
    assert read(data).text == "正文"


def test_broken_bytes_are_counted() -> None:
    """Half a character is shown as missing, and the reader is told."""
    document = read(rtf(escaped("借款合同") + r"\'81\'20\'ff\'ff" + escaped("第一条")))
    assert "\ufffd" in document.text and codes(document) == {"encoding"}


def test_endless_nesting_is_refused() -> None:
    """A file of nothing but braces is given up."""
    with pytest.raises(LimitError, match="嵌套"):
        read(b"{\\rtf1" + b"{" * 100_000)


@pytest.mark.parametrize("body", ["", r"{\pict 00}", r"\par\par"])
def test_a_file_without_text_asks_for_it(body: str) -> None:
    """An RTF without a word is not an empty report."""
    with pytest.raises(NoTextError, match="RTF 里没有文字"):
        read(rtf(body))


@pytest.mark.parametrize("cut", [200, 330, 360, -1])
def test_half_a_file_is_read_or_refused(cut: int) -> None:
    """A file cut off anywhere gives what is there, or says that nothing is."""
    try:
        assert read(rtf(escaped("第一条 平台可以读取通讯录"))[:cut]).text.startswith("第")
    except NoTextError:
        assert cut == 200
