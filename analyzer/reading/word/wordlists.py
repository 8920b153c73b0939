"""Automatic numbering of Word: the numbers stand nowhere in the text and are counted out here.

After ECMA-376 part 1, 17.9 (numbering): a paragraph points to a num, that to an abstractNum with its levels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading.word import ooxml
from analyzer.reading.word.numbering import as_number

_PLACEHOLDER = re.compile(r"%([1-9])")
_DEEPEST = 9


@dataclass(slots=True)
class _Level:
    """One level of a list: first number, number format, template (``第%1条``) and what follows the number."""

    start: int
    form: str
    template: str
    suffix: str
    legal: bool
    style: str | None


@dataclass(slots=True)
class _Abstract:
    """A list definition and how far it has been counted, per level."""

    levels: dict[int, _Level]
    link: str | None
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """Counts the numbered paragraphs of one document, asked in document order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstracts: dict[str, _Abstract] = {}
        self._nums: dict[str, etree._Element] = {}
        self._styles: dict[str, etree._Element] = {}
        self._started: set[tuple[str, int]] = set()
        for element in numbering if numbering is not None else ():
            if ooxml.local(element) == "abstractNum":
                self._abstracts[ooxml.attribute(element, "abstractNumId") or ""] = _abstract(element)
            elif ooxml.local(element) == "num":
                self._nums[ooxml.attribute(element, "numId") or ""] = element
        for element in styles if styles is not None else ():
            if ooxml.local(element) == "style":
                self._styles[ooxml.attribute(element, "styleId") or ""] = element

    def number(self, paragraph: etree._Element) -> str:
        """Return the number that Word prints before ``paragraph``, with its blank; empty without one."""
        num, depth = self._place(paragraph)
        abstract = self._definition(num)
        if abstract is None or depth not in abstract.levels:
            return ""
        self._count(abstract, num, depth)
        level = abstract.levels[depth]
        if level.form == "bullet":
            return "• "
        if level.form == "none" and "%" in level.template:
            return ""
        printed = _PLACEHOLDER.sub(
            lambda match: _printed(abstract, int(match[1]) - 1, level.legal), level.template
        )
        return printed + ("" if level.suffix == "nothing" or not printed else " ")

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return num and level of ``paragraph``: its own, else those of its style or its base."""
        own = ooxml.child(paragraph, "pPr", "numPr")
        num, depth = ooxml.value(own, "numId"), ooxml.value(own, "ilvl")
        style = ooxml.value(paragraph, "pPr", "pStyle")
        for _ in range(_DEEPEST):
            if num is not None or style not in self._styles:
                break
            properties = ooxml.child(self._styles[style], "pPr", "numPr")
            num = ooxml.value(properties, "numId")
            depth = depth or ooxml.value(properties, "ilvl") or self._depth_for(num, style)
            style = ooxml.value(self._styles[style], "basedOn")
        return num or "0", int(depth) if depth and depth.isdecimal() else 0

    def _depth_for(self, num: str | None, style: str | None) -> str | None:
        abstract = self._definition(num or "0")
        levels = abstract.levels if abstract else {}
        return next((str(depth) for depth, level in levels.items() if style and level.style == style), None)

    def _definition(self, num: str) -> _Abstract | None:
        for _ in range(_DEEPEST):
            abstract = self._abstracts.get(ooxml.value(self._nums.get(num), "abstractNumId") or "")
            if abstract is None or abstract.levels or abstract.link not in self._styles:
                return abstract
            num = ooxml.value(self._styles[abstract.link], "pPr", "numPr", "numId") or "0"
        return None

    def _count(self, abstract: _Abstract, num: str, depth: int) -> None:
        if (num, depth) not in self._started:
            self._started.add((num, depth))
            start = self._override(num, depth)
            if start is not None:
                abstract.counts[depth] = start - 1
        before = abstract.counts.get(depth, abstract.levels[depth].start - 1)
        abstract.counts[depth] = before + 1
        for deeper in [one for one in abstract.counts if one > depth]:
            del abstract.counts[deeper]

    def _override(self, num: str, depth: int) -> int | None:
        for element in self._nums[num]:
            if ooxml.local(element) == "lvlOverride" and ooxml.attribute(element, "ilvl") == str(depth):
                return _integer(ooxml.value(element, "startOverride"))
        return None


def _abstract(element: etree._Element) -> _Abstract:
    levels = {
        _integer(ooxml.attribute(one, "ilvl")) or 0: _Level(
            start=1 if (start := _integer(ooxml.value(one, "start"))) is None else start,
            form=ooxml.value(one, "numFmt") or "decimal",
            template=ooxml.value(one, "lvlText") or "",
            suffix=ooxml.value(one, "suff") or "tab",
            legal=ooxml.is_on(one, "isLgl"),
            style=ooxml.value(one, "pStyle"),
        )
        for one in element
        if ooxml.local(one) == "lvl"
    }
    return _Abstract(levels, ooxml.value(element, "numStyleLink"))


def _printed(abstract: _Abstract, depth: int, legal: bool) -> str:
    level = abstract.levels.get(depth)
    if level is None:
        return ""
    return as_number(abstract.counts.get(depth, level.start), "decimal" if legal else level.form)


def _integer(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 9 else None
