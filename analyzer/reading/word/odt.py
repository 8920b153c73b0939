"""ODT → text in document order. Runs in the child process. After OpenDocument 1.3 part 3 (OASIS, 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from analyzer.errors import DamagedFileError, PasswordError
from analyzer.isolation.limits import Limits
from analyzer.model import Notice
from analyzer.reading.archive import Archive, opened
from analyzer.reading.content import Content
from analyzer.reading.symbols import SYMBOLS
from analyzer.reading.word.flowing import Flow, row_lines
from analyzer.reading.word.odtlists import Counter, Lists
from analyzer.reading.word.ooxml import attribute, child, local

_BROKEN = "ODT 文件已损坏或不完整，找不到里面的文字；请重新下载，或用 LibreOffice 或 WPS 另存一份后再试。"
_LOCKED = "这个 ODT 有打开密码；请用 LibreOffice 或 WPS 去掉密码后另存一份再试。"
# fmt: off
_UNSEEN = frozenset((
    "annotation", "annotation-end", "dde-connection-decls", "desc", "event-listeners", "forms", "image",
    "note-citation", "object", "object-ole", "ruby-text", "sequence-decls", "title", "tracked-changes",
    "user-field-decls", "variable-decls",
))
# fmt: on
_WHITE = re.compile(r"[ \t\r\n]+")
_BREAKS = {"tab": "\t", "line-break": "\n"}


def parse(data: bytes, limits: Limits) -> Content:
    """Return the text of an ODT: body with its text boxes, then notes, then headers and footers.

    Raises ``DamagedFileError``, ``PasswordError``, ``LimitError`` or ``NoTextError``.
    """
    with opened(data, limits, "ODT", " LibreOffice 或 WPS ") as archive:
        if _is_encrypted(archive):
            raise PasswordError(_LOCKED)
        content, styles = archive.part("content.xml"), archive.part("styles.xml")
        body = child(content, "body", "text")
        if body is None:
            raise DamagedFileError(_BROKEN)
        walker = _Walker(content, styles)
        walker.flow.body += walker.blocks(body)
        pages = child(styles, "master-styles")
        for margin in (margin for page in pages for margin in page) if pages is not None else ():
            walker.flow.margins += walker.blocks(margin)
        if walker.numbered:
            walker.flow.notices = (Notice("numbering", "自动编号已按文件的设置还原。"),)
        return walker.flow.content("ODT")


def _is_encrypted(archive: Archive) -> bool:
    manifest = archive.part("META-INF/manifest.xml")
    return manifest is not None and any(local(one) == "encryption-data" for one in manifest.iter())


class _Walker:
    """Walks the parts of one document; remembers what it had to leave out."""

    def __init__(self, content: etree._Element | None, styles: etree._Element | None) -> None:
        self.flow = Flow()
        self.numbered = False
        self._lists = Lists(styles, content)
        self._hidden_styles = {
            attribute(one, "name")
            for root in (styles, content)
            for one in (root.iter() if root is not None else ())
            if local(one) == "style" and _sets_hidden(one)
        }

    def blocks(self, container: etree._Element) -> list[str]:
        """Return the lines of the paragraphs, lists and tables in ``container`` that hold any text."""
        lines: list[str] = []
        for element in container:
            lines += self._block(element)
        return lines

    def _block(self, element: etree._Element) -> Iterator[str]:
        name = local(element)
        if name in ("p", "h"):
            yield from self._paragraph(element, self._outline_number(element) if name == "h" else "")
        elif name == "list":
            yield from self._list(element, self._lists.counter(element), 1)
        elif name == "table":
            yield from self._table(element)
        elif name == "tracked-changes":
            self.flow.deleted |= any(local(one) == "deletion" for one in element.iter())
        elif self._is_hidden(element):
            self._count_hidden(element)
        elif name and name not in _UNSEEN:
            yield from self.blocks(element)

    def _outline_number(self, heading: etree._Element) -> str:
        depth = attribute(heading, "outline-level") or ""
        if not depth.isdecimal() or len(depth) > 2 or attribute(heading, "is-list-header") == "true":
            return ""
        return self._lists.number(self._lists.outline, int(depth), attribute(heading, "start-value"))

    def _list(self, element: etree._Element, counter: Counter, depth: int) -> Iterator[str]:
        for item in element:
            counts = local(item) == "list-item"
            for inner in item:
                if local(inner) == "list":
                    yield from self._list(inner, counter, depth + 1)
                elif local(inner) in ("p", "h"):
                    start = attribute(item, "start-value")
                    yield from self._paragraph(
                        inner, self._lists.number(counter, depth, start) if counts else ""
                    )
                    counts = False
                else:
                    yield from self._block(inner)

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in table:
            if local(row) == "table-row":
                yield from row_lines([self.blocks(one) for one in row if local(one) == "table-cell"])
            elif local(row) in ("table-header-rows", "table-rows", "table-row-group"):
                yield from self._table(row)

    def _paragraph(self, paragraph: etree._Element, number: str) -> Iterator[str]:
        pieces: list[str] = []
        boxes: list[str] = []
        self._inline(paragraph, pieces, boxes)
        text = "".join(pieces)
        if text.strip():
            self.numbered |= bool(number)
            yield from (line.strip() for line in (number + text).split("\n") if line.strip())
        yield from boxes

    def _inline(self, element: etree._Element, pieces: list[str], boxes: list[str]) -> None:
        name = local(element)
        if self._is_hidden(element):
            self._count_hidden(element)
        elif name == "note":
            body = child(element, "note-body")
            self.flow.notes += self.blocks(body) if body is not None else []
        elif name == "text-box":
            boxes += self.blocks(element)
        elif name == "s":
            count = attribute(element, "c") or "1"
            pieces.append(" " * (int(count) if count.isdecimal() and len(count) < 4 else 1))
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name and name not in _UNSEEN:
            _add(element.text, pieces)
            for inner in element:
                self._inline(inner, pieces, boxes)
                _add(inner.tail, pieces)

    def _is_hidden(self, element: etree._Element) -> bool:
        return (
            local(element) == "hidden-text"
            or attribute(element, "display") == "none"  # of a section
            or (
                local(element) in ("p", "h", "span")
                and attribute(element, "style-name") in self._hidden_styles
            )
        )

    def _count_hidden(self, element: etree._Element) -> None:
        text = attribute(element, "string-value") or "".join(map(str, element.itertext()))
        self.flow.hidden += len("".join(text.split()))


def _add(text: str | None, pieces: list[str]) -> None:
    # White space collapses; what counts of it is written as elements (6.1.2).
    collapsed = _WHITE.sub(" ", text or "")
    pieces.append("".join(SYMBOLS.get(char, char) for char in collapsed))


def _sets_hidden(style: etree._Element) -> bool:
    properties = child(style, "text-properties")
    return properties is not None and attribute(properties, "display") == "none"
