"""Word 97–2003 and Kingsoft files: everything that is seen on paper, and nothing that is not."""

from __future__ import annotations

import struct

import pytest
from making import codes
from making_doc import DELETED, HIDDEN, IN_TABLE, INSERTED, ROW_END, compound, doc

from analyzer.errors import DamagedFileError, NoTextError, PasswordError, UnknownFormatError
from analyzer.reading import read


def test_paragraphs_breaks_and_signs() -> None:
    """Paragraphs and breaks end lines, dashes and rare characters are kept."""
    document = read(
        doc("第一条 平台可以\r读取通讯录。\x0b另行通知\x0c甲\x1e乙\x1f丙𠮷\t丁\r"), name="合同.doc"
    )
    assert document.text == "第一条 平台可以\n读取通讯录。\n另行通知\n甲-乙丙𠮷\t丁"
    assert (document.name, document.format, document.notices) == ("合同.doc", "doc", ())


def test_text_stored_as_bytes() -> None:
    """Western text is stored in one byte a character."""
    assert read(doc("Loan “5.5%” – café\r", narrow=True)).text == "Loan “5.5%” – café"


def test_hidden_and_deleted_text_stays_out() -> None:
    """What Word does not print is not read, what was inserted is, and the reader is told."""
    document = read(
        doc("平台", ("不得", [DELETED]), ("可以", [INSERTED]), "读取", ("藏起的字", [HIDDEN]), "通讯录\r")
    )
    assert document.text == "平台可以读取通讯录"
    assert codes(document) == {"hidden-text", "tracked-changes"}
    assert "约 4 字" in document.notices[0].message


def test_fields_show_their_result() -> None:
    """Dates and links show what is printed, also one within the other."""
    link = "\x13 HYPERLINK \x13 REF x \x14码\x15 \x14隐私\x13 DATE \x14今日\x15政策\x15"
    assert read(doc(f"见{link}。\x13 PAGE \x15完\r")).text == "见隐私今日政策。完"
    assert read(doc("甲\x15乙\x14丙\x13丁\r")).text == "甲乙丙丁"


def test_rows_and_cells() -> None:
    """A row is a line, a cell with several lines is read whole, empty cells keep their place."""
    rows = ["项目\x07费用\x07", "罚息\x07\x07", "用途\x07第一段\r第二段\x07"]
    paragraphs = [("前\r", ())]
    for row in rows:
        paragraphs += [(row, (IN_TABLE,)), ("\x07", (IN_TABLE, ROW_END))]
    text = "前\r" + "".join(row + "\x07" for row in rows)
    document = read(doc(text, "后\r", paragraphs=[*paragraphs, ("后\r", ())]))
    assert document.text == "前\n项目\t费用\n罚息\n用途\n第一段\n第二段\n后"


def test_notes_boxes_and_margins_follow_the_body() -> None:
    """Text boxes, notes and headers are part of the contract; comments and page marks are not."""
    document = read(
        doc(
            "正文\x02\r",
            parts={
                "boxes": "框中条款\r\r",
                "footnotes": "\x02 乙方有权转让。\r",
                "endnotes": "\x02尾注。\r",
                "comments": "\x05批注\r",
                "headers": "\x03\r\x04\r小满贷款\r第 1 页\r",
            },
        )
    )
    assert document.text == "正文\n框中条款\n乙方有权转让。\n尾注。\n小满贷款"
    assert codes(document) == {"footnotes", "header-footer"}


def test_ticks_of_symbol_fonts() -> None:
    """A ticked box is a ticked box, whether a symbol was inserted or typed."""
    assert read(doc("(", "同意 \uf0a8 不同意\r", symbols={"(": 0xF0FE})).text == "☑同意 ☐ 不同意"


def test_automatic_numbers_are_missed_and_said_to_be() -> None:
    """The file holds no numbers that Word counts itself: the reader is told where there may be some."""
    assert codes(read(doc("信息收集\r", lists=1))) == {"numbering"}


def test_protected_and_older_files_say_so() -> None:
    """A password and a file from before Word 97 are named, with what to do."""
    with pytest.raises(PasswordError, match="去掉密码"):
        read(doc("正文\r", flags=0x0100))
    with pytest.raises(UnknownFormatError, match="Word 95"):
        read(doc("正文\r", version=0x68))


def test_a_document_of_pictures_asks_for_text() -> None:
    """A DOC without a word is not an empty report."""
    with pytest.raises(NoTextError, match="DOC 里没有文字"):
        read(doc("\x01\r\r"))


def _looped(data: bytes) -> bytes:
    """Return ``data`` with a directory whose chain of sectors leads back to itself."""
    fat, directory = (struct.unpack_from("<I", data, at)[0] for at in (76, 48))
    at = 512 * (fat + 1) + 4 * directory
    return data[:at] + struct.pack("<I", directory) + data[at + 4 :]


def test_a_chain_without_end_is_left() -> None:
    """Sectors that lead in a circle do not keep the reader."""
    assert read(_looped(doc("正文\r"))).text == "正文"


@pytest.mark.parametrize(
    "broken",
    [
        doc("正文\r")[:-600],
        compound({"WordDocument": b"\xec\xa5\xc1\x00"}),
        compound({"WordDocument": b"", "1Table": b""}),
        doc("正文\r").replace(
            struct.pack("<IIHIH", 0, 3, 0, 2048, 0), struct.pack("<IIHIH", 0, 2**31, 0, 2048, 0)
        ),
    ],
)
def test_broken_files_are_refused(broken: bytes) -> None:
    """Half a file and a count beyond the file are damage, said plainly."""
    with pytest.raises(DamagedFileError, match="另存为 DOCX"):
        read(broken)
