"""Which words differ between two wordings of one clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

# A Chinese character is a word of its own; numbers and Latin words stay whole.
_WORD = re.compile(r"[A-Za-z]+|\d[\d,.%‰]*|\s+|.", re.DOTALL)
_ISLAND = 2  # characters: an equal stretch no longer than this between two changes is chance
_KEPT = 24  # characters of an equal stretch that stay beside a change
_SHOWN = 160  # characters of a stretch that differs


class Stretch(NamedTuple):
    """Some words, and whether the other wording has them not."""

    text: str
    differs: bool


def reworded(old: str, new: str) -> tuple[list[Stretch], list[Stretch]]:
    """Return both wordings in stretches, the middle of long ones left out."""
    one, other = _WORD.findall(old), _WORD.findall(new)
    left: list[Stretch] = []
    right: list[Stretch] = []
    codes = list(Indel.opcodes(one, other))
    for at, code in enumerate(codes):
        was = "".join(one[code.src_start : code.src_end])
        chance = len(was) <= _ISLAND and 0 < at < len(codes) - 1
        differs = code.tag != "equal" or chance
        left.append(Stretch(was, differs))
        right.append(Stretch("".join(other[code.dest_start : code.dest_end]), differs))
    return list(_shortened(_joined(left))), list(_shortened(_joined(right)))


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches, neighbours of one kind as one; a place where only the other has words counts."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and found[-1].differs == stretch.differs:
            found[-1] = Stretch(found[-1].text + stretch.text, stretch.differs)
        else:
            found.append(stretch)
    return found


def _shortened(stretches: list[Stretch]) -> Iterator[Stretch]:
    last = len(stretches) - 1
    for at, (text, differs) in enumerate(stretches):
        if differs:
            head, tail = (text[: _SHOWN - _KEPT], text[-_KEPT:]) if len(text) > _SHOWN else (text, "")
        elif len(text) <= 3 * _KEPT or last == 0:
            head, tail = text, ""
        else:
            head, tail = text[:_KEPT] if at else "", text[-_KEPT:] if at < last else ""
        shown = head if len(head) == len(text) else f"{head}…{tail}"
        if shown:
            yield Stretch(shown, differs)
