"""Raw text → text to match on, with a map back to every raw offset.

Characters are folded one by one (``characters.fold``), blanks between Han characters go, and line breaks
inside a paragraph go, so that a line feed that remains ends a paragraph.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from statistics import quantiles

from analyzer.language.characters import fold

_HAN = r"[\u3400-\u9fff\uf900-\ufaff，。、；：？！（）《》“”‘’【】]"
_BLANKS = re.compile(rf"(?<={_HAN}) {{1,2}}(?={_HAN})")
_ASCII_PUNCTUATION = str.maketrans("，：；？！（）", ",:;?!()")
_BETWEEN_ASCII = re.compile(r"(?<=[0-9A-Za-z/])[，：；？！（）]+(?=[0-9A-Za-z/])")
_PARAGRAPH_END = "。；！？：…"
_MARKER = re.compile(
    r"[#*\s]*(?:第[一二三四五六七八九十百〇零0-9]+[章节条款]|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9a-zA-Z]+[）)]"
    r"|\d+(?:\.\d+)*[、.．)）\s]|\d+\.\d+|[①-⑳●•·■◆▪○※★√\-–—]|[a-zA-Z][.)）、])"
)
_WRAPPING_WIDTH = (24, 130)  # columns (a Han character is two): no page is set narrower or wider
_FULL_LINE = 0.84  # of the widest usual line: a line as long as this was cut by the page, not by its author


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` with, for every character, the raw range it came from: ``[starts[i], ends[i])``."""

    text: str
    starts: array[int]
    ends: array[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw range of the normalised range ``[start, end)``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def normalise(raw: str) -> Normalised:
    """Return ``raw`` folded for matching, every character mapped to where it came from."""
    chars: list[str] = []
    starts = array("L")
    for offset, char in enumerate(raw):
        for folded in fold(char):
            chars.append(folded)
            starts.append(offset)
    text = "".join(chars)
    text = _BETWEEN_ASCII.sub(lambda match: match[0].translate(_ASCII_PUNCTUATION), text)
    keep = bytearray(b"\x01") * len(text)
    for match in _BLANKS.finditer(text):
        keep[match.start() : match.end()] = bytes(len(match[0]))
    for start, end in _soft_breaks(text):
        keep[start:end] = bytes(end - start)
    kept = [index for index, flag in enumerate(keep) if flag]
    kept_starts = array("L", (starts[index] for index in kept))
    ends = array("L", (start + 1 for start in kept_starts))
    return Normalised("".join([text[index] for index in kept]), kept_starts, ends)


def _soft_breaks(text: str) -> list[tuple[int, int]]:
    """Return the ranges of line breaks (with blanks around) that the page made, not the author."""
    lines = text.split("\n")
    widths = [_width(line.strip()) for line in lines]
    full = _full_width(widths)
    breaks: list[tuple[int, int]] = []
    offset = 0
    for line, following, width in zip(lines, lines[1:], widths, strict=False):
        end = offset + len(line)
        if full and width >= full * _FULL_LINE and _goes_on(line.strip(), following):
            blanks = len(following) - len(following.lstrip(" \t"))
            breaks.append((offset + len(line.rstrip(" \t")), end + 1 + blanks))
        offset = end + 1
    return breaks


def _full_width(widths: list[int]) -> float:
    """Return the width of a full line, 0.0 where the text is not set in lines of one width."""
    filled = [width for width in widths if width]
    if len(filled) < 3:  # too few lines to tell
        return 0.0
    widest = quantiles(filled, n=20)[-1]
    near = sum(width >= widest * _FULL_LINE for width in filled)
    if _WRAPPING_WIDTH[0] <= widest <= _WRAPPING_WIDTH[1] and near >= len(filled) * 0.15:
        return widest
    return 0.0


def _goes_on(line: str, following: str) -> bool:
    after = following.strip()
    return bool(after) and line[-1] not in _PARAGRAPH_END and not _MARKER.match(after)


def _width(line: str) -> int:
    return sum(2 if char > "\u2e7f" else 1 for char in line)
