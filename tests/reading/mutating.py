"""Ways to break a file, as plain data: a test that fails is shrunk to the fewest and smallest of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import NamedTuple

from lxml import etree

_EXTREMES = (
    *b"0 -1 1 255 65536 2147483647 -2147483648 4294967295 99999999999999999999 1e308 -0.0000001 nan".split(),
    b"g 99999999 1", "\u0663".encode(), b"9" * 5000,
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d{1,10}(?:\.\d{1,6})?")
# Of a compound file: [MS-CFB] 2.1 gives the last ones a meaning of their own.
_SECTORS = (0, 1, 0x1000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFA, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF)
_MARKUP = (
    *b"< > /> </ <!-- --> <![CDATA[ ]]> &a; &#0; &#xD800; &#x110000; &lt; xmlns:w= = ' <?x?>".split(), b'"',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', b'<?xml version="1.0" encoding="utf-16"?>',
    "\u202e\ufeff\x85".encode(),
)  # fmt: skip
_OFFICE = (
    b"<w:p> </w:p> <w:r> <w:t> </w:t> <w:tbl> <w:tc> <w:del> <w:fldChar/> <mc:AlternateContent/> w:val text:c"
    b" <text:list> <text:span> </text:p> <ofd:Layer> </ofd:Page> DeltaX CTM Boundary BaseLoc ResourceID"
    b" Target= TargetMode='External' ../../../../ footnotes"
).split()
# What a parser of each format takes notice of.
_TOKENS: Mapping[str, Sequence[bytes]] = {
    "pdf": (
        b"/Length /Filter /FlateDecode /ASCII85Decode /Kids /Count /Parent /Type /Page /Pages /Contents /Font"
        b" /MediaBox /CropBox /Rotate /Annots /Rect /V /Encoding /ToUnicode /Widths /Root /Encrypt /Prev"
        b" /XRef /ObjStm obj endobj stream endstream xref trailer startxref %%EOF R 1 2 3 << >> [ ] ( ) BT ET"
        b" Tf Tm cm Td q Do"
    ).split(),
    "docx": (*_MARKUP, *_OFFICE),
    "odt": (*_MARKUP, *_OFFICE),
    "ofd": (*_MARKUP, *_OFFICE),
    "html": (
        *_MARKUP,
        *b"<li> <ol> <table> <tr> <td> </td> <select> <option> <pre> <div> </div> <b> <script>".split(),
        *b"<style> <textarea> <input> hidden style= charset=utf-7 charset=utf-16".split(),
    ),
    "rtf": (
        rb"{ } \ \* \' \'81 \u-1 \u55357? \uc \uc99 \bin \par \cell \row \intbl \f1 \fcharset2 \fcharset128"
        rb" \v \ansicpg65001 \deleted \shptxt \footnote \header \upr \ud \listtext \fonttbl"
    ).split(),
    "mht": (
        *_MARKUP, b"\r\n\r\n", b"=\r\n",
        *b"Content-Type: boundary= ----xx ----xx-- base64 quoted-printable uuencode charset=".split(),
        *b"message/rfc822 charset*0*=x''%FF multipart/mixed text/html".split(),
    ),
    "doc": (b"\x13", b"\x14", b"\x15", b"\x07", b"\r", "WordDocument".encode("utf-16-le")),
    "text": (b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x81\x30", b"+AGE-"),
    "image": (b"IHDR", b"IDAT", b"IEND", b"eXIf", b"\xff\xd8", b"\xff\xda", b"\xff\xe1", b"VP8 ", b"!\xf9"),
}  # fmt: skip


class Mutation(NamedTuple):
    """One thing that is done to a file: what, where (0 to 1), with what number, with what bytes."""

    kind: str
    place: float
    size: int
    data: bytes


class Case(NamedTuple):
    """A broken file as data: format, index of its seed, and what is done to it.

    Of an archive, ``inside`` breaks the parts rather than the whole, and ``mended`` then makes them
    well-formed XML again, so that readers meet odd trees and not only parsers odd bytes.
    """

    form: str
    seed: int
    mutations: tuple[Mutation, ...]
    inside: bool = False
    mended: bool = False


def broken(case: Case, seeds: Mapping[str, Sequence[bytes]]) -> bytes:
    """Return the file that ``case`` describes."""
    files = seeds[case.form]
    data = files[case.seed % len(files)]
    other = files[(case.seed + 1) % len(files)]
    if case.inside and data.startswith(b"PK"):
        return _broken_inside(data, case)
    for mutation in case.mutations:
        data = KINDS[mutation.kind](data, mutation, other, case.form)
    return data


def drawn(random: Random, form: str) -> Case:
    """Return a case at random, for runs too long to be shrunk."""
    mutations = tuple(
        Mutation(
            random.choice(list(KINDS)),
            random.random(),
            random.randrange(random.choice((16, 300, 4096))),
            random.randbytes(random.randrange(9)),
        )
        for _ in range(random.choice((1, 1, 2, 3, 6)))
    )
    return Case(form, random.randrange(100), mutations, random.random() < 0.8, random.random() < 0.7)


def _broken_inside(data: bytes, case: Case) -> bytes:
    """Return an archive with entries broken one by one and packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    names = list(entries)
    for mutation in case.mutations:
        name = names[mutation.size % len(names)]
        other = entries[names[(mutation.size + 1) % len(names)]]
        entries[name] = KINDS[mutation.kind](entries[name], mutation, other, case.form)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in entries.items():
            # The first entry of an ODT is never packed.
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(name, _mended(content) if case.mended else content, method)
    return target.getvalue()


