"""Show words of a document as they are, without letting them drive the place they are shown in."""

from __future__ import annotations

import re

# C0 and C1 controls (ESC and CSI among them) drive a terminal, U+2028/2029 break lines, bidi controls reorder
# what a reader sees, lone surrogates cannot be encoded. Tabs and line feeds are harmless.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    r"""Return ``text`` with control characters written out (``\x1b``, ``\u202e``), line ends as ``\n``."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), unified)


def one_line(text: str) -> str:
    """Return ``visible(text)`` on one line: every run of blanks and line ends becomes one blank."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def xml_text(text: str) -> str:
    """Return ``visible(text)`` without what XML forbids."""
    return _NOT_XML.sub("", visible(text))


def xml_line(text: str) -> str:
    """Return ``text`` on one line, without what XML forbids."""
    return one_line(_NOT_XML.sub("", text))


def json_safe(text: str) -> str:
    r"""Return the JSON ``text`` with control characters inside its strings as ``\uXXXX`` escapes.

    ``json.dumps`` leaves those above U+007E as they are; the decoded value stays the same.
    """
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
