"""The objects on an OFD page → glyphs. After GB/T 33190-2016, clauses 8 (graphics) and 11 (text)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from unicodedata import east_asian_width

from lxml import etree

from analyzer.reading.layout.glyphs import Glyph
from analyzer.reading.symbols import SYMBOLS
from analyzer.reading.word.ooxml import child, local

# OFD counts in millimetres, we in points.
POINTS = 72 / 25.4
# No paper is larger than this (mm): larger numbers are mistakes.
_LARGEST = 100_000.0
# Where a glyph stands around its baseline, in parts of its size.
_ASCENT, _DESCENT = 0.88, 0.12
_USUAL_SIZE = 3.5  # mm, where an object does not say: 10 points
# Composite objects within one another: more is a circle.
_DEEPEST = 8

# a b c d e f: x' = ax + cy + e, y' = bx + dy + f
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What stands on a page so far: glyphs in points, the area of pictures in mm², characters not shown."""

    glyphs: list[Glyph] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    hidden: int = 0
    empty: bool = True  # whether nothing at all is drawn


def numbers(text: str | None) -> list[float]:
    """Return the numbers in ``text``, set apart by blanks; none where one of them makes no sense."""
    try:
        found = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return found if all(abs(number) <= _LARGEST for number in found) else []


def draw(
    container: etree._Element,
    drawn: Drawn,
    composites: Mapping[str, etree._Element],
    matrix: Matrix,
    depth: int = 0,
) -> None:
    """Add the objects in ``container`` to ``drawn``.

    ``composites`` holds the composite units by id; ``matrix`` takes millimetres of ``container`` to points of
    the page.
    """
    for element in container:
        name = local(element)
        if name in ("Layer", "PageBlock", "Content"):
            draw(element, drawn, composites, matrix, depth)
        elif name == "Appearance":  # of an annotation
            draw(element, drawn, composites, _joined(_own(element), matrix), depth)
        elif name == "TextObject":
            _draw_text(element, drawn, _joined(_own(element), matrix))
        elif name == "CompositeObject" and depth < _DEEPEST:
            unit = composites.get(element.get("ResourceID") or "")
            if unit is not None and is_shown(element):
                draw(unit, drawn, composites, _joined(_own(element), matrix), depth + 1)
        elif name == "ImageObject":
            _, _, width, height = _box(element)
            drawn.pictures.append(width * height)
        drawn.empty &= name not in ("TextObject", "ImageObject", "PathObject", "CompositeObject")


def _draw_text(element: etree._Element, drawn: Drawn, matrix: Matrix) -> None:
    glyphs = list(_glyphs(element, matrix))
    if is_shown(element):
        drawn.glyphs += glyphs
    else:
        drawn.hidden += sum(not glyph.text.isspace() for glyph in glyphs)


def is_shown(element: etree._Element) -> bool:
    """Return whether an object or annotation is set to be seen."""
    return element.get("Visible") not in ("false", "0")


def _box(element: etree._Element) -> tuple[float, float, float, float]:
    """Return the boundary of an object: left, top, width, height in mm."""
    found = numbers(element.get("Boundary"))
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else (0.0, 0.0, 0.0, 0.0)


def _own(element: etree._Element) -> Matrix:
    """Return what takes the space of an object to that of its container."""
    found = numbers(element.get("CTM"))
    a, b, c, d, e, f = found if len(found) == 6 else _IDENTITY
    left, top, _, _ = _box(element)
    return a, b, c, d, e + left, f + top


def _joined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
    )  # fmt: skip


def _glyphs(element: etree._Element, matrix: Matrix) -> Iterator[Glyph]:
    size = next((one for one in numbers(element.get("Size")) if one > 0), _USUAL_SIZE)
    stretch = next((one for one in numbers(element.get("HScale")) if one > 0), 1.0)
    turned = next(iter(numbers(element.get("CharDirection"))), 0.0)
    turn = round(math.degrees(math.atan2(matrix[1], matrix[0])) + turned) % 360
    x = y = 0.0
    for code in (one for one in element if local(one) == "TextCode"):
        x, y = _start(code.get("X"), x), _start(code.get("Y"), y)
        across, down = x, y
        for char, step, drop in _placed(code, size * stretch):
            # A letter's own width is not known without its font: the way to the next one tells it.
            solid = step if 0 < step <= size * stretch else _width(char, size * stretch)
            box = (across, down - _ASCENT * size, across + solid, down + _DESCENT * size)
            yield Glyph(SYMBOLS.get(char, char), *_on_page(box, matrix), turn)
            across, down = across + step, down + drop


def _start(value: str | None, before: float) -> float:
    return next(iter(numbers(value)), before)


def _placed(code: etree._Element, size: float) -> Iterator[tuple[str, float, float]]:
    """Yield every character of a TextCode and how far the next one is moved right and down."""
    # Line ends are no characters here, blanks are.
    text = "".join(char if char not in "\t\n\r" else " " for char in code.text or "")
    rights, downs = (steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    # Where steps are missing, strictly all the rest stands on one spot; viewers set it side by side.
    missing = (0.0 if downs and not rights else _width(char, size) for char in text[len(rights) :])
    yield from zip(text, chain(rights, missing), chain(downs, repeat(0.0)), strict=False)


def steps(text: str | None, most: int) -> list[float]:
    """Return the steps that ``text`` spells, at most ``most``: numbers, or ``g n v`` for n times v (11.3)."""
    return list(islice(_steps(iter((text or "").split())), most))


def _steps(words: Iterator[str]) -> Iterator[float]:
    for word in words:
        if word == "g":
            count, step = next(words, ""), next(words, "")
            yield from repeat(_step(step), int(count) if count.isdecimal() and len(count) < 9 else 0)
        else:
            yield _step(word)


def _step(word: str) -> float:
    return next(iter(numbers(word)), 0.0)


def _width(char: str, size: float) -> float:
    return size if east_asian_width(char) in "WFA" else size / 2


def _on_page(box: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box
    a, b, c, d, e, f = matrix
    corners = ((x0, top), (x1, top), (x0, bottom), (x1, bottom))
    rights = [a * x + c * y + e for x, y in corners]
    downs = [b * x + d * y + f for x, y in corners]
    return min(rights), min(downs), max(rights), max(downs)


def composite_units(resources: etree._Element | None) -> Iterator[tuple[str, etree._Element]]:
    """Yield id and content of the composite units in a file of resources (clause 13)."""
    units = child(resources, "CompositeGraphicUnits")
    for unit in units if units is not None else ():
        content = child(unit, "Content")
        if content is not None:
            yield unit.get("ID") or "", content
