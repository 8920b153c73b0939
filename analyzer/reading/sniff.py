"""What kind of file is it? The content decides, never the name."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from analyzer.errors import DamagedFileError, PasswordError, UnknownFormatError

Format = Literal["text", "pdf", "docx", "html", "ofd", "rtf", "doc", "odt", "mht", "image"]

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_OTHERS = (
    (b"Rar!\x1a\x07", "这是 RAR 压缩包；请先解压，再逐个上传里面的文件。"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包；请先解压，再逐个上传里面的文件。"),
    (b"\x1f\x8b", "这是 GZ 压缩文件；请先解压，再逐个上传里面的文件。"),
    (b"%!PS", "这是 PostScript 文件，暂不支持；请另存为 PDF 再试。"),
)
# The list of an archive's files at its end is not packed: a fixed 46 bytes before each name (APPNOTE 4.3.12).
_OFD = re.compile(rb"PK\x01\x02.{42}OFD\.xml", re.DOTALL)
# The first file of an ODT is not packed and says so (OpenDocument 1.3 part 2, 3.3).
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
# A saved page is a mail with one page, or with a page and what belongs to it (RFC 2557).
_MHT = re.compile(
    rb"(?=[A-Za-z-]+:)(?=.{0,2048}^mime-version:)"
    rb"(?=.{0,2048}^content-type:\s*(?:multipart/related|text/html)\b)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Tags that a saved page or a fragment cut out of one begins with.
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"(?:\s|<!--[^>]{0,500}-->)*"
    r"<(?:div|p|h[1-6]|span|section|article|main|header|nav|form|table|ul|ol|dl|font|center|strong|b|u|em|a|hr|br"
    r"|meta|title|style|script)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ANY_END_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)


def sniff(data: bytes) -> Format:
    """Return the format of ``data``; a zip archive of no other kind is called ``docx`` until opened.

    Raises ``DamagedFileError`` for an empty file, ``PasswordError`` for an encrypted Office file,
    ``UnknownFormatError`` for other known kinds that are not read.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise DamagedFileError("文件是空的，没有任何内容；请检查后换一个文件。")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_kind(data)
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _MHT.match(data.lstrip()[:4096]):
        return "mht"
    if data.startswith(_OLE):
        return _ole_kind(data)
    if is_image(data):
        return "image"
    _refuse_known(data)
    return "html" if _is_html(data) else "text"


def _archive_kind(data: bytes) -> Format:
    if data.startswith(_ODT, 30):
        return "odt"
    return "ofd" if _OFD.search(data) else "docx"


def is_image(data: bytes) -> bool:
    """Return whether ``data`` begins as a picture does."""
    heif = data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return heif or webp or data.startswith(_IMAGES) or _is_bitmap(data)


def _refuse_known(data: bytes) -> None:
    for magic, message in _OTHERS:
        if data.startswith(magic):
            raise UnknownFormatError(message)
    head = data[:2048]
    if b"<?mso-application" in head or b"schemas.microsoft.com/office/word/2003" in head:
        raise UnknownFormatError("这是 Word 2003 的 XML 文件，暂不支持；请用 Word 或 WPS 另存为 DOCX 再试。")


def _ole_kind(data: bytes) -> Format:
    # Office wraps an encrypted DOCX into an OLE file with a stream of this name.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PasswordError("这个 Office 文件有打开密码；请用 Word 或 WPS 去掉密码并另存为 DOCX 后再试。")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    raise UnknownFormatError(
        "文件里找不到 Word 文档（可能是旧版 Excel、PowerPoint，或文件不完整）；请另存为 DOCX 或 PDF 再试。"
    )


def _is_bitmap(data: bytes) -> bool:
    # "BM" alone may begin a text; the file states its own size.
    return data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)


def _is_html(data: bytes) -> bool:
    sample = _as_latin(data[:8192])
    begins = sample.lstrip().startswith("<") and (_PAGE.search(sample) or _FRAGMENT.match(sample))
    return bool(begins and _ANY_END_TAG.search(_as_latin(data)))


def _as_latin(data: bytes) -> str:
    """Return the ASCII skeleton of ``data``: enough to see tags in any encoding of interest."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.replace(b"\x00", b"")[2:]
    return data.removeprefix(codecs.BOM_UTF8).decode("latin-1")
