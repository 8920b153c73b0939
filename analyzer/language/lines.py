"""Which line breaks the page made and which the author made.

A page fills its lines, so a line that the page cut is about as wide as the widest usual ones: as wide in
columns where it was set in type, as long in characters where a program cut it by counting.
"""

from __future__ import annotations

import re
from math import ceil, inf

_WIDTHS = (24, 130)  # columns of a page's line (a Han character is two): no page is narrower or wider
_LENGTHS = (20, 65)  # characters of a line that a program cut by counting
# A full line is nearly as wide as the widest usual one: type keeps words, figures and closing punctuation
# together. By counting it is as long, but for blanks at its ends and characters folded into several or none.
_NEARLY_AS_WIDE, _NEARLY_AS_LONG = 0.84, 0.9
_USUAL = 0.95  # of the lines are not wider than the widest usual one
_SHARE_OF_FULL = 0.2  # of the lines, at least, are full where a page made the breaks
_PARAGRAPH_END = "。；！？：…"

_MARKER = re.compile(
    r"""[#*\s]*(?:
      第[一二三四五六七八九十百〇零0-9]+[章节条款]
    | [一二三四五六七八九十]+[、.．]
    | [（(][一二三四五六七八九十0-9a-zA-Z]+[）)]
    | \d{1,2}(?:\.\d{1,2})*(?:[、)）]|[.．](?!\d)|\s(?!\s*[日天年月个元万亿次份期倍名人条款项家种%。，]))
    | \d{1,2}\.\d{1,2}(?:\.\d{1,2})*(?![\d%元万亿])
    | [①-⑳●•·■◆▪○※★√\-–—]
    | [a-zA-Z](?:[)）、]|[.](?![0-9a-z]))
    | [甲乙丙丁戊]方(?:（[^）]{0,12}）)?：
    | [\u3400-\u9fff]{2,10}(?:（[^）]{0,12}）)?：\s?_
    )""",
    re.VERBOSE,
)
# What looks like the marker of an item, but stands inside a sentence, a number, a word or an address.
_TORN = re.compile(
    r"""[（(《“【、，第]\n
    | [0-9a-z]\.\n\d | \d：\n\d\d(?!\d) | \d\n-?\d+(?![\d、.．)）]) | （\d\n\d[）、]
    | [0-9A-Za-z]\n-?[A-Za-z] | [0-9A-Za-z]\n\d+\.[a-z] | [a-z]：\n// | [》”的]\n[-–—]
    | (?:[》及和或至与到据照反]|本协议|本合同)\n第
    | [^。；！？：…]\n第[一二三四五六七八九十百〇零0-9]+[章节条款]
      (?:第?[一二三四五六七八九十0-9.]+[款项目])*(?:所述|所列|所指|约定|规定|项下|之|的|[0-9.]+款|第)
    """,
    re.VERBOSE,
)
_NARROW = re.compile(r"[\0-\u2e7f]")  # one column of a page, where a Han character takes two
_BETWEEN_WORDS = re.compile(r"[0-9A-Za-z][,.，]?(?: \n|\n )[0-9A-Za-z]")  # Latin ones: the blank is spelling


def page_made_breaks(text: str) -> list[tuple[int, int]]:
    """Return the ranges of line breaks (with blanks around) that the page made, not the author."""
    lines = text.split("\n")
    full = _full_lines(lines)
    breaks: list[tuple[int, int]] = []
    offset = 0
    for line, following, is_full in zip(lines, lines[1:], full, strict=False):
        end = offset + len(line)
        if is_full and _goes_on(line.strip(), following.strip()):
            blanks_before = len(line) - len(line.rstrip(" \t"))
            blanks_after = len(following) - len(following.lstrip(" \t"))
            if _BETWEEN_WORDS.search(f"{line[-3:]}\n{following[:2]}"):
                blanks_before, blanks_after = max(blanks_before - 1, 0), 0
            breaks.append((end - blanks_before, end + 1 + blanks_after))
        offset = end + 1
    return breaks


def _full_lines(lines: list[str]) -> list[bool]:
    """Return for each line whether it is as wide, or as long, as a page's line."""
    widths = [_columns(line.strip()) for line in lines]
    lengths = [len(line.strip()) for line in lines]
    full_width = _full(widths, _WIDTHS, _NEARLY_AS_WIDE)
    full_length = _full(lengths, _LENGTHS, _NEARLY_AS_LONG)
    return [
        width >= full_width or length >= full_length for width, length in zip(widths, lengths, strict=True)
    ]


def _full(sizes: list[int], possible: tuple[int, int], nearly: float) -> float:
    """Return the size from which a line is full, infinite where lines are not filled up to one size."""
    filled = [size for size in sizes if size]
    if len(filled) < 2:
        return inf
    if len(filled) == 2:  # a sentence pasted in two lines, the first of them full
        fits = filled[1] <= filled[0] and possible[0] <= filled[0] <= possible[1]
        return filled[0] if fits else inf
    widest = sorted(filled)[ceil(_USUAL * (len(filled) - 1))]
    full = sum(size >= widest * nearly for size in filled)
    enough = full >= max(2, len(filled) * _SHARE_OF_FULL)
    return widest * nearly if enough and possible[0] <= widest <= possible[1] else inf


def _goes_on(line: str, following: str) -> bool:
    """Return whether the sentence that ``line`` breaks off goes on in ``following``."""
    if not line or not following or "\t" in line or "\t" in following:  # a tab stands between cells
        return False
    if _TORN.search(f"{line[-3:]}\n{following[:40]}"):
        return True
    return line[-1] not in _PARAGRAPH_END and not _MARKER.match(following[:40])


def _columns(line: str) -> int:
    return 2 * len(line) - len(_NARROW.findall(line))
