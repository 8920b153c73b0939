"""Plain text in every encoding, and files that are no text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import (
    DamagedFileError,
    LimitError,
    PasswordError,
    UnknownFormatError,
    UnreadableError,
)
from analyzer.reading import Limits, read

SENTENCE = "借款人同意平台读取手机通讯录，用于逾期后的联系。\r\n第二条 平台不得向无关的人透露借款情况。"
TRADITIONAL = "借款人同意平臺讀取手機通訊錄，用於逾期後的聯絡。\r\n第二條 平臺不得向無關的人透露借款情況。"
PHRASE = "读取手机通讯录"


def test_pasted_text_is_kept_as_it_is() -> None:
    """Pasted text comes back unchanged, under a name that says where it is from."""
    document = read(SENTENCE)
    assert (document.text, document.name, document.format) == (SENTENCE, "粘贴的文本", "text")
    assert document.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()
    assert document.pages == () and document.regions(0, 5) == ()


def test_pasted_text_is_never_a_path(tmp_path: Path) -> None:
    """A string that names a file is text about a file."""
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE, encoding="utf-8")
    assert read(str(file)).text == str(file)


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8-sig", None),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_offsets_point_into_the_decoded_file(codec: str, label: str | None) -> None:
    """Whatever the encoding, the text is the file's with its line ends, and the encoding is named."""
    document = read(SENTENCE.encode(codec), name="合同.txt")
    start = document.text.index(PHRASE)
    assert document.text == SENTENCE
    assert document.text[start : start + len(PHRASE)] == PHRASE
    assert [notice.message for notice in document.notices] == ([f"按 {label} 编码读取。"] if label else [])


def test_big5_is_recognised() -> None:
    """A text from Taiwan or Hong Kong is read and its encoding named."""
    document = read(TRADITIONAL.encode("big5"))
    assert document.text == TRADITIONAL
    assert [notice.message for notice in document.notices] == ["按 Big5 编码读取。"]


@pytest.mark.parametrize(
    "short", ["借款", "同意", "甲方：张三", "通讯录授权", "逾期费用", "赵钱孙李周吴郑王", "罚息"]
)
def test_short_gb18030_is_not_taken_for_big5(short: str) -> None:
    """A few characters are enough to read mainland text right."""
    assert read(short.encode("gb18030")).text == short


@pytest.mark.parametrize("short", ["借款人同意", "用戶須知", "通訊錄的使用"])
def test_short_big5_is_not_taken_for_gb18030(short: str) -> None:
    """A heading in Big5 is read right."""
    assert read(short.encode("big5")).text == short


def test_utf16_without_ascii_is_recognised() -> None:
    """UTF-16 is found even where no zero byte shows it."""
    text = SENTENCE.replace("\r\n", "").replace(" ", "")
    assert read(text.encode("utf-16-le")).text == text


def test_a_few_broken_bytes_are_counted() -> None:
    """One broken byte in a long file does not make it unreadable, and is reported."""
    data = SENTENCE.encode()
    document = read(data * 5 + b"\xff" + data * 5)
    assert document.text == SENTENCE * 5 + "\ufffd" + SENTENCE * 5
    assert "1 处" in document.notices[0].message


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_utf8_comes_back_exactly(text: str) -> None:
    """For any text, reading its UTF-8 bytes gives exactly that text."""
    marked = "条款" + text
    assert read(marked.encode()).text == marked


@pytest.mark.parametrize("name", ["合同.pdf", "合同.docx", "合同"])
def test_the_content_decides_not_the_name(tmp_path: Path, name: str) -> None:
    """A text file called .pdf is read as text."""
    file = tmp_path / name
    file.write_bytes(SENTENCE.encode())
    document = read(file)
    assert (document.format, document.name, document.text) == ("text", name, SENTENCE)


@pytest.mark.parametrize("empty", [b"", b" \r\n ", b"\xef\xbb\xbf", b"\x00" * 40])
def test_an_empty_file_is_said_to_be_empty(empty: bytes) -> None:
    """Nothing to read is an error that says so."""
    with pytest.raises(DamagedFileError, match="空"):
        read(empty)


def test_empty_pasted_text_is_refused() -> None:
    """An empty box asks for text."""
    with pytest.raises(DamagedFileError, match="粘贴"):
        read("  \n")


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, UnknownFormatError, "另存为 DOCX"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            PasswordError,
            "去掉密码",
        ),
        (b"Rar!\x1a\x07\x01\x00" + b"\x01" * 40, UnknownFormatError, "解压"),
        (b"\x89PNG\r\n\x1a\n" + b"\x01" * 40, DamagedFileError, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\x01" * 40, DamagedFileError, "图片"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", DamagedFileError, "图片"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", DamagedFileError, "图片"),
        (b"MM\x00*\x00\x00\x00\x08", DamagedFileError, "图片"),
        (bytes(range(256)) * 8, UnknownFormatError, "无法识别"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(200)), UnknownFormatError, "无法识别"),
    ],
)
def test_other_files_say_what_they_are(data: bytes, error: type[UnreadableError], word: str) -> None:
    """What is not read is named, with what to do instead."""
    with pytest.raises(error, match=word):
        read(data)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    """A wrong path gives a sentence, not a traceback."""
    with pytest.raises(UnreadableError, match="找不到"):
        read(tmp_path / "没有.txt")
    with pytest.raises(UnreadableError, match="文件夹"):
        read(tmp_path)


def test_size_and_length_are_capped(tmp_path: Path) -> None:
    """Files and texts beyond the limits are refused before they are read."""
    file = tmp_path / "a.txt"
    file.write_bytes(SENTENCE.encode())
    for source in (file, file.read_bytes(), SENTENCE):
        with pytest.raises(LimitError, match="上限"):
            read(source, limits=Limits(file_bytes=20))
        with pytest.raises(LimitError, match="20 字"):
            read(source, limits=Limits(characters=20))
