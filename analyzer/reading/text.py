"""Plain text: bytes → characters, never guessing silently."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from analyzer.errors import UnknownFormatError
from analyzer.model import Notice
from analyzer.reading.plausible import common_share

# Longest first: the UTF-16 mark is a prefix of the UTF-32 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CHINESE = (("gb18030", "GB18030"), ("cp950", "Big5"), ("big5hkscs", "Big5"))
# Control characters and noncharacters that no text file has.
_CONTROLS = tuple({*map(chr, range(0x20)), "\ufffe", "\uffff"} - set("\t\n\r\f\x0b\x1a\x1b"))
# What may be unreadable in a text before it is taken for something else.
_TOLERATED = 0.01
_NOT_TEXT = (
    "无法识别文件内容：不是文字文件，也不是支持的格式；请上传 PDF、DOCX、HTML 或文本文件，或直接粘贴文字。"
)


def decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the text of ``data`` without its byte order mark, and a notice unless it is sound UTF-8.

    Raises ``UnknownFormatError`` for what is no text in UTF-8, UTF-16, UTF-32, GB18030, Big5 or an encoding
    that charset-normalizer is sure of.
    """
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, label)
    if b"\x00" in data:
        return _decoded(data, _utf16_by_nulls(data), "UTF-16")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _legacy(data)


def _decoded(data: bytes, codec: str, label: str) -> tuple[str, tuple[Notice, ...]]:
    text = data.decode(codec, errors="replace")
    broken = text.count("\ufffd")
    if broken > max(1, _TOLERATED * len(text)) or _control_share(text) > _TOLERATED:
        raise UnknownFormatError(_NOT_TEXT)
    return text, tuple(_notices(label, broken))


def _notices(label: str, broken: int) -> Iterator[Notice]:
    if label != "UTF-8":
        yield Notice("encoding", f"按 {label} 编码读取。")
    if broken:
        yield Notice("encoding", f"按 {label} 编码读取，有 {broken} 处字节无法识别，已用“\ufffd”代替。")


def _utf16_by_nulls(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: ASCII characters have their zero on one side only."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < 10 * min(even, odd):
        raise UnknownFormatError(_NOT_TEXT)
    return "utf-16-be" if even > odd else "utf-16-le"


def _legacy(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    strict = [(codec, label, _try(data, codec)) for codec, label in (*_CHINESE, *_unmarked_utf16(data))]
    readable = [(_score(text), codec, label) for codec, label, text in strict if text is not None]
    if readable:
        score, codec, label = max(readable, key=lambda one: (one[0] - _handicap(one[2]), one[2] == "GB18030"))
        if score >= 0.15 or _all_in_basic_table(data, codec):
            return _decoded(data, codec, label)
    return _damaged(data) or _other(data)


def _handicap(label: str) -> float:
    # On the mainland Big5 and unmarked UTF-16 are the exception: they must win clearly.
    return 0.0 if label == "GB18030" else 0.1


def _unmarked_utf16(data: bytes) -> tuple[tuple[str, str], ...]:
    return (("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")) if len(data) % 2 == 0 else ()


def _try(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return None if _control_share(text) > 0 else text


def _score(text: str) -> float:
    return common_share(text[:20_000]) or 0.0


def _all_in_basic_table(data: bytes, codec: str) -> bool:
    """Return whether a text of rare characters (names, say) stays within the 6,763 Han of GB 2312."""
    return codec == "gb18030" and _try(data, "gb2312") is not None


def _damaged(data: bytes) -> tuple[str, tuple[Notice, ...]] | None:
    """Return the text where all but a few bytes fit one of the usual encodings."""
    for codec, label in (("utf-8", "UTF-8"), *_CHINESE[:2]):
        sample = data[:65_536].decode(codec, errors="replace")
        if sample.count("\ufffd") > max(2, 0.1 * len(sample)):  # to replace most of a long file takes long
            continue
        text = data.decode(codec, errors="replace")
        few = text.count("\ufffd") <= max(2, _TOLERATED * len(text))
        if few and _score(text) >= 0.3 and _control_share(text) <= _TOLERATED:
            return text, tuple(_notices(label, text.count("\ufffd")))
    return None


def _other(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, slow to import

    best = from_bytes(data[:65_536]).best()
    if best is None or best.percent_chaos > 10:
        raise UnknownFormatError(_NOT_TEXT)
    return _decoded(data, best.encoding, best.encoding.upper().replace("_", "-"))


def _control_share(text: str) -> float:
    # Counted one by one: to look at every character of a long text takes a minute.
    return sum(map(text.count, _CONTROLS)) / max(1, len(text))
