"""Names for files that are written: of which document, what, and when, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from analyzer.model import Document

_BYTES: Final = 120  # of the whole name in UTF-8; systems allow 255, but a path around it must fit as well
_RESERVED_CHARACTERS: Final = re.compile(r'[<>:"/\\|?*]')
# Names of devices, whatever follows their first dot (Microsoft, Naming Files, Paths, and Namespaces).
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_NAMELESS: Final = "文件"


def file_name(document: Document, kind: str, suffix: str, *, on: date | None = None) -> str:
    """Return a name for a file of ``kind`` about ``document``: ``借款合同 条款报告 2026-11-29.html``.

    ``suffix`` begins with a dot; ``on`` is the day, today where None. The name has at most 120 bytes in
    UTF-8, begins and ends with no dot or blank, and holds nothing that Windows, macOS or Linux reserve.
    """
    ending = f" {_clean(kind)} {on or date.today():%Y-%m-%d}{suffix}"
    room = _BYTES - len(ending.encode())
    stem = _clean(_SUFFIX.sub("", document.name)).encode()[:room].decode(errors="ignore").strip(" .")
    return f"{stem or _NAMELESS}{ending}"


def _clean(text: str) -> str:
    """Return ``text`` without what cannot stand in a name: controls, surrogates, reserved characters."""
    kept = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    name = re.sub(r"\s+", " ", _RESERVED_CHARACTERS.sub("_", kept)).strip(" .")
    return f"_{name}" if _DEVICE.match(name) else name
