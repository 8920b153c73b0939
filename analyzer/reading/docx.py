"""DOCX → text in document order. Runs in the child process.

The package is opened with zipfile and lxml rather than python-docx: that one loads every picture, and gives
up on the dangling relationships that WPS likes to write.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from analyzer.errors import NoTextError, UnknownFormatError
from analyzer.isolation.limits import Limits
from analyzer.model import Notice
from analyzer.reading.archive import Archive, opened
from analyzer.reading.content import Content
from analyzer.reading.ooxml import attribute, local
from analyzer.reading.wordlists import Lists
from analyzer.reading.wordml import Walker

_EMPTY = "这个 DOCX 里没有文字（可能只有图片）；请换成文字版文件，或把文字粘贴进来。"
_NOT_DOCX = (
    ("xl/workbook.xml", "这是 Excel 表格，暂不支持；请另存为 PDF，或把文字粘贴进来。"),
    ("ppt/presentation.xml", "这是 PowerPoint 文件，暂不支持；请另存为 PDF，或把文字粘贴进来。"),
    ("content.xml", "这是 ODT 等 OpenDocument 文件，暂不支持；请另存为 DOCX 或 PDF 再试。"),
)
_ARCHIVE = "这是压缩包，不是 DOCX 文件；请先解压，再逐个上传里面的文件。"
_PAGE_MARK = re.compile(r"[-—第页共of/\s\d]*", re.IGNORECASE)


class _Relation(NamedTuple):
    """A relationship of a part: last word of its type, path of its target inside the archive."""

    kind: str
    target: str


def parse(data: bytes, limits: Limits) -> Content:
    """Return the text of a DOCX: body, then footnotes, then headers and footers.

    Raises ``UnknownFormatError`` for other archives, ``DamagedFileError`` for broken or unsafe ones,
    ``LimitError`` for too large ones, ``NoTextError`` where there is no text.
    """
    with opened(data, limits, "DOCX") as archive:
        return _read(archive)


def _read(archive: Archive) -> Content:
    main = next(
        (one.target for one in _relations(archive, "") if one.kind == "officeDocument"), "word/document.xml"
    )
    body = archive.part(main)
    if body is None or local(body) != "document":
        raise UnknownFormatError(_what_else(archive))
    relations = _relations(archive, main)
    styles, numbering = (_first(archive, relations, kind) for kind in ("styles", "numbering"))
    walker = Walker(Lists(numbering, styles))
    lines = list(walker.blocks(body))
    notices = [Notice("numbering", "自动编号已按 Word 的设置还原。")] if walker.numbered else []
    notes = list(_notes(archive, relations, walker))
    if notes:
        notices.append(Notice("footnotes", f"脚注和尾注（{len(notes)} 行）附在正文之后。"))
    margins = list(dict.fromkeys(_margins(archive, relations, walker)))
    if margins:
        notices.append(Notice("header-footer", f"页眉页脚附在文末：“{'”“'.join(margins)}”。"))
    if walker.hidden:
        notices.append(Notice("hidden-text", f"已略去文档中设为隐藏的文字约 {walker.hidden} 字。"))
    if walker.deleted:
        notices.append(Notice("tracked-changes", "文档含修订痕迹：已读入插入的文字，略去删除的文字。"))
    text = "\n".join([*lines, *notes, *margins])
    if not text.strip():
        raise NoTextError(_EMPTY)
    return Content(text, notices=tuple(notices))


def _what_else(archive: Archive) -> str:
    return next((message for name, message in _NOT_DOCX if name in archive.names), _ARCHIVE)


def _first(archive: Archive, relations: Iterable[_Relation], kind: str) -> etree._Element | None:
    return next((archive.part(one.target) for one in relations if one.kind == kind), None)


def _relations(archive: Archive, part: str) -> list[_Relation]:
    folder, name = posixpath.split(part)
    root = archive.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return []
    return [
        _Relation(
            (child.get("Type") or "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, child.get("Target") or "")).lstrip("/"),
        )
        for child in root
        if isinstance(child.tag, str) and child.get("TargetMode") != "External"
    ]


def _notes(archive: Archive, relations: Iterable[_Relation], walker: Walker) -> Iterator[str]:
    for relation in relations:
        if relation.kind not in ("footnotes", "endnotes"):
            continue
        part = archive.part(relation.target)
        for note in part if part is not None else ():
            if isinstance(note.tag, str) and attribute(note, "type") in (None, "normal"):
                yield from walker.blocks(note)


def _margins(archive: Archive, relations: Iterable[_Relation], walker: Walker) -> Iterator[str]:
    """Yield the lines of headers and footers that are more than page marks."""
    for relation in relations:
        part = archive.part(relation.target) if relation.kind in ("header", "footer") else None
        if part is not None:
            yield from (line for line in walker.blocks(part) if not _PAGE_MARK.fullmatch(line))
