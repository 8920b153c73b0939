"""Where sentence parts begin and end: at 。；！？ and line ends, and after a colon that a list item follows.

A sentence that goes on and on is cut at a comma as well: what the words of a part have to do with one another
is looked up pair by pair, so that no part may be as long as the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CUT = re.compile(
    r"[。；！？!?;]+[”’）」』\"]*|\n+|：(?=\s?(?:（?[\d一二三四五六七八九十]{1,3}[）、)]|\d{1,2}[.](?!\d)|[①-⑳●•·■◆]))"
)
_LONGEST = 400  # characters of a part; few sentences of real documents are longer

Range = tuple[int, int]


def cut(text: str) -> Iterator[tuple[list[Range], bool]]:
    """Yield every stretch that is not blank, as the parts it makes, and whether it begins a line."""
    start, fresh = 0, True
    for match in _CUT.finditer(text):
        yield from _parts(text, start, match.end(), fresh)
        start, fresh = (
            match.end(),
            match[0].startswith("\n") or (fresh and not text[start : match.end()].strip()),
        )
    yield from _parts(text, start, len(text), fresh)


def _parts(text: str, start: int, end: int, fresh: bool) -> Iterator[tuple[list[Range], bool]]:
    words = text[start:end]
    stripped = words.strip()
    if stripped:
        begin = start + len(words) - len(words.lstrip())
        yield list(_short(text, begin, begin + len(stripped))), fresh


def _short(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield ``[start, end)`` in stretches that are not too long, cut after a comma where there is one."""
    while end - start > _LONGEST:
        half, limit = start + _LONGEST // 2, start + _LONGEST
        comma = max(text.rfind("，", half, limit), text.rfind("、", half, limit)) + 1 or limit
        if not text[start:comma].isspace():
            yield start, comma
        start = comma
    yield start, end
