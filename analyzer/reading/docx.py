"""DOCX → text in document order. Runs in the child process.

The package is opened with zipfile and lxml rather than python-docx: that one loads every picture, and gives
up on the dangling relationships that WPS likes to write.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from analyzer.errors import DamagedFileError, LimitError, NoTextError, UnknownFormatError
from analyzer.isolation.limits import Limits
from analyzer.model import Notice
from analyzer.reading.content import Content
from analyzer.reading.ooxml import attribute, local
from analyzer.reading.wordlists import Lists
from analyzer.reading.wordml import Walker

_DAMAGED = "DOCX 文件已损坏或不完整，无法打开；请重新下载，或用 Word、WPS 另存一份后再试。"
_UNSAFE = "DOCX 文件的内部结构不正常（{}），为安全起见没有读取；请用 Word 或 WPS 另存一份后再试。"
_EMPTY = "这个 DOCX 里没有文字（可能只有图片）；请换成文字版文件，或把文字粘贴进来。"
_NOT_DOCX = (
    ("OFD.xml", "这是 OFD 文件，暂不支持；请用阅读器另存为 PDF 再试。"),
    ("xl/workbook.xml", "这是 Excel 表格，暂不支持；请另存为 PDF，或把文字粘贴进来。"),
    ("ppt/presentation.xml", "这是 PowerPoint 文件，暂不支持；请另存为 PDF，或把文字粘贴进来。"),
    ("content.xml", "这是 ODT 等 OpenDocument 文件，暂不支持；请另存为 DOCX 或 PDF 再试。"),
)
_ARCHIVE = "这是压缩包，不是 DOCX 文件；请先解压，再逐个上传里面的文件。"
# DOCTYPE in the encodings XML may be written in: OOXML forbids it (ECMA-376 part 2, 7.2.3.2).
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))
# Small archives cannot do harm however well they are packed.
_SMALL = 2 * 1024 * 1024
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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, limits)
            return _read(archive)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # not in the stubs
            raise MemoryError from None
        raise DamagedFileError(_DAMAGED) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError):
        raise DamagedFileError(_DAMAGED) from None


def _check(archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.archive_entries:
        raise LimitError(
            f"DOCX 文件内部有 {len(entries)} 个部件，超过 {limits.archive_entries} 个的上限，没有读取。"
        )
    if unpacked > limits.unpacked_bytes:
        raise LimitError(
            f"DOCX 文件解压后超过 {limits.unpacked_bytes / 2**20:.0f} MB 的上限，没有读取；请拆分后再试。"
        )
    if unpacked > _SMALL and unpacked > limits.compression_ratio * max(1, packed):
        raise LimitError(f"DOCX 文件的压缩比超过 {limits.compression_ratio} 倍，可能是压缩炸弹，没有读取。")
    if len(set(names)) < len(names):
        raise DamagedFileError(_UNSAFE.format("部件重名"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise DamagedFileError(_UNSAFE.format("部件被加密"))
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            part = archive.read(name)
            if any(doctype in part for doctype in _DOCTYPES):
                raise DamagedFileError(_UNSAFE.format("含有文档类型声明"))


def _read(archive: zipfile.ZipFile) -> Content:
    main = next(
        (one.target for one in _relations(archive, "") if one.kind == "officeDocument"), "word/document.xml"
    )
    body = _part(archive, main)
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


def _what_else(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    return next((message for name, message in _NOT_DOCX if name in names), _ARCHIVE)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _first(archive: zipfile.ZipFile, relations: Iterable[_Relation], kind: str) -> etree._Element | None:
    return next((_part(archive, one.target) for one in relations if one.kind == kind), None)


def _relations(archive: zipfile.ZipFile, part: str) -> list[_Relation]:
    folder, name = posixpath.split(part)
    root = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
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


def _notes(archive: zipfile.ZipFile, relations: Iterable[_Relation], walker: Walker) -> Iterator[str]:
    for relation in relations:
        if relation.kind not in ("footnotes", "endnotes"):
            continue
        part = _part(archive, relation.target)
        for note in part if part is not None else ():
            if isinstance(note.tag, str) and attribute(note, "type") in (None, "normal"):
                yield from walker.blocks(note)


def _margins(archive: zipfile.ZipFile, relations: Iterable[_Relation], walker: Walker) -> Iterator[str]:
    """Yield the lines of headers and footers that are more than page marks."""
    for relation in relations:
        part = _part(archive, relation.target) if relation.kind in ("header", "footer") else None
        if part is not None:
            yield from (line for line in walker.blocks(part) if not _PAGE_MARK.fullmatch(line))
