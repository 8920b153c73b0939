"""Break Chinese text into lines: between any two characters, but not inside Latin words and numbers.

rich breaks at blanks only, which leaves short lines wherever Chinese and Latin text meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

# What stays together: opening marks, one Han character or one Latin word, closing marks, blanks after it
# (the core of GB/T 15834: no closing mark begins a line, no opening mark ends one).
_UNIT = re.compile(r"[（《〈「『【“‘]*(?:[!-~]+|.)[，。、；：？！）》〉」』】”’…]*\s*")


def wrapped(text: Text, width: int) -> Iterator[Text]:
    """Yield the lines of ``text``, each at most ``width`` cells wide, without trailing blanks."""
    for paragraph in text.split("\n", allow_blank=True):
        for line in paragraph.divide(_breaks(paragraph.plain, width)):
            line.rstrip()
            yield line


def _breaks(paragraph: str, width: int) -> list[int]:
    breaks: list[int] = []
    used = 0
    for start, piece in _pieces(paragraph, width):
        if used and used + cell_len(piece.rstrip()) > width:
            breaks.append(start)
            used = 0
        used += cell_len(piece)
    return breaks


def _pieces(paragraph: str, width: int) -> Iterator[tuple[int, str]]:
    """Yield the units of ``paragraph`` with their offsets; one wider than a line, character by character."""
    for match in _UNIT.finditer(paragraph):
        if cell_len(match[0].rstrip()) <= width:
            yield match.start(), match[0]
        else:
            yield from enumerate(match[0], match.start())
