"""Raw text → text to match on, with a map back to every raw offset.

Characters are folded one by one (``characters.fold``), blanks between Han characters go, and line breaks
inside a paragraph go (``lines``), so that a line feed that remains ends a paragraph.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from analyzer.language.characters import fold
from analyzer.language.lines import page_made_breaks

_LETTER = r"[\u3400-\u9fff\uf900-\ufaff]"
_HAN = r"[\u3400-\u9fff\uf900-\ufaff，。、；：？！（）《》“”‘’【】]"
# What stands before is looked up second: a search goes fast to a character, slowly to a look behind.
_BLANKS = re.compile(rf" (?<={_HAN} ) ?(?={_HAN}|．)")
_WIDE_BLANKS = re.compile(rf"(?<={_HAN})[ \t]+(?={_HAN}|．)")
_LETTERS_TOGETHER = re.compile(_LETTER + "{2}")
_LETTERS_APART = re.compile(rf"{_LETTER}[ \t]+{_LETTER}")
# What Markdown writes but does not print: 3\\. and **不会**.
_MARKDOWN = re.compile(r"\\(?=[.()_*#+\-\[\]{}!>`~|])|\*\*")
_LINE = re.compile(r"[^\n]+")

# Carriage returns and form feeds beside a line feed belong to it: together they are one line end.
_LINE_END = re.compile("[\r\f]+(?:\n\f*)?|\n\f+|[\v\x85\u2028\u2029]")
_IGNORED = "\u200b"
# Unicode's Default_Ignorable_Code_Point: drawn as nothing, whatever the category (U+3164 is a letter).
_IGNORABLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Traditional characters that OpenCC leaves, as Simplified text has uses for them too: contracts do not.
_TRADITIONAL_LEFT = str.maketrans("瞭暱藉衞枱", "了昵借卫台")
_POLITE = str.maketrans("你妳", "您您")  # the borrower, however polite the document is
# Two that contracts do use (著作权, 显著, 覆盖): only where the neighbours say what is meant.
_REPLY = re.compile("覆(?<=[回答]覆)")
_PARTICLE = re.compile("著(?<![显昭卓原名编论专巨]著)(?![作名述者])")

# 「．」 behind a Han character ends a sentence, but not behind the number at the beginning of a line.
_FULL_STOP = re.compile(
    r"^[#* \t]*(?:第?[一二三四五六七八九十百〇零]{1,4}[章节条款编]?|（[一二三四五六七八九十\d]{1,4}）)．"
    rf"|(?<={_HAN})．",
    re.MULTILINE,
)
_ASCII_PUNCTUATION = str.maketrans("，：；？！（）", ",:;?!()")
_BETWEEN_ASCII = re.compile(r"[，：；？！（）](?<=[0-9A-Za-z/].)[，：；？！（）]*(?=[0-9A-Za-z/])")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` with, for every character, the offset of the raw character it came from."""

    text: str
    starts: array[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw range of the normalised range ``[start, end)``, which must not be empty."""
        return self.starts[start], self.starts[end - 1] + 1


def normalise(raw: str) -> Normalised:
    """Return ``raw`` folded for matching, every character mapped to where it came from."""
    text, starts = _folded(raw)
    if "\\" in text or "**" in text:
        text, starts = _without((match.span() for match in _MARKDOWN.finditer(text)), text, starts)
    text, starts = _without(_typographic_blanks(text), text, starts)
    if "．" in text:
        text = _FULL_STOP.sub(lambda match: "。" if match[0] == "．" else match[0], text).replace("．", ".")
    text, starts = _without(page_made_breaks(text), text, starts)
    text = _PARTICLE.sub("着", _REPLY.sub("复", text)).replace("撤消", "撤销")
    text = _BETWEEN_ASCII.sub(lambda match: match[0].translate(_ASCII_PUNCTUATION), text)
    return Normalised(text, starts)


def _folded(raw: str) -> tuple[str, array[int]]:
    """Return ``raw`` with every character folded, and the raw offset of each character."""
    text = _LINE_END.sub(_line_feeds, raw)
    folded = {ord(char): _fold(char) for char in set(text)}  # a few hundred, however long the text
    if all(len(chars) == 1 for chars in folded.values()):
        starts = array("L", range(len(text)))
    else:
        starts = array("L", [offset for offset, char in enumerate(text) for _ in folded[ord(char)]])
    return text.translate(folded), starts


def _line_feeds(line_end: re.Match[str]) -> str:
    """Return a line feed for each line that ends, as long as what was printed."""
    length = len(line_end[0])
    return "\n".ljust(length, _IGNORED) if "\n" in line_end[0] else "\n" * length


@cache
def _fold(char: str) -> str:
    """Return what ``char`` counts as, 「．」 as it is."""
    if _IGNORABLE.match(char):
        return ""
    return char if char == "．" else fold(char).translate(_TRADITIONAL_LEFT).translate(_POLITE)


def _typographic_blanks(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the blanks between Han characters that set them apart, not words or cells.

    One or two always do; more, or tabs, where no two characters of the line stand together.
    """
    blanks = [match.span() for match in _BLANKS.finditer(text)]
    for line in _LINE.finditer(text):
        if not _LETTERS_TOGETHER.search(line[0]) and _LETTERS_APART.search(line[0]):
            blanks += (match.span() for match in _WIDE_BLANKS.finditer(text, *line.span()))
    return blanks


def _without(ranges: Iterable[tuple[int, int]], text: str, starts: array[int]) -> tuple[str, array[int]]:
    """Return ``text`` and its offsets without ``ranges``."""
    words: list[str] = []
    offsets: array[int] = array("L")
    last = 0
    for start, end in sorted(ranges):
        if start > last:
            words.append(text[last:start])
            offsets += starts[last:start]
        last = max(last, end)
    return "".join([*words, text[last:]]), offsets + starts[last:]
