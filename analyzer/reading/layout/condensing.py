"""What is said of many pages alike is said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from analyzer.model import Notice

# Fewer pages are named one by one.
_MANY = 4


def condensed(notices: Iterable[Notice]) -> list[Notice]:
    """Return ``notices`` with those that differ in nothing but the page as one, at the first page's place."""
    alike: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        said = notice.message.removeprefix(_name(notice.page)) if notice.page else notice.message
        alike.setdefault((notice.code, said), []).append(notice)
    told: list[Notice] = []
    for (code, said), group in alike.items():
        pages = [notice.page for notice in group if notice.page]
        if len(pages) < _MANY:
            told += group
        else:
            told.append(Notice(code, f"第 {ranges(pages)} 页{said}", pages[0]))
    return told


def _name(page: int) -> str:
    return f"第 {page} 页"


def ranges(pages: Sequence[int]) -> str:
    """Return ascending page numbers as people write them: ``2–5、8``."""
    first = [pages[0], *(page for before, page in pairwise(pages) if page > before + 1)]
    last = [*(before for before, page in pairwise(pages) if page > before + 1), pages[-1]]
    return "、".join(
        str(begin) if begin == end else f"{begin}–{end}" for begin, end in zip(first, last, strict=True)
    )
