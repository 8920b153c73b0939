"""Word 97–2003 (.doc) and Kingsoft .wps → text in document order. Runs in the child process. After [MS-DOC].

A reader of our own on olefile: the converters there are write files, or read hidden and deleted text as text.
"""

from __future__ import annotations

import io
import re
import struct
from array import array
from collections.abc import Iterator, Mapping
from typing import Final

import olefile

from analyzer.errors import DamagedFileError, PasswordError, UnknownFormatError
from analyzer.model import Notice
from analyzer.reading.content import Content
from analyzer.reading.symbols import SYMBOLS
from analyzer.reading.word.docfib import Fib
from analyzer.reading.word.flowing import CELL, INSIDE, ROW, Flow, lines_of

_BROKEN = "这个旧版 Word 文件（.doc、.wps）已损坏或不完整，无法打开；请用 Word 或 WPS 另存为 DOCX 后再试。"
_LOCKED = "这个旧版 Word 文件有打开密码；请用 Word 或 WPS 去掉密码并另存为 DOCX 后再试。"
_TOO_OLD = "这是 Word 95 或更早版本的文件，暂不支持；请用 Word 或 WPS 另存为 DOCX 或 PDF 再试。"
_NUMBERS = (
    "旧版 Word 文件（.doc）不保存自动编号的文字，由 Word 自动编出的“第一条”等编号未能读出；"
    "需要编号时请另存为 DOCX 再试。"
)

# Properties that matter for the text ([MS-DOC] 2.6.1 and 2.6.2).
_DELETED, _HIDDEN, _SYMBOL = 0x0800, 0x083C, 0x6A09
_IN_TABLE, _ROW_END, _INNER_CELL, _INNER_ROW = 0x2416, 0x2417, 0x244B, 0x244C
# What becomes of each unit.
_KEPT, _IS_HIDDEN, _IS_DELETED, _IS_CODE = range(4)
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"  # of fields
_FIELD_MARKS = re.compile(f"[{_BEGIN}{_SEPARATE}{_END}]")
_CHARACTERS: Final[Mapping[int, str | None]] = {
    **dict.fromkeys(range(0x20)),  # anchors of notes, pictures and drawings
    ord("\t"): "\t", 0x07: CELL, 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-",
    **{ord(private): char for private, char in SYMBOLS.items()},
}  # fmt: skip
# What stands for a mark until control characters are gone.
_MARKS = {0xE0F0: ROW, 0xE0F1: INSIDE, 0xE0F2: "\t"}
_ROW_MARK, _INSIDE_MARK, _TAB_MARK = _MARKS


def parse(data: bytes) -> Content:
    """Return the text of a DOC: body, text boxes, then foot- and endnotes, then headers and footers.

    Raises ``DamagedFileError``, ``PasswordError``, ``UnknownFormatError`` (older than Word 97) or
    ``NoTextError``.
    """
    try:
        stream, table = _streams(data)
        return _Reader(Fib(stream), table).flow().content("DOC")
    except (OSError, struct.error, ValueError, IndexError, TypeError, AttributeError):
        # olefile and a broken index give any of these.
        raise DamagedFileError(_BROKEN) from None


def _streams(data: bytes) -> tuple[bytes, bytes]:
    """Return the WordDocument stream and its table."""
    with olefile.OleFileIO(io.BytesIO(data)) as archive:
        stream = archive.openstream("WordDocument").read()
        fib = Fib(stream)
        if not fib.is_word:
            raise DamagedFileError(_BROKEN)
        if fib.is_old:
            raise UnknownFormatError(_TOO_OLD)
        if fib.is_encrypted:
            raise PasswordError(_LOCKED)
        return stream, archive.openstream(fib.table).read()


class _Reader:
    """The units of one document and what becomes of each."""

    def __init__(self, fib: Fib, table: bytes) -> None:
        self._lengths = fib.texts()
        self._has_lists = fib.has_lists(table)
        self._units, pieces = fib.units(table)
        self._fates = bytearray(len(self._units))
        for run in fib.character_runs(table, pieces):
            self._set_characters(run.start, run.end, run.properties)
        for run in fib.paragraph_runs(table, pieces):
            self._set_paragraph(run.start, run.end, run.properties)
        self._pass_over_codes()

    def flow(self) -> Flow:
        """Return the texts of the document; comments and macros are left out."""
        texts: dict[str, list[str]] = {}
        at = 0
        for name, length in self._lengths._asdict().items():
            texts[name] = list(lines_of(self._text(at, at + length)))
            at += length
        return Flow(
            texts["body"] + texts["boxes"],
            texts["footnotes"] + texts["endnotes"],
            texts["headers"] + texts["header_boxes"],
            hidden=self._fates.count(_IS_HIDDEN),
            deleted=_IS_DELETED in self._fates,
            notices=(Notice("numbering", _NUMBERS),) if self._has_lists else (),
        )

    def _set_characters(self, start: int, end: int, properties: Mapping[int, bytes]) -> None:
        if _is_on(properties.get(_DELETED)):
            self._fates[start:end] = bytes((_IS_DELETED,)) * (end - start)
        elif _is_on(properties.get(_HIDDEN)):
            self._fates[start:end] = bytes((_IS_HIDDEN,)) * (end - start)
        symbol = properties.get(_SYMBOL, b"")
        if len(symbol) == 4:  # font, then character, which stands here as a bracket
            self._units[start:end] = array("H", symbol[2:]) * (end - start)

    def _set_paragraph(self, start: int, end: int, properties: Mapping[int, bytes]) -> None:
        """Tell the ends of rows and of lines within cells from the ends of cells and paragraphs."""
        last = end - 1
        if _is_on(properties.get(_ROW_END)):
            self._units[last] = _ROW_MARK
        elif _is_on(properties.get(_INNER_ROW)):
            self._units[last] = _INSIDE_MARK
        elif _is_on(properties.get(_INNER_CELL)):
            self._units[last] = _TAB_MARK
        elif _is_on(properties.get(_IN_TABLE)):
            for at in range(start, end):
                if self._units[at] in (0x0B, 0x0D):
                    self._units[at] = _INSIDE_MARK

    def _pass_over_codes(self) -> None:
        """Mark the instructions of fields, from their beginning to their result."""
        text = "".join(map(chr, self._units))
        open_codes: list[int] = []
        for mark in _FIELD_MARKS.finditer(text):
            if mark[0] == _BEGIN:
                open_codes.append(mark.start())
            elif open_codes and (mark[0] == _END or open_codes[-1] >= 0):
                start = open_codes.pop()
                if start >= 0:
                    self._fates[start : mark.end()] = bytes((_IS_CODE,)) * (mark.end() - start)
                if mark[0] == _SEPARATE:
                    open_codes.append(-1)  # in the result

    def _text(self, start: int, end: int) -> str:
        kept = array("H")
        for run in _runs_of(self._fates[start:end], _KEPT):
            kept += self._units[start + run.start : start + run.stop]
        text = kept.tobytes().decode("utf-16-le", "replace")
        return text.translate(_CHARACTERS).translate(_MARKS)


def _is_on(operand: bytes | None) -> bool:
    """Return whether a switch is set; one relative to its style (0x81) is taken to be, 0x80 not to be."""
    return operand in (b"\x01", b"\x81")


def _runs_of(fates: bytearray, fate: int) -> Iterator[range]:
    for match in re.finditer(re.escape(bytes((fate,))) + b"+", fates):
        yield range(*match.span())
