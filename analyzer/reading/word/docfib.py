"""The binary Word file's index: its streams, its texts and the properties set on them. After [MS-DOC]."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

# Where things stand in the FIB ([MS-DOC] 2.5): fixed since Word 97.
_FLAGS, _TEXTS, _CHPX, _PAPX, _LISTS, _CLX = 0x0A, 0x4C, 0xFA, 0x102, 0x2EA, 0x1A2
_SHORTEST = 0x2F2
_WORD_97 = 0x00C1
_PAGE = 512
# Sizes of operands by the top three bits of a sprm (2.6.2); 6 is told by the operand itself.
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_SPRM = 0xD608  # whose length takes two bytes


class Texts(NamedTuple):
    """How many characters (UTF-16 units) each text of the document has, in the order they are stored in."""

    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int


class Run(NamedTuple):
    """A range of characters (UTF-16 units, end exclusive) and the properties set on it: operands by sprm."""

    start: int
    end: int
    properties: Mapping[int, bytes]


class _Piece(NamedTuple):
    """A run of characters that is stored in one place: first character, length, offset, bytes a character."""

    start: int
    length: int
    offset: int
    width: int


_Page = Iterator[tuple[int, int, Mapping[int, bytes]]]


class Fib:
    """The header of a WordDocument stream; raises ``struct.error`` where something is too short."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        identity, self._version = struct.unpack_from("<HH", stream)
        (flags,) = struct.unpack_from("<H", stream, _FLAGS)
        self.is_word = identity == 0xA5EC
        self.is_old = self._version < _WORD_97 or len(stream) < _SHORTEST
        self.is_encrypted = bool(flags & 0x0100)
        self.table = "1Table" if flags & 0x0200 else "0Table"

    def texts(self) -> Texts:
        """Return the lengths of the texts; negative ones count as none."""
        lengths = struct.unpack_from("<8i", self._stream, _TEXTS)
        return Texts(*(max(0, length) for length in lengths))

    def has_lists(self, table: bytes) -> bool:
        """Return whether the document knows automatic numbers at all."""
        lists = self._structure(table, _LISTS)
        return len(lists) >= 4 and struct.unpack_from("<I", lists)[0] > 0

    def units(self, table: bytes) -> tuple[array[int], list[_Piece]]:
        """Return all characters as UTF-16 units, and where they are stored (2.8.35, Clx).

        Raises ``ValueError`` where there are more of them than the file can hold.
        """
        units = array("H")
        found: list[_Piece] = []
        for count, offset, width in _pieces(self._structure(table, _CLX)):
            if not 0 <= count <= len(self._stream) - len(units):
                raise ValueError("more characters than bytes")
            data = self._stream[offset : offset + count * width].ljust(count * width, b"\0")
            # Bytes are Windows Latin here (2.9.73), whatever the language.
            wide = data.decode("cp1252", "replace").encode("utf-16-le") if width == 1 else data
            found.append(_Piece(len(units), count, offset, width))
            units.frombytes(wide)
        return units, found

    def character_runs(self, table: bytes, pieces: list[_Piece]) -> Iterator[Run]:
        """Yield the runs with character properties of their own, in no certain order."""
        return self._runs(self._structure(table, _CHPX), pieces, _character_properties)

    def paragraph_runs(self, table: bytes, pieces: list[_Piece]) -> Iterator[Run]:
        """Yield the paragraphs with properties of their own, in no certain order."""
        return self._runs(self._structure(table, _PAPX), pieces, _paragraph_properties)

    def _structure(self, table: bytes, place: int) -> bytes:
        offset, size = struct.unpack_from("<II", self._stream, place)
        return table[offset : offset + size]

    def _runs(self, index: bytes, pieces: list[_Piece], read: Callable[[bytes], _Page]) -> Iterator[Run]:
        found: list[tuple[int, int, Mapping[int, bytes]]] = []
        count = max(0, len(index) - 4) // 8
        for (number,) in struct.iter_unpack("<I", index[4 * (count + 1) : 4 * (2 * count + 1)]):
            at = (number & 0x3FFFFF) * _PAGE
            page = self._stream[at : at + _PAGE]
            if len(page) == _PAGE:
                found += read(page)
        found.sort(key=lambda one: one[0])
        starts = [start for start, _, _ in found]
        for piece in pieces:
            last = piece.offset + piece.length * piece.width
            index_of_first = max(0, bisect_right(starts, piece.offset) - 1)
            for start, end, properties in found[index_of_first : bisect_right(starts, last)]:
                first, behind = (
                    piece.start + min(max(0, one - piece.offset) // piece.width, piece.length)
                    for one in (start, end)
                )
                if first < behind:
                    yield Run(first, behind, properties)


def _pieces(clx: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield count of characters, offset in the stream and bytes a character of every piece."""
    at = 0
    while clx[at : at + 1] == b"\x01":  # properties of whole pieces: not text
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    kind, size = struct.unpack_from("<BI", clx, at)
    if kind != 2:
        raise ValueError("no table of pieces")
    table = clx[at + 5 : at + 5 + size]
    number = max(0, len(table) - 4) // 12
    places = struct.unpack_from(f"<{number + 1}I", table)
    for index in range(number):
        (where,) = struct.unpack_from("<I", table, 4 * (number + 1) + 8 * index + 2)
        is_narrow, offset = where & 0x40000000, where & 0x3FFFFFFF
        count = places[index + 1] - places[index]
        yield (count, offset // 2, 1) if is_narrow else (count, offset, 2)


def _character_properties(page: bytes) -> _Page:
    """Yield ranges of the stream and the properties of their characters on one page (2.9.33, ChpxFkp)."""
    for index, (start, end) in enumerate(_ranges(page, entry=1)):
        at = 2 * page[4 * (page[-1] + 1) + index]
        if at:
            yield start, end, _properties(page[at + 1 : at + 1 + page[at]])


def _paragraph_properties(page: bytes) -> _Page:
    """Yield ranges of the stream and the properties of their paragraphs on one page (2.9.175, PapxFkp)."""
    for index, (start, end) in enumerate(_ranges(page, entry=13)):
        at = 2 * page[4 * (page[-1] + 1) + 13 * index]
        if at:
            # The size in words, less one byte; in the next byte where this one is 0.
            size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
            first = at + 1 if page[at] else at + 2
            yield start, end, _properties(page[first + 2 : first + size])  # after the style


def _ranges(page: bytes, entry: int) -> list[tuple[int, int]]:
    """Return the ranges of the stream that the page tells of, with ``entry`` bytes on each."""
    count = min(page[-1], (len(page) - 5) // (4 + entry))
    places = struct.unpack_from(f"<{count + 1}I", page)
    return list(pairwise(places)) if count == page[-1] else []


def _properties(data: bytes) -> Mapping[int, bytes]:
    """Return the operands by sprm (2.6.1); what a broken list holds before its break."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(data):
        (sprm,) = struct.unpack_from("<H", data, at)
        at += 2
        size = _OPERANDS.get(sprm >> 13)
        if size is None:
            size = data[at] if sprm != _TABLE_SPRM else int.from_bytes(data[at : at + 2], "little") - 1
            at += 1 if sprm != _TABLE_SPRM else 2
        found[sprm] = data[at : at + size]
        at += max(0, size)
    return found
