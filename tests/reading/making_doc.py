"""Binary Word files for the tests, from our own words: as little as opens. After [MS-CFB] and [MS-DOC]."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT_AT = 2048  # where the text stands in its stream
HIDDEN, DELETED, INSERTED = 0x083C, 0x0800, 0x0801
IN_TABLE, ROW_END = 0x2416, 0x2417

# A text and the switches set on it.
Run = tuple[str, Sequence[int]]


def doc(
    *runs: str | Run,
    parts: Mapping[str, str] | None = None,
    paragraphs: Sequence[Run] | None = None,
    narrow: bool = False,
    flags: int = 0,
    version: int = 0x00C1,
    lists: int = 0,
    symbols: Mapping[str, int] | None = None,
) -> bytes:
    """Return a DOC whose body is ``runs``, each with character switches; ``parts`` are its other texts.

    ``paragraphs`` sets paragraph switches on stretches of the text, in order; ``narrow`` stores bytes;
    ``symbols`` gives the character of a symbol font that stands at each of these signs.
    """
    pairs: list[Run] = [(run, ()) if isinstance(run, str) else run for run in runs]
    names = ("footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
    others = [(parts or {}).get(name, "") for name in names]
    pairs += [(text, ()) for text in others if text]
    codec, width = ("cp1252", 1) if narrow else ("utf-16-le", 2)
    text = "".join(words for words, _ in pairs).encode(codec)
    count = len(text) // width
    lengths = [sum(_units(words) for words, _ in pairs) - sum(map(_units, others)), *map(_units, others)]

    header = bytearray(_TEXT_AT)
    struct.pack_into("<HH", header, 0, 0xA5EC, version)
    struct.pack_into("<H", header, 0x0A, 0x0200 | flags)
    struct.pack_into("<8i", header, 0x4C, *lengths)
    stream = bytes(header) + text
    stream += b"\0" * (-len(stream) % _SECTOR)
    characters = _page(
        [
            (
                _units(words) * width,
                _grpprl([(switch, b"\1") for switch in switches], (symbols or {}).get(words)),
            )
            for words, switches in pairs
        ],
        paragraphs=False,
    )
    blocks = paragraphs if paragraphs is not None else [("".join(words for words, _ in pairs), ())]
    papx = _page(
        [(_units(words) * width, _grpprl([(one, b"\1") for one in switches])) for words, switches in blocks],
        paragraphs=True,
    )
    first = len(stream) // _SECTOR
    stream = bytearray(stream + characters + papx)

    where = _TEXT_AT * 2 | 0x40000000 if narrow else _TEXT_AT
    pieces = struct.pack("<IIHIH", 0, count, 0, where, 0)
    table = b""
    for place, structure in (
        (0x1A2, struct.pack("<BI", 2, len(pieces)) + pieces),
        (0xFA, struct.pack("<III", _TEXT_AT, _TEXT_AT + len(text), first)),
        (0x102, struct.pack("<III", _TEXT_AT, _TEXT_AT + len(text), first + 1)),
        (0x2EA, struct.pack("<I", lists)),
    ):
        struct.pack_into("<II", stream, place, len(table), len(structure))
        table += structure
    return compound({"WordDocument": bytes(stream), "1Table": table})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of ``streams``, each padded to the size that needs no mini stream."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors = b""
    chain: list[int] = []
    entries = _entry("Root Entry", 5, _END, 0, child=1)
    for index, (name, content) in enumerate(padded.items()):
        start, size = len(chain), -(-len(content) // _SECTOR)
        sectors += content.ljust(size * _SECTOR, b"\0")
        chain += [*range(start + 1, start + size), _END]
        right = index + 2 if index + 1 < len(padded) else _FREE
        entries += _entry(name, 2, start, len(content), right=right)
    directory = len(chain)
    chain.append(_END)
    sectors += entries.ljust(_SECTOR, b"\0")
    fats = 1
    while len(chain) + fats > fats * 128:
        fats += 1
    places = [len(chain) + index for index in range(fats)]
    chain += [_FAT] * fats
    sectors += struct.pack(f"<{fats * 128}I", *chain, *[_FREE] * (fats * 128 - len(chain)))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fats, directory, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    return header + struct.pack("<109I", *places, *[_FREE] * (109 - fats)) + sectors


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xIQQIQ", spelled, len(spelled), kind, 1, _FREE, right, child, 0, 0, 0, start, size
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _grpprl(switches: Sequence[tuple[int, bytes]], symbol: int | None = None) -> bytes:
    listed = b"".join(struct.pack("<H", switch) + operand for switch, operand in switches)
    return listed + (struct.pack("<HHH", 0x6A09, 0, symbol) if symbol is not None else b"")


def _page(runs: Sequence[tuple[int, bytes]], *, paragraphs: bool) -> bytes:
    """Return one page of properties: ends of runs in bytes, then where each one's properties stand."""
    page = bytearray(_SECTOR)
    ends = [_TEXT_AT]
    for length, _ in runs:
        ends.append(ends[-1] + length)
    assert all(before <= after for before, after in pairwise(ends))
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    at = _SECTOR - 2
    for index, (_, grpprl) in enumerate(runs):
        if grpprl:
            body = grpprl
            if paragraphs:  # a style before, a size in words
                body = struct.pack("<H", 0) + grpprl
                size = bytes(((len(body) + 1) // 2,)) if len(body) % 2 else bytes((0, len(body) // 2))
            else:
                size = bytes((len(body),))
            at = (at - len(size) - len(body)) & ~1
            page[at : at + len(size) + len(body)] = size + body
            page[4 * len(ends) + (13 if paragraphs else 1) * index] = at // 2
    page[-1] = len(runs)
    return bytes(page)
