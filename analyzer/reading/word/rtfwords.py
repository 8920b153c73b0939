"""The words of RTF that matter for its text. After the Rich Text Format Specification 1.9.1 (2008)."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Final

from analyzer.reading.word.flowing import CELL, INSIDE, ROW

# fmt: off
# Groups that hold no text of the document.
UNSEEN: Final = frozenset((
    "annotation", "author", "bkmkend", "bkmkstart", "colortbl", "datafield", "ffdeftext", "ffname", "fldinst",
    "filetbl", "fonttbl", "formfield", "generator", "info", "listoverridetable", "listtable", "nonesttables",
    "objclass", "objdata", "objname", "pict", "pn", "pnseclvl", "private", "revtbl", "rsidtbl", "rxe",
    "shprslt", "sn", "sp", "stylesheet", "sv", "tc", "template", "txe", "upr", "xe",
))
NUMBERS: Final = frozenset(("listtext", "pntext"))
BOXES: Final = frozenset(("shptxt", "dptxbxtext"))
NOTES: Final = frozenset(("footnote",))
MARGINS: Final = frozenset(
    ("header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr")
)

CHARACTERS: Final[Mapping[str, str]] = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "column": "\n", "softline": "\n", "tab": "\t",
    "cell": CELL, "nestcell": "\t", "nestrow": INSIDE, "row": ROW, "emdash": "—", "endash": "–",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}
SIGNS: Final[Mapping[bytes, str]] = {
    b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n", b"\t": "\t",
}
# fmt: on
_GB: Final = "gb18030"
SYMBOL_FONT: Final = "symbol"
# \fcharset: which codec a font's bytes are in.
_CHARSETS: Final[Mapping[int, str]] = {
    2: SYMBOL_FONT, 128: "cp932", 129: "cp949", 134: _GB, 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def codec_of_font(charset: int) -> str | None:
    r"""Return the codec for ``\fcharset``, None where the font says nothing that the document does not."""
    return _CHARSETS.get(charset)


def codec_of_page(number: int) -> str:
    r"""Return the codec for the code page of ``\ansicpg``; the one usual in China for unknown ones."""
    name = {936: _GB, 54936: _GB, 65001: "utf-8", 10008: "gb2312"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _GB
