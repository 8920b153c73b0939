"""OFD → text with boxes, page by page. Runs in the child process. After GB/T 33190-2016, clause 7."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lxml import etree

from analyzer.errors import DamagedFileError, LimitError, NoTextError, PasswordError
from analyzer.isolation.limits import Limits
from analyzer.model import Notice
from analyzer.reading.archive import Archive, opened
from analyzer.reading.content import Content
from analyzer.reading.layout.arranging import Layout, arrange
from analyzer.reading.layout.assembling import PageLines, assembled, watermarks
from analyzer.reading.layout.furniture import remove_furniture
from analyzer.reading.layout.glyphs import Sheet, inside, is_bad, without_doubles
from analyzer.reading.ofd.page import POINTS, Drawn, composite_units, draw, is_shown, numbers
from analyzer.reading.word.ooxml import child, local

# Share of bad characters from which the reader is told, and from which the page is not believed.
_DOUBTFUL, _USELESS = 0.02, 0.3
# A page with fewer characters whose larger part is a picture is a scan with a page mark.
_FEW = 30
_A4 = (0.0, 0.0, 210.0, 297.0)  # mm, where a document does not say
_READER = " OFD 阅读器"
_SCAN = (
    "这个 OFD 没有文字层，可能是扫描件或照片，目前不能识别；请换成文字版 OFD、PDF、DOCX，或把文字粘贴进来。"
)
_LOCKED = "这个 OFD 已加密；请用 OFD 阅读器打开，另存为不加密的 OFD 或 PDF 后再试。"
_BROKEN = "OFD 文件已损坏或不完整，找不到里面的页面；请重新下载，或用 OFD 阅读器另存一份后再试。"


class _File(NamedTuple):
    """A part of the archive: where it is, and its root."""

    path: str
    root: etree._Element


class _PageRead(NamedTuple):
    """One page as read: its size in points, its lines, and what the reader must know."""

    width: float
    height: float
    layout: Layout
    notices: list[Notice]
    hidden: int = 0


def parse(data: bytes, limits: Limits) -> Content:
    """Return the text of an OFD, one box a character, one ``Page`` a page.

    The documents of one file follow one another. Raises ``DamagedFileError``, ``PasswordError``
    (encrypted), ``LimitError`` or ``NoTextError``.
    """
    with opened(data, limits, "OFD", _READER) as archive:
        if any(posixpath.basename(name).lower() == "encryptions.xml" for name in archive.names):
            raise PasswordError(_LOCKED)
        pages = [page for document in _documents(archive) for page in document.pages()]
        if not pages:
            raise DamagedFileError(_BROKEN)
        if len(pages) > limits.pages:
            raise LimitError(f"这个 OFD 有 {len(pages)} 页，超过 {limits.pages} 页的上限；请拆分后再试。")
        read = [document.read(page, number) for number, (document, page) in enumerate(pages, 1)]
    if not any(page.layout.lines for page in read):
        raise NoTextError(_SCAN)
    kept, furniture = remove_furniture(
        [PageLines(number, page.width, page.height, page.layout.lines) for number, page in enumerate(read, 1)]
    )
    notices = [
        *furniture,
        *watermarks(chain.from_iterable(page.layout.watermarks for page in read)),
        *_hidden(sum(page.hidden for page in read)),
        *chain.from_iterable(page.notices for page in read),
    ]
    return assembled(kept, notices)


def _documents(archive: Archive) -> Iterator[_Document]:
    entry = archive.part("OFD.xml")
    for body in entry if entry is not None else ():
        root = child(body, "DocRoot")
        file = _file(archive, "", root) if root is not None else None
        if file is not None:
            yield _Document(archive, file)


class _Document:
    """One document of the archive: what its pages share."""

    def __init__(self, archive: Archive, file: _File) -> None:
        self._archive, self._file = archive, file
        common = child(file.root, "CommonData")
        shared = list(common) if common is not None else []
        self._area = child(common, "PageArea", "PhysicalBox")
        self._templates = {one.get("ID"): one for one in shared if local(one) == "TemplatePage"}
        resources = [self._open(one) for one in shared if local(one) in ("PublicRes", "DocumentRes")]
        self._composites = dict(
            chain.from_iterable(composite_units(one.root) for one in resources if one is not None)
        )
        self._annotations = dict(self._annotated())

    def pages(self) -> Iterator[tuple[_Document, etree._Element]]:
        """Yield the entries of the pages in order, each with this document."""
        pages = child(self._file.root, "Pages")
        for page in pages if pages is not None else ():
            if local(page) == "Page":
                yield self, page

    def read(self, entry: etree._Element, number: int) -> _PageRead:
        """Return the page that ``entry`` names, ``number`` in the whole file."""
        file = self._open(entry)
        if file is None:
            notice = Notice("page-unreadable", f"第 {number} 页已损坏，未能读取。", number)
            return _PageRead(0.0, 0.0, Layout([], ()), [notice])
        left, top, width, height = _area(child(file.root, "Area", "PhysicalBox"), self._area)
        width, height = width * POINTS, height * POINTS
        drawn = Drawn()
        for layer in self._layers(file.root, entry.get("ID")):
            draw(layer, drawn, self._composites, (POINTS, 0.0, 0.0, POINTS, -left * POINTS, -top * POINTS))
        sheet = Sheet(width, height, tuple(without_doubles(inside(drawn.glyphs, width, height))))
        bad = sheet.bad_share()
        covered = max(drawn.pictures, default=0.0) * POINTS**2 / (width * height)
        notices = list(_page_notices(number, sheet, bad, covered, drawn.empty))
        sound = () if bad > _USELESS else (one for one in sheet.glyphs if not any(map(is_bad, one.text)))
        return _PageRead(width, height, arrange(Sheet(width, height, tuple(sound))), notices, drawn.hidden)

    def _layers(self, page: etree._Element, identity: str | None) -> Iterator[etree._Element]:
        """Yield what is drawn on ``page``, back to front: templates, its own content, annotations."""
        own = child(page, "Content")
        used = [one for one in page if local(one) == "Template"]
        front = [one for one in used if one.get("ZOrder") == "Foreground"]
        behind = [one for one in used if one not in front]
        yield from self._template_layers(behind)
        if own is not None:
            yield own
        yield from self._template_layers(front)
        yield from self._annotations.get(identity, ())

    def _template_layers(self, used: list[etree._Element]) -> Iterator[etree._Element]:
        for one in used:
            entry = self._templates.get(one.get("TemplateID"))
            template = self._open(entry) if entry is not None else None
            content = child(template.root, "Content") if template is not None else None
            if content is not None:
                yield content

    def _annotated(self) -> Iterator[tuple[str | None, list[etree._Element]]]:
        """Yield the ids of pages that bear annotations, and what these draw (clause 15)."""
        entry = child(self._file.root, "Annotations")
        listed = self._open(entry) if entry is not None else None
        for page in listed.root if listed is not None else ():
            location = child(page, "FileLoc")
            file = _file(self._archive, listed.path, location) if listed and location is not None else None
            if file is not None:
                yield page.get("PageID"), [one for one in file.root if is_shown(one)]

    def _open(self, entry: etree._Element) -> _File | None:
        return _file(self._archive, self._file.path, entry)


def _file(archive: Archive, beside: str, entry: etree._Element) -> _File | None:
    """Return the file that ``entry`` names, by BaseLoc or its text, as seen from the file ``beside``."""
    location = (entry.get("BaseLoc") or entry.text or "").strip().replace("\\", "/")
    # Locations are relative to the file they stand in; some writers give them from the top all the same.
    for folder in (posixpath.dirname(beside), ""):
        path = posixpath.normpath(posixpath.join("/", folder, location)).lstrip("/")
        root = archive.part(path)
        if root is not None:
            return _File(path, root)
    return None


def _area(*boxes: etree._Element | None) -> tuple[float, float, float, float]:
    """Return left, top, width and height in mm of the first box that makes sense."""
    for box in boxes:
        found = numbers(box.text) if box is not None else []
        if len(found) == 4 and found[2] > 0 and found[3] > 0:
            return found[0], found[1], found[2], found[3]
    return _A4


def _hidden(characters: int) -> Iterator[Notice]:
    if characters:
        yield Notice("hidden-text", f"已略去文档中设为不显示的文字约 {characters} 字。")


def _page_notices(number: int, sheet: Sheet, bad: float, covered: float, empty: bool) -> Iterator[Notice]:
    characters = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
    if bad > _USELESS:
        yield Notice("page-unreadable", f"第 {number} 页的文字编码残缺，读出来的是乱码，未采用。", number)
    elif bad > _DOUBTFUL:
        yield Notice("page-unreadable", f"第 {number} 页约有 {bad:.0%} 的文字无法识别，已略去。", number)
    elif not characters and not empty:
        yield Notice("page-unreadable", f"第 {number} 页没有文字层（可能是扫描件或图片），未能读取。", number)
    elif characters < _FEW and covered > 0.5:
        yield Notice("page-unreadable", f"第 {number} 页主要是图片，图片里的文字未能读取。", number)
