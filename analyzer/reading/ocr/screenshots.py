"""Several screenshots of one document: put in order, bars of the phone and repeated lines taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from analyzer.model import Notice
from analyzer.reading.layout.assembling import PageLines
from analyzer.reading.layout.glyphs import Line

# Share of the height, above and below, where the bars of a phone or an app stand.
_BAR = 0.13
# Share of the height by which the same bar may be seen higher or lower.
_PLACE = 0.012
# How alike (0 to 100) two readings of one line are at least, and how many characters an overlap must have.
_ALIKE = 82
_ENOUGH = 10
# So many lines at the seam may be cut through and read wrongly.
_CUT = 2
# So many of the bars that were taken out are named.
_NAMED = 6
_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"\D{0,3}([01]?\d|2[0-3])[:：][0-5]\d.{0,24}")
_SENTENCE = re.compile(r"[。；]|.{40}")


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where one picture goes on in another: so many lines at the end and at the start are the same.

    ``upper_cut`` and ``lower_cut`` are lines beyond these that the edge of the picture cuts through;
    ``weight`` is the number of characters that agree, less those that are thrown away as cut.
    """

    lines: int
    upper_cut: int
    lower_cut: int
    weight: int


def joined(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[Notice]]:
    """Return ``pages`` in reading order, each line once, and the notices that say what was done."""
    if len(pages) < 2:
        return list(pages), []
    clean, bars = _without_bars(pages)
    seams = {
        (upper, lower): seam
        for upper in range(len(clean))
        for lower in range(len(clean))
        if upper != lower and (seam := _seam(clean[upper].lines, clean[lower].lines))
    }
    order = _order(len(clean), seams)
    ordered = [clean[order[0]]]
    gaps: list[tuple[int, int]] = []
    for before, after in pairwise(order):
        seam = seams.get((before, after))
        if seam is None:
            ordered.append(clean[after])
            gaps.append((clean[before].number, clean[after].number))
            continue
        upper = ordered[-1]
        ordered[-1] = upper.having(upper.lines[: len(upper.lines) - seam.upper_cut])
        ordered.append(clean[after].having(clean[after].lines[seam.lower_cut + seam.lines :]))
    return ordered, [*bars, *_notices(order, ordered, gaps)]


def _notices(
    order: Sequence[int], ordered: Sequence[PageLines], gaps: Sequence[tuple[int, int]]
) -> Iterator[Notice]:
    overlaps = len(ordered) - 1 - len(gaps)
    if list(order) != sorted(order):
        sequence = "、".join(str(ordered[place].number) for place in range(len(ordered)))
        yield Notice("pictures-ordered", f"图片已按内容的先后排列：第 {sequence} 张。")
    if overlaps:
        yield Notice("pictures-joined", f"相邻图片有 {overlaps} 处重叠，重复的文字只读一遍。")
    for before, after in gaps if overlaps else ():
        message = f"第 {after} 张接不上第 {before} 张，中间可能缺了内容；请核对。"
        yield Notice("pictures-gap", message, after)


def _without_bars(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[Notice]]:
    """Return ``pages`` without the lines of status bars, titles and buttons that stand still."""
    kept: list[PageLines] = []
    names: list[str] = []
    for page in pages:
        others = [other for other in pages if other is not page and _same_lines(other, page) < 0.9]
        lines: list[Line] = []
        for line in page.lines:
            if _is_bar(line, page, others):
                names.append(line.text)
            else:
                lines.append(line)
        kept.append(page.having(lines))
    if not names:
        return kept, []
    lettered = dict.fromkeys(name for name in names if any(map(str.isalpha, name)))
    shown = "、".join(f"“{name}”" for name in list(lettered)[:_NAMED]) or "时间、电量"
    return kept, [Notice("furniture", f"已略去截图上下不动的栏目：{shown}。")]


def _is_bar(line: Line, page: PageLines, others: Sequence[PageLines]) -> bool:
    middle = (line.top + line.bottom) / 2 / page.height
    if _BAR < middle < 1 - _BAR:
        return False
    if middle < _BAR / 2 and _CLOCK.fullmatch(line.text.strip()):
        return True
    if _SENTENCE.search(line.text):
        return False
    standing = sum(
        any(
            abs((other.top + other.bottom) / 2 / another.height - middle) < _PLACE
            and _alike(_DIGITS.sub("", other.text), _DIGITS.sub("", line.text))
            for other in another.lines
        )
        for another in others
    )
    return bool(others) and standing >= max(1, 0.6 * len(others))


def _same_lines(one: PageLines, other: PageLines) -> float:
    """Return the share of lines that two pictures have in common at the same place (0 to 1)."""
    pairs = zip(one.lines, other.lines, strict=False)
    same = sum(_alike(a.text, b.text) for a, b in pairs)
    return same / max(1, len(one.lines), len(other.lines))


def _alike(one: str, other: str) -> bool:
    return one == other or ratio(one, other) >= _ALIKE


def _seam(upper: Sequence[Line], lower: Sequence[Line]) -> _Seam | None:
    """Return the longest overlap of the end of ``upper`` with the start of ``lower``, None without any."""
    best: _Seam | None = None
    for upper_cut in range(min(_CUT, len(upper)) + 1):
        for lower_cut in range(min(_CUT, len(lower)) + 1):
            end = len(upper) - upper_cut
            lost = sum(len(line.text) for line in (*upper[end:], *lower[:lower_cut]))
            for lines in range(min(end, len(lower) - lower_cut), 0, -1):
                pairs = list(zip(upper[end - lines : end], lower[lower_cut : lower_cut + lines], strict=True))
                weight = sum(len(line.text) for line, _ in pairs) - lost
                if weight < _ENOUGH or (best and weight <= best.weight):
                    break
                if all(_alike(one.text, other.text) for one, other in pairs):
                    best = _Seam(lines, upper_cut, lower_cut, weight)
                    break
    return best


def _order(count: int, seams: dict[tuple[int, int], _Seam]) -> list[int]:
    """Return the pictures in reading order: chains of the strongest seams, else as given."""
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    for (upper, lower), _ in sorted(seams.items(), key=lambda item: -item[1].weight):
        if upper in after or lower in before or _end(lower, after) == upper:
            continue
        after[upper], before[lower] = lower, upper
    order: list[int] = []
    for start in range(count):
        if start in before:
            continue
        order.append(start)
        while order[-1] in after:
            order.append(after[order[-1]])
    return order


def _end(place: int, after: dict[int, int]) -> int:
    while place in after:
        place = after[place]
    return place
