"""What a browser makes of an element by itself: whether it is seen, and the number before a list item.

Only attributes and inline styles are asked: style sheets are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import lxml.html

from analyzer.reading.word.numbering import as_number

_ZERO = re.compile(r"0*\.?0*(?:px|pt|em|rem|%)?")
_COLOUR = re.compile(r"#|rgb|hsl|white$|black$")
_MOVING = ("transform", "transition", "animation")
# HTML 4.4.5 (the type of ol) and CSS Counter Styles 3, by what numbers look like and what follows them.
_FORMATS: Mapping[str, tuple[str, str]] = {
    "1": ("decimal", ". "), "a": ("lowerLetter", ". "), "A": ("upperLetter", ". "),
    "i": ("lowerRoman", ". "), "I": ("upperRoman", ". "), "decimal": ("decimal", ". "),
    "lower-alpha": ("lowerLetter", ". "), "lower-latin": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "), "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "), "upper-roman": ("upperRoman", ". "),
    "cjk-ideographic": ("chineseCounting", "、"), "simp-chinese-informal": ("chineseCounting", "、"),
    "trad-chinese-informal": ("chineseCounting", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
}  # fmt: skip
_NUMBERED_BY_HAND = re.compile(r"\s*[（(【]?\s*(?:第|\d|[一二三四五六七八九十]+[、.．)）])")


def is_hidden(element: lxml.html.HtmlElement) -> bool:
    """Return whether ``element`` is not shown, by its own attributes."""
    if "hidden" in element.attrib:
        return True
    style = _style(element.get("style", ""))
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if _is_zero(style.get("opacity")):
        # What is about to move into view is saved like this, too.
        return not any(name.startswith(_MOVING) for name in style)
    colour = style.get("color")
    if colour and _COLOUR.match(colour) and colour == style.get("background-color", style.get("background")):
        return True
    return _is_zero(style.get("font-size")) and not _is_resized(element)


def _is_resized(element: lxml.html.HtmlElement) -> bool:
    """Return whether something within ``element`` may have a size of its own again."""
    inner = (one for one in element.iterdescendants() if isinstance(one.tag, str))
    return any("class" in one.attrib or "font" in one.get("style", "").lower() for one in inner)


def _is_zero(value: str | None) -> bool:
    return bool(value and any(char == "0" for char in value) and _ZERO.fullmatch(value))


@cache
def _style(text: str) -> Mapping[str, str]:
    pairs = (declaration.split(":", 1) for declaration in text.lower().split(";") if ":" in declaration)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def marker(item: lxml.html.HtmlElement) -> str:
    """Return the number a browser puts before an item of an ordered list, unless one is written out there."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or _NUMBERED_BY_HAND.match(item.text_content()):
        return ""
    style = _style(parent.get("style", ""))
    kinds = style.get("list-style-type", style.get("list-style", "")).split()
    if "none" in kinds:
        return ""
    named = next((kind for kind in kinds if kind in _FORMATS), parent.get("type", "1"))
    form, suffix = _FORMATS.get(named, _FORMATS["1"])
    return as_number(_numbers(parent)[item], form) + suffix


@lru_cache(maxsize=256)  # lists within one another, at most
def _numbers(parent: lxml.html.HtmlElement) -> Mapping[lxml.html.HtmlElement, int]:
    """Return the numbers of all items of a list at once: to count up to each takes forever in a long one."""
    numbers: dict[lxml.html.HtmlElement, int] = {}
    items = [child for child in parent if child.tag == "li"]
    step = -1 if "reversed" in parent.attrib else 1
    number = _integer(parent.get("start"), len(items) if step < 0 else 1) - step
    for item in items:
        number = numbers[item] = _integer(item.get("value"), number + step)
    return numbers


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip()) else default
