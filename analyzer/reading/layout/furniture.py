"""Page furniture: page marks and lines that repeat at the top or bottom of pages leave the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from analyzer.model import Notice
from analyzer.reading.layout.assembling import PageLines
from analyzer.reading.layout.glyphs import Line

# Share of the page's height, at the top and at the bottom, where headers and footers stand.
_MARGIN = 0.14
# Points by which the same line may be placed differently from page to page.
_PLACE = 4.0
_NUMBER = re.compile(r"\d+")
_MARK = re.compile(
    r"[-—–~·\s]*第?\s*(\d{1,4})\s*页?[-—–~·\s]*"
    r"(?:[/／|,，、\s]*(?:of|共|总)?\s*(\d{1,4})\s*页?)?[-—–~·\s]*"
    r"|page\s*(\d{1,4})(?:\s*(?:of|/)\s*(\d{1,4}))?",
    re.IGNORECASE,
)
# What reads like a sentence is said once, even if it repeats: a clause must not hide in a footer.
_SENTENCE = re.compile(r"[。；]|.{60}")


def remove_furniture(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[Notice]]:
    """Return the pages without page marks and repeated lines, and the notices that name these."""
    marks = _page_marks(pages)
    repeats = _repeats(pages, marks)
    dropped = marks | {place for places in repeats.values() for place in places}
    kept = [
        page.having([line for index, line in enumerate(page.lines) if (page.number, index) not in dropped])
        for page in pages
    ]
    return kept, list(_notices(pages, marks, repeats))


Place = tuple[int, int]  # page number, index of the line


def _margin_lines(page: PageLines) -> Iterator[tuple[int, Line]]:
    """Yield the lines at the top and the bottom, and pale ones anywhere: watermarks repeat as headers do."""
    for index, line in enumerate(page.lines):
        if line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height or line.is_pale:
            yield index, line


def _page_marks(pages: Sequence[PageLines]) -> set[Place]:
    """Return the lines that count pages: told by words, or a bare number that grows with the pages."""
    plain: dict[int, list[Place]] = defaultdict(list)
    marks: set[Place] = set()
    for page in pages:
        for index, line in _margin_lines(page):
            match = _MARK.fullmatch(line.text.strip())
            if match is None:
                continue
            if match[2] or match[3] or "页" in line.text:
                marks.add((page.number, index))
            else:
                plain[int(match[1]) - page.number].append((page.number, index))
    for offset, places in plain.items():
        if len({number for number, _ in places}) >= 2 or (len(pages) == 1 and offset == 0):
            marks.update(places)
    return marks


def _repeats(pages: Sequence[PageLines], marks: set[Place]) -> dict[str, list[Place]]:
    """Return the text of each repeated line and the places to drop it from."""
    groups: dict[tuple[str, int], list[tuple[Place, Line]]] = defaultdict(list)
    for page in pages:
        for index, line in _margin_lines(page):
            if (page.number, index) in marks or (
                _SENTENCE.search(line.text) and not _stands_apart(line, page)
            ):
                continue
            key = _without_page_number(line.text, page.number, len(pages))
            for band in {round((line.top - _PLACE / 2) / _PLACE), round((line.top + _PLACE / 2) / _PLACE)}:
                groups[key, band].append(((page.number, index), line))
    enough = min(3, max(2, len(pages)))
    repeats: dict[str, list[Place]] = {}
    for found in groups.values():
        if len({number for (number, _), _ in found}) >= enough:
            places = [place for place, _ in found]
            text = found[0][1].text
            repeats.setdefault(text, []).extend(places[1:] if _SENTENCE.search(text) else places)
    return repeats


def _stands_apart(line: Line, page: PageLines) -> bool:
    """Return whether no line follows closely on the side of the body: the next line of a paragraph would."""
    height = line.bottom - line.top
    gaps = (
        other.top - line.bottom if line.top < page.height / 2 else line.top - other.bottom
        for other in page.lines
        if other is not line
    )
    return not any(-0.5 * height < gap < height for gap in gaps)


def _without_page_number(text: str, number: int, count: int) -> str:
    """Return ``text`` with the page's number and the number of pages masked."""
    return _NUMBER.sub(lambda match: "#" if int(match[0]) in (number, count) else match[0], text.strip())


def _notices(
    pages: Sequence[PageLines], marks: set[Place], repeats: dict[str, list[Place]]
) -> Iterator[Notice]:
    if repeats:
        names = "、".join(f"“{text}”" for text in repeats)
        yield Notice("furniture", f"已略去各页重复的页眉页脚：{names}。")
    if marks:
        first = next(
            line.text for page in pages for i, line in enumerate(page.lines) if (page.number, i) in marks
        )
        yield Notice("furniture", f"已略去 {len(marks)} 处页码（如“{first.strip()}”）。")
