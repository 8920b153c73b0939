"""Automatic numbering of OpenDocument texts, counted here. After OpenDocument 1.3 part 3, 5.3 and 16.30."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading.word.numbering import as_number
from analyzer.reading.word.ooxml import attribute, local

# By the first sign of style:num-format, which is a sample: "1", "a", "一, 二, 三, ...".
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth",
}  # fmt: skip
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level look; ``shown`` is how many levels are printed, 0 for a bullet."""

    form: str
    prefix: str
    suffix: str
    start: int
    shown: int


@dataclass(slots=True)
class Counter:
    """How far one list has been counted, by level from 1."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The list styles of one document, and its lists."""

    def __init__(self, *styles: etree._Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._named: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}
        for root in styles:
            for element in root.iter() if root is not None else ():
                if local(element) in ("list-style", "outline-style"):
                    self._styles[_style_name(element)] = dict(_levels(element))
        self.outline = Counter("outline-style")

    def counter(self, element: etree._Element) -> Counter:
        """Return the counter for the list ``element``: a new one, unless it continues another."""
        style = attribute(element, "style-name") or ""
        name, continues = attribute(element, "id"), attribute(element, "continue-list")
        continued = self._named.get(continues) if continues else None
        if continued is None and attribute(element, "continue-numbering") == "true":
            continued = self._last.get(style)
        counter = continued or Counter(style)
        self._last[counter.style] = counter
        if name:
            self._named[name] = counter
        return counter

    def number(self, counter: Counter, depth: int, start: str | None = None) -> str:
        """Return the next number on level ``depth`` (from 1) with its blank; empty without one.

        ``start`` is the number that the item itself asks for.
        """
        levels = self._styles.get(counter.style, {})
        level = levels.get(depth)
        if level is None:
            return ""
        if not level.shown:
            return "• "
        before = counter.counts.get(depth, level.start - 1)
        counter.counts[depth] = int(start) if start and start.isdecimal() and len(start) < 9 else before + 1
        for deeper in [one for one in counter.counts if one > depth]:
            del counter.counts[deeper]
        printed = [
            as_number(counter.counts.get(one, levels[one].start), levels[one].form)
            for one in range(max(1, depth - level.shown + 1), depth + 1)
            if one in levels
        ]
        number = level.prefix + ".".join(filter(None, printed)) + level.suffix
        return number.strip() + " " if number.strip() else ""


def _style_name(element: etree._Element) -> str:
    return "outline-style" if local(element) == "outline-style" else attribute(element, "name") or ""


def _levels(style: etree._Element) -> Iterator[tuple[int, _Level]]:
    for element in style:
        depth = attribute(element, "level") or ""
        if not depth.isdecimal() or not 1 <= len(depth) <= 2 or int(depth) > _DEEPEST:
            continue
        sample = attribute(element, "num-format") or ""
        start, shown = (attribute(element, name) or "1" for name in ("start-value", "display-levels"))
        is_bullet = local(element) in ("list-level-style-bullet", "list-level-style-image")
        yield (
            int(depth),
            _Level(
                form=_FORMATS.get(sample[:1], "decimal") if sample else "none",
                prefix=attribute(element, "num-prefix") or "",
                suffix=attribute(element, "num-suffix") or "",
                start=int(start) if start.isdecimal() and len(start) < 9 else 1,
                shown=0 if is_bullet else int(shown) if shown.isdecimal() and len(shown) < 3 else 1,
            ),
        )
