"""WordprocessingML → lines of text, in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from analyzer.reading.symbols import SYMBOLS
from analyzer.reading.word.flowing import row_lines
from analyzer.reading.word.ooxml import attribute, child, is_on, local, value
from analyzer.reading.word.wordlists import Lists

_GONE = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sectPr", "rt", "fldData")
)
_GROUPS = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "document", "body", "txbxContent")
)
_IN_CODE = frozenset(("t", "sym", "txbxContent", "AlternateContent", "tab", "br"))
_SYMBOLS = {ord(private): char for private, char in SYMBOLS.items()}
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Walker:
    """Walks parts of one document; remembers what it had to leave out."""

    def __init__(self, lists: Lists, styles: etree._Element | None = None) -> None:
        self._lists = lists
        self._hidden_styles = frozenset(_hidden_styles(styles))
        # Of the fields around what is read: whether the field's instruction is being read, not its result.
        self._codes: list[bool] = []
        self.hidden = 0  # characters set as hidden
        self.deleted = False  # whether tracked deletions were passed over
        self.numbered = False  # whether automatic numbers were restored

    def blocks(self, container: etree._Element) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables in ``container`` that hold any text."""
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _GROUPS:
                yield from self.blocks(element)
            elif name == "AlternateContent":
                yield from self.blocks(_branch(element))
            elif name in ("del", "moveFrom"):
                self.deleted = True

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, pieces, boxes)
        text = "".join(pieces)
        # No instruction is longer than its paragraph: one left open by mistake must not hide the rest.
        self._codes = [False] * len(self._codes)
        number = self._lists.number(paragraph)
        if text.strip():
            self.numbered |= bool(number)
            yield from (line.strip() for line in (number + text).split("\n") if line.strip())
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for element in parent:
            name = local(element)
            if name == "fldChar":
                pieces.append(self._field(element))
            elif any(self._codes) and name in _IN_CODE:
                continue
            elif name == "t":
                pieces.append((element.text or "").translate(_SYMBOLS))
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == "sym":
                pieces.append(_symbol(attribute(element, "char") or ""))
            elif name == "txbxContent":
                boxes.append(element)
            elif name == "AlternateContent":
                self._inline(_branch(element), pieces, boxes)
            elif name in _GONE:
                self.deleted |= name in ("del", "moveFrom")
            elif name == "r" and self._is_hidden(element):
                self.hidden += sum(len(one.text or "") for one in element if local(one) == "t")
            else:
                self._inline(element, pieces, boxes)

    def _is_hidden(self, run: etree._Element) -> bool:
        if child(run, "rPr", "vanish") is not None:
            return is_on(run, "rPr", "vanish")
        return value(run, "rPr", "rStyle") in self._hidden_styles

    def _field(self, mark: etree._Element) -> str:
        """Follow the marks of a field; return what a form field without a result shows."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._codes.append(True)
            return _form_value(child(mark, "ffData"))
        if kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()
        return ""

    def _table(self, table: etree._Element) -> Iterator[str]:
        """Yield a row a line, cells set apart by tabs; or cell after cell where one has several lines."""
        for row in _members(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.deleted = True
                continue
            cells = [list(self.blocks(cell)) for cell in _members(row, "tc") if not _continues(cell)]
            yield from row_lines(cells)


def _form_value(form: etree._Element | None) -> str:
    """Return the tick or the choice of a form field (ECMA-376 part 1, 17.16.7 and 17.16.9)."""
    box, choices = child(form, "checkBox"), child(form, "ddList")
    if box is not None:
        state = "checked" if child(box, "checked") is not None else "default"
        return "☑" if is_on(box, state) else "☐"
    entries = [one for one in choices if local(one) == "listEntry"] if choices is not None else []
    chosen = value(choices, "result") or value(choices, "default") or "0"
    index = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    return attribute(entries[index], "val") or "" if index < len(entries) else ""


def _hidden_styles(styles: etree._Element | None) -> Iterator[str]:
    """Yield the ids of the character styles that hide text."""
    for style in styles if styles is not None else ():
        if attribute(style, "type") == "character" and is_on(style, "rPr", "vanish"):
            yield attribute(style, "styleId") or ""


def _symbol(code: str) -> str:
    """Return the character for the hexadecimal ``code`` of a symbol font, nothing for unknown ones."""
    return SYMBOLS.get(chr(int(code, 16)), "") if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""


def _members(container: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through the wrappers that may stand between."""
    for element in container:
        if local(element) == name:
            yield element
        elif local(element) in _GROUPS:
            yield from _members(element, name)


def _continues(cell: etree._Element) -> bool:
    """Return whether ``cell`` is the lower part of a merged one, which Word leaves blank."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _branch(alternate: etree._Element) -> etree._Element:
    """Return the one branch of mc:AlternateContent to read: both say the same in different words."""
    branches = [one for one in alternate if local(one) in ("Choice", "Fallback")]
    wordy = (one for one in branches if any(local(inner) in ("t", "txbxContent") for inner in one.iter()))
    return next(wordy, branches[0] if branches else alternate)
