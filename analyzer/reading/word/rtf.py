"""RTF → text in document order. Runs in the child process.

After the Rich Text Format Specification 1.9.1. A reader of our own: striprtf takes hidden and deleted text
for text, and leaves out list numbers, notes, headers and text boxes.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import Final

from analyzer.errors import LimitError
from analyzer.model import Notice
from analyzer.reading.content import Content
from analyzer.reading.symbols import SYMBOLS
from analyzer.reading.word import rtfwords
from analyzer.reading.word.flowing import INSIDE, ROW, Flow, lines_of

_WORDS: Final = (
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?"  # control word
    rb"|((?:\\'[0-9A-Fa-f]{2})+)"  # bytes
    rb"|\\([^A-Za-z])"  # control symbol
    rb"|([{}])"
)
_PLAIN = re.compile(_WORDS + rb"|([^\\{}\r\n]+)", re.DOTALL)
# Raw bytes of a double-byte table come in pairs, whose second may look like a brace. Only so many at once:
# the search may turn back at each of them, which takes memory.
_IN_PAIRS = re.compile(
    _WORDS + rb"|((?:[^\\{}\r\n\x80-\xff]|[\x81-\xfe][\x30-\xfe]|[\x80-\xff]){1,4096})", re.DOTALL
)
_PAIR = re.compile(rb"[\x80-\xff]{2}")
_DEEPEST = 1000
_TOO_DEEP = "RTF 文件的嵌套层数过多，可能已损坏，没有读取；请用 Word 或 WPS 另存为 DOCX 后再试。"


@dataclass(slots=True)
class _State:
    """What holds within a group."""

    target: list[str]
    seen: bool = True
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    font: int | None = None
    is_font_table: bool = False
    is_number: bool = False
    skip: int = 1  # how many bytes for old readers follow a character


def parse(data: bytes) -> Content:
    """Return the text of an RTF: body with its text boxes, then footnotes, then headers and footers.

    Automatic numbers are in the file as text. Raises ``NoTextError``, or ``LimitError`` for too deep nesting.
    """
    reader = _Reader(data)
    reader.read()
    return reader.flow().content("RTF")


class _Reader:
    """Goes through a file once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._body: list[str] = []
        self._notes: list[str] = []
        self._margins: list[str] = []
        self._boxes: list[list[str]] = []  # of the paragraph being read
        self._state = _State(self._body)
        self._stack: list[_State] = []
        self._codecs: dict[int | None, str | None] = {}  # by font, None where it is the document's
        self._utf8 = not data.isascii() and _is_utf8(data)
        self._codec = "utf-8" if self._utf8 else rtfwords.codec_of_page(936)
        self._bytes = bytearray()  # of characters not yet decoded
        self._to_skip = 0
        self._starred = False
        self._hidden = 0
        self._deleted = False

    def read(self) -> None:
        """Read to the end."""
        token = _PLAIN if self._utf8 else _IN_PAIRS
        at = 0
        while match := token.search(self._data, at):
            at = match.end()
            word, number, escaped, symbol, brace, text = match.groups()
            if text is not None:
                self._add_bytes(text)
            elif escaped is not None:
                self._add_bytes(bytes.fromhex(escaped.replace(b"\\'", b"").decode()))
            elif word is None:
                self._flush()
                self._brace(brace) if brace else self._sign(symbol)
            else:
                self._flush()
                value = int(number) if number else None
                if word == b"bin":
                    at += max(0, value or 0)
                self._word(word.decode(), value)
        self._flush()
        self._put_boxes(self._body)

    def flow(self) -> Flow:
        """Return what was read."""
        parts = ["".join(one) for one in (self._body, self._notes, self._margins)]
        # Characters beyond U+FFFF are written as two halves.
        parts = [one.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for one in parts]
        broken = sum(one.count("\ufffd") for one in parts)
        notice = Notice("encoding", f"有 {broken} 处字节无法识别，已用“\ufffd”代替。")
        body, notes, margins = (list(lines_of(one)) for one in parts)
        return Flow(body, notes, margins, self._hidden, self._deleted, (notice,) if broken else ())

    def _brace(self, brace: bytes) -> None:
        self._open() if brace == b"{" else self._close()

    def _sign(self, sign: bytes) -> None:
        self._starred = sign == b"*"
        self._add(rtfwords.SIGNS.get(sign, ""))

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise LimitError(_TOO_DEEP)
        self._stack.append(self._state)
        self._state = copy(self._state)
        self._to_skip = 0

    def _close(self) -> None:
        self._to_skip = 0
        self._starred = False
        if not self._stack:
            return
        closed = self._state.target
        self._state = self._stack.pop()
        if closed is self._state.target:
            return
        if closed is self._notes or closed is self._margins:
            closed.append("\n")
        else:
            self._boxes.append(closed)

    def _word(self, word: str, value: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "tab" and self._state.is_number:
            self._add(" ")
        elif word in rtfwords.CHARACTERS:
            self._add(rtfwords.CHARACTERS[word])
        elif word == "u":
            self._add(chr((value or 0) & 0xFFFF))
            self._to_skip = self._state.skip
        elif word in ("f", "fcharset"):
            self._font(word, value or 0)
        elif word == "ansicpg" and not self._utf8:
            self._codec = rtfwords.codec_of_page(value or 0)
        elif not self._property(word, value):
            self._destination(word, starred)

    def _property(self, word: str, value: int | None) -> bool:
        """Set what ``word`` says of the text that follows; return whether it is one of these words."""
        state = self._state
        if word == "v":
            state.hidden = value != 0
        elif word in ("deleted", "mvf"):
            state.deleted = value != 0
        elif word == "plain":
            state.hidden, state.deleted, state.font = False, False, None
        elif word in ("pard", "intbl"):
            state.in_table = word == "intbl"
        elif word == "uc":
            state.skip = max(0, value if value is not None else 1)
        else:
            return False
        return True

    def _font(self, word: str, value: int) -> None:
        if word == "f":
            self._state.font = value
        elif self._state.is_font_table:
            self._codecs[self._state.font] = rtfwords.codec_of_font(value)

    def _destination(self, word: str, starred: bool) -> None:
        state = self._state
        state.is_font_table |= word == "fonttbl"
        state.is_number |= word in rtfwords.NUMBERS
        if word in rtfwords.BOXES:
            state.seen, state.target, state.in_table = True, [], False
        elif word == "ud":  # the Unicode spelling of what stands in \upr for old readers
            state.seen = len(self._stack) > 1 and self._stack[-2].seen
        elif word == "nesttableprops":
            pass  # holds the end of an inner row
        elif starred or word in rtfwords.UNSEEN:
            state.seen = False
        elif word in rtfwords.NOTES or word in rtfwords.MARGINS:
            state.target = self._notes if word in rtfwords.NOTES else self._margins
            state.in_table = False

    def _add_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        """Add the characters that the bytes so far spell."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        if not self._state.seen:
            return
        codec = self._codecs.get(self._state.font) or self._codec
        if codec == rtfwords.SYMBOL_FONT:
            self._add("".join(SYMBOLS.get(chr(0xF000 + byte), "") for byte in data))
            return
        try:
            self._add(data.decode(codec))
        except UnicodeDecodeError:
            # Signs of Western fonts stand one by one between the Chinese; these come in pairs.
            western = not _PAIR.search(data)
            self._add(data.decode("cp1252" if western else codec, errors="replace"))

    def _add(self, text: str) -> None:
        state = self._state
        self._to_skip = 0
        if not state.seen or not text:
            return
        if text in ("\n", ROW):
            state.target.append(INSIDE if text == "\n" and state.in_table else text)
            if text == ROW or not state.in_table:
                self._put_boxes(state.target)
        elif state.deleted:
            self._deleted = True
        elif state.hidden:
            self._hidden += len(text.strip())
        else:
            state.target.append(SYMBOLS.get(text, text))

    def _put_boxes(self, target: list[str]) -> None:
        """Put the text boxes of the paragraph that ended below it."""
        for box in self._boxes:
            target += ["\n", *box, "\n"]
        self._boxes.clear()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
