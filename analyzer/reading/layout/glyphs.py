"""The page model that both PDF engines fill: characters with boxes, from the top left as shown."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from analyzer.reading.plausible import is_alien, looks_garbled

Box = tuple[float, float, float, float]

# What pdfplumber gives for a glyph that the font maps to no character.
CID = re.compile(r"\(cid:(\d+)\)")


class Glyph(NamedTuple):
    """A character (or a ligature's few) and its box in points.

    ``turn`` is its clockwise rotation in degrees, ``pale`` whether it is drawn in a light colour.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0
    pale: bool = False


def nowhere(text: str) -> Glyph:
    """Return ``text`` as a glyph that is not on the paper: a blank that sets words apart."""
    return Glyph(text, math.nan, math.nan, math.nan, math.nan)


@dataclass(slots=True)
class Line:
    """Glyphs side by side, left to right, in the frame of their own direction."""

    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def x0(self) -> float:
        """Left edge in points."""
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        """Right edge in points."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def is_pale(self) -> bool:
        """Whether the whole line is drawn in a light colour."""
        return all(glyph.pale for glyph in self.glyphs if not glyph.text.isspace())

    @property
    def top(self) -> float:
        """Upper edge of the first glyph in points."""
        return self.glyphs[0].top

    @property
    def bottom(self) -> float:
        """Lower edge of the first glyph in points."""
        return self.glyphs[0].bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as an engine sees it: size in points as shown, glyphs in the order they are drawn."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]

    def bad_share(self) -> float:
        """Return the share of characters that cannot be right (0 to 1); 1 for wrong but real ones."""
        text, unmapped = self._counted()
        if looks_garbled(text):
            return 1.0
        bad = unmapped + sum(count for char, count in text.items() if is_bad(char))
        return bad / max(1, unmapped + text.total())

    def doubt(self) -> float:
        """Return the share of characters that are not right or hardly so (0 to 1)."""
        text, unmapped = self._counted()
        alien = sum(count for char, count in text.items() if is_alien(char) and not is_bad(char))
        return max(self.bad_share(), (alien + unmapped) / max(1, unmapped + text.total()))

    def _counted(self) -> tuple[Counter[str], int]:
        """Return how often each character stands on the page, and the glyphs that are no characters."""
        text = "".join([glyph.text for glyph in self.glyphs if not glyph.text.isspace()])
        unmapped = sum(not glyph.text for glyph in self.glyphs)
        if "(cid:" in text:
            text, numbers = CID.subn("", text)
            unmapped += numbers
        return Counter(text), unmapped


def is_pale(red: float, green: float, blue: float, opacity: float = 1.0) -> bool:
    """Return whether a colour (shares from 0 to 1) on white paper is as light as those of watermarks."""
    luminance = 0.299 * red + 0.587 * green + 0.114 * blue  # Rec. ITU-R BT.601
    return 1 - opacity * (1 - luminance) > 0.55


def is_bad(char: str) -> bool:
    """Return whether ``char`` is a control, private-use or replacement character or a lone surrogate."""
    return (
        char < " "
        or "\x7f" <= char < "\xa0"
        or "\ud800" <= char <= "\uf8ff"
        or char in "\ufffd\ufffe\uffff"
        or char >= "\U000f0000"
    )


def turn_box(box: Box, quarters: int, width: float, height: float) -> Box:
    """Return ``box`` as it stands when the sheet of that size is turned counterclockwise by quarter turns."""
    x0, top, x1, bottom = box
    if quarters == 1:
        return top, width - x1, bottom, width - x0
    if quarters == 2:
        return width - x1, height - bottom, width - x0, height - top
    if quarters == 3:
        return height - bottom, x0, height - top, x1
    return box


def inside(glyphs: Iterable[Glyph], width: float, height: float) -> Iterator[Glyph]:
    """Yield the glyphs whose middle lies on a sheet of that size: what the crop box cuts off is not shown."""
    for glyph in glyphs:
        across, down = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if -1 <= across <= width + 1 and -1 <= down <= height + 1:
            yield glyph


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return ``glyphs`` without those drawn twice within a fifth of their size, as a makeshift bold."""
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        near = max(0.2 * (glyph.bottom - glyph.top), 0.5)
        column, row = int(glyph.x0 // 4), int(glyph.top // 4)
        twins = (
            twin
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for twin in places.get((glyph.text, x, y), ())
        )
        if any(abs(twin.x0 - glyph.x0) < near and abs(twin.top - glyph.top) < near for twin in twins):
            continue
        kept.append(glyph)
        places.setdefault((glyph.text, column, row), []).append(glyph)
    return kept