def _mended(part: bytes) -> bytes:
    """Return ``part`` as the well-formed XML that comes closest, or as it is."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(part, parser)
        return part if root is None else etree.tostring(root, encoding="utf-8")
    return part


def _at(data: bytes, mutation: Mutation) -> int:
    return min(len(data), int(mutation.place * len(data)))


def _piece(data: bytes, mutation: Mutation) -> tuple[int, int]:
    start = _at(data, mutation)
    return start, min(len(data), start + mutation.size)


def _flip(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    at = _at(data, mutation)
    return data[:at] + bytes((byte ^ (1 << mutation.size % 8)) for byte in data[at : at + 1]) + data[at + 1 :]


def _overwrite(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    at = _at(data, mutation)
    return data[:at] + mutation.data + data[at + len(mutation.data) :]


def _insert(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    at = _at(data, mutation)
    return data[:at] + mutation.data + data[at:]


def _delete(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    start, end = _piece(data, mutation)
    return data[:start] + data[end:]


def _repeat(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    start, end = _piece(data, mutation)
    return data[:end] + data[start:end] * (mutation.size % 50) + data[end:]


def _move(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    start, end = _piece(data, mutation)
    rest = data[:start] + data[end:]
    to = mutation.size * 7919 % (len(rest) + 1)
    return rest[:to] + data[start:end] + rest[to:]


def _truncate(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    return data[: _at(data, mutation)]


def _splice(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    return data[: _at(data, mutation)] + other[_at(other, mutation) :]


def _number(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    found = list(_NUMBER.finditer(data))
    return _replaced(data, found, mutation, _EXTREMES)


def _token(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    tokens = _TOKENS[form]
    found = list(re.finditer(b"|".join(map(re.escape, tokens)), data))
    return _replaced(data, found, mutation, tokens)


def _nest(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    """Put one token many times over, as in elements within elements."""
    at = _at(data, mutation)
    return data[:at] + _TOKENS[form][mutation.size % len(_TOKENS[form])] * mutation.size + data[at:]


def _sector(data: bytes, mutation: Mutation, other: bytes, form: str) -> bytes:
    at = _at(data, mutation) & ~3
    number = _SECTORS[mutation.size % len(_SECTORS)].to_bytes(4, "little")
    return data[:at] + number + data[at + 4 :]


def _replaced(
    data: bytes, found: Sequence[re.Match[bytes]], mutation: Mutation, others: Sequence[bytes]
) -> bytes:
    if not found:
        return data
    match = found[min(len(found) - 1, int(mutation.place * len(found)))]
    return data[: match.start()] + others[mutation.size % len(others)] + data[match.end() :]


KINDS: Mapping[str, Callable[[bytes, Mutation, bytes, str], bytes]] = {
    "flip": _flip,
    "overwrite": _overwrite,
    "insert": _insert,
    "delete": _delete,
    "repeat": _repeat,
    "move": _move,
    "truncate": _truncate,
    "splice": _splice,
    "number": _number,
    "token": _token,
    "nest": _nest,
    "sector": _sector,
}
