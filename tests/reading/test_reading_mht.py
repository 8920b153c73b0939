"""Saved web pages in one file, as browsers write them."""

from __future__ import annotations

import quopri
from base64 import encodebytes

import pytest
from making import codes

from analyzer.errors import DamagedFileError, NoTextError
from analyzer.reading import read

PAGE = "<html><meta charset='{}'><body><h1>隐私政策</h1><p>平台读取通<b>讯</b>录。</p></body></html>"
TEXT = "隐私政策\n平台读取通讯录。"


def part(page: str, codec: str = "utf-8", encoding: str = "quoted-printable", charset: str = "") -> bytes:
    data = page.encode(codec)
    packed = {
        "quoted-printable": quopri.encodestring(data),
        "base64": encodebytes(data),
        "8bit": data,
    }[encoding].replace(b"\n", b"\r\n")
    kind = f'text/html; charset="{charset}"' if charset else "text/html"
    return (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://x.cn/\r\n\r\n"
    ).encode() + packed


def mht(*parts: bytes, head: bytes = b"From: <Saved by Blink>\r\nSubject: x\r\n") -> bytes:
    return (
        head
        + b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        + b'\ttype="text/html";\r\n\tboundary="--xx"\r\n\r\n'
        + b"".join(b"----xx\r\n" + one + b"\r\n" for one in parts)
        + b"----xx--\r\n"
    )


PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_page_saved_by_a_browser(encoding: str) -> None:
    """The page is read as if it had been saved alone, whatever lies beside it."""
    document = read(mht(part(PAGE.format("utf-8"), encoding=encoding), PICTURE), name="网页.mht")
    assert (document.text, document.format, document.notices) == (TEXT, "mht", ())


@pytest.mark.parametrize(
    ("codec", "declared", "beside"),
    [
        ("gb18030", "gb2312", ""),
        ("gb18030", "utf-8", "gb2312"),
        ("utf-8", "gb2312", "utf-8"),
        ("gb18030", "", ""),
    ],
)
def test_the_encoding_stands_beside_the_page_or_in_it(codec: str, declared: str, beside: str) -> None:
    """What the archive says of the page counts, then what the page says of itself."""
    document = read(mht(part(PAGE.format(declared), codec, charset=beside)))
    assert document.text == TEXT
    assert codes(document) == ({"encoding"} if codec == "gb18030" else set())


def test_a_header_in_chinese_does_no_harm() -> None:
    """Old browsers write who saved the page in the bytes of their own system."""
    head = "From: <由 Microsoft Internet Explorer 5 保存>\r\n".encode("gb18030")
    assert read(mht(part(PAGE.format("utf-8")), head=head)).text == TEXT


def test_a_page_without_pictures_is_no_multipart() -> None:
    """A page that is all there is to the archive is read."""
    assert read(b"MIME-Version: 1.0\r\n" + part(PAGE.format("utf-8"))).text == TEXT


def test_frames_follow_the_page() -> None:
    """A policy shown in a frame is part of the page; empty frames are not missed."""
    frame = part("<html><body><p>第一条 收集信息</p></body></html>")
    document = read(mht(part(PAGE.format("utf-8")), frame, part("<html><body></body></html>")))
    assert document.text == f"{TEXT}\n第一条 收集信息"


def test_an_archive_without_text_says_so() -> None:
    """Pages that scripts build and archives without pages ask for the text."""
    with pytest.raises(NoTextError, match="粘贴"):
        read(mht(part("<html><body><div id=app></div></body></html>")))
    with pytest.raises(DamagedFileError, match="没有网页"):
        read(mht(PICTURE))


def test_a_text_about_mail_is_text() -> None:
    """A plain text that mentions the words of an archive is not one."""
    text = "第一条 说明\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"
    assert read(text.encode()).format == "text"


def test_a_charset_that_is_none_is_passed_over() -> None:
    """A page whose charset is a mistake, even one that no codec may be asked for, is read by what it says."""
    for charset in ("no-such", "a\0b"):
        assert read(mht(part(PAGE.format("utf-8"), charset=charset))).text == TEXT
