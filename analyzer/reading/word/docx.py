"""DOCX → text in document order. Runs in the child process.

The package is opened with zipfile and lxml rather than python-docx: that one loads every picture, and gives
up on the dangling relationships that WPS likes to write.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from lxml import etree

from analyzer.errors import NoTextError, UnknownFormatError
from analyzer.isolation.limits import Limits
from analyzer.model import Notice
from analyzer.reading.archive import Archive, opened
from analyzer.reading.content import Content
from analyzer.reading.sniff import sniff
from analyzer.reading.word.flowing import Flow
from analyzer.reading.word.ooxml import attribute, local
from analyzer.reading.word.wordlists import Lists
from analyzer.reading.word.wordml import Walker

_NOT_DOCX = (
    ("xl/workbook.xml", "这是 Excel 表格，暂不支持；请另存为 PDF，或把文字粘贴进来。"),
    ("ppt/presentation.xml", "这是 PowerPoint 文件，暂不支持；请另存为 PDF，或把文字粘贴进来。"),
    ("content.xml", "这是 OpenDocument 文件，但不是文字文档（ODT），暂不支持；请另存为 DOCX 或 PDF 再试。"),
)
_ARCHIVE = "这是压缩包，不是 DOCX 文件；请先解压，再逐个上传里面的文件。"


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
    walker = Walker(Lists(numbering, styles), styles)
    flow = Flow(list(walker.blocks(body)))
    flow.body += _pages(archive, relations)
    flow.notes += _notes(archive, relations, walker)
    flow.margins += _margins(archive, relations, walker)
    flow.hidden, flow.deleted = walker.hidden, walker.deleted
    if walker.numbered:
        flow.notices = (Notice("numbering", "自动编号已按 Word 的设置还原。"),)
    return flow.content("DOCX")


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


def _pages(archive: Archive, relations: Iterable[_Relation]) -> Iterator[str]:
    """Yield the lines of saved pages that Word shows in the document; some programs write only such."""
    for relation in relations:
        if relation.kind != "aFChunk" or relation.target not in archive.names:
            continue
        from analyzer.reading.web import html, mht  # noqa: PLC0415 - as good as never

        data = archive.read(relation.target)
        with suppress(NoTextError):
            yield from (mht if sniff(data) == "mht" else html).parse(data).text.split("\n")


def _notes(archive: Archive, relations: Iterable[_Relation], walker: Walker) -> Iterator[str]:
    for relation in relations:
        if relation.kind not in ("footnotes", "endnotes"):
            continue
        part = archive.part(relation.target)
        for note in part if part is not None else ():
            if isinstance(note.tag, str) and attribute(note, "type") in (None, "normal"):
                yield from walker.blocks(note)


def _margins(archive: Archive, relations: Iterable[_Relation], walker: Walker) -> Iterator[str]:
    for relation in relations:
        part = archive.part(relation.target) if relation.kind in ("header", "footer") else None
        if part is not None:
            yield from walker.blocks(part)
